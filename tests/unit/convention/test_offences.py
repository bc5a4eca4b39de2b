"""A table of national offences sorted by the threshold, with all its problems at once."""

from pathlib import Path

import pytest

from tocsin.convention import offences
from tocsin.convention.errors import OffenceTableError
from tocsin.convention.offences import list_offences, read_offences

HEADER = "offence,provision,max_penalty_years,crime,version_date,priority"
ROWS = (
    "Invented smuggling,art. 1,2,migrants,2024-01-31,yes",
    "Invented trafficking,art. 2,life,trafficking,2024-01-31,yes",
    "Invented logging,art. 3,,wildlife,2024-01-31,yes",
    "Invented fraud,art. 4,3.5,fraud,2024-01-31,no",
    "Invented laundering,art. 5,4,laundering,2024-01-31,no",
    "Invented forgery,art. 6,,fraud,2024-01-31,no",
)


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "offences.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def refusal(path: Path, **options: list[str]) -> str:
    with pytest.raises(OffenceTableError) as caught:
        read_offences(path, known_crimes=options.get("known_crimes"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("group", "provisions"),
    [
        ("under", ["art. 1", "art. 4"]),
        ("unknown", ["art. 3", "art. 6"]),
        ("at_or_over", ["art. 2", "art. 5"]),
        ("priority_under", ["art. 1"]),
        ("priority_unknown", ["art. 3"]),
    ],
)
def test_offences_are_sorted_by_the_threshold(tmp_path: Path, group: str, provisions: list[str]) -> None:
    report = list_offences(table(tmp_path, *ROWS))
    assert [offence.provision for offence in getattr(report, group)] == provisions


def test_priority_crimes_come_first(tmp_path: Path) -> None:
    report = list_offences(table(tmp_path, *reversed(ROWS)))
    assert [offence.is_priority for offence in report.under] == [True, False]


def test_further_columns_do_no_harm(tmp_path: Path) -> None:
    path = table(tmp_path, f"{ROWS[0]},a note", header=f"{HEADER},note")
    assert len(read_offences(path)) == 1


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "offences.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEADER}\n{ROWS[0]}\n".encode())
    assert len(read_offences(path)) == 1


def test_every_problem_of_the_table_is_told_at_once(tmp_path: Path) -> None:
    path = table(tmp_path, ",art. 1,3_5,fraud,2024-01-31,yes", "Invented,art. 2,2,,31/01/2024,maybe")
    with pytest.raises(OffenceTableError) as caught:
        read_offences(path)
    assert [(problem.row, problem.field) for problem in caught.value.problems] == [
        (2, "offence"),
        (2, "max_penalty_years"),
        (3, "crime"),
        (3, "priority"),
        (3, "version_date"),
    ]


def test_a_misspelt_column_names_the_one_found(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS[0], header=HEADER.replace("priority", "priorty"))
    assert "priority: the column is missing. Did you mean 'priorty'?" in refusal(path)


def test_a_missing_column_lists_those_found(tmp_path: Path) -> None:
    assert "crime: the column is missing. Found: offence" in refusal(
        table(tmp_path, header=HEADER.replace(",crime", ""))
    )


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "crime: the column stands twice." in refusal(table(tmp_path, header=f"{HEADER},crime"))


def test_a_decimal_comma_that_shifts_the_cells_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS[0].replace(",2,", ",2,5,"))
    assert "row 2: has 7 cells, the heading 6" in refusal(path)


def test_a_quoted_decimal_comma_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS[0].replace(",2,", ',"2,5",'))
    assert "max_penalty_years: '2,5': is not a number of years" in refusal(path)


def test_a_repeated_row_names_the_first(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS[0], ROWS[0])
    assert "row 3: repeats the offence, provision and date of row 2." in refusal(path)


def test_an_unknown_crime_code_names_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean 'migrant'?" in refusal(table(tmp_path, ROWS[0]), known_crimes=["migrant", "fraud"])


def test_an_empty_file_says_how_to_start(tmp_path: Path) -> None:
    assert f"offences.csv: is empty. Start with the heading {HEADER}." in refusal(table(tmp_path, header=""))


def test_an_open_quotation_mark_is_refused(tmp_path: Path) -> None:
    assert "not CSV" in refusal(table(tmp_path, '"Invented'))


def test_a_wrong_encoding_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "offences.csv"
    path.write_bytes(f"{HEADER}\nInvented ".encode() + b"\xe9")
    assert "row 2: not UTF-8" in refusal(path)


def test_a_missing_file_says_what_to_check(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "absent.csv")


def test_a_table_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offences, "SIZE_LIMIT_BYTES", 10)
    assert "is larger than 10 bytes" in refusal(table(tmp_path, *ROWS))
