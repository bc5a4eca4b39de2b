"""What do plain tables say of flows: records of legs, what is known of each place, and how far places are apart?

Records: from, to, amount, and records where a row stands for several. Margins: node, kind, low, high, unit, and best.
Distances: from, to, km.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from tocsin.estimate.flow.errors import UnbalancedTotalsError, UnusableFlowsError
from tocsin.estimate.flow.inputs import KINDS, Distance, Kind, LegRecord, Margin
from tocsin.estimate.flow.records import FlowStudy
from tocsin.estimate.flow.study import study_flows
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.exchange.refusals import name_places
from tocsin.exchange.spreads import read_spreads, read_units
from tocsin.methods.flow.errors import FlowValueError
from tocsin.terms.errors import MethodError
from tocsin.terms.problem import Problem, nearest_or_all

_OPTIONS: Mapping[type[MethodError], str] = {
    UnbalancedTotalsError: "Margins are those of --margins.",
    UnusableFlowsError: "Margins are those of --margins, distances those of --distances.",
    FlowValueError: "Distances are those of --distances.",
}


def study_flow_tables(
    records: Path, *, margins: Path, distances: Path | None = None, draws: int = 1_000, seed: int = 1
) -> FlowStudy:
    """Read the tables of a flow study, and balance what they say.

    Raises
    ------
    PlainTableError
        With every problem of all tables.
    """
    tables = _open([path for path in (records, margins, distances) if path is not None])
    legs, known, unit = _read_legs(tables[0]), _read_margins(tables[1]), _read_unit(tables[1])
    apart = _read_distances(tables[2]) if distances is not None else []
    if distances is not None:
        _check_pairs(tables[0], apart=apart)
    _refuse(tables)
    with name_places(records, margins, distances, options=_OPTIONS):
        return study_flows(legs, margins=known, unit=unit, distances=apart, draws=draws, seed=seed)


def _open(paths: Sequence[Path]) -> list[PlainTable]:
    tables: list[PlainTable] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            tables.append(read_plain_table(path))
        except PlainTableError as error:
            problems.extend(error)
    if problems:
        raise PlainTableError(problems)
    return tables


def _refuse(tables: Sequence[PlainTable]) -> None:
    problems = [problem for table in tables for problem in table.problems]
    if problems:
        raise PlainTableError(problems)


def _read_legs(table: PlainTable) -> list[LegRecord]:
    if not table.require("from", "to", "amount"):
        return []
    senders, receivers = table.texts("from"), table.texts("to")
    amounts = table.numbers("amount", low=0)
    counts = table.numbers("records", low=1).tolist() if table.has("records") else [1.0] * table.height
    return [LegRecord(*row) for row in zip(senders, receivers, amounts.tolist(), counts, strict=True)]


def _read_margins(table: PlainTable) -> list[Margin]:
    if not table.require("node", "kind", "low", "high", "unit"):
        return []
    nodes, kinds = table.texts("node"), table.texts("kind")
    spreads = read_spreads(table)
    first: dict[tuple[str, str], int] = {}
    for row, pair in enumerate(zip(nodes, kinds, strict=True)):
        if pair[1] and pair[1] not in KINDS:
            why = f"this is no kind of margin. {nearest_or_all(pair[1], KINDS)}"
            table.note("kind", row, why=why, mend="Correct it.")
        if pair in first:
            why = f"{pair[0]} has its {pair[1]} already on line {table.lines[first[pair]]}, so which one counts is not known."
            table.note("kind", row, why=why, mend="Keep one.")
        first.setdefault(pair, row)
    return [
        Margin(
            node,
            cast("Kind", kind),  # checked against KINDS above; other words were noted and are refused
            spread.low,
            spread.high,
            spread.best,
        )
        for node, kind, spread in zip(nodes, kinds, spreads, strict=True)
    ]


def _read_unit(table: PlainTable) -> str:
    if not table.has("unit"):
        return ""
    read_units(table)
    units = table.texts("unit", blank=True)
    for row, unit in enumerate(units):
        if unit and unit != units[0]:
            why = f"the first row is in {units[0]!r}; margins of two units cannot be balanced."
            table.note("unit", row, why=why, mend="Convert it.")
    return units[0] if units else ""


def _read_distances(table: PlainTable) -> list[Distance]:
    if not table.require("from", "to", "km"):
        return []
    senders, receivers, apart = table.texts("from"), table.texts("to"), table.numbers("km", low=0).tolist()
    for row, length in enumerate(apart):
        if length == 0 and senders[row] != receivers[row]:
            table.note("km", row, why="two places are no distance apart.", mend="Give the way between them.")
    return [Distance(*pair) for pair in zip(senders, receivers, apart, strict=True)]


def _check_pairs(table: PlainTable, *, apart: Sequence[Distance]) -> None:
    """Note every leg that was seen, and that no distance says is possible."""
    if not (table.has("from") and table.has("to")):
        return
    known = {frozenset((distance.sender, distance.receiver)) for distance in apart}
    told: set[frozenset[str]] = set()
    for row, (sender, receiver) in enumerate(
        zip(table.texts("from", blank=True), table.texts("to", blank=True), strict=True)
    ):
        pair = frozenset((sender, receiver))
        if sender and receiver and sender != receiver and pair not in known | told:
            told.add(pair)
            why = f"no distance is given between {sender} and {receiver}, so this leg would count as impossible."
            table.note("to", row, why=why, mend="Add the distance.")
