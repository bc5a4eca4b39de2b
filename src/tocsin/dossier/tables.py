"""What does a declared table hold, and what flows, hotspots and totals come out of it?"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import DossierError
from tocsin.dossier.records.model import TableQuery
from tocsin.dossier.records.table import Column, ColumnType, FlowView, Subset, TableDeclaration
from tocsin.dossier.table_files import find_table_file, read_headings
from tocsin.terms.problem import Problem, nearest
from tocsin.terms.unit import parse_unit

if TYPE_CHECKING:
    import ibis.expr.operations as ops  # type: ignore[import-untyped]  # ibis ships no types
    import ibis.expr.types as ir  # type: ignore[import-untyped]  # ibis ships no types
    from ibis.backends.duckdb import Backend  # type: ignore[import-untyped]  # ibis ships no types

Row = dict[str, Any]  # Any: a cell is of whatever type the query gives it

# Beside a number with censored cells (`<5`) stand its least and greatest possible value under these endings.
LOW, HIGH = "__low", "__high"
NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$"
YEAR = r"^\d{1,6}$"
MONTH = r"^\d{4}-\d{2}$"
CENSORED = r"^<\s*([0-9]+(?:\.[0-9]+)?)$"

_MEASURED = frozenset(
    {
        "kg",
        "g",
        "mg",
        "t",
        "lb",
        "oz_t",
        "kg_pure",
        "g_pure",
        "mg_pure",
        "t_pure",
        "m",
        "km",
        "ha",
        "km2",
        "m3",
        "L",
        "bbl",
    }
)


@dataclass(frozen=True)
class OpenedTable:
    """A table in three readings, left-out rows gone.

    ``source`` has all columns of the file under their headings; by role, ``raw`` has the cells as text and ``typed`` as
    what they are. ``path`` is the file they were read from.
    """

    path: str
    declaration: TableDeclaration
    source: "ir.Table"
    raw: "ir.Table"
    typed: "ir.Table"


@dataclass(frozen=True)
class Total:
    """A total with the bounds that censored cells leave, and the rows behind it."""

    value: float
    low: float
    high: float
    rows: int


def open_table(declaration: TableDeclaration, *, folder: Path, tables_root: Path | None) -> "ir.Table":
    """Open a table for queries: columns by role and typed, rows that are left out gone."""
    return open_both(declaration, folder=folder, tables_root=tables_root).typed


def open_both(declaration: TableDeclaration, *, folder: Path, tables_root: Path | None) -> OpenedTable:
    """Open a table as text and typed; a table that was opened before and has not changed is not read again."""
    found = find_table_file(declaration, folder=folder, root=tables_root)
    if not isinstance(found, Path):
        raise DossierError(
            [Problem(f"tables/{declaration.key}.yaml", None, "file", declaration.file, found.why, found.mend)]
        )
    status = found.stat()
    return _open(str(found), status.st_mtime_ns, status.st_size, declaration.model_dump_json())


def hotspots(table: "ir.Table", declaration: TableDeclaration) -> "ir.Table":
    """Rows and amount by hotspot (and group), the most rows first; unnamed places left out, capitals not told apart."""
    where = declaration.hotspot
    if where is None:
        raise _undeclared("hotspot", declaration)
    named = table.filter(table[where].notnull())
    spelt = named.mutate(**{where: named[where].upper()})
    return _sum_by(spelt, [where, *(name for name in declaration.group_by if name != where)], declaration.amount)


def flow_cells(table: "ir.Table", declaration: TableDeclaration) -> "ir.Table":
    """Rows and amount by origin, destination and what flows, where both ends are known and differ."""
    flow = _flow(declaration)
    known = table.filter(table[flow.origin] != table[flow.destination])
    keys = [flow.origin, flow.destination, *([flow.of] if flow.of else [])]
    return _sum_by(known, keys, flow.amount or declaration.amount)


def unknown_ends(table: "ir.Table", declaration: TableDeclaration) -> "ir.Table":
    """One row: how many rows there are, and how many lack an origin or a destination and so are in no flow cell."""
    flow = _flow(declaration)
    lacks = table[flow.origin].isnull() | table[flow.destination].isnull()
    return table.aggregate(rows=table.count(), without_end=lacks.sum())


def total(
    table: "ir.Table",
    *,
    of: str | None,
    aggregate: str = "sum",
    where: Mapping[str, tuple[str, ...] | str] | None = None,
) -> "ir.Table":
    """One row: value, low, high and rows of an aggregate over chosen rows; low and high differ by censored cells only."""
    chosen = table
    for column, values in (where or {}).items():
        chosen = chosen.filter(_matches(chosen[column], (values,) if isinstance(values, str) else values))
    if aggregate == "count" or of is None:
        count = chosen.count().cast("float64")
        return chosen.aggregate(value=count, low=count, high=count, rows=chosen.count())
    low, high = bounds_of(chosen, of)
    if aggregate == "mean":
        ends = {"low": low.mean(), "high": high.mean()}
    else:
        ends = {"low": low.sum(), "high": high.sum()}
    return chosen.aggregate(value=(ends["low"] + ends["high"]) / 2, **ends, rows=low.count())


def list_rows(expression: "ir.Table") -> list[Row]:
    """Run a query and give its rows as plain data; a query that was run before is not compiled again."""
    cursor = expression.get_backend().con.execute(_compile(expression.op()))
    names = expression.columns
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def find_row(opened: OpenedTable, *, role: str, text: str) -> int | None:
    """The first row of the file, its heading counted as row 1, in which a column holds a text."""
    import ibis

    backend = opened.source.get_backend()
    with _hushed():
        rows = _read_rows(backend, opened.path, declaration=opened.declaration)
    cell = rows[opened.declaration.columns[role].column].cast("string").strip()
    numbered = rows.select(row=ibis.row_number() + 2, cell=cell)
    (found,) = list_rows(numbered.filter(numbered.cell == text).aggregate(row=numbered.row.min()))
    return None if found["row"] is None else int(found["row"])


def find_total_range(dossier: Dossier, query: TableQuery) -> Total | None:
    """The total that a driver reads from a table, with the bounds that censored cells leave; nothing without table or value."""
    declaration = dossier.tables[query.table]
    if not isinstance(find_table_file(declaration, folder=dossier.folder, root=dossier.tables_root), Path):
        return None
    table = open_table(declaration, folder=dossier.folder, tables_root=dossier.tables_root)
    (row,) = list_rows(total(table, of=query.of, aggregate=query.aggregate, where=query.where))
    return None if row["value"] is None else Total(row["value"], row["low"], row["high"], row["rows"])


def close_tables() -> None:
    """Let go of every table that was opened and of what was compiled for it: a hundred megabytes that others can use."""
    _open.cache_clear()
    _compile.cache_clear()


@lru_cache(maxsize=64)
def _compile(query: "ops.Node") -> str:
    return str(query.to_expr().compile())


@lru_cache(maxsize=8)
def _open(path: str, changed_ns: int, size: int, declared: str) -> OpenedTable:
    import duckdb
    import ibis

    declaration = TableDeclaration.model_validate_json(declared)
    try:
        with _hushed():
            return _read_file(ibis.duckdb.connect(), path, declaration=declaration)
    except duckdb.Error as error:
        said = str(error).splitlines()[0][:200]
        why = f"the table cannot be read: {said}"
        mend = "Check that it is comma-separated UTF-8 with one header row and equally many cells in each row."
        raise DossierError(
            [Problem(f"tables/{declaration.key}.yaml", None, "file", declaration.file, why, mend)]
        ) from error


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep quiet that ibis calls duckdb by a name that duckdb has since changed: nobody who uses Tocsin can mend it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        yield


def _read_file(connection: "Backend", path: str, *, declaration: TableDeclaration) -> OpenedTable:
    connection.raw_sql("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    chosen = _choose_rows(_read_rows(connection, path, declaration=declaration), declaration)
    if declaration.format == "parquet":
        return _read_types(chosen, declaration, path=path)
    opened = _read_types(connection.create_table("source", chosen), declaration, path=path)
    return replace(opened, typed=connection.create_table("typed", opened.typed))


def _read_rows(connection: "Backend", path: str, *, declaration: TableDeclaration) -> "ir.Table":
    """All rows and columns of a file; in CSV nothing is left to detection, which skips lines that it cannot read."""
    if declaration.format == "parquet":
        return connection.read_parquet(path)
    columns = dict.fromkeys(read_headings(Path(path)), "VARCHAR")
    return connection.read_csv(path, columns=columns, auto_detect=False, header=True, delim=",", quote='"', escape='"')


def _choose_rows(read: "ir.Table", declaration: TableDeclaration) -> "ir.Table":
    """Check that the declared columns are there, and drop the rows that are left out or not kept."""
    missing = sorted({column.column for column in declaration.columns.values()} - set(read.columns))
    if missing:
        raise DossierError(_missing_column(name, read.columns, declaration) for name in missing)
    chosen = read
    for part in declaration.leave_out:
        chosen = chosen.filter(~_is_in(chosen, part, declaration))
    for part in declaration.keep:
        chosen = chosen.filter(_is_in(chosen, part, declaration))
    return chosen


def _missing_column(name: str, headings: Sequence[str], declaration: TableDeclaration) -> Problem:
    why = f"the file {declaration.file} has no column of this heading."
    mend = f"{nearest(name, headings)} It has: {', '.join(headings)}.".strip()
    return Problem(f"tables/{declaration.key}.yaml", None, "columns", name, why, mend)


def _is_in(table: "ir.Table", part: Subset, declaration: TableDeclaration) -> "ir.BooleanValue":
    cell = table[declaration.columns[part.column].column].cast("string").strip()
    return cell.isin(part.values).fill_null(False)


def _read_types(source: "ir.Table", declaration: TableDeclaration, *, path: str) -> OpenedTable:
    """Name the columns by role, read empty cells and missing marks as nothing, and give each column its type."""
    cells = {}
    for role, column in declaration.columns.items():
        cell = source[column.column].cast("string").strip().nullif("")
        cells[role] = cell.isin(column.missing).ifelse(None, cell) if column.missing else cell
    raw = source.select(**cells)
    typed: dict[str, ir.Value] = {}
    for role, column in declaration.columns.items():
        typed |= _read_column(raw, role, column=column)
    return OpenedTable(path, declaration, source, raw, raw.select(**typed))


def _read_column(raw: "ir.Table", role: str, *, column: Column) -> "dict[str, ir.Value]":
    cell = raw[role]
    value = read_cell(cell, column.type)
    if column.type is not ColumnType.NUMBER or not _has_censored(cell, column):
        return {role: value}
    limit = cell.re_extract(CENSORED, 1).nullif("").try_cast("float64")
    if column.censored_below is not None:
        limit = cell.isin(("<", "*")).ifelse(column.censored_below, limit)
    low, high = (1.0, limit - 1.0) if is_counted(column.unit) else (0.0, limit)
    return {
        role: value,
        f"{role}{LOW}": limit.notnull().ifelse(low, value),
        f"{role}{HIGH}": limit.notnull().ifelse(high, value),
    }


def read_cell(cell: "ir.StringValue", kind: ColumnType) -> "ir.Value":
    """A cell as what its column is, or nothing: left to itself the engine reads ``nan``, and rounds ``2020.7``.

    A month is read as its first day, since nothing is told apart by days. A quarter or a year is not: counted by the month,
    it would fill one month and leave the others empty.
    """
    if kind is ColumnType.DATE:
        return cell.re_search(MONTH).ifelse(cell + "-01", cell).try_cast("date")
    if kind is ColumnType.YEAR:
        return cell.re_search(YEAR).ifelse(cell.try_cast("int64"), None)
    if kind is ColumnType.NUMBER:
        return cell.re_search(NUMBER).ifelse(cell.try_cast("float64"), None)
    return cell


def is_counted(unit: str) -> bool:
    """Whether amounts in a unit are whole numbers of things, so that fewer than 5 means 1 to 4."""
    parsed = parse_unit(unit) if unit else None
    return parsed is None or not (parsed.currencies or _MEASURED & set(parsed.powers))


def _has_censored(cell: "ir.Value", column: Column) -> bool:
    if column.censored_below is not None:
        return True
    return bool(list_rows(cell.startswith("<").any().name("found").as_table())[0]["found"])


def _flow(declaration: TableDeclaration) -> FlowView:
    if declaration.flow is None:
        raise _undeclared("flow", declaration)
    return declaration.flow


def _undeclared(wanted: str, declaration: TableDeclaration) -> DossierError:
    why = f"table {declaration.key!r} declares no `{wanted}`, so it cannot be asked for that."
    return DossierError([Problem(f"tables/{declaration.key}.yaml", None, wanted, "", why, "Declare it.")])


def bounds_of(table: "ir.Table", role: str) -> "tuple[ir.NumericValue, ir.NumericValue]":
    """The least and greatest values of a number column; they differ where cells are censored."""
    if f"{role}{LOW}" in table.columns:
        return table[f"{role}{LOW}"], table[f"{role}{HIGH}"]
    return table[role], table[role]


def _sum_by(table: "ir.Table", keys: list[str], amount: str | None) -> "ir.Table":
    sums: dict[str, ir.Value] = {"rows": table.count()}
    if amount:
        low, high = bounds_of(table, amount)
        sums |= {"amount_low": low.sum(), "amount_high": high.sum(), "with_amount": low.count()}
    summed = table.group_by(keys).aggregate(**sums)
    return summed.order_by([summed["rows"].desc(), *keys])


def _matches(cell: "ir.Value", values: tuple[str, ...]) -> "ir.BooleanValue":
    """Rows whose cell is one of the values; a year or month also chooses the days in it."""
    text = cell.cast("string")
    if not cell.type().is_date():
        return text.isin(values)
    matched = text.startswith(values[0])
    for value in values[1:]:
        matched |= text.startswith(value)
    return matched
