"""The fourteen blocks of a complete strategy."""

import pytest

from tocsin.convention.blocks import find_block, load_strategy_blocks
from tocsin.convention.errors import UnknownLawError


def test_blocks_run_from_a_to_n() -> None:
    assert "".join(block.letter for block in load_strategy_blocks().blocks) == "ABCDEFGHIJKLMN"


def test_no_block_asks_for_a_field_twice() -> None:
    for block in load_strategy_blocks().blocks:
        assert len(set(block.fields_required)) == len(block.fields_required), block.letter


def test_every_block_names_paragraphs_of_the_note() -> None:
    assert {block.paragraphs for block in load_strategy_blocks().blocks} == {"28", "29", "30-32"}


def test_a_block_is_found_by_its_letter() -> None:
    assert find_block("H").title == "Public education and awareness"


def test_an_unknown_letter_names_the_range() -> None:
    with pytest.raises(UnknownLawError, match="Blocks run from A to N"):
        find_block("Z")
