"""Does each rule on cells fire on a planted case, and keep quiet on a near miss?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tables import COLUMNS, open_rows
from tocsin.dossier.cell_warnings import (
    find_censored,
    find_impossible_dates,
    find_missing_amounts,
    find_mixed_numbers,
    find_mixed_spellings,
    find_unknown_places,
    told,
)
from tocsin.dossier.tables import OpenedTable

PEOPLE = {**COLUMNS, "amount": {"column": "Amount", "type": "number", "unit": "person"}}
YEARLY = {**COLUMNS, "date": {"column": "Date", "type": "year"}}


def with_amounts(folder: Path, *amounts: str, **named: object) -> OpenedTable:
    return open_rows(
        folder, [f'{n},2020-01-01,COL,cocaine,powder,"{amount}"' for n, amount in enumerate(amounts)], **named
    )


def test_a_limit_is_censored_and_not_missing(tmp_path: Path) -> None:
    finding = find_censored(with_amounts(tmp_path, "<5", "7", "< 5", columns=PEOPLE))
    assert finding is not None
    assert finding.count == 2


def test_a_limit_is_not_a_mixed_number(tmp_path: Path) -> None:
    assert find_mixed_numbers(with_amounts(tmp_path, "<5", "7", columns=PEOPLE)) is None


def test_plain_numbers_are_not_censored(tmp_path: Path) -> None:
    assert find_censored(with_amounts(tmp_path, "5", "7")) is None


def test_a_declared_limit_without_censored_cells_is_quiet(tmp_path: Path) -> None:
    columns = {**COLUMNS, "amount": {"column": "Amount", "type": "number", "censored_below": "5"}}
    assert find_censored(with_amounts(tmp_path, "5", "7", columns=columns)) is None


@pytest.mark.parametrize(
    ("amount", "kind"),
    [
        ("1,5", "decimal commas"),
        ("1 234", "between thousands"),
        ("1.234.567", "between thousands"),
        ("ten", "words"),
        ("5 kg", "words"),
        ("nan", "words"),
        ("inf", "words"),
        ("1_000", "words"),
    ],
)
def test_other_number_formats_are_found(tmp_path: Path, amount: str, kind: str) -> None:
    finding = find_mixed_numbers(with_amounts(tmp_path, "1", amount))
    assert finding is not None
    assert (finding.count, kind in finding.message) == (1, True)


@pytest.mark.parametrize("amount", ["1.5", "-2", "1e3", "", "007"])
def test_plain_numbers_are_quiet(tmp_path: Path, amount: str) -> None:
    assert find_mixed_numbers(with_amounts(tmp_path, "1", amount)) is None


@pytest.mark.parametrize("date", ["2020-02-30", "31/12/2020", "1017-01-01", "9999-12-31", "soon"])
def test_impossible_dates_are_found(tmp_path: Path, date: str) -> None:
    finding = find_impossible_dates(open_rows(tmp_path, [f"1,{date},COL,cocaine,powder,1"]))
    assert finding is not None
    assert finding.examples == (date,)


@pytest.mark.parametrize("date", ["2020-02-29", "1900-01-01", "2020-02", ""])
def test_possible_dates_are_quiet(tmp_path: Path, date: str) -> None:
    assert find_impossible_dates(open_rows(tmp_path, [f"1,{date},COL,cocaine,powder,1"])) is None


def test_a_finding_says_where_the_cell_stands(tmp_path: Path) -> None:
    rows = ["1,2020-01,COL,cocaine,powder,1", "2,2020-13,COL,cocaine,powder,1", "3,2020-13,COL,cocaine,powder,1"]
    finding = find_impossible_dates(open_rows(tmp_path, rows))
    assert finding is not None
    assert "Table 'seizures': 2 cells" in finding.message
    assert "'2020-13' in row 3, column 'Date' (2 times) of seizures.csv" in finding.message


def test_rows_left_out_do_not_move_the_row_that_is_named(tmp_path: Path) -> None:
    rows = ["1,2020-01,COL,heroin,powder,1", "2,soon,COL,cocaine,powder,1"]
    left_out = [{"column": "drug", "values": ["heroin"], "reason": "invented"}]
    finding = find_impossible_dates(open_rows(tmp_path, rows, leave_out=left_out))
    assert finding is not None
    assert "'soon' in row 3" in finding.message


@pytest.mark.parametrize(
    ("date", "mend"), [("2020-Q1", "`type: text`"), ("2020", "`type: year`"), ("31/12/2020", "a month as 2021-03")]
)
def test_a_date_that_is_none_has_the_remedy_that_fits(tmp_path: Path, date: str, mend: str) -> None:
    finding = find_impossible_dates(open_rows(tmp_path, [f"1,{date},COL,cocaine,powder,1"]))
    assert finding is not None
    assert mend in finding.message


def test_a_day_in_a_column_of_years_has_its_own_remedy(tmp_path: Path) -> None:
    finding = find_impossible_dates(open_rows(tmp_path, ["1,2020-01-01,COL,cocaine,powder,1"], columns=YEARLY))
    assert finding is not None
    assert "`type: date`" in finding.message


def test_one_text_in_two_columns_counts_twice(tmp_path: Path) -> None:
    columns = {**COLUMNS, "kind": {"column": "Kind", "type": "date"}}
    finding = find_impossible_dates(open_rows(tmp_path, ["1,soon,COL,cocaine,soon,1"], columns=columns))
    assert finding is not None
    assert (finding.count, finding.examples) == (2, ("soon",))


def test_a_year_with_too_many_digits_is_impossible(tmp_path: Path) -> None:
    assert find_impossible_dates(open_rows(tmp_path, ["1,20200,COL,cocaine,powder,1"], columns=YEARLY)) is not None


def test_a_year_and_a_bit_is_impossible(tmp_path: Path) -> None:
    assert find_impossible_dates(open_rows(tmp_path, ["1,2020.7,COL,cocaine,powder,1"], columns=YEARLY)) is not None


def test_a_year_is_possible(tmp_path: Path) -> None:
    assert find_impossible_dates(open_rows(tmp_path, ["1,2020,COL,cocaine,powder,1"], columns=YEARLY)) is None


def test_unknown_places_are_found(tmp_path: Path) -> None:
    finding = find_unknown_places(
        open_rows(tmp_path, ["1,2020-01-01,Atlantis,cocaine,powder,1", "2,2020-01-01,COL,cocaine,powder,1"])
    )
    assert finding is not None
    assert finding.examples == ("Atlantis",)


@pytest.mark.parametrize("place", ["COL", "NO", "Colombia", ""])
def test_known_places_are_quiet(tmp_path: Path, place: str) -> None:
    assert find_unknown_places(open_rows(tmp_path, [f"1,2020-01-01,{place},cocaine,powder,1"])) is None


def test_a_word_declared_as_missing_is_no_unknown_place(tmp_path: Path) -> None:
    columns = {**COLUMNS, "place": {"column": "Place", "type": "place", "missing": ["Unknown"]}}
    assert find_unknown_places(open_rows(tmp_path, ["1,2020-01-01,Unknown,cocaine,powder,1"], columns=columns)) is None


def test_names_in_different_capitals_are_found(tmp_path: Path) -> None:
    rows = ["1,2020-01-01,COL,Cocaine,powder,1", "2,2020-01-01,COL,COCAINE,powder,1"]
    finding = find_mixed_spellings(open_rows(tmp_path, rows))
    assert finding is not None
    assert finding.examples == ("COCAINE / Cocaine",)


def test_different_names_are_quiet(tmp_path: Path) -> None:
    rows = ["1,2020-01-01,COL,Cocaine,powder,1", "2,2020-01-01,COL,Heroin,powder,1"]
    assert find_mixed_spellings(open_rows(tmp_path, rows)) is None


def test_rows_without_an_amount_are_counted(tmp_path: Path) -> None:
    finding = find_missing_amounts(with_amounts(tmp_path, "1", ""))
    assert finding is not None
    assert finding.count == 1


def test_zero_is_an_amount(tmp_path: Path) -> None:
    assert find_missing_amounts(with_amounts(tmp_path, "1", "0")) is None


def test_a_table_without_an_amount_column_is_quiet(tmp_path: Path) -> None:
    assert find_missing_amounts(with_amounts(tmp_path, "", amount=None)) is None


def test_one_is_told_in_the_singular() -> None:
    assert (told(1, "row"), told(2_000, "row")) == ("1 row", "2,000 rows")
