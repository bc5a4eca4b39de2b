"""How many people have each pattern of lists, in a table that declares its lists?"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import DossierError
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.table_files import find_table_file
from tocsin.dossier.tables import Row, bounds_of, list_rows, open_table
from tocsin.terms.problem import Problem

if TYPE_CHECKING:
    import ibis.expr.types as ir  # type: ignore[import-untyped]  # ibis ships no types


@dataclass(frozen=True)
class ListCounts:
    """The lists by role, and the people of each pattern of 1 and 0, in the order of the patterns."""

    lists: tuple[str, ...]
    patterns: tuple[tuple[int, ...], ...]
    counts: tuple[float, ...]


def count_lists(dossier: Dossier, key: str) -> ListCounts | None:
    """Count the people of every pattern; None where the table is not at hand or declares no lists.

    Raises
    ------
    DossierError
        If a cell of a list is neither 1 nor 0, a count is missing, or somebody is on no list.
    """
    declaration = dossier.tables[key]
    view = declaration.lists
    if view is None:
        return None
    if not isinstance(find_table_file(declaration, folder=dossier.folder, root=dossier.tables_root), Path):
        return None
    table = open_table(declaration, folder=dossier.folder, tables_root=dossier.tables_root)
    flags = {name: _read_flag(table, declaration, name) for name in view.on}
    named = table.mutate(people__=bounds_of(table, view.count)[0] if view.count else 1.0, **flags)
    sums = {"people": named["people__"].sum().cast("float64"), "uncounted": named["people__"].isnull().sum()}
    rows = list_rows(named.group_by(list(view.on)).aggregate(**sums).order_by(list(view.on)))
    _refuse_unclear(rows, declaration)
    some = [row for row in rows if row["people"]]
    patterns = tuple(tuple(int(row[name]) for name in view.on) for row in some)
    return ListCounts(view.on, patterns, tuple(float(row["people"]) for row in some))


def _read_flag(table: "ir.Table", declaration: TableDeclaration, name: str) -> "ir.NumericValue":
    is_number = declaration.columns[name].type is ColumnType.NUMBER
    return bounds_of(table, name)[0] if is_number else table[name].cast("string").strip().try_cast("float64")


def _refuse_unclear(rows: list[Row], declaration: TableDeclaration) -> None:
    view = declaration.lists
    assert view is not None  # asked only of tables that declare their lists
    problems = []

    def note(field: str, why: str, mend: str) -> None:
        problems.append(Problem(f"tables/{declaration.file}", None, field, "", why, mend))

    for name in view.on:
        if any(row[name] not in (0.0, 1.0) for row in rows):
            note(
                declaration.columns[name].column,
                "a person is on a list or not, and some cells say neither.",
                "Write 1 or 0.",
            )
    if any(row["uncounted"] for row in rows):
        note(view.count or "", "some rows have no count, so their people would be lost.", "Fill it in.")
    if any(row["people"] and not any(row[name] for name in view.on) for row in rows):
        note("", "some people are on no list, but how many are on none is what is to be found.", "Delete these rows.")
    if problems:
        raise DossierError(problems)
