"""What does a plain table say of trade: who reports how much import, export or re-export, with whom, when?

Columns: reporter, partner, flow, period, value; and where there are such, commodity, valuation (cif or fob), unit.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from tocsin.estimate.flow.errors import UnknownHubError, UnusableReportsError
from tocsin.estimate.flow.mirror import USUAL_CIF, MirrorStudy, study_mirror
from tocsin.estimate.flow.reports import DIRECTIONS, VALUATIONS, Direction, TradeReport, Valuation, find_repeats
from tocsin.exchange.plain import PROBLEMS_PER_COLUMN, PlainTable, read_plain_table
from tocsin.exchange.refusals import name_places
from tocsin.terms.errors import MethodError, TermError
from tocsin.terms.period import Period
from tocsin.terms.problem import nearest_or_all

_OPTIONS: Mapping[type[MethodError], str] = {
    UnknownHubError: "Hubs are named with --hub.",
    UnusableReportsError: "The period that is judged is named with --period.",
}
NO_UNIT = "in the unit of the table"


class CifRangeError(TermError):
    """A text does not name a range of the margin between import and export values."""


def study_trade_table(
    path: Path,
    *,
    cif: str = "",
    hubs: Sequence[str] = (),
    period: str | None = None,
    least_history: int = 5,
    least_peers: int = 10,
    level: float = 0.95,
) -> MirrorStudy:
    """Read a table of trade reports, and judge the gaps between the two sides.

    Raises
    ------
    PlainTableError
        With every problem of the table.
    CifRangeError
        If ``cif`` is not a range such as ``1.06..1.10``.
    """
    table = read_plain_table(path)
    margin = parse_cif(cif) if cif else USUAL_CIF
    when = _parse_period(period) if period else None
    unit = _read_unit(table)
    reports = _read_reports(table)
    table.refuse()
    with name_places(path, options=_OPTIONS):
        return study_mirror(
            reports,
            unit=unit,
            cif=margin,
            hubs=hubs,
            period=when,
            least_history=least_history,
            least_peers=least_peers,
            level=level,
        )


def parse_cif(text: str) -> tuple[float, float]:
    """Read a range of the CIF margin, such as ``1.06..1.10``: by how much an import value exceeds the export value."""
    parts = text.split("..")
    try:
        low, high = (float(part) for part in (parts * 2)[:2]) if len(parts) <= 2 else (0.0, 0.0)
    except ValueError:
        low = high = 0.0
    if not 1 <= low <= high < 2:
        raise CifRangeError(
            f"--cif: {text!r} is no range of the CIF margin: freight and insurance add from nothing to some tenths to an export value. "
            "Write it as 1.06..1.10."
        )
    return low, high


def _parse_period(text: str) -> Period:
    try:
        return Period.parse(text)
    except TermError as error:
        raise type(error)(f"--period: {error}") from error


def _read_unit(table: PlainTable) -> str:
    if not table.has("unit"):
        return NO_UNIT
    units = table.texts("unit")
    for row, unit in enumerate(units):
        if unit and unit != units[0]:
            why = f"the first row is in {units[0]!r}; reports of two units cannot be compared."
            table.note("unit", row, why=why, mend="Convert it.")
    return units[0] if units else NO_UNIT


def _read_reports(table: PlainTable) -> list[TradeReport]:
    if not table.require("reporter", "partner", "flow", "period", "value"):
        return []
    reporters, partners = table.texts("reporter"), table.texts("partner")
    flows, periods, values = table.texts("flow"), table.periods("period"), table.numbers("value", low=0)
    commodities = table.texts("commodity") if table.has("commodity") else ("",) * table.height
    valuations = table.texts("valuation", blank=True) if table.has("valuation") else ("",) * table.height
    _check_words(table, "flow", known=DIRECTIONS, words=flows)
    _check_words(table, "valuation", known=VALUATIONS[1:], words=valuations)
    for row, (reporter, partner) in enumerate(zip(reporters, partners, strict=True)):
        if reporter and reporter == partner:
            why = "a country does not trade with itself."
            table.note("partner", row, why=why, mend="Name the partner, or delete the row.")
    reports = [
        TradeReport(
            reporters[row],
            partners[row],
            cast("Direction", flows[row]),  # checked above; other words were noted and are refused
            when,
            float(values[row]),
            commodities[row],
            cast("Valuation", valuations[row]),  # checked above, as the flow was
        )
        for row, when in enumerate(periods)
        if when is not None
    ]
    if not table.problems:
        _note_repeats(table, reports)
    return reports


def _check_words(table: PlainTable, column: str, *, known: Sequence[str], words: Sequence[str]) -> None:
    for row, word in enumerate(words):
        if word and word not in known:
            why = f"this is no {column}. {nearest_or_all(word, known)}"
            table.note(column, row, why=why, mend="Correct it.")


def _note_repeats(table: PlainTable, reports: Sequence[TradeReport]) -> None:
    repeats = find_repeats(reports)
    for first, again in repeats[:PROBLEMS_PER_COLUMN]:
        why = f"line {table.lines[first]} says {reports[first].value:g} of the same flow, so which one counts is not known."
        table.note("value", again, why=why, mend="Keep one, or give each its commodity or valuation.")
    if len(repeats) > PROBLEMS_PER_COLUMN:
        why = f"{len(repeats) - PROBLEMS_PER_COLUMN:,} more rows have the same problem."
        table.note("value", None, why=why, mend="Mend the first, and check the column.")
