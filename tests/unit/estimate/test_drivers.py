"""Does every driver have the distribution of its evidence, and is what was noticed told?"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.synthetic import Witness, claimed, make_dossier, make_model, ranged, say
from tocsin.dossier.records.model import Model
from tocsin.estimate.drivers import Prepared, prepare_model
from tocsin.estimate.tables import TableReading
from tocsin.methods.draws.distributions import Constant, Mixture

NEAR, FAR = (80.0, 100.0, 125.0), (8_000.0, 10_000.0, 12_500.0)
TABLE = {"table": "seizures", "of": "mass", "reason": "r"}
CONVERSION = {"basis": "as seized", "multiply_by": "purity", "reason": "r"}


def prepare(model: Model, *evidence: Witness, readings: Sequence[TableReading] = ()) -> dict[str, Prepared]:
    tables = {f"supply.{name}": reading for name, reading in zip(("mass",), readings, strict=False)}
    return prepare_model(make_dossier(model, evidence=evidence), model=model, tables=tables)


def area(*evidence: Witness) -> Prepared:
    return prepare(make_model({"area": claimed()}, {}), *evidence)["area"]


def rules(prepared: Prepared) -> list[str]:
    return [finding.rule for finding in prepared.findings]


def test_a_driver_from_claims_is_a_mixture_of_claims_and_what_they_leave_open() -> None:
    found = area(say("a", NEAR)).distribution
    assert isinstance(found, Mixture)
    assert list(found.weights) == pytest.approx([0.75, 0.25])


def test_a_driver_without_claims_is_a_gap_over_its_plausible_range() -> None:
    found = area()
    assert (found.is_gap, rules(found)) == (True, ["gap"])
    assert found.distribution is not None
    assert found.distribution.support == pytest.approx((1, 1e6))


def test_a_gap_names_the_places_and_periods_that_are_spoken_of() -> None:
    found = area(say("a", NEAR, fields={"period": "2018"}))
    assert "There are claims for: COL 2018." in found.findings[0].message


def test_a_gap_says_in_what_sense_all_claims_differ_and_how_to_mend_it() -> None:
    found = area(say("a", NEAR, fields={"concept": "stock"}))
    assert "concept stock where none is asked for" in found.findings[0].message
    assert "declare the same sense on the driver" in found.findings[0].message
    assert rules(found) == ["gap", "differing-claim"]


def test_claims_that_are_all_suspected_to_be_false_leave_a_gap() -> None:
    model = make_model({"area": claimed()}, {})
    dossier = make_dossier(model, evidence=[say("a", NEAR)])
    source = dossier.sources["source-a"].model_copy(update={"scheme": "5x5x5"})
    item = dossier.items["item-a"].model_copy(update={"credibility": "5"})
    marked = replace(dossier, sources={"source-a": source}, items={"item-a": item})
    suspected = prepare_model(marked, model=model, tables={})["area"]
    assert (suspected.is_gap, rules(suspected)) == (True, ["gap", "suspected-false"])


def test_a_suspected_falsehood_names_the_claims_it_does_not_meet() -> None:
    model = make_model({"area": claimed()}, {})
    dossier = make_dossier(model, evidence=[say("a", NEAR), say("b", FAR)])
    source = dossier.sources["source-b"].model_copy(update={"scheme": "5x5x5"})
    item = dossier.items["item-b"].model_copy(update={"credibility": "5"})
    sources, items = {**dossier.sources, "source-b": source}, {**dossier.items, "item-b": item}
    found = prepare_model(replace(dossier, sources=sources, items=items), model=model, tables={})["area"]
    assert [finding.examples for finding in found.findings] == [("b", "a")]


def test_claims_that_nobody_believes_leave_a_gap() -> None:
    model = make_model({"area": claimed()}, {})
    dossier = make_dossier(model, evidence=[say("a", NEAR)])
    none = tuple(each.model_copy(update={"credence": 0.0}) for each in dossier.sheet.credences)
    sheet = dossier.sheet.model_copy(update={"credences": none})
    found = prepare_model(replace(dossier, sheet=sheet), model=model, tables={})["area"]
    assert "no credence on the method sheet" in found.findings[0].message


def test_a_contradiction_is_told() -> None:
    assert rules(area(say("a", NEAR), say("b", FAR))) == ["contradiction"]


def test_a_claim_left_out_is_told() -> None:
    assert rules(area(say("a", NEAR), say("b", NEAR, fields={"scope": "net"}))) == ["differing-claim"]


def test_a_claim_without_interval_is_told() -> None:
    assert rules(area(say("a", (None, 100.0, None)))) == ["no-interval"]


def test_a_claim_that_cannot_be_judged_is_told_and_has_a_second_reading() -> None:
    found = area(say("a", NEAR, grade="F6"))
    assert rules(found) == ["cannot-be-judged"]
    assert found.with_unjudged is not None
    assert not found.is_gap


def test_a_claim_outside_the_plausible_range_is_told() -> None:
    assert rules(area(say("a", (8e6, 9e6, 1e7)))) == ["implausible"]


def test_a_plain_claim_needs_no_remark() -> None:
    assert rules(area(say("a", NEAR))) == []


def test_a_conversion_multiplies_its_claims() -> None:
    drivers = {
        "mass": claimed("mass", unit="kg_pure") | {"conversions": [CONVERSION]},
        "purity": {"title": "P", "unit": "kg_pure/kg", "fixed": 0.5},
    }
    witness = say("a", NEAR, variable="mass", unit="kg", grade="A1", fields={"basis": "as seized"})
    found = prepare(make_model(drivers, {}), witness)["mass"]
    assert [each.statement.best for each in found.statements] == [50.0]


def test_claims_that_wait_for_a_conversion_are_left_out_and_told() -> None:
    drivers = {
        "mass": claimed("mass", unit="kg_pure") | {"conversions": [CONVERSION]},
        "purity": {"title": "P", "unit": "kg_pure/kg", "table": TABLE},
    }
    witness = say("a", NEAR, variable="mass", unit="kg", fields={"basis": "as seized"})
    found = prepare(make_model(drivers, {}), witness)["mass"]
    assert (found.statements, rules(found)) == ((), ["gap", "differing-claim"])
    assert "waits for a conversion" in found.findings[0].message


def test_a_range_is_drawn_as_the_analyst_set_it() -> None:
    found = prepare(make_model({"loss": ranged(0.1, 0.4)}, {}))["loss"]
    assert found.distribution is not None
    assert float(found.distribution.quantile(0.95)) == pytest.approx(0.4)


def table_model(**fields: object) -> Model:
    return make_model({"mass": {"title": "Mass", "unit": "kg", "table": TABLE, **fields}}, {})


def test_a_table_at_hand_gives_its_total() -> None:
    found = prepare(table_model(), readings=[TableReading(100, 100, 100)])["mass"]
    assert found.distribution is not None
    assert float(found.distribution.quantile(0.5)) == pytest.approx(100)
    assert not found.is_gap


def test_a_table_that_gives_a_bare_zero_is_told() -> None:
    found = prepare(table_model(), readings=[TableReading(0, 0, 0)])["mass"]
    assert found.distribution == Constant(0)
    assert rules(found) == ["no-interval"]


def test_a_table_not_at_hand_leaves_the_plausible_range() -> None:
    found = prepare(table_model(plausible={"low": 1, "high": 100}))["mass"]
    assert found.distribution is not None
    assert (found.is_gap, rules(found)) == (True, ["gap"])


def test_a_table_not_at_hand_and_no_plausible_range_leave_nothing() -> None:
    assert prepare(table_model())["mass"].distribution is None
