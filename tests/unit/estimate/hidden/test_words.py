"""Do the words say what the numbers allow, and no more?"""

import pytest

from tocsin.estimate.hidden.records import ListModel, ModelClass, Spread
from tocsin.estimate.hidden.words import say_amount, say_interval, write_banner, write_verdict


def make(
    model_class: ModelClass, ends: tuple[float, float, float | None] | None, *, is_mixed: bool = True
) -> ListModel:
    low, estimate, high = ends or (None, None, None)
    return ListModel(
        model_class=model_class,
        estimate=estimate,
        low=low,
        high=high,
        level=0.9,
        is_identifiable=ends is not None,
        is_mixed=is_mixed,
        reason="",
    )


CLOSE = [make("stepwise", (900, 1_000, 1_200)), make("graphs", (950, 1_100, 1_300))]
APART = [make("stepwise", (900, 1_000, 1_200)), make("latent", (1_500, 2_000, 3_000))]


def write(models: list[ListModel], lists: str = "ABC") -> str:
    return write_verdict(models, seen=200, lists=lists)


def test_the_range_is_that_of_all_intervals() -> None:
    assert "between 900 and 3,000 people" in write(APART)


def test_models_that_differ_are_told_by_how_much() -> None:
    assert "differ by a factor of 2.0 (1,000 to 2,000)" in write(APART)


def test_models_that_agree_are_told() -> None:
    assert "lie close together" in write(CLOSE)


def test_a_class_that_is_not_mixed_widens_nothing() -> None:
    assert "between 900 and 1,200" in write([CLOSE[0], make("main", (5_000, 6_000, 7_000), is_mixed=False)])


def test_one_class_alone_is_told_to_be_alone() -> None:
    assert "the only class that passes" in write(CLOSE[:1])


def test_an_open_end_is_no_number() -> None:
    assert "at least 900 people, without an upper bound" in write([make("bic", (900, 1_000, None)), *CLOSE])


def test_nothing_that_passes_is_no_estimate() -> None:
    assert write([make("main", None, is_mixed=False)]).startswith("No estimate: no class")


def test_two_lists_are_no_estimate() -> None:
    assert write(CLOSE, lists="AB").startswith("No estimate: with the two lists A and B")


def test_the_banner_names_the_spread_and_the_interval() -> None:
    spread = Spread(model_class="stepwise", least=500, greatest=2_000, is_wider=True)
    assert "500 to 2,000, own interval 900 to 1,200" in str(write_banner([spread], models=CLOSE))


def test_without_a_wider_spread_there_is_no_banner() -> None:
    spread = Spread(model_class="stepwise", least=950, greatest=1_000, is_wider=False)
    assert write_banner([spread], models=CLOSE) is None


@pytest.mark.parametrize(
    ("value", "words"), [(None, "none"), (12.4, "12"), (1_234, "1,230"), (22_556, "22,600"), (999.6, "1,000")]
)
def test_amounts_have_three_digits(value: float | None, words: str) -> None:
    assert say_amount(value) == words


def test_an_interval_without_an_end_says_so() -> None:
    assert say_interval(make("bic", (900, 1_000, None))) == "900 or more"


def test_no_interval_is_none() -> None:
    assert say_interval(make("bic", None)) == "none"
