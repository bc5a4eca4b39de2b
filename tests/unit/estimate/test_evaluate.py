"""Is a formula worked out at every draw, and refused where it gives no number?"""

import numpy as np
import pytest

from tocsin.estimate.errors import UndefinedResultError
from tocsin.estimate.evaluate import evaluate_formula
from tocsin.estimate.formula import MOST_OPERATIONS, parse_formula

VALUES = {"a": np.array([1.0, 2.0, 4.0]), "b": np.array([2.0, 0.0, 1.0])}


def evaluate(text: str) -> list[float]:
    return evaluate_formula(text, parse_formula(text), values=VALUES).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", [3, 2, 5]),
        ("a - b", [-1, 2, 3]),
        ("a * b", [2, 0, 4]),
        ("b / a", [2, 0, 0.25]),
        ("a ^ 2", [1, 4, 16]),
        ("-a", [-1, -2, -4]),
        ("min(a, b, 3)", [1, 0, 1]),
        ("max(a, b)", [2, 2, 4]),
        ("sum(a, b, 1)", [4, 3, 6]),
        ("sqrt(a * a)", [1, 2, 4]),
    ],
)
def test_every_draw_is_worked_out(text: str, expected: list[float]) -> None:
    assert evaluate(text) == pytest.approx(expected)


def test_a_variable_less_itself_is_exactly_zero() -> None:
    assert evaluate("a - a") == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "part"),
    [("1 + a / b", "a / b"), ("log(b)", "log(b)"), ("sqrt(b - 1)", "sqrt(b - 1)"), ("exp(999 * a)", "e")],
)
def test_a_part_without_a_number_is_marked(text: str, part: str) -> None:
    with pytest.raises(UndefinedResultError, match="gives no number") as refused:
        evaluate(text)
    shown, marks = str(refused.value).splitlines()[-2:]
    assert shown[marks.index("^") :].startswith(part)


def test_the_longest_sum_is_worked_out_without_running_out_of_stack() -> None:
    text = "+".join(["a"] * (MOST_OPERATIONS + 1))
    assert evaluate(text)[0] == MOST_OPERATIONS + 1
