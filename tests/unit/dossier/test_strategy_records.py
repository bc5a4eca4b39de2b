"""Does each record of a strategy refuse what it cannot mean, and say how to mend it?"""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from tocsin.dossier.records.actions import Action, BudgetLine, Milestone, MilestoneTextError
from tocsin.dossier.records.assistance import Authority, Need, Offer
from tocsin.dossier.records.indicators import Indicator, Reading
from tocsin.dossier.records.law import Provision
from tocsin.dossier.records.measures import Costs, Effect, Measure
from tocsin.dossier.records.money import AmountRange
from tocsin.dossier.records.picture import Sector
from tocsin.dossier.records.plans import RegionalStrategy, ThematicPlan
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.scripts import CrimeScript
from tocsin.dossier.records.strategy import Answer, Baseline, Floor, Strategy, Target

EFFECT = {"threat": "t", "direction": "lowers", "low": 0.1, "best": 0.2, "high": 0.3, "assumption": "a"}
YEAR = {"year": 2022, "run": {"low": 1, "best": 2, "high": 3}}
COSTS = {"currency": "USD", "price_year": 2021, "years": [YEAR], "assumption": "a"}
MEASURE = {"key": "m", "title": "M", "pillar": "prevent"}
STRATEGY = {"key": "s", "title": "S", "period": "2022/2024", "currency": "USD", "price_year": 2021}
ACTION = {"key": "a", "title": "A", "measure": "m"}
LINE = {
    "key": "b",
    "action": "a",
    "year": 2022,
    "amount": 1,
    "currency": "USD",
    "price_year": 2021,
    "funder": "T",
    "state": "planned",
}
INDICATOR = {"key": "i", "title": "I", "definition": "d", "unit": "share", "better": "lower"}
BASELINE = {"period": "2020", "low": 1, "best": 2, "high": 3, "item": "i"}
READING = {"key": "r", "indicator": "i", "period": "2022", "low": 1, "best": 2, "high": 3}
NEED = {"key": "n", "title": "N", "kind": "training"}
PLAN = {"key": "p", "title": "P", "owner": "O", "period": "2022"}
REGION = {"key": "r", "title": "R", "organization": "O", "objectives": [{"key": "o", "title": "O"}]}
FLOOR = {"key": "f", "pillar": "prevent", "least_measures": 1, "reason": "r"}
STEP = {"key": "s", "title": "S", "gap": "g"}
BODY = {"key": "b", "title": "B", "roles": ["lead"]}
TARGET = {"key": "t", "about": "x", "value": 1}


def refuse(record: type[Record], data: dict[str, object]) -> str:
    with pytest.raises(ValidationError) as refusal:
        record.model_validate(data)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("record", "data"),
    [
        (Effect, EFFECT), (Costs, COSTS), (Measure, MEASURE), (Strategy, STRATEGY), (Action, ACTION), (BudgetLine, LINE),
        (Indicator, INDICATOR), (Baseline, BASELINE), (Reading, READING), (Need, NEED), (ThematicPlan, PLAN),
        (RegionalStrategy, REGION), (Floor, FLOOR), (Target, {"value": 0}), (Answer, {"gap": "g"}),
    ],
)  # fmt: skip
def test_the_plain_case_is_read(record: type[Record], data: dict[str, object]) -> None:
    assert record.model_validate(data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"low": -0.1}, "Correct the signs or the direction"),
        ({"low": -0.3, "best": -0.2, "high": -0.1}, "declared as 'lowers'"),
        ({"direction": "raises"}, "declared as 'raises'"),
        ({"direction": "unclear"}, "declared as 'unclear'"),
        ({"high": 1.0}, "leave nothing of the threat"),
        ({"low": 10, "best": 20, "high": 30}, "Write 0.3 for 30 %"),
        ({"best": 0.4}, "no interval"),
        ({"assumption": ""}, "give one of the two"),
        ({"claims": ["c"]}, "give one of the two"),
        ({"low": -10.0, "best": -1, "high": 0, "direction": "raises"}, "greater than -10"),
    ],
)
def test_an_effect_that_cannot_be_is_refused(change: dict[str, object], words: str) -> None:
    assert words in refuse(Effect, {**EFFECT, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"low": 0},
        {"high": 0.999},
        {"low": -2, "best": -1, "high": 0, "direction": "raises"},
        {"low": -0.1, "best": 0.0, "direction": "unclear"},
        {"assumption": "", "studies": ["s"]},
    ],
)
def test_an_effect_at_the_edge_is_read(change: dict[str, object]) -> None:
    assert Effect.model_validate({**EFFECT, **change})


def test_only_claims_and_studies_are_evidence_of_an_effect() -> None:
    backed = Effect.model_validate({**EFFECT, "assumption": "", "claims": ["c"]})
    assert (backed.has_evidence, Effect.model_validate(EFFECT).has_evidence) == (True, False)


REFUSED: list[tuple[type[Record], dict[str, object], str]] = [
    (AmountRange, {"low": -1, "best": 1, "high": 2}, "greater than or equal to 0"),
    (AmountRange, {"low": 3, "best": 1, "high": 2}, "no interval"),
    (Costs, {**COSTS, "years": [YEAR, YEAR]}, "2022 stands twice under `years`"),
    (Costs, {**COSTS, "years": [{"year": 2022}]}, "leave the year out"),
    (Costs, {**COSTS, "assumption": ""}, "costs need a source"),
    (Costs, {**COSTS, "currency": "US$"}, "not a currency of ISO 4217"),
    (Measure, {**MEASURE, "effects": [EFFECT, EFFECT]}, "'t' stands twice under `effects`"),
    (Measure, {**MEASURE, "requires": ["m"]}, "requires or excludes itself"),
    (Measure, {**MEASURE, "requires": ["n"], "excludes": ["n"]}, "could never be chosen"),
    (Strategy, {**STRATEGY, "bodies": [BODY, BODY]}, "'b' stands twice under `bodies`"),
    (Strategy, {**STRATEGY, "objectives": [{"key": "o", "title": "O"}] * 2}, "'o' stands twice under `objectives`"),
    (Strategy, {**STRATEGY, "envelope": [{"year": 2022, "amount": 1}] * 2}, "2022 stands twice under `envelope`"),
    (Strategy, {**STRATEGY, "blocks": {"O": {"text": "t"}}}, "Input should be 'A'"),
    (Answer, {}, "exactly one of `text`"),
    (Answer, {"text": "t", "gap": "g"}, "exactly one of `text`"),
    (Baseline, {**BASELINE, "figure": "f"}, "either `figure` or `best`"),
    (Baseline, {"period": "2020", "item": "i"}, "either `figure` or `best`"),
    (Baseline, {**BASELINE, "item": None}, "a number needs a source"),
    (Baseline, {**BASELINE, "low": None}, "why the number has none"),
    (Target, {}, "exactly one of `value` and `change_share`"),
    (Target, {"value": 1, "change_share": 1}, "exactly one of `value` and `change_share`"),
    (Floor, {**FLOOR, "protects": "children"}, "exactly one of `pillar`"),
    (Floor, {**FLOOR, "least_share": 0.1}, "exactly one of `least_measures`"),
    (Action, {**ACTION, "starts_on": "2022-02-01", "ends_on": "2022-01-01"}, "before it starts"),
    (Action, {**ACTION, "starts_on": "2022-02-01", "milestones": "2022-01-31 Done"}, "outside the days of the action"),
    (BudgetLine, {**LINE, "measure": "m"}, "exactly one of `action` and `measure`"),
    (BudgetLine, {**LINE, "action": None}, "exactly one of `action` and `measure`"),
    (Indicator, {**INDICATOR, "baseline": 1}, "`baseline_period` and `baseline_item`"),
    (Indicator, {**INDICATOR, "baseline": 1, "baseline_period": "2020", "baseline_item": "i"}, "why the number has none"),
    (Reading, {**READING, "figure": "f"}, "either `figure` or `best`"),
    (Reading, {**READING, "low": None}, "why the number has none"),
    (Provision, {"key": "p", "duty": "untoc/5/1/a", "state": "partial"}, "needs its `citation`"),
    (Need, {**NEED, "gap_low": 0.5}, "under `gap_reason`"),
    (Need, {**NEED, "readiness_high": 50, "readiness_reason": "r"}, "Write 0.5 for a half"),
    (Need, {**NEED, "best": 5}, "needs `currency` and `price_year`"),
    (Offer, {"key": "o", "provider": "P", "title": "O", "kind": "training", "best": -5, "currency": "USD", "price_year": 2021},
     "Correct the sign"),
    (ThematicPlan, {**PLAN, "targets": [TARGET, TARGET]}, "'t' stands twice under `targets`"),
    (ThematicPlan, {**PLAN, "targets": [{**TARGET, "indicator": "i"}]}, "exactly one of `indicator` and `about`"),
    (ThematicPlan, {**PLAN, "targets": [{**TARGET, "change_share": 0.1}]}, "exactly one of `value` and `change_share`"),
    (RegionalStrategy, {**REGION, "objectives": [{"key": "o", "title": "O", "matches": [{"objective": "x", "extent": "partial"}]}]},
     "say under `reason`"),
    (CrimeScript, {"key": "c", "title": "C", "crime": "cocaine", "steps": [STEP, STEP]}, "'s' stands twice under `steps`"),
    (CrimeScript, {"key": "c", "title": "C", "crime": "cocaine", "steps": [{**STEP, "gap": ""}]}, "write the `barrier`"),
    (Sector, {"key": "s", "title": "S", "exposure": "e", "covers": [{"prevention": "public-tenders"}]}, "declare the `gap`"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "data", "words"), REFUSED)
def test_what_a_record_cannot_mean_is_refused(record: type[Record], data: dict[str, object], words: str) -> None:
    assert words in refuse(record, data)


def test_a_milestone_is_written_as_it_is_read() -> None:
    milestone = Milestone.parse("2022-06-30  Draft sent")
    assert (milestone, str(milestone)) == (Milestone(date(2022, 6, 30), "Draft sent"), "2022-06-30 Draft sent")


@pytest.mark.parametrize("text", ["June: draft sent", "2022-06-31 Draft sent", "2022-06-30", "2022-6-30 Draft sent"])
def test_a_milestone_without_a_day_is_refused(text: str) -> None:
    with pytest.raises(MilestoneTextError, match="Write 2022-06-30 Draft sent"):
        Milestone.parse(text)


def test_places_in_a_cell_are_parted_by_semicolons() -> None:
    offer = Offer.model_validate({"key": "o", "provider": "P", "title": "O", "kind": "advice", "places": "COL; ECU"})
    assert [place.code for place in offer.places] == ["COL", "ECU"]


def test_an_authority_says_of_which_day_it_is() -> None:
    data: dict[str, object] = {"key": "a", "place": "COL", "title": "A", "request": "extradition"}
    assert "as_of" in refuse(Authority, data)


@pytest.mark.parametrize(
    ("standing", "is_adopted"), [("proposed", False), ("chosen", True), ("running", True), ("rejected", False)]
)
def test_what_is_chosen_or_runs_is_adopted(standing: str, is_adopted: bool) -> None:
    assert Measure.model_validate({**MEASURE, "standing": standing}).is_adopted is is_adopted


@pytest.mark.parametrize(("source", "is_cited"), [({}, False), ({"item": "i"}, True)])
def test_a_reading_is_cited_where_it_can_be_looked_up(source: dict[str, str], is_cited: bool) -> None:
    assert Reading.model_validate({**READING, **source}).is_cited is is_cited
