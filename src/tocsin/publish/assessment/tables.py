"""What do the tables at hand show: series by year, flows that touch the place, and places where most was recorded?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.table_files import find_table_file
from tocsin.dossier.tables import HIGH, LOW, Row, flow_cells, hotspots, list_rows, open_table
from tocsin.publish.assessment.table_records import FlowRecord, HotspotRecord, PointRecord, SeriesRecord
from tocsin.terms.errors import TermError
from tocsin.terms.place import Place

_MOST_LINES = 4
_LEAST_PERIODS = 3
_MOST_ROWS_OF_A_SERIES = 5_000
_MOST_KEPT = 300


@dataclass(frozen=True)
class TableRecords:
    """What the tables at hand show."""

    series: tuple[SeriesRecord, ...] = ()
    flows: tuple[FlowRecord, ...] = ()
    hotspots: tuple[HotspotRecord, ...] = ()


def list_table_records(dossier: Dossier) -> TableRecords:
    """Read series, flows and hotspots from every table that is at hand; a table that is absent is left out."""
    series: list[SeriesRecord] = []
    flows: list[FlowRecord] = []
    spots: list[HotspotRecord] = []
    for declaration in dossier.tables.values():
        if not isinstance(find_table_file(declaration, folder=dossier.folder, root=dossier.tables_root), Path):
            continue
        reader = _Reader(dossier, declaration)
        series += reader.list_series()
        flows += reader.list_flows()
        spots += reader.list_hotspots()
    return TableRecords(tuple(series), tuple(flows), tuple(spots))


class _Reader:
    """One table at hand, with what its declaration says of it."""

    def __init__(self, dossier: Dossier, declaration: TableDeclaration) -> None:
        self.dossier, self.declaration = dossier, declaration
        self.table = open_table(declaration, folder=dossier.folder, tables_root=dossier.tables_root)

    def list_series(self) -> Iterator[SeriesRecord]:
        """Amounts by year, a line for each group, the largest groups first."""
        made = self.declaration
        is_yearly = (
            made.date is not None and made.columns[made.date].type is ColumnType.YEAR and made.date not in made.group_by
        )
        if made.is_outside or not is_yearly or made.amount is None:
            return
        rows = list_rows(self.table.limit(_MOST_ROWS_OF_A_SERIES + 1))
        if len(rows) > _MOST_ROWS_OF_A_SERIES:
            return
        lines: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            if row[made.date or ""] is not None and _amount(row, made.amount) is not None:
                lines[", ".join(str(row[name]) for name in made.group_by)][row[made.date or ""]].append(row)
        long_enough = {line: years for line, years in lines.items() if len(years) >= _LEAST_PERIODS}
        largest = sorted(
            long_enough, key=lambda line: -max(_add(rows, made.amount or "")[0] for rows in lines[line].values())
        )
        for line in largest[:_MOST_LINES]:
            yield self._line(line, long_enough[line])

    def _line(self, line: str, years: Mapping[int, Sequence[Row]]) -> SeriesRecord:
        made = self.declaration
        points = []
        for year in sorted(years):
            value, low, high = _add(years[year], made.amount or "")
            points.append(
                PointRecord(
                    period=str(year), value=value, low=low if low < high else None, high=high if low < high else None
                )
            )
        return SeriesRecord(
            key=f"{made.key}/{line}" if line else made.key, chart=made.key, title=made.title, line=line, unit=self._unit(made.amount),
            place=(made.place or self.dossier.head.place).name, points=tuple(points), item=made.item, notes=made.known_problems,
        )  # fmt: skip

    def list_flows(self) -> Iterator[FlowRecord]:
        """Flows that begin or end in the place of the dossier, the largest first."""
        flow = self.declaration.flow
        if flow is None:
            return
        amount, inside = (
            flow.amount or self.declaration.amount,
            {place.code for place in self.dossier.head.place.countries},
        )
        period, kept = self._period(), []
        for row in list_rows(flow_cells(self.table, self.declaration)):
            ends = (find_place(row[flow.origin]), find_place(row[flow.destination]))
            if set(ends) & inside:
                kept.append((row, ends))
        kept.sort(key=lambda pair: (-(_middle(pair[0]) or 0.0), -pair[0]["rows"]))
        for row, (origin, destination) in kept[:_MOST_KEPT]:
            told = _middle(row) if amount else float(row["rows"])
            if told is not None:
                yield FlowRecord(
                    table=self.declaration.key, origin=origin, destination=destination, amount=told,
                    unit=self._unit(amount) or "record", of=str(row[flow.of]) if flow.of else "", period=period,
                    records=row["rows"], item=self.declaration.item,
                )  # fmt: skip

    def list_hotspots(self) -> Iterator[HotspotRecord]:
        """Places where most was recorded, in the last period where the table is told by period."""
        made = self.declaration
        spot, date = made.hotspot, made.date
        if spot is None:
            return
        rows = [row for row in list_rows(hotspots(self.table, made)) if not made.amount or _middle(row) is not None]
        period = self._period()
        if date is not None and date in made.group_by and rows:
            period = str(max(row[date] for row in rows if row[date] is not None))
            rows = [row for row in rows if str(row[date]) == period]
        kinds = [name for name in made.group_by if name not in (spot, date)]
        whole: dict[str, float] = defaultdict(float)
        for row in rows:
            whole[_kind(row, kinds)] += _size(row)
        for row in sorted(rows, key=lambda row: (-_size(row), str(row[spot])))[:_MOST_KEPT]:
            kind = _kind(row, kinds)
            yield HotspotRecord(
                table=made.key, place=_name_place(str(row[spot])), amount=_size(row), unit=self._unit(made.amount) or "record",
                of=kind, period=period, records=row["rows"], share=_size(row) / whole[kind] if whole[kind] else 0.0, item=made.item,
            )  # fmt: skip

    def _period(self) -> str:
        """The years that the table covers."""
        date = self.declaration.date
        if date is None:
            return str(self.dossier.items[self.declaration.item].date)
        (row,) = list_rows(self.table.aggregate(first=self.table[date].min(), last=self.table[date].max()))
        first, last = str(row["first"])[:4], str(row["last"])[:4]
        if not first.isdigit():
            return str(self.dossier.items[self.declaration.item].date)
        return first if first == last else f"{first}/{last}"

    def _unit(self, column: str | None) -> str:
        return self.declaration.columns[column].unit if column else ""


@cache
def find_place(text: str | None) -> str:
    """The code of a place written in a table; empty where nobody knows which place it is."""
    try:
        return Place.parse(text).code if text else ""
    except TermError:
        return ""


def _name_place(text: str) -> str:
    return text.title() if text.isupper() and len(text) > 3 else text


def _kind(row: Row, names: Sequence[str]) -> str:
    return ", ".join(str(row[name]) for name in names)


def _size(row: Row) -> float:
    middle = _middle(row)
    return float(row["rows"]) if middle is None else middle


def _middle(row: Row) -> float | None:
    low, high = row.get("amount_low"), row.get("amount_high")
    return None if low is None or high is None else (float(low) + float(high)) / 2


def _amount(row: Row, name: str) -> float | None:
    low = row.get(f"{name}{LOW}", row[name])
    return None if low is None else float(low)


def _add(rows: Sequence[Row], name: str) -> tuple[float, float, float]:
    low, high = (sum(_end(row, name, ending=ending) for row in rows) for ending in (LOW, HIGH))
    return (low + high) / 2, low, high


def _end(row: Row, name: str, *, ending: str) -> float:
    """The least or greatest value that a cell may stand for; empty cells were left out before."""
    return float(row[f"{name}{ending}"] if f"{name}{ending}" in row else row[name])
