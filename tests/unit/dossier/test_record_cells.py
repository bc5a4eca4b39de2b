"""Is a record written as the text that reads back as the same record?"""

from __future__ import annotations

import pytest

from tocsin.dossier.record_cells import write_cell, write_plain
from tocsin.dossier.records.law import Party
from tocsin.dossier.records.model import Bounds
from tocsin.terms.place import Place


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (True, "true"),
        (("a", "b"), "a; b"),
        (Place("COL"), "COL"),
        ("x", "x"),
    ],
)
def test_values_are_written_plainly(value: object, text: str) -> None:
    assert write_cell(value) == text


def test_defaults_are_not_written() -> None:
    assert write_plain(Bounds(low=1, high=2)) == {"low": "1", "high": "2"}


def test_required_fields_are_always_written() -> None:
    party = Party.model_validate({"instrument": "untoc", "status": "party", "as_of": "2015-01-01", "item": "copy"})
    assert write_plain(party) == {"instrument": "untoc", "status": "party", "as_of": "2015-01-01", "item": "copy"}


def test_keys_of_mappings_are_text() -> None:
    assert write_plain({0.0: "none"}) == {"0": "none"}


def test_what_is_no_part_of_a_record_is_refused() -> None:
    with pytest.raises(TypeError, match="no part of any record"):
        write_cell(object())
