"""Is a table opened by role and type, and do its flows, hotspots and totals add up?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tests.support.tables import COLUMNS, declare, open_rows
from tocsin.dossier.problems import DossierError
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.model import TableQuery
from tocsin.dossier.tables import (
    find_row,
    find_total_range,
    flow_cells,
    hotspots,
    is_counted,
    list_rows,
    open_both,
    open_table,
    total,
    unknown_ends,
)

ROWS = [
    "1,2020-01-05,COL,cocaine,powder,10",
    "2,2020-02-05,COL,cocaine,powder,20",
    "3,2021-01-05,PER,heroin,powder,",
    "4,2021-01-05,,heroin,brown,40",
]
ENDS = {**COLUMNS, "to": {"column": "To", "type": "place"}}
FLOW = {"origin": "place", "destination": "to", "of": "drug"}


def test_columns_are_known_by_role_and_type(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ROWS)
    assert {name: str(kind) for name, kind in opened.typed.schema().items()}["amount"] == "float64"


def test_an_empty_cell_is_nothing_and_not_zero(tmp_path: Path) -> None:
    rows = list_rows(open_rows(tmp_path, ROWS).typed.order_by("id"))
    assert rows[2]["amount"] is None


def test_rows_that_are_left_out_are_gone(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ROWS, leave_out=[{"column": "drug", "values": ["heroin"], "reason": "invented"}])
    assert len(list_rows(opened.typed)) == 2


def test_rows_with_an_empty_cell_are_not_left_out_by_it(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ROWS, leave_out=[{"column": "place", "values": ["PER"], "reason": "invented"}])
    assert len(list_rows(opened.typed)) == 3


def test_only_rows_to_keep_stay(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ROWS, keep=[{"column": "kind", "values": ["brown"], "reason": "invented"}])
    assert [row["id"] for row in list_rows(opened.typed)] == ["4"]


def test_marks_of_missing_values_are_nothing(tmp_path: Path) -> None:
    columns = {**COLUMNS, "drug": {"column": "Drug", "missing": ["heroin"]}}
    rows = list_rows(open_rows(tmp_path, ROWS, columns=columns).typed.order_by("id"))
    assert rows[3]["drug"] is None


def test_a_total_is_the_sum_of_chosen_rows(tmp_path: Path) -> None:
    (row,) = list_rows(total(open_rows(tmp_path, ROWS).typed, of="amount", where={"drug": "cocaine"}))
    assert (row["value"], row["rows"]) == (30.0, 2)


def test_a_year_chooses_the_days_in_it(tmp_path: Path) -> None:
    (row,) = list_rows(total(open_rows(tmp_path, ROWS).typed, of="amount", where={"date": ("2019", "2021")}))
    assert row["value"] == 40.0


@pytest.mark.parametrize(("chosen", "value"), [("2020", 30.0), ("2020-02", 20.0)])
def test_a_month_in_a_column_of_dates_lies_in_its_year(tmp_path: Path, chosen: str, value: float) -> None:
    months = ["1,2020-01,COL,cocaine,powder,10", "2,2020-02,COL,cocaine,powder,20", "3,2021-01,COL,cocaine,powder,40"]
    (row,) = list_rows(total(open_rows(tmp_path, months).typed, of="amount", where={"date": (chosen,)}))
    assert row["value"] == value


@pytest.mark.parametrize("text", ["2020", "2020-Q1", "2020-13", "2020-1"])
def test_nothing_but_a_month_is_taken_for_its_first_day(tmp_path: Path, text: str) -> None:
    (row,) = list_rows(open_rows(tmp_path, [f"1,{text},COL,cocaine,powder,10"]).typed)
    assert row["date"] is None


def test_the_first_row_that_holds_a_text_is_found(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ROWS)
    found = [find_row(opened, role="drug", text=text) for text in ("cocaine", "heroin", "opium")]
    assert found == [2, 4, None]


def test_a_count_counts_rows_with_and_without_amounts(tmp_path: Path) -> None:
    (row,) = list_rows(total(open_rows(tmp_path, ROWS).typed, of=None, aggregate="count", where={"drug": ("heroin",)}))
    assert row["value"] == 2.0


def test_a_mean_is_over_rows_with_amounts(tmp_path: Path) -> None:
    (row,) = list_rows(total(open_rows(tmp_path, ROWS).typed, of="amount", aggregate="mean"))
    assert row["value"] == pytest.approx(70 / 3)


def test_no_rows_have_no_total(tmp_path: Path) -> None:
    (row,) = list_rows(total(open_rows(tmp_path, ROWS).typed, of="amount", where={"drug": "opium"}))
    assert row["value"] is None


def test_fewer_than_five_people_are_one_to_four(tmp_path: Path) -> None:
    columns = {**COLUMNS, "amount": {"column": "Amount", "type": "number", "unit": "person"}}
    opened = open_rows(tmp_path, ["1,2020-01-05,COL,x,y,<5", "2,2020-01-05,COL,x,y,10"], columns=columns)
    (row,) = list_rows(total(opened.typed, of="amount"))
    assert (row["low"], row["value"], row["high"]) == (11.0, 12.5, 14.0)


def test_less_than_five_kilograms_are_nothing_to_five(tmp_path: Path) -> None:
    (row,) = list_rows(total(open_rows(tmp_path, ["1,2020-01-05,COL,x,y,<5"]).typed, of="amount"))
    assert (row["low"], row["high"]) == (0.0, 5.0)


def test_a_declared_limit_reads_a_bare_mark(tmp_path: Path) -> None:
    columns = {**COLUMNS, "amount": {"column": "Amount", "type": "number", "unit": "person", "censored_below": "10"}}
    (row,) = list_rows(total(open_rows(tmp_path, ["1,2020-01-05,COL,x,y,*"], columns=columns).typed, of="amount"))
    assert (row["low"], row["high"]) == (1.0, 9.0)


def test_flow_cells_join_known_and_different_ends(tmp_path: Path) -> None:
    rows = ["1,,COL,c,y,5,ESP", "2,,COL,c,y,7,ESP", "3,,COL,c,y,9,COL", "4,,COL,c,y,1,"]
    opened = open_rows(tmp_path, rows, columns=ENDS, flow=FLOW)
    (cell,) = list_rows(flow_cells(opened.typed, opened.declaration))
    assert (cell["place"], cell["to"], cell["rows"], cell["amount_low"]) == ("COL", "ESP", 2, 12.0)


def test_rows_that_are_in_no_flow_are_counted(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ["1,,COL,c,y,5,ESP", "2,,COL,c,y,7,"], columns=ENDS, flow=FLOW)
    assert list_rows(unknown_ends(opened.typed, opened.declaration)) == [{"rows": 2, "without_end": 1}]


def test_hotspots_do_not_tell_capitals_apart(tmp_path: Path) -> None:
    rows = ["1,,Cauca,c,y,5", "2,,CAUCA,c,y,7", "3,,,c,y,1"]
    opened = open_rows(tmp_path, rows, hotspot="place")
    assert [(row["place"], row["amount_low"]) for row in list_rows(hotspots(opened.typed, opened.declaration))] == [
        ("CAUCA", 12.0)
    ]


@pytest.mark.parametrize("view", [flow_cells, hotspots, unknown_ends])
def test_a_view_that_is_not_declared_is_refused(tmp_path: Path, view: object) -> None:
    opened = open_rows(tmp_path, ROWS)
    assert callable(view)
    with pytest.raises(DossierError, match="declares no"):
        view(opened.typed, opened.declaration)


def test_a_heading_the_file_does_not_have_is_named(tmp_path: Path) -> None:
    open_rows(tmp_path, ROWS)
    with pytest.raises(DossierError, match=r"'Amont'.*Did you mean 'Amount'"):
        open_table(
            declare(columns={**COLUMNS, "amount": {"column": "Amont", "type": "number"}}),
            folder=tmp_path,
            tables_root=None,
        )


def test_a_ragged_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="cannot be read"):
        open_rows(tmp_path, [*ROWS, "5,2020-01-01,COL,c,y,1,one too many"])


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="no file"):
        open_table(declare(), folder=tmp_path, tables_root=None)


def test_a_table_that_did_not_change_is_opened_once(tmp_path: Path) -> None:
    opened = open_rows(tmp_path, ROWS)
    assert open_both(opened.declaration, folder=tmp_path, tables_root=None) is opened


def test_a_table_that_changed_is_read_again(tmp_path: Path) -> None:
    first = open_rows(tmp_path, ROWS)
    assert len(list_rows(first.typed)) == 4
    assert len(list_rows(open_rows(tmp_path, ROWS[:1]).typed)) == 1


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    import duckdb

    opened = open_rows(tmp_path, ROWS)
    folder = tmp_path / "tables"
    duckdb.sql(f"COPY (FROM read_csv('{folder / 'seizures.csv'}')) TO '{folder / 'seizures.parquet'}' (FORMAT parquet)")
    other = open_table(declare(file="seizures.parquet", format="parquet"), folder=tmp_path, tables_root=None)
    assert list_rows(other.order_by("id")) == list_rows(opened.typed.order_by("id"))


@pytest.mark.parametrize(
    ("unit", "is_whole"), [("", True), ("victim/year", True), ("kg", False), ("USD 2019", False), ("kg_pure", False)]
)
def test_things_are_counted_and_substances_weighed(unit: str, is_whole: bool) -> None:
    assert is_counted(unit) is is_whole


def small_with_table(folder: Path, **changed: str) -> Path:
    declared = "key: t\ntitle: T\nitem: report\nfile: t.csv\ncolumns:\n  n: {column: n, type: number}\n"
    return write_small(folder, **{"tables__t_dot_yaml": declared, "tables__t_dot_csv": "n\n<5\n10\n", **changed})


def test_a_driver_reads_its_total_with_bounds(tmp_path: Path) -> None:
    found = find_total_range(read_dossier(small_with_table(tmp_path)), TableQuery(table="t", of="n", reason="invented"))
    assert found is not None
    assert (found.low, found.value, found.high, found.rows) == (11.0, 12.5, 14.0, 2)


def test_an_absent_table_has_no_total(tmp_path: Path) -> None:
    outside = (
        "key: t\ntitle: T\nitem: report\nfile: t.csv\nis_outside: true\ncolumns:\n  n: {column: n, type: number}\n"
    )
    dossier = read_dossier(
        small_with_table(tmp_path, tables__t_dot_yaml=outside, dossier_dot_yaml=SMALL["dossier.yaml"])
    )
    assert find_total_range(dossier, TableQuery(table="t", of="n", reason="invented")) is None


def test_a_heading_that_a_parquet_file_does_not_have_is_named(tmp_path: Path) -> None:
    import duckdb

    folder = tmp_path / "tables"
    folder.mkdir()
    duckdb.sql(f"COPY (SELECT 1 AS n) TO '{folder / 'seizures.parquet'}' (FORMAT parquet)")
    with pytest.raises(DossierError, match="It has: n"):
        open_table(declare(file="seizures.parquet", format="parquet"), folder=tmp_path, tables_root=None)
