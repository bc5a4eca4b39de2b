"""Is everything found that stops a formula from being computed?"""

from collections.abc import Mapping

import pytest

from tests.support.synthetic import claimed, make_dossier, make_model, ranged
from tocsin.estimate.check import check_models
from tocsin.estimate.formula_problems import find_unit
from tocsin.terms.problem import Problem

DRIVERS = {"area": claimed(), "loss": ranged(0.1, 0.2)}


def check(formulas: Mapping[str, tuple[str, str]], *checks: object) -> tuple[Problem, ...]:
    return check_models(make_dossier(make_model(DRIVERS, formulas, fields={"checks": checks})))


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        (("area +", "ha"), "cannot be read"),
        (("import os", "ha"), "an operator was expected"),
        (("open(area)", "ha"), "nothing from a dossier is ever called or imported"),
        (("area + loss", "ha"), "where ha is needed"),
        (("area * loss", "kg"), "declared in kg"),
        (("area +" * 300 + "area", "ha"), "more than 200 operations"),
    ],
)
def test_a_formula_that_cannot_be_computed_is_told(formula: tuple[str, str], why: str) -> None:
    (problem,) = check({"f": formula})
    assert (problem.file, problem.field) == ("models/supply.yaml", "formulas.f")
    assert why in problem.why


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    (problem,) = check({"f": ("aera * 2", "ha")})
    assert (problem.why.split()[0], problem.mend) == ("'aera'", "Did you mean 'area'?")


def test_a_name_unlike_any_is_told_with_all_known() -> None:
    (problem,) = check({"f": ("zzzz", "ha")})
    assert problem.mend == "Known are: area, loss, f."


def test_a_figure_of_another_model_and_a_driver_of_it_may_be_named() -> None:
    other = make_model({}, {"g": ("f + supply.area", "ha")}, key="other")
    assert check_models(make_dossier(make_model(DRIVERS, {"f": ("area", "ha")}), other)) == ()


def test_two_figures_of_one_name_are_told_once() -> None:
    models = [make_model(DRIVERS, {"f": ("area", "ha")}, key=key) for key in ("one", "two")]
    (problem,) = check_models(make_dossier(*models))
    assert problem.file == "models/two.yaml"
    assert "model 'one' already has a figure of this name" in problem.why


def test_a_figure_named_like_a_driver_of_its_model_is_told() -> None:
    (problem,) = check({"area": ("loss * 2", "share")})
    assert "a driver of this model has the same name" in problem.why


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"rule": "at-most", "figure": "areas", "limit": 1}, "names a figure that does not exist"),
        ({"rule": "supply-demand", "figure": "area", "against": "nobody"}, "names a figure that does not exist"),
        ({"rule": "at-most", "figure": "area"}, "could never fire"),
        ({"rule": "at-least", "figure": "area"}, "could never fire"),
        ({"rule": "supply-demand", "figure": "area", "limit": 2}, "could never fire"),
        ({"rule": "at-most", "figure": "area", "against": "loss"}, "cannot be turned into"),
    ],
)
def test_a_check_that_checks_nothing_is_told(rule: dict[str, object], why: str) -> None:
    (problem,) = check({}, rule)
    assert problem.field == "checks"
    assert why in problem.why


@pytest.mark.parametrize(
    "rule", [{"rule": "interception", "figure": "loss"}, {"rule": "at-most", "figure": "area", "limit": 5}]
)
def test_a_check_that_can_fire_is_no_problem(rule: dict[str, object]) -> None:
    assert check({}, rule) == ()


@pytest.mark.parametrize(
    ("name", "unit"), [("area", "ha"), ("f", "share"), ("supply.loss", "share"), ("nobody", "None")]
)
def test_the_unit_of_a_name_is_that_of_its_record(name: str, unit: str) -> None:
    model = make_model(DRIVERS, {"f": ("loss", "share")})
    assert str(find_unit(name, model=model, dossier=make_dossier(model))) == unit
