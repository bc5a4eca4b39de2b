"""Does a CSV file change in the rows that changed, and nowhere else?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.dossier.kinds import KINDS
from tocsin.dossier.records.judgement import Requirement, Score
from tocsin.dossier.shelves import read_kind
from tocsin.dossier.write import write_records

KIND = KINDS["requirements"]
TEXT = '# plan\r\nkey,question,mine,state\r\na,"How many?",x,open\r\n\r\n# later\r\nb, Why ,"y, z",open'


def edited(folder: Path, text: str, **changes: dict[str, object]) -> str:
    """The file after the fields of some records changed."""
    (folder / "requirements.csv").write_bytes(text.encode())
    records = [record.model_copy(update=changes.get(str(record.key), {})) for record in read_kind(folder, KIND)]
    write_records(folder, KIND, records=records)
    return (folder / "requirements.csv").read_bytes().decode()


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("\r\n", "\n"), TEXT.replace("\r\n", "\r"), "\ufeff" + TEXT, TEXT + "\r\n\r\n"]
)
def test_nothing_changed_is_byte_for_byte(tmp_path: Path, text: str) -> None:
    assert edited(tmp_path, text) == text


def test_one_cell_changes_and_the_rest_of_its_row_stays(tmp_path: Path) -> None:
    assert edited(tmp_path, TEXT, b={"state": "closed"}) == TEXT.removesuffix("open") + "closed"


def test_a_field_without_a_column_gets_one(tmp_path: Path) -> None:
    text = edited(tmp_path, TEXT, a={"about": "coca"})
    assert text == (
        '# plan\r\nkey,question,mine,state,about\r\na,How many?,x,open,coca\r\n\r\n# later\r\nb, Why ,"y, z",open,'
    )


def test_text_with_commas_and_quotes_is_quoted(tmp_path: Path) -> None:
    text = edited(tmp_path, TEXT, a={"question": 'Say "how", now'})
    assert '"Say ""how"", now"' in text


def test_an_emptied_field_is_an_empty_cell(tmp_path: Path) -> None:
    text = "key,question,about\na,Why?,coca\n"
    assert edited(tmp_path, text, a={"about": ""}) == "key,question,about\na,Why?,\n"


def test_a_new_record_goes_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "requirements.csv").write_bytes(TEXT.encode())
    records = [*read_kind(tmp_path, KIND), Requirement(key="c", question="When?")]
    write_records(tmp_path, KIND, records=records)
    assert (tmp_path / "requirements.csv").read_bytes().decode() == TEXT + "\r\nc,When?,,open\r\n"


def test_a_record_that_went_takes_its_row_alone(tmp_path: Path) -> None:
    (tmp_path / "requirements.csv").write_bytes(TEXT.encode())
    write_records(tmp_path, KIND, records=read_kind(tmp_path, KIND)[1:])
    assert (tmp_path / "requirements.csv").read_bytes().decode() == TEXT.replace('a,"How many?",x,open\r\n', "")


def test_a_new_file_has_all_columns(tmp_path: Path) -> None:
    write_records(tmp_path, KIND, records=[Requirement(key="a", question="Why?")])
    assert (tmp_path / "requirements.csv").read_text() == (
        "key,question,indicator,about,source,collector,deadline,state,study_size,study_sd,cost,currency,price_year\n"
        "a,Why?,,,,,,open,,,,,\n"
    )


def test_records_without_keys_are_told_apart_by_their_fields(tmp_path: Path) -> None:
    text = "threat,criterion,low,best,high,author,rationale\nx,money,1,2,3,first,why\nx,money,2,3,4,second,why\n"
    (tmp_path / "scores.csv").write_text(text)
    first, second = read_kind(tmp_path, KINDS["scores"])
    assert isinstance(second, Score)
    write_records(tmp_path, KINDS["scores"], records=[first, second.model_copy(update={"best": 3.5})])
    assert (tmp_path / "scores.csv").read_text() == text.replace("2,3,4", "2,3.5,4")
