"""What in a table could mislead whoever adds it up: rows twice, wrong units, broken or unfinished series, mixed categories?"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tocsin.dossier.cell_warnings import CELL_RULES, mention, told
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.packaged import Family, load_families
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.table_files import find_table_file
from tocsin.dossier.tables import OpenedTable, Row, bounds_of, list_rows, open_both
from tocsin.terms.finding import Finding, Severity

if TYPE_CHECKING:
    import ibis.expr.types as ir  # type: ignore[import-untyped]  # ibis ships no types

OUTLIER_FACTOR = 100
LEAST_ROWS_TO_JUDGE = 5
BREAK_COUNT_FACTOR = 3
FLAT_AMOUNT_FACTOR = 1.5
LEAST_ROWS_A_YEAR = 30
LEAST_ROWS_BEFORE = 10
FULL_YEAR_MONTHS = 11
UNFINISHED_MONTHS = 9

Rule = Callable[[OpenedTable], Finding | None]


def list_table_findings(
    declaration: TableDeclaration, *, folder: Path, tables_root: Path | None
) -> tuple[Finding, ...]:
    """Every warning on one table; none if its file is not at hand, which the reader of the dossier has said already."""
    if not isinstance(find_table_file(declaration, folder=folder, root=tables_root), Path):
        return ()
    opened = open_both(declaration, folder=folder, tables_root=tables_root)
    about = f"table:{declaration.key}"
    declared = [
        Finding("known-problem", about, f"Table {declaration.key!r}: {problem}", severity=Severity.NOTE)
        for problem in declaration.known_problems
    ]
    found = (rule(opened) for rule in (*TABLE_RULES, *CELL_RULES))
    return (*declared, *(finding for finding in found if finding))


def list_all_table_findings(dossier: Dossier) -> tuple[Finding, ...]:
    """Every warning on every table of a dossier."""
    return tuple(
        finding
        for table in dossier.tables.values()
        for finding in list_table_findings(table, folder=dossier.folder, tables_root=dossier.tables_root)
    )


def find_duplicates(opened: OpenedTable) -> Finding | None:
    """Rows that equal another row in everything but the record id."""
    declaration, source = opened.declaration, opened.source
    ids = [column.column for column in declaration.columns.values() if column.type is ColumnType.RECORD_ID]
    keys = [name for name in source.columns if name not in ids]
    sums: dict[str, ir.Value] = {
        "copies": source.count() - 1,
        "example": source[ids[0]].min() if ids else source[keys[0]].min(),
    }
    repeated = source.group_by(keys).aggregate(**sums).filter(lambda table: table.copies > 0)
    amount = _heading(declaration, declaration.amount)
    lost = (
        (repeated[amount].cast("string").try_cast("float64") * repeated.copies).sum()
        if amount
        else repeated.copies.sum()
    )
    (row,) = list_rows(repeated.aggregate(copies=repeated.copies.sum(), groups=repeated.count(), lost=lost))
    if not row["copies"]:
        return None
    effect = (
        f" Counted once each, the total would be {row['lost']:,.0f} {_unit(declaration)} lower."
        if amount and row["lost"]
        else ""
    )
    aside = " but the record id" if ids else ""
    message = (
        f"{told(row['copies'], 'row')} equal to another row in everything{aside}. Some may be separate events, some double entry; "
        f"figures from this table count them all.{effect}"
    )
    shown = list_rows(repeated.order_by(repeated.copies.desc()).limit(3)) if ids else []
    return mention(
        "duplicates", opened, message=message, count=row["copies"], examples=tuple(str(one["example"]) for one in shown)
    )


def find_unit_outliers(opened: OpenedTable) -> Finding | None:
    """Amounts over a hundred times what all but the top thousandth of their group reach: likely a wrong unit."""
    import ibis

    declaration, typed = opened.declaration, opened.typed
    if declaration.amount is None:
        return None
    keys = list(declaration.group_by)
    known = typed.filter(typed[declaration.amount] > 0)
    amount = known[declaration.amount]
    ranked = known.mutate(
        rank__=ibis.row_number().over(ibis.window(group_by=keys, order_by=amount.desc())),
        rows__=amount.count().over(ibis.window(group_by=keys)),
    )
    at = ibis.greatest(1, ranked.rows__ // 1000)
    usual = ranked.filter((ranked.rank__ == at) & (ranked.rows__ >= LEAST_ROWS_TO_JUDGE))
    usual = usual.select(*keys, usual__=usual[declaration.amount])
    joined = ranked.join(usual, keys) if keys else ranked.cross_join(usual)
    far = joined.filter(joined[declaration.amount] > OUTLIER_FACTOR * joined.usual__)
    rows = list_rows(far.order_by(far[declaration.amount].desc()))
    if not rows:
        return None
    unit = _unit(declaration)
    worst = rows[0][declaration.amount]
    message = (
        f"{_rows(len(rows))} over {OUTLIER_FACTOR} times what nearly all others of the same group reach (the largest: "
        f"{worst:,.0f} {unit}). An amount typed in the wrong unit would do that, and one such row can outweigh all others in a total."
    )
    return mention("unit-outlier", opened, message=message, count=len(rows), examples=_ids(opened, rows))


def find_reporting_breaks(opened: OpenedTable) -> Finding | None:
    """Years in which records become many times more or fewer while the amounts stay flat: the reporting changed."""
    if opened.declaration.amount is None:
        return None
    breaks = []
    for series in _yearly_series(opened):
        for before, after in pairwise(series):
            if after.year == before.year + 1 and _is_break(before, after):
                breaks.append(
                    (
                        max(before.rows, after.rows),
                        f"{after.name} {after.year} ({before.rows:,} → {after.rows:,} records)",
                    )
                )
    if not breaks:
        return None
    examples = tuple(text for _, text in sorted(breaks, reverse=True)[:3])
    message = (
        f"From one year to the next the number of records changes {BREAK_COUNT_FACTOR}-fold or more while the amount stays about the "
        f"same ({told(len(breaks), 'such change')}): what is recorded changed, not what happened. Trends in counts across these "
        "years say nothing."
    )
    return mention(
        "reporting-break",
        opened,
        message=message,
        count=len(breaks),
        examples=examples,
    )


def find_incomplete_period(opened: OpenedTable) -> Finding | None:
    """Series whose last year holds fewer months, or less than half the records, of the years before."""
    unfinished = []
    for series in _yearly_series(opened, with_groups=False):
        last, before = series[-1], series[:-1]
        if before and last.rows + max(one.rows for one in before) >= LEAST_ROWS_A_YEAR and _is_unfinished(last, before):
            months = f"{last.months} months, " if last.months else ""
            unfinished.append((last.rows, f"{last.name} {last.year} ({months}{last.rows:,} records)"))
    if not unfinished:
        return None
    examples = tuple(text for _, text in sorted(unfinished, reverse=True)[:3])
    message = (
        f"The last year is not complete ({told(len(unfinished), 'place')}). A fall into that year is not a decline, and its total is a "
        "lower bound."
    )
    return mention(
        "incomplete-period",
        opened,
        message=message,
        count=len(unfinished),
        examples=examples,
    )


def find_mixed_categories(opened: OpenedTable) -> Finding | None:
    """Sums that would join a plant with what is made of it, or other things whose unit means something else."""
    declaration, typed = opened.declaration, opened.typed
    names = [
        role
        for role, column in declaration.columns.items()
        if column.type is ColumnType.TEXT and role not in declaration.group_by
    ]
    for role in names if declaration.amount else ():
        keys = [*declaration.group_by, role]
        rows = list_rows(typed.group_by(keys).aggregate(rows=typed.count(), amount=typed[declaration.amount].sum()))
        for family in load_families():
            found = _find_mixed(rows, role, group_by=declaration.group_by, stages=family.stages)
            if found:
                examples = tuple(part.example for part in found.values())
                message = _tell_mixed(family, found=found, unit=_unit(declaration))
                return mention(
                    "mixed-categories",
                    opened,
                    message=message,
                    count=sum(part.rows for part in found.values()),
                    examples=examples,
                )
    return None


class _Part(NamedTuple):
    rows: int
    amount: float
    example: str


class _Year(NamedTuple):
    name: str
    year: int
    rows: int
    amount: float
    months: int


def _yearly_series(opened: OpenedTable, *, with_groups: bool = True) -> Iterator[list[_Year]]:
    """Rows, amount and months with rows by year, for each place (and group) of a table."""
    declaration = opened.declaration
    if declaration.date is None:
        return
    dated = opened.typed.filter(opened.typed[declaration.date].notnull())
    moment = dated[declaration.date]
    is_date = declaration.columns[declaration.date].type is ColumnType.DATE
    place = declaration.flow.place if declaration.flow else None
    keys = [*([place] if place else []), *(declaration.group_by if with_groups else ())]
    sums: dict[str, ir.Value] = {"rows": dated.count()}
    if declaration.amount:
        low, high = bounds_of(dated, declaration.amount)
        sums["amount"] = ((low + high) / 2).sum()
    if is_date:
        sums["months"] = moment.month().nunique()
    year = (moment.year() if is_date else moment).name("year__")
    rows = list_rows(dated.group_by([*keys, year]).aggregate(**sums).order_by([*keys, "year__"]))
    for values, part in groupby(rows, key=itemgetter(*keys) if keys else lambda row: ()):
        name = " ".join(str(value) for value in (values if isinstance(values, tuple) else (values,))) or declaration.key
        yield [_Year(name, row["year__"], row["rows"], row.get("amount") or 0.0, row.get("months", 0)) for row in part]


def _is_break(before: _Year, after: _Year) -> bool:
    fewer, more = sorted((before.rows, after.rows))
    smaller, larger = sorted((before.amount, after.amount))
    return (
        fewer >= LEAST_ROWS_BEFORE
        and more >= LEAST_ROWS_A_YEAR
        and more >= BREAK_COUNT_FACTOR * fewer
        and smaller > 0
        and larger <= FLAT_AMOUNT_FACTOR * smaller
    )


def _is_unfinished(last: _Year, before: list[_Year]) -> bool:
    if last.months:
        return last.months <= UNFINISHED_MONTHS and median(one.months for one in before) >= FULL_YEAR_MONTHS
    return last.rows < median(one.rows for one in before) / 2


def _find_mixed(
    rows: list[Row], role: str, *, group_by: tuple[str, ...], stages: Mapping[str, tuple[str, ...]]
) -> dict[str, _Part]:
    """The heaviest group that holds two stages of one family, stage by stage."""
    cells: dict[tuple[object, ...], dict[str, _Part]] = {}
    for row in rows:
        name = str(row[role] or "")
        stage = next((stage for stage, words in stages.items() if any(word in name.casefold() for word in words)), None)
        if stage and row["amount"]:
            held = cells.setdefault(tuple(row[key] for key in group_by), {})
            before = held.get(stage, _Part(0, 0.0, name))
            held[stage] = _Part(before.rows + row["rows"], before.amount + row["amount"], before.example)
    mixed = [held for held in cells.values() if len(held) > 1]
    return max(mixed, key=lambda held: sum(part.amount for part in held.values()), default={})


def _tell_mixed(family: Family, *, found: Mapping[str, _Part], unit: str) -> str:
    parts = "; ".join(f"{stage}: {part.amount:,.0f} {unit} in {part.rows:,} rows" for stage, part in found.items())
    return (
        f"One group holds {family.name} at different stages ({parts}), and {family.why}. Their sum means nothing: leave one stage out, or "
        "group by the column that tells them apart."
    )


def _heading(declaration: TableDeclaration, role: str | None) -> str | None:
    return declaration.columns[role].column if role else None


def _unit(declaration: TableDeclaration) -> str:
    return declaration.columns[declaration.amount].unit if declaration.amount else ""


def _rows(count: int) -> str:
    return "One row has an amount" if count == 1 else f"{count:,} rows have amounts"


def _ids(opened: OpenedTable, rows: list[Row]) -> tuple[str, ...]:
    """Record ids of some rows, else their amounts."""
    declaration = opened.declaration
    ids = [role for role, column in declaration.columns.items() if column.type is ColumnType.RECORD_ID]
    return tuple(str(row[ids[0] if ids else str(declaration.amount)]) for row in rows[:3])


TABLE_RULES: tuple[Rule, ...] = (
    find_duplicates,
    find_unit_outliers,
    find_reporting_breaks,
    find_incomplete_period,
    find_mixed_categories,
)
