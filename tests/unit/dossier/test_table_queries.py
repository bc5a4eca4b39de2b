"""Are queries for columns that a table does not have told?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, find_problem, list_problems

DECLARED = (
    "key: t\ntitle: T\nitem: report\nfile: t.csv\ncolumns:\n  n: {column: n, type: number}\n  drug: {column: drug}\n"
)
QUERY = "{table: t, of: n, where: {drug: cocaine}, reason: invented}"


def model(query: str) -> str:
    return SMALL["models/area.yaml"].replace(
        "formulas:", f"  counted: {{title: C, unit: kg, table: {query}}}\nformulas:"
    )


def files(query: str) -> dict[str, str]:
    return {"tables__t_dot_yaml": DECLARED, "tables__t_dot_csv": "n,drug\n1,x\n", "models__area_dot_yaml": model(query)}


@pytest.mark.parametrize("query", [QUERY, "{table: t, aggregate: count, reason: invented}"])
def test_a_sound_query_is_no_problem(tmp_path: Path, query: str) -> None:
    assert list_problems(tmp_path, **files(query)) == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("drug:", "drugg:", "declares no column 'drugg'"),
        ("of: n", "of: m", "declares no column 'm'"),
        ("of: n", "of: drug", "column of numbers"),
        ("of: n, ", "", "column of numbers"),
        ("table: t", "table: u", "no table"),
    ],
)
def test_a_query_that_cannot_be_answered_is_told(tmp_path: Path, before: str, after: str, told: str) -> None:
    problem = find_problem(tmp_path, **files(QUERY.replace(before, after)))
    assert (told in problem.why, problem.field.startswith("drivers.counted.table")) == (True, True)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ("amount: drug\n", "amount"),
        ("date: drug\n", "date"),
        ("date: n\n", "date"),
        ("flow: {origin: drug, destination: drug, amount: drug}\n", "flow.amount"),
        ("lists: {on: [n, drug, n], count: drug}\n", "lists.count"),
    ],
)
def test_a_role_of_another_kind_is_told(tmp_path: Path, more: str, field: str) -> None:
    files = {"tables__t_dot_yaml": DECLARED + more, "tables__t_dot_csv": "n,drug\n1,x\n"}
    assert find_problem(tmp_path, **files).field == field
