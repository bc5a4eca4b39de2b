"""Are grades, units, scores and figures that do not fit together told?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, find_problem, list_problems

MODEL = SMALL["models/area.yaml"]


def test_a_grade_outside_its_scheme_is_told(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, items_dot_csv=SMALL["items.csv"].replace("p. 1,2", "p. 1,7"))
    assert (problem.row, problem.field, problem.value) == (2, "credibility", "7")


def test_a_source_may_name_its_own_scheme(tmp_path: Path) -> None:
    assert list_problems(tmp_path, sources_dot_csv=SMALL["sources.csv"].replace("agency,B,,", "agency,B,4x4,")) == ()


@pytest.mark.parametrize(
    ("name", "before", "after", "field"),
    [
        ("claims.csv", "14,ha,", "14,hectars,", "unit"),
        ("models/area.yaml", "    unit: ha", "    unit: hectars", "drivers.seen.unit"),
        ("models/area.yaml", "formula: seen, unit: ha", "formula: seen, unit: hectars", "formulas.coca_area.unit"),
        ("threats.yaml", "{to: 2025, gap: not known}", "{to: 2025, low: 1, high: 2, unit: hectars}", "outlook.unit"),
    ],
)
def test_unknown_units_are_told(tmp_path: Path, name: str, before: str, after: str, field: str) -> None:
    changed = {name.replace("/", "__").replace(".", "_dot_"): SMALL[name].replace(before, after)}
    problem = find_problem(tmp_path, **changed)
    assert (problem.field, problem.value) == (field, "hectars")


def test_two_figures_of_one_name_are_told_in_both_models(tmp_path: Path) -> None:
    problems = list_problems(tmp_path, models__other_dot_yaml=MODEL.replace("key: area", "key: other"))
    assert [(problem.file, problem.field) for problem in problems] == [
        ("models/area.yaml", "formulas.coca_area"),
        ("models/other.yaml", "formulas.coca_area"),
    ]


def test_a_score_outside_the_scale_is_told(tmp_path: Path) -> None:
    scores = "threat,criterion,low,best,high,author,rationale\ncocaine,spread,1,2,11,analyst,why\n"
    problem = find_problem(tmp_path, scores_dot_csv=scores)
    assert (problem.field, problem.value) == ("high", "11")


def test_a_claim_that_scores_outside_the_scale_is_told(tmp_path: Path) -> None:
    assert (
        find_problem(tmp_path, claims_dot_csv=SMALL["claims.csv"].replace("2,4,6,score", "2,4,16,score")).value == "16"
    )


def test_an_amount_is_not_held_to_the_scale(tmp_path: Path) -> None:
    assert list_problems(tmp_path, claims_dot_csv=SMALL["claims.csv"].replace("2,4,6,score", "2,4,16,ha")) == ()


def test_an_unknown_version_of_the_list_of_crimes_is_told(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("taxonomy: 2", "taxonomy: 99"))
    assert (problem.row, problem.field) == (7, "taxonomy")


PARTIES = (
    "instrument,status,since,as_of,reservations,item\nuntoc,{},,2020-01-01,,report\ntip,party,{},2020-01-01,,report\n"
)


@pytest.mark.parametrize(
    ("convention", "since", "field"), [("not party", "2004-08-04", "status"), ("party", "2021-01-01", "since")]
)
def test_a_treaty_status_that_cannot_be_is_told(tmp_path: Path, convention: str, since: str, field: str) -> None:
    problem = find_problem(tmp_path, law__parties_dot_csv=PARTIES.format(convention, since))
    assert (problem.file, problem.row, problem.field) == ("law/parties.csv", 3, field)


def test_treaty_statuses_that_fit_are_quiet(tmp_path: Path) -> None:
    assert list_problems(tmp_path, law__parties_dot_csv=PARTIES.format("party", "2004-08-04")) == ()
