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


@pytest.mark.parametrize("date", ["2020-02-29", "1900-01-01", ""])
def test_possible_dates_are_quiet(tmp_path: Path, date: str) -> None:
    assert find_impossible_dates(open_rows(tmp_path, [f"1,{date},COL,cocaine,powder,1"])) is None


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
