"""Which blocks does a complete national strategy have, and what must each say?

The blocks come from paragraphs 28 to 32 of the Secretariat's note named in the data; the fields inside a block spell
out its words and are the project's own reading.
"""

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tocsin.convention.errors import UnknownLawError
from tocsin.convention.instruments import DATA
from tocsin.convention.yaml_text import read_yaml_text


class StrategyBlock(BaseModel):
    """One block of a strategy: its letter, title, paragraph of the note, and required fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    letter: Annotated[str, Field(pattern="^[A-N]$")]
    title: str
    paragraphs: str
    fields_required: Annotated[tuple[str, ...], Field(min_length=1, alias="fields")]


class StrategyBlocks(BaseModel):
    """The blocks of a strategy with their source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    blocks: Annotated[tuple[StrategyBlock, ...], Field(min_length=1)]


@cache
def load_strategy_blocks() -> StrategyBlocks:
    """Load the fourteen blocks A to N."""
    return StrategyBlocks.model_validate(read_yaml_text(DATA / "strategy_blocks.yaml"))


def find_block(letter: str) -> StrategyBlock:
    """Find one block by its letter."""
    for block in load_strategy_blocks().blocks:
        if block.letter == letter:
            return block
    raise UnknownLawError(f"No strategy block has the letter {letter!r}. Blocks run from A to N.")
