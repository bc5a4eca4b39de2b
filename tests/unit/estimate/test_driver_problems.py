"""Is everything found that stops a driver from being drawn?"""

from collections.abc import Mapping

import pytest

from tests.support.synthetic import Witness, claimed, make_dossier, make_model, ranged, say
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.model import Model
from tocsin.estimate.check import check_models
from tocsin.terms.problem import Problem

NEAR = (80.0, 100.0, 125.0)
CONVERSION = {"basis": "as seized", "multiply_by": "purity", "reason": "r"}
PURITY = {"title": "P", "unit": "kg_pure/kg", "fixed": 0.5}


def check(drivers: Mapping[str, object], *evidence: Witness, ties: object = ()) -> tuple[Problem, ...]:
    return check_models(make_dossier(make_model(drivers, {}, fields={"correlations": ties}), evidence=evidence))


def tie(first: str, second: str, rank: float) -> dict[str, object]:
    return {"drivers": [first, second], "rank": rank, "reason": "r"}


@pytest.mark.parametrize(
    ("driver", "why"),
    [
        (ranged(-1, 2), "not strictly between"),
        (ranged(1, 2, best=1), "do not rise"),
        ({"title": "D", "unit": "share", "range": {"best": 2, "reason": "r"}}, "names no `low` or no `high`"),
        (claimed(low=0.0), "an end that a log scale never reaches"),
        (claimed(low=0.0, high=1.0) | {"scale": "logit"}, "such as 0.01 and 0.99"),
    ],
)
def test_an_impossible_range_is_told_with_its_driver(driver: dict[str, object], why: str) -> None:
    (problem,) = check({"d": driver})
    assert problem.field == "drivers.d"
    assert why in problem.why


def test_every_claim_that_cannot_be_read_is_told_with_its_file() -> None:
    found = check({"area": claimed()}, say("a", (0.0, 5.0, 9.0)), say("b", NEAR, unit="kg"), say("c", NEAR))
    assert [(problem.file, problem.value) for problem in found] == [("claims.csv", "a"), ("claims.csv", "b")]


def test_a_claim_whose_grade_has_no_credence_is_told() -> None:
    model = make_model({"area": claimed()}, {})
    whole = load_method_sheet("default")
    sheet = whole.model_copy(update={"credences": whole.credences[:1]})
    (problem,) = check_models(make_dossier(model, evidence=[say("a", NEAR, grade="E5")], sheet=sheet))
    assert "Add a row under `credences`" in problem.why


def test_a_claim_that_waits_for_its_conversion_fits() -> None:
    drivers = {"mass": claimed("mass", unit="kg_pure") | {"conversions": [CONVERSION]}, "purity": PURITY}
    witness = say("a", NEAR, variable="mass", unit="kg", fields={"basis": "as seized"})
    assert check(drivers, witness) == ()


def test_a_conversion_by_an_unknown_driver_is_told_with_the_nearest() -> None:
    drivers = {"mass": claimed("mass", unit="kg_pure") | {"conversions": [CONVERSION]}, "purityy": PURITY}
    (problem,) = check(drivers)
    assert (problem.field, problem.mend) == ("drivers.mass.conversions", "Did you mean 'purityy'?")


def test_a_conversion_by_a_converted_driver_is_told() -> None:
    other = {**CONVERSION, "multiply_by": "mass"}
    drivers = {
        "mass": claimed("mass", unit="kg") | {"conversions": [CONVERSION]},
        "purity": claimed("purity", unit="share") | {"conversions": [other]},
    }
    assert len(check(drivers)) == 2


def test_a_correlation_with_an_unknown_driver_is_told() -> None:
    (problem,) = check({"area": claimed(), "loss": ranged(0.1, 0.2)}, ties=[tie("area", "los", 0.5)])
    assert (problem.value, problem.mend) == ("los", "Did you mean 'loss'?")


def test_a_pair_with_two_ranks_in_one_model_is_told() -> None:
    (problem,) = check({"a": claimed(), "b": ranged(0.1, 0.2)}, ties=[tie("a", "b", 0.5), tie("b", "a", 0.4)])
    assert "the rank correlation 0.4, but the same variables have 0.5 in model 'supply'" in problem.why


def make_tied(key: str, rank: float) -> Model:
    drivers = {"a": claimed("area"), "y": claimed("yield")}
    return make_model(drivers, {}, key=key, fields={"correlations": [tie("a", "y", rank)]})


def test_a_pair_of_variables_with_two_ranks_in_two_models_is_told() -> None:
    (problem,) = check_models(make_dossier(make_tied("one", 0.5), make_tied("two", -0.5)))
    assert problem.file == "models/two.yaml"
    assert "in model 'one'" in problem.why


def test_a_rank_repeated_in_another_model_is_no_problem() -> None:
    assert check_models(make_dossier(make_tied("one", 0.5), make_tied("two", 0.5))) == ()


def test_drivers_that_draw_from_one_variable_cannot_be_correlated() -> None:
    (problem,) = check({"a": claimed(), "b": claimed()}, ties=[tie("a", "b", 0.5)])
    assert "draw from one variable (cocaine/area)" in problem.why


def test_an_independent_driver_can_be_correlated_with_its_like() -> None:
    assert check({"a": claimed(), "b": claimed() | {"independent": True}}, ties=[tie("a", "b", 0.5)]) == ()
