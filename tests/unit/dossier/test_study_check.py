"""Is every fault of a study's plan told at once: columns, their kinds, units and stretches of time?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import list_problems
from tests.support.studies import FILES, STUDIES
from tocsin.terms.problem import Problem


def find(folder: Path, *changes: tuple[str, str], **changed: str) -> tuple[Problem, ...]:
    studies = STUDIES
    for old, new in changes:
        assert old in studies
        studies = studies.replace(old, new, 1)
    return list_problems(folder, **{**FILES, "studies_dot_yaml": studies, **changed})


def test_sound_studies_have_no_problem(tmp_path: Path) -> None:
    assert find(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "told"),
    [
        ("by: drug", "by: drugg", "watch.by", "Did you mean 'drug'?"),
        ("count: records, amount", "count: drug, amount", "watch.count", "columns of numbers"),
        ("amount: kg", "amount: drug", "watch.amount", "columns of numbers"),
        ("period: month", "period: kg", "watch.period", "`type: text` for quarters"),
        ("unit: ha\n", "unit: hectres\n", "flows.unit", "not a unit"),
        ("counted_in: ha", "counted_in: hectre", "effect.counted_in", "not a unit"),
        ("counted_in: ha", "counted_in: km2", "effect.counted_in", "is in ha, and nothing is converted"),
        ("currency: USD", "currency: t", "mirror.currency", "no currency"),
        ("currency: USD", "currency: USDD", "mirror.currency", "not a unit"),
        ('last: "2020"', 'last: "2015"', "watch.last", "before 2016"),
        ('start: "2016", treated', 'start: "2016", last: "2012", treated', "effect.start", "no before or no after"),
    ],
)
def test_a_fault_of_a_plan_is_told_where_it_stands(tmp_path: Path, old: str, new: str, field: str, told: str) -> None:
    (problem,) = find(tmp_path, (old, new))
    assert (problem.file, problem.field, told in str(problem)) == ("studies.yaml", field, True)


def test_the_row_of_the_field_is_given(tmp_path: Path) -> None:
    (problem,) = find(tmp_path, ("unit: ha\n", "unit: hectres\n"))
    assert (
        STUDIES.replace("unit: ha\n", "unit: hectres\n").splitlines()[(problem.row or 0) - 1].strip() == "unit: hectres"
    )


def test_a_field_that_no_plan_has_hides_no_wrong_column(tmp_path: Path) -> None:
    told = {problem.field for problem in find(tmp_path, ("every: month, by: drug", "evry: month, by: drugg"))}
    assert told == {"watch.evry", "watch.by"}


def test_a_missing_field_hides_no_wrong_column_unit_or_table(tmp_path: Path) -> None:
    told = {
        problem.field
        for problem in find(
            tmp_path,
            (" expected: rises,", ""),
            ("value: area", "value: aera"),
            ("counted_in: ha", "counted_in: hectre"),
        )
    }
    assert told == {"effect.expected", "effect.value", "effect.counted_in"}


def test_a_faulty_study_still_names_a_table_that_is_not_there(tmp_path: Path) -> None:
    told = {problem.field for problem in find(tmp_path, (" expected: rises,", ""), ("table: areas", "table: aeras"))}
    assert told == {"effect.expected", "table"}


def test_a_wrong_unit_of_the_declaration_is_told_once(tmp_path: Path) -> None:
    declared = FILES["tables__areas_dot_yaml"].replace("unit: ha", "unit: hectre")
    (problem,) = find(tmp_path, tables__areas_dot_yaml=declared)
    assert problem.file == "tables/areas.yaml"
