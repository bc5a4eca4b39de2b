import numpy as np
import pytest

from tocsin.dossier.records.judgement import Weight
from tocsin.prioritise.weight_demands import describe_statement, find_digits, list_demands

ROWS = dict(zip("abc", np.eye(3), strict=True))


def say(about: str, kind: str, value: float, **named: object) -> Weight:
    return Weight.model_validate(
        {"author": "x", "mandate": "law", "about": about, "kind": kind, "value": value, **named}
    )


def test_a_comparison_holds_where_the_ratio_does() -> None:
    (demand,) = list_demands([say("a", "at_least", 2, than="b")], rows=ROWS)
    assert demand.answer.holds(np.array([[0.6, 0.3, 0.1], [0.5, 0.3, 0.2]])).tolist() == [True, False]


def test_at_most_is_the_other_way_round() -> None:
    (demand,) = list_demands([say("a", "at_most", 2, than="b")], rows=ROWS)
    assert demand.answer.holds(np.array([[0.6, 0.3, 0.1], [0.7, 0.3, 0.0]])).tolist() == [True, False]


def test_single_units_are_weighed_by_how_many_there_are() -> None:
    # One unit of a counts as much as 10 of b; there are 5 of a and 100 of b: all of a as much as half of b.
    (demand,) = list_demands([say("a", "at_least", 10, than="b")], rows=ROWS, per_unit={"a": 5.0, "b": 100.0})
    assert demand.answer.holds(np.array([[0.34, 0.66, 0.0], [0.3, 0.7, 0.0]])).tolist() == [True, False]


def test_an_order_becomes_links_and_equal_places_equations() -> None:
    order = [say("c", "order", 1), say("a", "order", 2), say("b", "order", 2)]
    assert [demand.answer.name for demand in list_demands(order, rows=ROWS)] == [
        "'a' as heavy as 'b'",
        "'c' no lighter than 'a'",
    ]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (say("a", "at_least", 2.5, than="b"), "'a' worth at least 2.5 times 'b'"),
        (
            say("harm:deaths", "at_most", 2_000_000, than="harm:money_lost", unit="USD/death"),
            "'harm:deaths' worth at most 2,000,000 USD/death of 'harm:money_lost'",
        ),
        (say("a", "lower", 0.2), "'a' at least 0.2"),
        (say("a", "upper", 0.2), "'a' at most 0.2"),
        (say("a", "weight", 0.2), "'a' exactly 0.2"),
        (say("a", "order", 1), "'a' in place 1"),
    ],
)
def test_a_statement_is_told_in_words(statement: Weight, words: str) -> None:
    assert describe_statement(statement) == words


@pytest.mark.parametrize(("value", "digits"), [(2.0, 1), (2.5, 2), (1234.5, 5), (1 / 3, 16)])
def test_no_digit_of_a_number_is_lost(value: float, digits: int) -> None:
    assert find_digits(value) == digits
