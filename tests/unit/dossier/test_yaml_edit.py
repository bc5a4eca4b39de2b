"""Does a YAML file change in the fields that changed, and nowhere else?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.dossier.kinds import KINDS
from tocsin.dossier.records.judgement import KeyJudgement
from tocsin.dossier.records.picture import Market
from tocsin.dossier.shelves import read_kind
from tocsin.dossier.write import write_records

KIND = KINDS["markets"]
TEXT = """# markets

- key: one   # the first
  title: "One"
  crime: cocaine
  items:
  - report
  - article   # kept

# between
- {key: two, title: Two, crime: heroin}   # flow
- key: three
  title: >
    Folded
    text
  crime: cocaine
  supply: 'much: or little'

# end
"""


def edited(folder: Path, text: str, **changes: dict[str, object]) -> str:
    """The file after the fields of some records changed."""
    (folder / "markets.yaml").write_bytes(text.encode())
    records = [record.model_copy(update=changes.get(str(record.key), {})) for record in read_kind(folder, KIND)]
    write_records(folder, KIND, records=records)
    assert list(read_kind(folder, KIND)) == records
    return (folder / "markets.yaml").read_bytes().decode()


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT.rstrip()])
def test_nothing_changed_is_byte_for_byte(tmp_path: Path, text: str) -> None:
    assert edited(tmp_path, text) == text


@pytest.mark.parametrize(
    ("key", "field", "value", "before", "after"),
    [
        ("one", "title", "Uno", '"One"', "Uno"),
        ("one", "title", "a: b # c", '"One"', "'a: b # c'"),
        ("one", "title", "NO", '"One"', "NO"),
        ("one", "title", "null", '"One"', '"null"'),
        ("one", "title", "two\nlines", '"One"', '"two\\nlines"'),
        ("one", "items", ("report", "paper"), "article ", "paper "),
        ("one", "items", ("report",), "  - report\n  - article ", "    [report] "),
        ("one", "items", (), "- report\n  - article", ""),
        ("one", "demand", "high", "  - article   # kept\n", "  - article   # kept\n  demand: high\n"),
        ("two", "title", "Dos", "Two", "Dos"),
        ("two", "title", "One, two", "title: Two", "title: 'One, two'"),
        ("two", "demand", "low", "heroin}", "heroin, demand: low}"),
        ("two", "items", ("report",), "heroin}", "heroin, items: [report]}"),
        ("three", "title", "Tres", ">\n    Folded\n    text\n", "Tres\n"),
        ("three", "supply", "", "'much: or little'", ""),
        ("three", "supply", "none", "'much: or little'", "none"),
        ("three", "demand", "x", "little'\n", "little'\n  demand: x\n"),
    ],
)
def test_one_field_changes_and_all_else_stays(
    tmp_path: Path, key: str, field: str, value: object, before: str, after: str
) -> None:
    assert edited(tmp_path, TEXT, **{key: {field: value}}) == TEXT.replace(before, after)


def test_line_ends_are_those_of_the_file(tmp_path: Path) -> None:
    text = edited(tmp_path, TEXT.replace("\n", "\r\n"), one={"demand": "high"})
    assert text.count("\n") == text.count("\r\n")


def test_a_dropped_record_takes_its_lines_alone(tmp_path: Path) -> None:
    (tmp_path / "markets.yaml").write_text(TEXT)
    one, _, three = read_kind(tmp_path, KIND)
    write_records(tmp_path, KIND, records=[one, three])
    assert (tmp_path / "markets.yaml").read_text() == TEXT.replace(
        "- {key: two, title: Two, crime: heroin}   # flow\n", ""
    )


def test_a_new_record_follows_the_last(tmp_path: Path) -> None:
    (tmp_path / "markets.yaml").write_text(TEXT)
    new = Market.model_validate({"key": "four", "title": "Four", "crime": "cocaine", "items": ["report"]})
    write_records(tmp_path, KIND, records=[*read_kind(tmp_path, KIND), new])
    assert (tmp_path / "markets.yaml").read_text() == TEXT.replace(
        "little'\n", "little'\n- key: four\n  title: Four\n  crime: cocaine\n  items:\n  - report\n"
    )


@pytest.mark.parametrize("text", ["# none yet\n", "# none yet", "[]\n"])
def test_a_first_record_is_added_to_an_empty_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "markets.yaml").write_text(text)
    new = Market.model_validate({"key": "one", "title": "One", "crime": "cocaine"})
    write_records(tmp_path, KIND, records=[new])
    assert read_kind(tmp_path, KIND) == (new,)


def test_all_records_may_go(tmp_path: Path) -> None:
    (tmp_path / "markets.yaml").write_text(TEXT)
    write_records(tmp_path, KIND, records=[])
    assert read_kind(tmp_path, KIND) == ()


def test_lists_are_written_in_an_indented_list(tmp_path: Path) -> None:
    (tmp_path / "key_judgements.yaml").write_text("  - key: a\n    statement: s\n    confidence: low\n")
    judgements = [*read_kind(tmp_path, KINDS["key_judgements"]), KeyJudgement(key="b", statement="t", confidence="low")]
    write_records(tmp_path, KINDS["key_judgements"], records=judgements)
    assert (
        (tmp_path / "key_judgements.yaml").read_text().endswith("  - key: b\n    statement: t\n    confidence: low\n")
    )


def test_an_emptied_field_is_filled_again(tmp_path: Path) -> None:
    text = "- key: one\n  title: One\n  crime: cocaine\n  supply:\n"
    assert edited(tmp_path, text, one={"supply": "much"}) == text.replace("supply:", "supply: much")


def test_a_default_that_was_written_out_is_replaced(tmp_path: Path) -> None:
    text = "- key: one\n  title: One\n  crime: cocaine\n  supply: ''  # unknown\n"
    assert edited(tmp_path, text, one={"supply": "much"}) == text.replace("''", "much")
