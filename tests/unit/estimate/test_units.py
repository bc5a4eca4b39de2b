"""Are units of a formula brought together, and misfits pointed at?"""

import numpy as np
import pytest

from tocsin.estimate.errors import FormulaUnitError
from tocsin.estimate.evaluate import evaluate_formula
from tocsin.estimate.formula import MOST_OPERATIONS, parse_formula
from tocsin.estimate.units import convert_formula
from tocsin.terms.unit import UnitText

UNITS = {
    name: UnitText.parse(unit)
    for name, unit in {
        "area": "ha",
        "yield": "kg/ha",
        "seized": "tonne",
        "mass": "kg",
        "rate": "percent",
        "old": "USD 2015",
        "new": "USD 2019",
        "pure": "kg_pure",
    }.items()
}


def evaluate(text: str, *, result: str) -> float:
    expression = convert_formula(text, parse_formula(text), units=UNITS, result=UnitText.parse(result))
    return float(evaluate_formula(text, expression, values={name: np.array([2.0]) for name in UNITS})[0])


@pytest.mark.parametrize(
    ("text", "result", "value"),
    [
        ("area * yield", "kg", 4.0),
        ("area * yield", "tonne", 0.004),
        ("area * yield - seized", "kg", -1996.0),
        ("seized + mass", "kg", 2002.0),
        ("mass / area", "kg/ha", 1.0),
        ("seized / mass", "share", 1000.0),
        ("seized * rate", "kg", 40.0),
        ("1 - rate", "share", 0.98),
        ("max(mass, seized)", "kg", 2000.0),
        ("sum(mass, seized, mass)", "kg", 2004.0),
        ("mass ^ 2 / mass", "kg", 2.0),
        ("mass ^ -1 * mass", "share", 1.0),
        ("sqrt(mass / mass)", "share", 1.0),
        ("-seized", "kg", -2000.0),
    ],
)
def test_the_result_is_in_the_declared_unit(text: str, result: str, value: float) -> None:
    assert evaluate(text, result=result) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "result", "marked"),
    [
        ("area + yield", "ha", "yield"),
        ("mass + 5", "kg", "5"),
        ("mass * (area + seized)", "kg ha", "seized"),
        ("old + new", "USD 2015", "new"),
        ("mass + pure", "kg", "pure"),
        ("max(mass, area)", "kg", "area"),
        ("log(mass)", "share", "mass"),
        ("mass ^ rate", "kg", "mass ^ rate"),
        ("mass ^ 0.5", "kg", "mass ^ 0.5"),
        ("2 ^ mass", "share", "mass"),
        ("mass ^ 99", "kg", "mass ^ 99"),
        ("area * yield", "person", "area * yield"),
    ],
)
def test_the_part_that_does_not_fit_is_marked(text: str, result: str, marked: str) -> None:
    with pytest.raises(FormulaUnitError) as refused:
        evaluate(text, result=result)
    shown, marks = str(refused.value).splitlines()[-2:]
    assert shown[marks.index("^") : marks.rindex("^") + 1] == marked


def test_a_mismatch_says_how_to_mend_it() -> None:
    with pytest.raises(FormulaUnitError, match=r"Multiply or divide by a purity"):
        evaluate("mass + pure", result="kg")


def test_powers_of_powers_that_no_number_holds_are_refused() -> None:
    with pytest.raises((FormulaUnitError, ValueError), match=r"power|unit"):
        evaluate("((seized ^ 9) ^ 9) ^ 9 + mass ^ 9", result="kg")


def test_the_longest_product_is_converted_without_running_out_of_stack() -> None:
    text = "mass" + " * rate" * MOST_OPERATIONS
    assert evaluate(text, result="kg") < 1e-300
