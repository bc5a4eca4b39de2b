"""Is arithmetic read as in mathematics, and is everything else refused with its place marked?"""

import pytest

from tocsin.estimate.errors import FormulaError
from tocsin.estimate.evaluate import evaluate_formula
from tocsin.estimate.formula import (
    MOST_CHARACTERS,
    MOST_NESTED,
    MOST_OPERATIONS,
    Negation,
    Number,
    names_in,
    parse_formula,
    parts,
    point_at,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("8 - 3 - 2", 3.0),
        ("8 / 4 / 2", 1.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("2 ** 3", 8.0),
        ("-2 ^ 2", -4.0),
        ("2 ^ -1", 0.5),
        ("--3", 3.0),
        ("+3", 3.0),
        (".5 * 1_000", 500.0),
        ("1.5e3", 1500.0),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("sum(3, 1, 2)", 6.0),
        ("sqrt(9)", 3.0),
        ("exp(0) + log(1)", 1.0),
        ("10 -\n 4", 6.0),
    ],
)
def test_arithmetic_is_read_as_in_mathematics(text: str, value: float) -> None:
    assert evaluate_formula(text, parse_formula(text), values={}) == pytest.approx(value)


def test_names_come_once_in_order_of_appearance() -> None:
    assert names_in(parse_formula("b * a + max(b, m.c)")) == ("b", "a", "m.c")


def test_parts_come_outermost_first_and_from_left_to_right() -> None:
    found = [part.start for part in parts(parse_formula("a + b * c"))]
    assert found == [0, 0, 4, 4, 8]


def test_a_minus_before_a_number_is_part_of_it() -> None:
    assert parse_formula("-3") == Number(-3.0, 0, 2)


def test_a_minus_before_a_name_is_an_opposite() -> None:
    assert isinstance(parse_formula("- - -a"), Negation)


@pytest.mark.parametrize(
    ("text", "why", "marked"),
    [
        ("", "was expected", ""),
        ("a +", "was expected", ""),
        ("a b", "an operator was expected", "b"),
        ("2x", "an operator was expected", "x"),
        ("(a", "a closing bracket is missing", ""),
        ("a $ b", "not part of arithmetic", "$"),
        ("Area", "lower-case names", "A"),
        ("__import__('os')", "not part of arithmetic", "_"),
        ("os.system(a)", "nothing from a dossier is ever called or imported", "o"),
        ("eval(a)", "nothing from a dossier is ever called or imported", "e"),
        ("a.b.c", "not part of arithmetic", "."),
        ("lambda: 0", "not part of arithmetic", ":"),
        ("max(a)", "max takes 2 or more arguments, not 1", "m"),
        ("sqrt(a, b)", "sqrt takes one argument, not 2", "s"),
        ("9" * 400, "larger than any", "9"),
        ("1e999", "larger than any", "1"),
    ],
)
def test_anything_else_is_refused_with_its_place_marked(text: str, why: str, marked: str) -> None:
    with pytest.raises(FormulaError, match=why) as refused:
        parse_formula(text)
    shown, marks = str(refused.value).splitlines()[-2:]
    assert shown[marks.index("^") :][:1] == marked


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * (MOST_CHARACTERS + 1), "characters; at most"),
        ("(" * 900 + "a" + ")" * 900, f"nested more than {MOST_NESTED} deep"),
        ("sqrt(" * 300 + "a" + ")" * 300, f"nested more than {MOST_NESTED} deep"),
        ("a^" * 900 + "a", f"nested more than {MOST_NESTED} deep"),
        ("+".join(["a"] * 1000), f"more than {MOST_OPERATIONS} operations"),
        ("min(a,b)*" * 200 + "a", f"more than {MOST_OPERATIONS} operations"),
    ],
)
def test_a_formula_that_nobody_could_follow_is_refused(text: str, why: str) -> None:
    with pytest.raises(FormulaError, match=why):
        parse_formula(text)


@pytest.mark.parametrize(
    "text", ["+".join(["a"] * (MOST_OPERATIONS + 1)), "(" * MOST_NESTED + "a" + ")" * MOST_NESTED, "-" * 1999 + "a"]
)
def test_the_longest_allowed_formula_is_walked_to_its_end(text: str) -> None:
    assert names_in(parse_formula(text)) == ("a",)


def test_the_pointer_stands_under_the_part() -> None:
    expression = list(parts(parse_formula("a + bcd")))[2]
    assert point_at("a + bcd", expression) == "a + bcd\n    ^^^"


def test_a_long_formula_is_shown_around_the_place_only() -> None:
    text = "+".join(["a"] * 150)
    last = list(parts(parse_formula(text)))[-1]
    shown, marks = point_at(text, last).splitlines()
    assert len(shown) < 120
    assert shown[marks.index("^")] == "a"
