"""What is lacking, which state would it bring about, and where in the dossier is it to be mended?"""

from dataclasses import dataclass
from enum import IntEnum

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.kinds import KINDS, Form


class State(IntEnum):
    """How far a block is filled in; each state asks for all that those before it ask for."""

    ABSENT = 0
    NAMED = 1
    SPECIFIED = 2
    RESOURCED = 3
    MEASURABLE = 4
    VERIFIED = 5

    @property
    def word(self) -> str:
        """The state as it is written: ``specified``."""
        return self.name.lower()


@dataclass(frozen=True)
class Pointer:
    """A place to mend: file inside the dossier, row if the record is there, and field."""

    file: str
    row: int | None = None
    field: str = ""

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        return ", ".join(part for part in (self.file, row, self.field) if part)


@dataclass(frozen=True)
class Lack:
    """One thing that is lacking for a state, in words, with the place to mend it."""

    towards: State
    message: str
    pointer: Pointer


def find_pointer(dossier: Dossier, kind: str, *, key: str = "", field: str = "") -> Pointer:
    """Where a record of a kind stands, or the file that it would stand in."""
    position = dossier.position_of(kind, key) if key else None
    if position:
        return Pointer(position.file, position.row, field)
    file = KINDS[kind].file
    return Pointer(f"{file}/" if KINDS[kind].form is Form.YAML_FOLDER else file, None, field)


def find_strategy_pointer(dossier: Dossier, field: str) -> Pointer:
    """Where a field of the strategy stands."""
    return find_pointer(dossier, "strategy", key=dossier.strategy.key if dossier.strategy else "", field=field)


def find_state(lacks: tuple[Lack, ...]) -> State:
    """The highest state for which nothing is lacking."""
    return State(min((lack.towards for lack in lacks), default=State.VERIFIED + 1) - 1)
