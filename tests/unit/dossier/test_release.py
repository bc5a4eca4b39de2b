"""Is an empty release scope told with the two inputs that make it so?"""

from __future__ import annotations

from pathlib import Path

from tests.support.dossiers import SMALL, find_problem, list_problems

POLICE = "TLP:AMBER for police"
CUSTOMS = "TLP:AMBER for customs"


def test_a_claim_nobody_may_see_names_both_inputs(tmp_path: Path) -> None:
    sources = SMALL["sources.csv"].replace("agency,B,,,TLP:CLEAR", f"agency,B,,,{POLICE}")
    items = SMALL["items.csv"].replace("p. 1,2,,", f"p. 1,2,{CUSTOMS},")
    problem = find_problem(tmp_path, sources_dot_csv=sources, items_dot_csv=items)
    assert ("source agency" in problem.why, "item report" in problem.why, problem.row) == (True, True, 3)


def test_claims_of_one_model_must_have_an_audience_in_common(tmp_path: Path) -> None:
    sources = SMALL["sources.csv"].replace("agency,B,,,TLP:CLEAR", f"agency,B,,,{POLICE}")
    sources = sources.replace("media,D,,,TLP:CLEAR", f"media,D,,,{CUSTOMS}")
    claims = SMALL["claims.csv"] + "second,coca,area,9,11,13,ha,2020,COL,article,\n"
    problem = find_problem(tmp_path, sources_dot_csv=sources, claims_dot_csv=claims)
    assert (problem.file, "source agency" in problem.why, "source paper" in problem.why) == (
        "models/area.yaml",
        True,
        True,
    )


def test_marks_with_an_audience_in_common_are_no_problem(tmp_path: Path) -> None:
    sources = SMALL["sources.csv"].replace("agency,B,,,TLP:CLEAR", f"agency,B,,,{POLICE}; customs")
    items = SMALL["items.csv"].replace("p. 1,2,,", f"p. 1,2,{CUSTOMS},")
    assert list_problems(tmp_path, sources_dot_csv=sources, items_dot_csv=items) == ()
