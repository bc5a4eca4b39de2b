"""Does each rule on rows fire on a planted case, and keep quiet on a near miss?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tests.support.tables import COLUMNS, declare, open_rows
from tocsin.dossier.read import read_dossier
from tocsin.dossier.table_warnings import (
    find_duplicates,
    find_incomplete_period,
    find_mixed_categories,
    find_reporting_breaks,
    find_unit_outliers,
    list_all_table_findings,
    list_table_findings,
)

YEARLY = {**COLUMNS, "date": {"column": "Date", "type": "year"}}
FLOW = {"origin": "place", "destination": "place", "place": "place"}


def year_rows(
    year: int, count: int, *, each: float, months: int = 12, place: str = "COL", drug: str = "cocaine"
) -> list[str]:
    return [f"{place}{year}-{n},{year}-{n % months + 1:02},{place},{drug},powder,{each}" for n in range(count)]


def dated(rows: list[str]) -> list[str]:
    """Rows whose month is written as its first day."""
    return [",".join([parts[0], f"{parts[1]}-01", *parts[2:]]) for parts in (row.split(",") for row in rows)]


def test_a_row_that_repeats_another_is_found(tmp_path: Path) -> None:
    opened = open_rows(
        tmp_path,
        ["1,2020-01-01,COL,cocaine,powder,5", "2,2020-01-01,COL,cocaine,powder,5", "3,2020-01-02,COL,cocaine,powder,5"],
    )
    finding = find_duplicates(opened)
    assert finding is not None
    assert (finding.count, finding.examples) == (1, ("1",))


def test_duplicates_say_what_they_add_to_the_total(tmp_path: Path) -> None:
    finding = find_duplicates(open_rows(tmp_path, [f"{n},2020-01-01,COL,cocaine,powder,5" for n in range(3)]))
    assert finding is not None
    assert "10 kg lower" in finding.message


def test_rows_that_differ_in_one_cell_are_no_duplicates(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ["1,2020-01-01,COL,cocaine,powder,5", "2,2020-01-01,COL,cocaine,powder,5.1"])
    assert find_duplicates(opened) is None


def test_rows_that_differ_in_a_column_not_declared_are_no_duplicates(tmp_path: Path) -> None:
    columns = {name: COLUMNS[name] for name in ("id", "date", "drug", "amount")}
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "seizures.csv").write_text(
        "No,Date,Drug,Amount,Town\n1,2020-01-01,cocaine,5,Cali\n2,2020-01-01,cocaine,5,Tumaco\n"
    )
    findings = list_table_findings(declare(columns=columns), folder=tmp_path, tables_root=None)
    assert "duplicates" not in {finding.rule for finding in findings}


def test_an_amount_in_the_wrong_unit_is_found(tmp_path: Path) -> None:
    rows = [f"{n},2020-01-01,COL,cocaine,powder,{n}" for n in range(1, 10)]
    finding = find_unit_outliers(open_rows(tmp_path, [*rows, "x,2020-01-01,COL,cocaine,powder,901"]))
    assert finding is not None
    assert finding.examples == ("x",)


def test_a_large_amount_below_a_hundred_times_the_usual_is_none(tmp_path: Path) -> None:
    rows = [f"{n},2020-01-01,COL,cocaine,powder,{n}" for n in range(1, 10)]
    assert find_unit_outliers(open_rows(tmp_path, [*rows, "x,2020-01-01,COL,cocaine,powder,899"])) is None


def test_outliers_are_judged_within_their_group(tmp_path: Path) -> None:
    rows = [f"{n},2020-01-01,COL,cocaine,powder,{n}" for n in range(1, 10)]
    rows += [f"h{n},2020-01-01,COL,heroin,powder,{n * 1000}" for n in range(1, 10)]
    assert find_unit_outliers(open_rows(tmp_path, rows)) is None


def test_outliers_are_found_without_groups(tmp_path: Path) -> None:
    rows = [f"{n},2020-01-01,COL,cocaine,powder,{n}" for n in range(1, 10)]
    assert (
        find_unit_outliers(open_rows(tmp_path, [*rows, "x,2020-01-01,COL,cocaine,powder,9e6"], group_by=[])) is not None
    )


def test_four_rows_are_too_few_to_judge(tmp_path: Path) -> None:
    rows = [f"{n},2020-01-01,COL,cocaine,powder,{n}" for n in range(1, 4)]
    assert find_unit_outliers(open_rows(tmp_path, [*rows, "x,2020-01-01,COL,cocaine,powder,9e6"])) is None


def test_counts_that_jump_while_amounts_stay_flat_are_a_break(tmp_path: Path) -> None:
    rows = dated(year_rows(2013, 20, each=10.0) + year_rows(2014, 60, each=3.4))
    finding = find_reporting_breaks(open_rows(tmp_path, rows))
    assert finding is not None
    assert "2014 (20 → 60 records)" in finding.examples[0]


def test_counts_that_jump_together_with_amounts_are_no_break(tmp_path: Path) -> None:
    rows = dated(year_rows(2013, 20, each=10.0) + year_rows(2014, 60, each=10.0))
    assert find_reporting_breaks(open_rows(tmp_path, rows)) is None


def test_counts_that_not_quite_treble_are_no_break(tmp_path: Path) -> None:
    rows = dated(year_rows(2013, 20, each=10.0) + year_rows(2014, 59, each=3.4))
    assert find_reporting_breaks(open_rows(tmp_path, rows)) is None


def test_years_apart_are_not_compared(tmp_path: Path) -> None:
    rows = dated(year_rows(2012, 20, each=10.0) + year_rows(2014, 60, each=3.4))
    assert find_reporting_breaks(open_rows(tmp_path, rows)) is None


def test_a_last_year_of_few_months_is_incomplete(tmp_path: Path) -> None:
    rows = dated(year_rows(2013, 24, each=1.0) + year_rows(2014, 24, each=1.0, months=9))
    finding = find_incomplete_period(open_rows(tmp_path, rows))
    assert finding is not None
    assert "2014 (9 months, 24 records)" in finding.examples[0]


def test_a_last_year_of_ten_months_is_complete_enough(tmp_path: Path) -> None:
    rows = dated(year_rows(2013, 24, each=1.0) + year_rows(2014, 24, each=1.0, months=10))
    assert find_incomplete_period(open_rows(tmp_path, rows)) is None


def test_without_months_a_last_year_of_few_records_is_incomplete(tmp_path: Path) -> None:
    rows = [f"{year}-{n},{year},COL,cocaine,powder,1" for year, count in ((2013, 40), (2014, 19)) for n in range(count)]
    assert find_incomplete_period(open_rows(tmp_path, rows, columns=YEARLY)) is not None


def test_without_months_half_the_records_are_complete_enough(tmp_path: Path) -> None:
    rows = [f"{year}-{n},{year},COL,cocaine,powder,1" for year, count in ((2013, 40), (2014, 20)) for n in range(count)]
    assert find_incomplete_period(open_rows(tmp_path, rows, columns=YEARLY)) is None


def test_the_place_that_stopped_reporting_is_named(tmp_path: Path) -> None:
    rows = dated(year_rows(2013, 24, each=1.0) + year_rows(2014, 24, each=1.0))
    rows += dated(year_rows(2013, 24, each=1.0, place="PER") + year_rows(2014, 24, each=1.0, place="PER", months=3))
    finding = find_incomplete_period(open_rows(tmp_path, rows, flow=FLOW))
    assert finding is not None
    assert [text[:8] for text in finding.examples] == ["PER 2014"]


def test_leaf_summed_with_product_is_found(tmp_path: Path) -> None:
    rows = ["1,2020-01-01,COL,cocaine,Coca leaf,900", "2,2020-01-01,COL,cocaine,Cocaine HCL,5"]
    finding = find_mixed_categories(open_rows(tmp_path, rows))
    assert finding is not None
    assert set(finding.examples) == {"Coca leaf", "Cocaine HCL"}


def test_leaf_and_product_in_different_groups_are_not_summed(tmp_path: Path) -> None:
    rows = ["1,2020-01-01,COL,leaf,Coca leaf,900", "2,2020-01-01,COL,product,Cocaine HCL,5"]
    assert find_mixed_categories(open_rows(tmp_path, rows)) is None


def test_leaf_that_is_left_out_is_not_summed(tmp_path: Path) -> None:
    rows = ["1,2020-01-01,COL,cocaine,Coca leaf,900", "2,2020-01-01,COL,cocaine,Cocaine HCL,5"]
    left_out = [{"column": "kind", "values": ["Coca leaf"], "reason": "leaf"}]
    assert find_mixed_categories(open_rows(tmp_path, rows, leave_out=left_out)) is None


def test_a_table_without_amounts_or_dates_has_no_series(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, dated(year_rows(2013, 20, each=1.0)), amount=None, date=None)
    rules = (find_unit_outliers, find_reporting_breaks, find_incomplete_period, find_mixed_categories)
    assert [rule(opened) for rule in rules] == [None] * 4


def test_known_problems_are_told(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ["1,2020-01-01,COL,cocaine,powder,5"], known_problems=["Reports are voluntary."])
    findings = list_table_findings(opened.declaration, folder=tmp_path, tables_root=None)
    assert [finding.message for finding in findings] == ["Table 'seizures': Reports are voluntary."]


def test_an_absent_table_has_no_findings(tmp_path: Path) -> None:
    assert list_table_findings(declare(is_outside=True), folder=tmp_path, tables_root=None) == ()


@pytest.mark.slow
def test_the_tables_of_a_dossier_are_all_looked_at(tmp_path: Path) -> None:
    declared = "key: t\ntitle: T\nitem: report\nfile: t.csv\ncolumns:\n  n: {column: n, type: number}\n"
    folder = write_small(
        tmp_path,
        tables__t_dot_yaml=declared,
        tables__t_dot_csv="n\n1\n1\n",
        threats_dot_yaml=SMALL["threats.yaml"],
    )
    assert [finding.rule for finding in list_all_table_findings(read_dossier(folder))] == ["duplicates"]
