"""Do declared checks fire when they should, and sums of unlike things show?"""

from collections.abc import Mapping

import pytest

from tests.support.synthetic import build, make_dossier, make_model, ranged
from tocsin.terms.finding import Finding

DRIVERS = {
    "supply": ranged(100, 200, unit="kg"),
    "demand": ranged(150, 300, unit="kg"),
    "share": ranged(0.35, 0.45),
    "grams": ranged(150_000, 300_000, unit="g"),
}


def find(*checks: object) -> list[Finding]:
    model = make_model(DRIVERS, {"net": ("supply - demand", "kg")}, fields={"checks": checks})
    return list(build(make_dossier(model)).findings)


def test_an_intercepted_share_over_the_limit_of_the_sheet_is_told() -> None:
    (found,) = find({"rule": "interception", "figure": "share"})
    assert (found.rule, found.about) == ("plausibility-interception", "driver:supply.share")
    assert "exceeds 0.4 with probability 46%" in found.message


def test_an_intercepted_share_under_the_limit_is_not_told() -> None:
    assert find({"rule": "interception", "figure": "share", "limit": 0.6}) == []


def test_interception_against_production_uses_the_share_of_it() -> None:
    (found,) = find({"rule": "interception", "figure": "supply", "against": "demand"})
    assert "exceeds 0.4 × Set by the analyst with probability 97%" in found.message


def test_demand_over_supply_is_told_with_its_meaning_and_reason() -> None:
    (found,) = find({"rule": "supply-demand", "figure": "demand", "against": "supply", "reason": "Because."})
    assert "demand cannot exceed supply" in found.message
    assert found.message.endswith("Because.")


def test_units_of_a_comparison_are_brought_together() -> None:
    assert [each.rule for each in find({"rule": "supply-demand", "figure": "grams", "against": "supply"})] == [
        "plausibility-supply-demand"
    ]
    assert find({"rule": "at-most", "figure": "share", "limit": 1}) == []


@pytest.mark.parametrize(
    ("rule", "limit", "is_told"),
    [("at-most", 120, True), ("at-most", 900, False), ("at-least", 180, True), ("at-least", 10, False)],
)
def test_a_limit_is_in_the_unit_of_the_figure(rule: str, limit: float, is_told: bool) -> None:
    assert bool(find({"rule": rule, "figure": "supply", "limit": limit})) is is_told


def test_a_figure_can_be_checked_as_well_as_a_driver() -> None:
    (found,) = find({"rule": "at-least", "figure": "net", "limit": 0})
    assert found.about == "estimate:net"


def mix(formula: str, *, first: Mapping[str, object], second: Mapping[str, object]) -> list[str]:
    drivers = {
        "a": ranged(1, 2, unit="kg") | dict(first),
        "b": ranged(1, 2, unit="kg") | dict(second),
        "c": ranged(1, 2, unit="kg"),
    }
    model = make_model(drivers, {"f": (formula, "kg")})
    return [finding.rule for finding in build(make_dossier(model)).findings]


STOCK, FLOW = {"concept": "stock"}, {"concept": "flow"}


@pytest.mark.parametrize(
    "formula", ["a + b", "a - b", "a + c + b", "c + a - (c + b)", "max(a, b)", "sum(c, a, b)", "2 * (a + b)", "a + -b"]
)
def test_stock_and_flow_are_not_joined(formula: str) -> None:
    assert mix(formula, first=STOCK, second=FLOW) == ["mixed-concept"]


@pytest.mark.parametrize("formula", ["a * b / c", "a + c", "a", "a * (b / c) + c"])
def test_a_product_may_join_what_a_sum_may_not(formula: str) -> None:
    assert mix(formula, first=STOCK, second=FLOW) == []


def test_terms_of_one_concept_are_added() -> None:
    assert mix("a + b", first=FLOW, second=FLOW) == []


def test_figures_of_different_scope_are_not_added() -> None:
    drivers = {name: ranged(1, 2, unit="kg") for name in "ab"}
    model = {
        "drivers": drivers,
        "formulas": {
            "coast": {"title": "Coast", "formula": "a", "unit": "kg", "scope": "coast"},
            "land": {"title": "Land", "formula": "b", "unit": "kg", "scope": "whole country"},
            "all": {"title": "All", "formula": "coast + land", "unit": "kg"},
        },
    }
    found = build(make_dossier(make_model({}, {}, fields=model))).findings
    assert [(each.rule, each.about) for each in found] == [("mixed-scope", "estimate:all")]
    assert "Coast (coast) and Land (whole country)" in found[0].message
