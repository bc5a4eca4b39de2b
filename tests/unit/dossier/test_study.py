"""Does a study have one plan, name columns that its table has, and get the rows its method needs?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.support.studies import STUDIES, read_studies
from tocsin.dossier.problems import DossierError
from tocsin.dossier.records.study import Study
from tocsin.dossier.study_rows import find_missing_table, list_study_rows

NETWORK = {"sender": "a", "receiver": "b", "missing_low": 0.1, "missing_high": 0.2, "reason": "x"}
BARE = {"key": "s", "title": "S", "question": "?", "table": "t"}


def test_a_study_has_exactly_one_plan() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Study.model_validate(BARE)


def test_shares_of_missing_ties_are_an_interval() -> None:
    with pytest.raises(ValidationError, match="no interval"):
        Study.model_validate({**BARE, "network": {**NETWORK, "missing_low": 0.3}})


def test_a_margin_is_a_figure_or_a_range() -> None:
    margin = {"node": "a", "kind": "production", "reason": "x"}
    with pytest.raises(ValidationError, match="either `figure`"):
        Study.model_validate({**BARE, "flows": {"unit": "t", "margins": [margin]}})


def test_a_margin_is_not_backwards() -> None:
    margin = {"node": "a", "kind": "production", "reason": "x", "low": 3, "high": 2}
    with pytest.raises(ValidationError, match="no interval"):
        Study.model_validate({**BARE, "flows": {"unit": "t", "margins": [margin]}})


def find_problems(folder: Path, studies: str) -> str:
    with pytest.raises(DossierError) as caught:
        read_studies(folder, studies=studies)
    return str(caught.value)


def test_a_column_that_the_table_lacks_is_named_with_the_nearest(tmp_path: Path) -> None:
    told = find_problems(tmp_path, STUDIES.replace("sender: sender, receiver", "sender: sendr, receiver"))
    assert "'sendr'" in told
    assert "Did you mean 'sender'?" in told


def test_flows_of_a_table_without_them_are_refused(tmp_path: Path) -> None:
    told = find_problems(tmp_path, STUDIES.replace("table: legs", "table: ties").replace("    records: records\n", ""))
    assert "declares no `flow`" in told


def test_a_key_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    told = find_problems(
        tmp_path, STUDIES.replace("figure: coca_area", "figure: coca_aera").replace("[cocaine]", "[cocane]")
    )
    assert ["'coca_aera'" in told, "'cocane'" in told] == [True, True]


def test_legs_are_added_up_with_their_records(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path)
    rows = list_study_rows(dossier, dossier.studies["moved"])
    assert rows[0] == {"sender": "a", "receiver": "b", "records": 15.0, "amount": 160.0}


def test_counts_are_added_up_by_period_and_series(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path)
    rows = list_study_rows(dossier, dossier.studies["watched"])
    assert rows[0] == {"period": "2015-01", "series": "a", "count": 10.0, "amount": 5.0}


def test_rows_are_counted_where_no_column_says_how_many(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path, studies=STUDIES.replace(" count: records,", ""))
    assert list_study_rows(dossier, dossier.studies["watched"])[0]["count"] == 1.0


@pytest.mark.parametrize(("every", "period"), [("month", "2014-05"), ("quarter", "2014-Q2"), ("year", "2014")])
def test_days_become_periods(tmp_path: Path, every: str, period: str) -> None:
    table = "key: days\ntitle: Days\nitem: report\nfile: days.csv\ncolumns:\n  day: {column: day, type: date}\n"
    study = f"- {{key: s, title: S, question: '?', table: days, watch: {{period: day, every: {every}}}}}\n"
    dossier = read_studies(
        tmp_path, studies=study, tables__days_dot_yaml=table, tables__days_dot_csv="day\n2014-05-03\n2014-05-09\n"
    )
    assert list_study_rows(dossier, dossier.studies["s"]) == [{"period": period, "count": 2.0}]


def test_a_table_that_is_not_at_hand_is_said(tmp_path: Path) -> None:
    outside = (
        "key: far\ntitle: Far\nitem: report\nfile: far.csv\nis_outside: true\nsha256: x\ncolumns:\n  a: {column: a}\n"
    )
    study = "- {key: s, title: S, question: '?', table: far, watch: {period: a}}\n"
    dossier = read_studies(tmp_path, studies=study, tables__far_dot_yaml=outside)
    assert "--tables" in find_missing_table(dossier, dossier.studies["s"])
