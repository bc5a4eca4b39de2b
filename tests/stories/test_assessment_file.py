"""What another program may rely on in assessment.json: its fields, its schema, and every figure with all that belongs to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.support.countries import add_evidence, new_country
from tests.support.repository import ROOT
from tests.support.shell import run_tocsin
from tocsin.publish.assessment import assessment_schema

SCHEMA = ROOT / "docs" / "assessment.schema.json"
WHOLE = {"recipe", "warnings", "estimates", "threats", "pairwise", "gaps"}
ESTIMATE = {
    "title", "unit", "place", "period", "concept", "value", "mean", "low", "high", "level", "error", "drivers", "grade_mix", "sources",
}  # fmt: skip
THREAT = {"key", "title", "expected_rank", "rank_low", "rank_high", "p_top", "rests_on_unknown", "scores"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Build Peru with ten claims and return its assessment.json."""
    folder = new_country(tmp_path_factory.mktemp("file") / "peru", country="PER")
    add_evidence(folder, claims=10)
    assert run_tocsin("build", folder).code == 0
    return json.loads((folder / "build" / "assessment.json").read_text(encoding="utf-8"))


def load_schema() -> Any:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def test_the_published_schema_is_that_of_the_code() -> None:
    assert load_schema() == json.loads(json.dumps(assessment_schema()))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(load_schema())


def test_the_file_keeps_to_the_schema(told: Any) -> None:
    assert [error.message for error in Draft202012Validator(load_schema()).iter_errors(told)] == []


def test_a_file_without_its_recipe_breaks_the_schema(told: Any) -> None:
    assert not Draft202012Validator(load_schema()).is_valid({key: told[key] for key in told if key != "recipe"})


def test_the_whole_has_its_parts(told: Any) -> None:
    assert sorted(WHOLE - set(told)) == []


def test_every_estimate_has_its_parts(told: Any) -> None:
    assert {key: sorted(ESTIMATE - set(each)) for key, each in told["estimates"].items()} == {
        "example_victims_detected": []
    }


def test_every_driver_has_its_share(told: Any) -> None:
    shares = [driver["share"] for each in told["estimates"].values() for driver in each["drivers"]]
    assert [0.0 <= share <= 1.05 for share in shares] == [True]


def test_every_threat_has_its_parts(told: Any) -> None:
    assert [sorted(THREAT - set(threat)) for threat in told["threats"]] == [[], [], []]


def test_the_chance_to_be_first_and_among_three_is_an_interval(told: Any) -> None:
    spans = [threat["p_top"][m] for threat in told["threats"] for m in ("1", "3")]
    assert [0 <= least <= most <= 1 for least, most in spans] == [True] * 6


def test_every_score_has_low_high_and_basis(told: Any) -> None:
    scores = [score for threat in told["threats"] for score in threat["scores"].values()]
    assert [score for score in scores if not {"low", "high", "basis"} <= set(score)] == []


def test_every_gap_has_its_worth(told: Any) -> None:
    assert [gap["key"] for gap in told["gaps"] if not {"evppi", "error", "share"} <= set(gap)] == []


def test_there_is_a_gap_to_tell_of(told: Any) -> None:
    assert len(told["gaps"]) > 0


def test_pairwise_chances_meet_at_one(told: Any) -> None:
    wins = told["pairwise"]
    assert all(abs(wins[a][b] + wins[b][a] - 1) < 1e-9 for a in wins for b in wins[a])


def test_nothing_in_the_file_is_not_a_number(told: Any) -> None:
    text = json.dumps(told)
    assert ("NaN" in text, "Infinity" in text) == (False, False)


def test_no_path_of_the_machine_is_in_the_file(told: Any, tmp_path: Path) -> None:
    assert str(tmp_path.parent) not in json.dumps(told)
