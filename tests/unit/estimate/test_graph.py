"""Does the graph hold all that a figure rests on, and change when that changes?"""

from dataclasses import replace

import pytest

from tests.support.synthetic import Witness, claimed, make_dossier, make_model, ranged, say
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.graph import find_dependencies, list_upstream_drivers, list_variables, resolve_name, titles
from tocsin.estimate.ledger import Ledger
from tocsin.terms.graph import Graph

NEAR = (80.0, 100.0, 125.0)
MODEL = make_model({"area": claimed(), "loss": ranged(0.1, 0.2)}, {"kept": ("area * (1 - loss)", "ha")})
OTHER = make_model({"price": ranged(1, 2, unit="USD/ha")}, {"worth": ("kept * price", "USD")}, key="value")


def make(*evidence: Witness) -> Dossier:
    return make_dossier(MODEL, OTHER, evidence=evidence or [say("a", NEAR), say("b", NEAR, fields={"scope": "net"})])


def graph(dossier: Dossier) -> Graph:
    return find_dependencies(dossier, ledger=Ledger.of(dossier.draws).extended(list_variables(dossier)))


def test_a_figure_rests_on_its_claims_items_sources_and_settings() -> None:
    found = {node.key for node in graph(make()).upstream("estimate:kept")}
    assert found == {
        "source:source-a", "item:item-a", "claim:a", "settings:draws", "sheet:method",
        "driver:supply.area", "driver:supply.loss",
    }  # fmt: skip


def test_a_figure_rests_on_figures_of_other_models() -> None:
    found = list_upstream_drivers(graph(make()), "estimate:worth")
    assert sorted(found) == ["supply.area", "supply.loss", "value.price"]


def test_a_claim_left_out_is_behind_nothing() -> None:
    assert graph(make()).downstream("claim:b") == ()


def test_a_changed_grade_is_the_only_cause() -> None:
    before, after = graph(make(say("a", NEAR, grade="B2"))), graph(make(say("a", NEAR, grade="E5")))
    assert set(after.causes("estimate:worth", before.digests())) == {"source:source-a", "item:item-a"}
    assert before.fingerprint("estimate:worth") != after.fingerprint("estimate:worth")


def test_a_claim_on_something_else_changes_no_fingerprint() -> None:
    first, second = make(say("a", NEAR)), make(say("a", NEAR), say("c", NEAR, variable="price"))
    assert graph(first).fingerprint("estimate:worth") == graph(second).fingerprint("estimate:worth")


@pytest.mark.parametrize(
    "change", [{"seed": 8}, {"log2_points": 7}, {"randomisations": 4}, {"period": "2019"}, {"place": "PER"}]
)
def test_settings_place_and_period_change_every_figure(change: dict[str, object]) -> None:
    dossier = make()
    head = type(dossier.head).model_validate({**dossier.head.model_dump(mode="json"), **change})
    changed = replace(dossier, head=head)
    assert graph(dossier).fingerprint("estimate:kept") != graph(changed).fingerprint("estimate:kept")


def test_a_title_of_the_dossier_changes_no_figure() -> None:
    dossier = make()
    changed = replace(dossier, head=dossier.head.model_copy(update={"title": "Another"}))
    assert graph(dossier).fingerprint("estimate:kept") == graph(changed).fingerprint("estimate:kept")


def test_a_correlation_changes_the_drivers_it_ties() -> None:
    drivers = {"area": claimed(), "loss": ranged(0.1, 0.2), "free": ranged(0.1, 0.2)}
    ties = {"correlations": [{"drivers": ["area", "loss"], "rank": 0.5, "reason": "r"}]}
    before = graph(make_dossier(make_model(drivers, {})))
    after = graph(make_dossier(make_model(drivers, {}, fields=ties)))
    changed = [key for key in after.nodes if before.fingerprint(key) != after.fingerprint(key)]
    assert changed == ["driver:supply.area", "driver:supply.loss"]


def test_a_conversion_makes_a_driver_rest_on_its_factor() -> None:
    conversion = {"basis": "as seized", "multiply_by": "loss", "reason": "r"}
    model = make_model({"area": claimed() | {"conversions": [conversion]}, "loss": ranged(0.1, 0.2)}, {})
    assert list_upstream_drivers(graph(make_dossier(model)), "driver:supply.area") == ("supply.loss",)


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("area", "driver:supply.area"),
        ("worth", "estimate:worth"),
        ("value.price", "driver:value.price"),
        ("x", None),
        ("x.y", None),
    ],
)
def test_a_name_stands_for_a_driver_first_then_for_a_figure(name: str, node: str | None) -> None:
    assert resolve_name(name, model=MODEL, dossier=make()) == node


def test_a_variable_of_two_models_is_listed_once() -> None:
    again = make_model({"area": claimed()}, {}, key="again")
    assert list_variables(make_dossier(MODEL, again)) == ("cocaine/area", "supply.loss")


def test_nodes_are_called_by_their_titles() -> None:
    assert titles(graph(make()))["estimate:kept"] == "Kept"
