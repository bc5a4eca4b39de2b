"""Does assessment.json hold what is promised, and do the tables say the same?"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tests.support.assessment import invent_assessment
from tests.support.repository import ROOT
from tocsin.publish.assessment import Assessment, assessment_schema, read_assessment, write_assessment
from tocsin.publish.assessment.write import render_csv

PROMISED = {
    "estimates": "title unit place period concept value mean low high level error drivers grade_mix sources",
    "threats": "key title expected_rank rank_low rank_high p_top rests_on_unknown scores",
    "gaps": "key evppi error share",
}


@pytest.fixture
def written(tmp_path: Path) -> dict[str, object]:
    """Return the file as another program would read it."""
    write_assessment(invent_assessment(), tmp_path)
    loaded: dict[str, object] = json.loads((tmp_path / "assessment.json").read_text(encoding="utf-8"))
    return loaded


def test_the_promised_parts_are_there(written: dict[str, object]) -> None:
    assert {"recipe", "warnings", "estimates", "threats", "pairwise", "gaps"} <= set(written)


@pytest.mark.parametrize("part", PROMISED)
def test_every_entry_has_the_promised_fields(written: dict[str, object], part: str) -> None:
    entries = written[part]
    listed = list(entries.values()) if isinstance(entries, dict) else entries
    assert isinstance(listed, list)
    assert listed
    assert [entry for entry in listed if not set(PROMISED[part].split()) <= set(entry)] == []


def test_the_first_and_the_first_three_are_each_a_range(written: dict[str, object]) -> None:
    threats = written["threats"]
    assert isinstance(threats, list)
    assert all(len(threat["p_top"][m]) == 2 for threat in threats for m in ("1", "3"))


def test_scores_have_ends_and_a_basis(written: dict[str, object]) -> None:
    threats = written["threats"]
    assert isinstance(threats, list)
    assert all({"low", "high", "basis"} <= set(score) for threat in threats for score in threat["scores"].values())


def test_the_file_fits_its_schema(written: dict[str, object]) -> None:
    assert list(Draft202012Validator(assessment_schema()).iter_errors(written)) == []


def test_the_schema_refuses_a_figure_without_an_interval(written: dict[str, object]) -> None:
    estimates = written["estimates"]
    assert isinstance(estimates, dict)
    del estimates["made"]["low"]
    assert not Draft202012Validator(assessment_schema()).is_valid(written)


def test_the_published_schema_is_the_one_in_use() -> None:
    assert json.loads((ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8")) == assessment_schema()


def test_the_file_is_read_back_as_it_was(tmp_path: Path) -> None:
    write_assessment(invent_assessment(), tmp_path)
    assert read_assessment(tmp_path / "assessment.json") == invent_assessment()


def test_a_field_that_nobody_promised_is_refused() -> None:
    with pytest.raises(ValidationError, match="surprise"):
        Assessment.model_validate({**invent_assessment().model_dump(), "surprise": 1})


def test_the_table_of_estimates_holds_every_estimate(tmp_path: Path) -> None:
    write_assessment(invent_assessment(), tmp_path)
    with (tmp_path / "tables" / "estimates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["key"] for row in rows] == list(invent_assessment().estimates)


def test_the_table_of_threats_gives_both_ends_of_each_probability(tmp_path: Path) -> None:
    write_assessment(invent_assessment(), tmp_path)
    header = (tmp_path / "tables" / "threats.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "p_top_3_least,p_top_3_most" in header


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@x"])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_text(cell: str) -> None:
    assert render_csv(["a"], [[cell]]) == f"a\n'{cell}\n"


def test_a_negative_number_stays_a_number() -> None:
    assert render_csv(["a"], [[-1.5]]) == "a\n-1.5\n"
