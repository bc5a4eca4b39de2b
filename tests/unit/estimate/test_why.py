"""Can every number be asked why?"""

from dataclasses import replace

import pytest

from tests.support.synthetic import Witness, build, claimed, make_dossier, make_model, ranged, say
from tocsin.estimate.errors import UnknownFigureError
from tocsin.estimate.why import Explanation, explain_figure

NEAR = (80.0, 100.0, 125.0)
MODEL = make_model(
    {"area": claimed(), "loss": ranged(0.1, 0.11), "fixed": {"title": "F", "unit": "share", "fixed": 2}},
    {"kept": ("area * (1 - loss)", "ha"), "twice": ("fixed * 2", "share")},
)


def explain(*evidence: Witness, key: str = "kept") -> Explanation:
    dossier = make_dossier(MODEL, evidence=evidence)
    return explain_figure(dossier, figures=build(dossier), key=key)


def test_the_formula_is_told() -> None:
    assert explain(say("a", NEAR)).figure.formula == "area * (1 - loss)"


def test_drivers_are_told_by_their_share() -> None:
    assert [link.driver for link in explain(say("a", NEAR)).links] == ["supply.area", "supply.loss"]


def test_the_weakest_link_carries_most_unbelieved_variance() -> None:
    weakest = explain(say("a", NEAR, grade="E5")).weakest
    assert weakest is not None
    assert (weakest.driver, weakest.believed) == ("supply.area", pytest.approx(0.1))
    assert weakest.weakness == pytest.approx(weakest.share * 0.9)


def test_claims_are_told_with_source_item_and_grade() -> None:
    (claim,) = explain(say("a", NEAR, grade="B2")).claims
    assert (claim.key, claim.source, claim.item, claim.grade, claim.locator) == (
        "a", "Source of a", "Report", "6x6:B2", "p. 1",
    )  # fmt: skip


def test_a_driver_can_be_asked_too() -> None:
    found = explain(say("a", NEAR), key="supply.area")
    assert [link.share for link in found.links] == [1.0]


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ((), "there is no evidence on it at all. Any graded claim would narrow the figure"),
        ((say("a", NEAR),), "1 independent source speaks of it. One more independent claim would narrow"),
        ((say("a", NEAR), say("b", NEAR)), "2 independent sources speak of it"),
        ((say("a", NEAR, group="g"), say("b", NEAR, group="g")), "1 independent source speaks of it"),
    ],
)
def test_what_would_narrow_the_figure_most_is_told(evidence: tuple[Witness, ...], words: str) -> None:
    assert words in explain(*evidence).narrowing


def test_an_assumption_is_told_as_the_analysts() -> None:
    assert "it is set by the analyst" in explain(key="supply.loss").narrowing


def test_a_figure_of_fixed_values_has_nothing_to_narrow() -> None:
    assert explain(key="twice").narrowing == "No driver carries a measurable share of its uncertainty."


def test_warnings_that_touch_a_figure_are_told_with_it() -> None:
    assert [finding.rule for finding in explain().figure.warnings] == ["gap"]


def test_an_unknown_figure_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownFigureError, match="Did you mean 'kept'"):
        explain(key="kep")


def test_a_figure_that_was_not_computed_says_what_it_lacks() -> None:
    dossier = make_dossier(MODEL)
    lacking = replace(build(dossier), missing={"sold": "Sold: not computed, for lack of mass."})
    with pytest.raises(UnknownFigureError, match=r"not computed, for lack of mass\. Provide what is missing"):
        explain_figure(dossier, figures=lacking, key="sold")
