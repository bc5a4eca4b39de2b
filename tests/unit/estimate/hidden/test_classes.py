"""Are classes of models found by name, and refusals kept as answers?"""

import pytest

from tests.support.lists import make_lists, make_three
from tocsin.estimate.hidden.classes import Setup, answer_class, find_rule, find_widest_pair, parse_classes
from tocsin.estimate.hidden.errors import UnknownModelClassError
from tocsin.methods.hidden.search import BicRule

SETUP = Setup(replicates=100, level=0.9, seed=1, chain_steps=100)


def test_names_are_read_in_their_order() -> None:
    assert parse_classes("graphs, main") == ("graphs", "main")


def test_a_mistyped_name_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownModelClassError, match="Did you mean 'stepwise'"):
        parse_classes("main,stepwize")


def test_no_name_at_all_is_refused() -> None:
    with pytest.raises(UnknownModelClassError, match="Known are: main"):
        parse_classes(" , ")


def test_a_class_with_a_rule_gives_it() -> None:
    assert find_rule("bic") == BicRule()


def test_a_class_without_a_rule_gives_none() -> None:
    assert find_rule("graphs") is None


def test_the_widest_pair_shares_most() -> None:
    assert find_widest_pair(make_three([64, 64, 16, 64, 80, 16, 20])) == ("A", "C")


def test_too_many_lists_are_an_answer_with_the_reason() -> None:
    answer = answer_class(make_lists([1] * 127, lists=7), "graphs", setup=SETUP)
    assert (answer.model.estimate, "at most 6" in answer.model.reason) == (None, True)


@pytest.mark.slow
def test_bic_says_how_many_replicates_it_had() -> None:
    assert answer_class(make_three(), "bic", setup=SETUP).model.replicates == 100


def test_purposes_have_their_own_random_numbers() -> None:
    assert SETUP.start("main").random() != SETUP.start("bic").random()
