"""How many people have each pattern of lists, in a table that declares its lists?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import DossierError
from tocsin.dossier.records.table import ColumnType, ListsView
from tocsin.dossier.table_files import find_table_file
from tocsin.dossier.tables import OpenedTable, find_row, list_rows, open_both, read_cell
from tocsin.terms.problem import Problem

if TYPE_CHECKING:
    import ibis.expr.types as ir  # type: ignore[import-untyped]  # ibis ships no types

_SHOWN = 3


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
        If a cell of a list is neither 1 nor 0, a count is no whole number from 0, or somebody is on no list.
    """
    declaration = dossier.tables[key]
    view = declaration.lists
    if view is None:
        return None
    if not isinstance(find_table_file(declaration, folder=dossier.folder, root=dossier.tables_root), Path):
        return None
    opened = open_both(declaration, folder=dossier.folder, tables_root=dossier.tables_root)
    if problems := [*_list_unclear_flags(opened), *_list_unclear_counts(opened), *_list_unlisted(opened)]:
        raise DossierError(problems)
    people = _read_number(opened, view.count) if view.count else 1.0
    named = opened.raw.mutate(people__=people, **{name: _read_number(opened, name) for name in view.on})
    sums = {"people": named["people__"].sum().cast("float64")}
    rows = list_rows(named.group_by(list(view.on)).aggregate(**sums).order_by(list(view.on)))
    some = [row for row in rows if row["people"]]
    patterns = tuple(tuple(int(row[name]) for name in view.on) for row in some)
    return ListCounts(view.on, patterns, tuple(float(row["people"]) for row in some))


def _read_number(opened: OpenedTable, role: str) -> "ir.NumericValue":
    return read_cell(opened.raw[role], ColumnType.NUMBER)


def _view(opened: OpenedTable) -> ListsView:
    view = opened.declaration.lists
    assert view is not None  # asked only of tables that declare their lists
    return view


def _list_unclear_flags(opened: OpenedTable) -> Iterator[Problem]:
    for role in _view(opened).on:
        flag = _read_number(opened, role)
        yield from _blame(
            opened,
            role,
            wrong=~flag.isin((0.0, 1.0)).fill_null(False),
            why="a person is on a list or not, and {what} neither.",
            mend="Write 1 or 0.",
        )


def _list_unclear_counts(opened: OpenedTable) -> Iterator[Problem]:
    """Counts that are none: empty, a limit such as ``<5``, a fraction, or below 0, which a sum would hide."""
    role = _view(opened).count
    if role is None:
        return
    count = _read_number(opened, role)
    yield from _blame(
        opened,
        role,
        wrong=~((count >= 0) & (count == count.floor())).fill_null(False),
        why="people are counted in whole numbers from 0, and {what} no such count.",
        mend="Fill it in, or leave the row out if nobody has the pattern.",
    )


def _list_unlisted(opened: OpenedTable) -> Iterator[Problem]:
    """People on no list: how many these are is what is to be found."""
    view, raw = _view(opened), opened.raw
    none = raw.filter([_read_number(opened, role) == 0 for role in view.on])
    if view.count:
        none = none.filter(_read_number(opened, view.count) > 0)
    (row,) = list_rows(none.aggregate(rows=none.count()))
    if row["rows"]:
        told = "1 row has people" if row["rows"] == 1 else f"{row['rows']:,} rows have people"
        why = f"{told} on no list, but how many are on none is what is to be found."
        yield Problem(f"tables/{opened.declaration.file}", None, "", "", why, "Delete these rows.")


def _blame(opened: OpenedTable, role: str, *, wrong: "ir.BooleanValue", why: str, mend: str) -> Iterator[Problem]:
    """The texts of a column that say nothing clear, each with the first row it stands in."""
    cell = opened.raw[role]
    bad = opened.raw.filter(wrong)
    rows = list_rows(bad.group_by(cell=cell).aggregate(rows=bad.count()).order_by("cell").limit(_SHOWN))
    file, heading = f"tables/{opened.declaration.file}", opened.declaration.columns[role].column
    for found in rows:
        is_empty = found["cell"] is None
        text = "" if is_empty else str(found["cell"])
        empty = "an empty cell says" if found["rows"] == 1 else f"{found['rows']:,} empty cells say"
        what = empty if is_empty else "this says"
        row = None if is_empty else find_row(opened, role=role, text=text)
        yield Problem(file, row, heading, text, why.format(what=what), mend)
