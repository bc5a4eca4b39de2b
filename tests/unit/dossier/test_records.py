"""Do records refuse what contradicts itself, saying how to mend it?"""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.support.tables import declare
from tocsin.dossier.packaged import load_framework
from tocsin.dossier.records.evidence import Source
from tocsin.dossier.records.framework import Criterion, Framework
from tocsin.dossier.records.judgement import Decision, Score
from tocsin.dossier.records.model import Bounds, Driver
from tocsin.dossier.records.picture import Facet, Group, Harm, Market, Outlook
from tocsin.dossier.records.record import Record

CRITERION = {"key": "a", "title": "A", "axis": "x", "question": "?", "anchors": {"0": "none"}}
HARM = {
    "key": "h", "threat": "t", "bearer": "individuals", "kind": "deaths", "title": "T", "mechanism": "m", "cause": "intrinsic"
}  # fmt: skip
DRIVER = {"title": "D", "unit": "kg"}


@pytest.mark.parametrize(
    ("record", "fields", "told"),
    [
        (Bounds, {"low": "2", "high": "1"}, "must be below"),
        (Bounds, {"low": "-inf", "high": "1"}, "finite"),
        (Driver, DRIVER, "exactly one of"),
        (Driver, {**DRIVER, "fixed": "1", "range": {"low": "1", "reason": "r"}}, "exactly one of"),
        (Driver, {**DRIVER, "claims": {"subject": "s", "variable": "v"}}, "plausible"),
        (Facet, {}, "declare what is not known"),
        (Group, {"key": "g", "public_name": "G", "description": "d"}, "designated_by"),
        (Harm, HARM, "exactly one of"),
        (Harm, {**HARM, "gap": "g", "figure": "f"}, "exactly one of"),
        (Harm, {**HARM, "low": "3", "high": "1", "unit": "death"}, "no interval"),
        (Outlook, {"to": "2025", "low": "3", "best": "1"}, "no interval"),
        (
            Score,
            {"threat": "t", "criterion": "c", "low": "3", "high": "1", "author": "a", "rationale": "r"},
            "no interval",
        ),
        (Decision, {"key": "d", "question": "q", "recommended": "a", "adopted": "b"}, "say why"),
        (Criterion, {**CRITERION, "anchors": {"11": "too far"}}, "outside the scale"),
        (
            Framework,
            {"key": "f", "title": "F", "version": "1", "source": "s", "axes": [], "criteria": [CRITERION]},
            "not declared",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(record: type[Record], fields: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        record.model_validate(fields)


def test_a_table_must_declare_the_columns_it_uses() -> None:
    with pytest.raises(ValidationError, match="not declared under `columns`: weight"):
        declare(amount="weight")


def test_a_decision_that_follows_needs_no_reason() -> None:
    decision = {"key": "d", "question": "q", "recommended": "a", "adopted": "a"}
    assert Decision.model_validate(decision).reason == ""


def test_a_source_alone_is_its_own_group() -> None:
    source = Source.model_validate({"key": "s", "name": "S", "kind": "agency", "reliability": "B"})
    assert source.group == "s"


def test_several_keys_in_a_cell_are_parted_by_semicolons() -> None:
    market = Market.model_validate({"key": "m", "title": "M", "crime": "cocaine", "items": "a; b;"})
    assert market.items == ("a", "b")


def test_records_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_framework("default").criteria[0].title = "other"  # type: ignore[misc]  # the refusal is what is tested
