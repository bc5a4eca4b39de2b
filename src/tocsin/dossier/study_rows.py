"""Which rows does a study take from its table, added up as its method needs them?"""

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.study import EffectPlan, FlowPlan, Study, WatchPlan
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.table_files import find_table_file
from tocsin.dossier.tables import Row, bounds_of, list_rows, open_table

if TYPE_CHECKING:
    import ibis.expr.types as ir  # type: ignore[import-untyped]  # ibis ships no types

_LENGTHS = {"year": 4, "month": 7}
# What says when, where or who in a row: without it the row cannot be placed.
_PLACED_BY = {
    "watch": ("period",),
    "effect": ("period", "unit"),
    "mirror": ("period", "importer", "exporter"),
    "network": ("sender", "receiver"),
}


def find_missing_table(dossier: Dossier, study: Study) -> str:
    """Why the table of a study is not at hand, and how to bring it; empty where it is."""
    found = find_table_file(dossier.tables[study.table], folder=dossier.folder, root=dossier.tables_root)
    return "" if isinstance(found, Path) else f"{found.why} {found.mend}"


def list_study_rows(dossier: Dossier, study: Study) -> list[Row]:
    """The rows of a study under the names of its plan, in a stable order.

    ``watch``: period, series, reporter, count, amount. ``effect``: period, unit, value. ``flows``: sender, receiver,
    records, amount. ``mirror`` and ``network``: the columns of the plan, row by row. Periods are text such as 2014-03.
    """
    declaration = dossier.tables[study.table]
    table = open_table(declaration, folder=dossier.folder, tables_root=dossier.tables_root)
    if study.watch:
        return list_rows(_count(table, study.watch, is_date=_is_date(dossier, study, study.watch.period)))
    if study.effect:
        return list_rows(_add_up(table, study.effect, is_date=_is_date(dossier, study, study.effect.period)))
    if study.flows:
        return list_rows(_add_legs(table, study.flows, declaration))
    chosen = _known(table, study, declaration).select(*study.columns)
    return list_rows(chosen.order_by(list(study.columns)))


def count_unplaced(dossier: Dossier, study: Study) -> int:
    """How many rows a study leaves out because a cell that says when, where or who is empty or cannot be read."""
    declaration = dossier.tables[study.table]
    table = open_table(declaration, folder=dossier.folder, tables_root=dossier.tables_root)
    known = _known(table, study, declaration)
    (row,) = list_rows(table.aggregate(rows=table.count()))
    (kept,) = list_rows(known.aggregate(rows=known.count()))
    return int(row["rows"] - kept["rows"])


def list_period_texts(dossier: Dossier, study: Study) -> tuple[str, ...]:
    """Every text that stands in the period column of a study, where that is a column of text."""
    plan = getattr(study, study.method)
    declaration = dossier.tables[study.table]
    if declaration.columns[plan.period].type is not ColumnType.TEXT:
        return ()
    table = open_table(declaration, folder=dossier.folder, tables_root=dossier.tables_root)
    cell = table[plan.period]
    rows = list_rows(table.filter(cell.notnull()).select(period=cell).distinct().order_by("period"))
    return tuple(str(row["period"]) for row in rows)


def _known(table: "ir.Table", study: Study, declaration: TableDeclaration) -> "ir.Table":
    """The rows in which every cell that places them is filled."""
    flow = declaration.flow
    if study.flows and flow is not None:
        names = (flow.origin, flow.destination)
    else:
        plan = getattr(study, study.method)
        names = tuple(getattr(plan, name) for name in _PLACED_BY[study.method])
    for name in names:
        table = table.filter(table[name].notnull())
    return table


def _is_date(dossier: Dossier, study: Study, column: str) -> bool:
    return dossier.tables[study.table].columns[column].type is ColumnType.DATE


def _count(table: "ir.Table", plan: WatchPlan, *, is_date: bool) -> "ir.Table":
    keys = {"period": _period_text(table, plan.period, every=plan.every or "month", is_date=is_date)}
    keys |= {name: table[column] for name, column in (("series", plan.by), ("reporter", plan.reporter)) if column}
    named = table.mutate(**keys)
    known = named.filter(named["period"].notnull())
    counted = bounds_of(known, plan.count)[0].sum() if plan.count else known.count()
    sums = {"count": counted.cast("float64")}
    if plan.amount:
        sums["amount"] = bounds_of(known, plan.amount)[0].sum()
    return known.group_by(list(keys)).aggregate(**sums).order_by(list(keys))


def _add_up(table: "ir.Table", plan: EffectPlan, *, is_date: bool) -> "ir.Table":
    every = "month" if len(str(plan.start)) > _LENGTHS["year"] else "year"
    named = table.mutate(period=_period_text(table, plan.period, every=every, is_date=is_date), unit=table[plan.unit])
    low, _ = bounds_of(named, plan.value)
    known = named.filter(named["period"].notnull() & named["unit"].notnull())
    return known.group_by(["period", "unit"]).aggregate(value=low.sum()).order_by(["period", "unit"])


def _add_legs(table: "ir.Table", plan: FlowPlan, declaration: TableDeclaration) -> "ir.Table":
    """Amount and records of every leg; rows within one place stay in, for the method says what it leaves out."""
    flow = declaration.flow
    assert flow is not None  # the check of the dossier refuses flows of a table without them
    amount = flow.amount or declaration.amount
    known = table.filter(table[flow.origin].notnull() & table[flow.destination].notnull())
    records = bounds_of(known, plan.records)[0].sum() if plan.records else known.count()
    sums = {"records": records.cast("float64")}
    sums["amount"] = bounds_of(known, amount)[0].sum() if amount else sums["records"]
    named = known.mutate(sender=known[flow.origin], receiver=known[flow.destination])
    return named.group_by(["sender", "receiver"]).aggregate(**sums).order_by(["sender", "receiver"])


def _period_text(table: "ir.Table", column: str, *, every: str, is_date: bool) -> "ir.StringValue":
    cell = table[column]
    if not is_date:
        return cell.cast("string")
    if every == "quarter":
        return cell.year().cast("string") + "-Q" + cell.quarter().cast("string")
    return cell.cast("string").left(_LENGTHS[every])
