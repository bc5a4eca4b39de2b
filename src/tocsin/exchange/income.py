"""What does a plain table say of illicit money that crosses the border: by which identity is each line valued, from which amounts?

Columns: line, identity, item, low, high, unit, and best. Where there are such: overlaps (other lines, parted by semicolons); and
source, stage, direction of lines that are stated outright. What holds for a whole line may stand in one of its rows alone.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast, get_args

from tocsin.estimate.flow.income import Direction, IncomeStudy, Source, Stage
from tocsin.estimate.flow.income_rows import (
    IDENTITIES,
    Identity,
    IncomeInput,
    Item,
    list_items,
    study_income_inputs,
)
from tocsin.estimate.flow.inputs import Spread
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.exchange.refusals import name_places
from tocsin.exchange.spreads import COLUMNS, read_spreads, read_units
from tocsin.terms.problem import nearest_or_all
from tocsin.terms.unit import UnitText, multiply

_Kind = TypeVar("_Kind", bound=StrEnum)
_MONEY = {"USD": 1, "year": -1}
_ITEMS: tuple[Item, ...] = get_args(Item)
_QUANTITIES: tuple[Item, ...] = ("production", "consumption", "seizures", "losses", "migrants", "amount")
_UNITS: Mapping[str, str] = {
    "producer": "Give quantities as in t/year, and the price as in USD/kg",
    "smuggling": "Give migrants in person/year, and the fee in USD/person",
    "stated": "Give the amount in USD/year",
}


def study_income_table(path: Path, *, draws: int = 1_000, seed: int = 1) -> IncomeStudy:
    """Read lines of illicit income from a plain table, value them, and add them up by direction.

    Raises
    ------
    PlainTableError
        With every problem of the table.
    """
    table = read_plain_table(path)
    lines = _read_lines(table) if table.require("line", "identity", "item", *COLUMNS) else []
    table.refuse()
    with name_places(path):
        return study_income_inputs(lines, draws=draws, seed=seed)


def _read_lines(table: PlainTable) -> list[IncomeInput]:
    spreads, units = read_spreads(table), read_units(table)
    rows_of: dict[str, list[int]] = {}
    for row, name in enumerate(table.texts("line")):
        if name:
            rows_of.setdefault(name, []).append(row)
    found = (
        _read_line(table, rows, spreads=spreads, units=units, others=[one for one in rows_of if one != name])
        for name, rows in rows_of.items()
    )
    return [line for line in found if line is not None]


def _read_line(
    table: PlainTable,
    rows: Sequence[int],
    *,
    spreads: Sequence[Spread],
    units: Sequence[UnitText | None],
    others: Sequence[str],
) -> IncomeInput | None:
    """One line from its rows; None where something of it was noted."""
    noted = len(table.problems)
    identity = _read_identity(table, rows)
    items = _read_items(table, rows, identity=identity)
    is_stated = identity == "stated"
    source = _read_kind(table, rows, column="source", known=tuple(Source), is_stated=is_stated)
    stage = _read_kind(table, rows, column="stage", known=tuple(Stage), is_stated=is_stated)
    ways = (Direction.INWARD, Direction.OUTWARD)
    direction = _read_kind(table, rows, column="direction", known=ways, is_stated=is_stated)
    overlaps = _read_overlaps(table, rows, others=others)
    if identity is None or len(table.problems) > noted:
        return None
    scale = _read_scale(table, {item: units[row] for item, row in items.items()}, rows=items, identity=identity)
    name = table.texts("line")[rows[0]]
    return IncomeInput(
        name,
        identity,
        {item: spreads[row] for item, row in items.items()},
        scale=scale,
        direction=direction or Direction.INWARD,
        source=source or Source.ILLEGAL_MARKETS,
        stage=stage or Stage.GENERATION,
        overlaps=overlaps,
    )


def _read_word(table: PlainTable, rows: Sequence[int], *, column: str) -> tuple[int, str]:
    """The one word that a line has in a column, and the row where it stands first; empty where it has none."""
    cells = table.texts(column, blank=True)
    told = [row for row in rows if cells[row]]
    for row in told:
        if cells[row] != cells[told[0]]:
            why = f"line {table.lines[told[0]]} says {cells[told[0]]!r} of the same line of income, so which one holds is not known."
            table.note(column, row, why=why, mend="Keep one, or give what differs a line of its own.")
    return (told[0], cells[told[0]]) if told else (rows[0], "")


def _read_identity(table: PlainTable, rows: Sequence[int]) -> Identity | None:
    row, word = _read_word(table, rows, column="identity")
    if word in IDENTITIES:
        return word
    why = f"this is no identity. {nearest_or_all(word, IDENTITIES)}" if word else "no identity says how to value it."
    table.note("identity", row, why=why, mend="Correct it." if word else f"Write one of {', '.join(IDENTITIES)}.")
    return None


def _read_items(table: PlainTable, rows: Sequence[int], *, identity: Identity | None) -> dict[Item, int]:
    """The row of each item of a line."""
    needed, allowed = list_items(identity) if identity is not None else ((), _ITEMS)
    known = (*needed, *allowed)
    cells = table.texts("item", blank=True)
    found: dict[Item, int] = {}
    for row in rows:
        item = cast("Item", cells[row])  # compared with all there are in the next lines
        if item not in known:
            what = f"no item of a line that is valued as {identity!r}" if identity else "no item"
            table.note("item", row, why=f"this is {what}. {nearest_or_all(item, known)}", mend="Correct it.")
        elif item in found:
            why = f"line {table.lines[found[item]]} gives the {item} of the same line of income, so which one counts is not known."
            table.note("item", row, why=why, mend="Keep one.")
        found.setdefault(item, row)
    missing = [item for item in needed if item not in found]
    if missing:
        why = f"a line that is valued as {identity!r} needs {', '.join(needed)}; {', '.join(missing)} missing."
        table.note("item", rows[0], why=why, mend="Add a row for each, with low and high.")
    return found


def _read_kind(
    table: PlainTable, rows: Sequence[int], *, column: str, known: Sequence[_Kind], is_stated: bool
) -> _Kind | None:
    """What a stated line says of its kind; the other identities settle theirs, and may not say another."""
    row, word = _read_word(table, rows, column=column) if table.has(column) else (rows[0], "")
    kinds = {str(kind): kind for kind in known}
    if word and not is_stated:
        table.note(column, row, why=f"the identity settles the {column} of this line.", mend="Empty the cell.")
    elif word and word not in kinds:
        table.note(column, row, why=f"this is no {column}. {nearest_or_all(word, kinds)}", mend="Correct it.")
    elif not word and is_stated:
        why = f"a line whose amount is stated outright must say its {column}, since no identity settles it."
        table.note(column, row, why=why, mend=f"Write one of: {', '.join(kinds)}.", value="")
    return kinds.get(word)


def _read_overlaps(table: PlainTable, rows: Sequence[int], *, others: Sequence[str]) -> tuple[str, ...]:
    if not table.has("overlaps"):
        return ()
    row, cell = _read_word(table, rows, column="overlaps")
    names = tuple(dict.fromkeys(name.strip() for name in cell.split(";") if name.strip()))
    for name in names:
        if name not in others:
            why = f"there is no other line {name!r} that it could overlap with. {nearest_or_all(name, others)}".rstrip()
            table.note("overlaps", row, why=why, mend="Name lines as in the column line, parted by semicolons.")
    return names


def _read_scale(
    table: PlainTable, units: Mapping[Item, UnitText | None], *, rows: Mapping[Item, int], identity: Identity
) -> float:
    """What turns quantity times price into US dollars a year; units that cannot are noted, and give 1."""
    known = {item: unit for item, unit in units.items() if unit is not None}
    if len(known) < len(units):
        return 1.0  # the one that is not known is noted already
    mend = f"{_UNITS[identity.partition(' ')[0]]}."
    quantities = [item for item in known if item in _QUANTITIES]
    for item in quantities[1:]:
        if known[item] != known[quantities[0]]:
            why = f"the {quantities[0]} is in {known[quantities[0]]}; what is made, used, seized and lost must be in one unit."
            table.note("unit", rows[item], why=why, mend="Convert it.")
            return 1.0
    factors = [known[quantities[0]], *(known[item] for item in known if item not in _QUANTITIES)]
    value = multiply(*factors)
    if value.unit.powers != _MONEY:
        product = " times ".join(map(str, factors))
        why = (
            f"{product} is {value.unit} and not USD/year: the indicator is in current US dollars, without a price year."
        )
        table.note("unit", rows[quantities[0]], why=why, mend=mend)
    return value.factor
