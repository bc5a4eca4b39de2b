"""What do two plain tables say of an index: one with indicators of places, one with how indicators belong together?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.composite import IndexTable, study_index
from tocsin.assess.composite_records import IndexStudy
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.terms.problem import nearest, nearest_or_all

Floats = NDArray[np.float64]

CODE_COLUMNS = ("uCode", "code", "place", "unit")
COLUMNS = ("iCode", "Parent", "Weight", "Direction", "Type")
TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
NOT_KNOWN = "NA"
LEAST_KNOWN = 3
# Weights below 1 read as shares; published ones are often rounded to two digits.
_SUM_TOLERANCE = 0.011


def study_indicator_tables(
    data: Path, meta: Path, *, replications: int, seed: int, least_known: float, fill_by: str | None = None
) -> IndexStudy:
    """Build an index from two files in many defensible ways."""
    table = read_indicators(data, meta)
    return study_index(table, replications=replications, seed=seed, least_known=least_known, fill_by=fill_by)


def read_indicators(data: Path, meta: Path) -> IndexTable:
    """Read places with their indicators, and the description of these indicators, as one table.

    Raises
    ------
    PlainTableError
        With every problem of both files.
    """
    opened, problems = [], []
    for path in (data, meta):
        try:
            opened.append(read_plain_table(path))
        except PlainTableError as error:
            problems += list(error)
    if problems:
        raise PlainTableError(problems)
    rows = _Description(_blank_out(opened[1], columns=opened[1].columns))
    values = _blank_out(opened[0], columns=rows.number_columns)
    found = _read_values(values, rows=rows)
    noted = [*rows.table.problems, *values.problems]
    if noted or found is None:
        raise PlainTableError(noted)
    return found


class _Description:
    """The rows of the description, by code, with all that is wrong with them noted."""

    def __init__(self, table: PlainTable) -> None:
        self.table = table
        table.require(*COLUMNS)
        self.codes, self.types = table.texts("iCode"), table.texts("Type")
        self.row_of = {code: row for row, code in reversed(list(enumerate(self.codes))) if code}
        for row, code in enumerate(self.codes):
            if code and self.row_of[code] != row:
                table.note("iCode", row, why="this code stands twice, so it has two meanings.", mend="Delete one.")
        for row, kind in enumerate(self.types):
            if kind and kind not in TYPES:
                table.note("Type", row, why=f"this is no type. {nearest_or_all(kind, TYPES)}", mend="Correct it.")
        self.indicators, self.wholes = self._list("Indicator"), self._list("Aggregate")
        self.parts = self.indicators + self.wholes
        self.titles = table.texts("iName", blank=True) if table.has("iName") else self.codes
        self.parents = table.texts("Parent", blank=True)
        self.denominators = self._read_optional("Denominator")
        self.directions = self._read_directions()
        if all(table.has(column) for column in COLUMNS):
            self._check_parents()
        self.weights = self._read_weights()
        self.posts = self._read_posts()

    @property
    def number_columns(self) -> tuple[str, ...]:
        """Columns of the data in which numbers are expected."""
        named = [self.codes[row] for row in self.indicators]
        return tuple(
            dict.fromkeys([*named, *(self.denominators[row] for row in self.indicators if self.denominators[row])])
        )

    @property
    def groups(self) -> tuple[str, ...]:
        """Columns of the data that say which group a place is in."""
        return tuple(self.codes[row] for row in self._list("Group"))

    def place(self, row: int) -> int:
        """Place of a row among the parts; -1 for what is none."""
        return self.parts.index(row) if row in self.parts else -1

    def find_parent(self, row: int) -> int:
        """Row of the whole of a part; -1 at the top."""
        return self.row_of.get(self.parents[row], -1)

    def _list(self, kind: str) -> list[int]:
        return [
            row
            for row, (code, is_type) in enumerate(zip(self.codes, self.types, strict=True))
            if code and is_type == kind
        ]

    def _read_optional(self, column: str) -> tuple[str, ...]:
        return self.table.texts(column, blank=True) if self.table.has(column) else ("",) * self.table.height

    def _read_directions(self) -> Floats:
        values = self.table.numbers("Direction", blank=True)
        for row in self.indicators:
            if values[row] not in (1.0, -1.0):
                why = "an indicator must say whether more is better (1) or less is (-1)."
                self.table.note("Direction", row, why=why, mend="Write 1 or -1.")
        for row in self.wholes:
            if values[row] == -1:
                why = "a whole cannot be turned round; its parts are on one scale already."
                self.table.note("Direction", row, why=why, mend="Write 1, and turn its indicators round.")
        return values

    def _check_parents(self) -> None:
        if not self.indicators:
            self.table.note(
                "Type", None, why="no row is an Indicator, so there is nothing to combine.", mend="Add them."
            )
        wholes = [self.codes[row] for row in self.wholes]
        tops = [row for row in self.parts if not self.parents[row]]
        for row in self.parts:
            whole = self.parents[row]
            if whole and whole not in wholes:
                why = f"no Aggregate has this code. {nearest(whole, wholes)}".strip()
                self.table.note("Parent", row, why=why, mend="Name the whole that this part belongs to.")
            elif whole and self._is_circular(row):
                self.table.note("Parent", row, why="by way of others it is a part of itself.", mend="Mend the circle.")
        if self.parts and not tops:
            self.table.note(
                "Parent", None, why="every part has a whole, so there is no top.", mend="Leave the top's empty."
            )
        for row in tops if len(tops) > 1 or (tops and tops[0] in self.indicators) else ():
            why = f"{self.codes[row]} belongs to nothing, but only the one whole at the top may."
            self.table.note("Parent", row, why=why, mend="Name its whole.")
        for row in self.wholes:
            if self.codes[row] not in {self.parents[part] for part in self.parts}:
                why = "nothing belongs to this whole, so it has no score."
                self.table.note("iCode", row, why=why, mend="Delete it, or name it as Parent.")
        self._check_levels()

    def _is_circular(self, row: int) -> bool:
        at, seen = self.find_parent(row), set()
        while at != -1 and at not in seen:
            if at == row:
                return True
            seen.add(at)
            at = self.find_parent(at)
        return False

    def _check_levels(self) -> None:
        if not self.table.has("Level"):
            return
        levels = self.table.numbers("Level", blank=True)
        for row in self.parts:
            above = self.find_parent(row)
            if above != -1 and levels[row] >= levels[above]:
                why = f"its level is not below that of its whole, {self.parents[row]} ({levels[above]:g})."
                self.table.note("Level", row, why=why, mend="Correct the level or the parent.")

    def _read_weights(self) -> Floats:
        weights = self.table.numbers("Weight", low=0.0, blank=True)
        groups: dict[str, list[int]] = {}
        for row in self.parts:
            if not self.parents[row]:
                continue
            groups.setdefault(self.parents[row], []).append(row)
            if np.isnan(weights[row]) and not self.table.texts("Weight", blank=True)[row]:
                why = "a part without a weight would count for nothing."
                self.table.note("Weight", row, why=why, mend="Write 0 or more; 1 for all means equal weights.")
        for whole, rows in groups.items():
            total, column = float(np.nansum(weights[rows])), f"Weight under {whole}"
            if total == 0:
                self.table.note(column, None, why="all weights are 0.", mend="Give one part a weight above 0.")
            elif len(rows) > 1 and np.nanmax(weights[rows]) < 1 and abs(total - 1) > _SUM_TOLERANCE:
                why = f"weights below 1 read as shares, but these add up to {total:.3g}, so one of them must be wrong."
                mend = "Make them add up to 1, or write whole numbers such as 1 and 2 for how much more one counts."
                self.table.note(column, None, why=why, mend=mend)
        return weights

    def _read_posts(self) -> Mapping[int, tuple[float, float]]:
        if not (self.table.has("Worst") and self.table.has("Best")):
            return {}
        worst, best = self.table.numbers("Worst", blank=True), self.table.numbers("Best", blank=True)
        for row in self.indicators:
            if np.isnan(worst[row]) != np.isnan(best[row]):
                self.table.note("Best", row, why="only one of Worst and Best is given.", mend="Give both or neither.")
            elif (best[row] - worst[row]) * self.directions[row] <= 0:
                why = f"Best {best[row]:g} is not better than Worst {worst[row]:g} in this direction."
                self.table.note("Best", row, why=why, mend="Correct a post or the direction.")
        return {row: (float(worst[row]), float(best[row])) for row in self.indicators if not np.isnan(worst[row])}


def _blank_out(table: PlainTable, *, columns: Sequence[str]) -> PlainTable:
    """The same table with NA, as statistics packages write it, as an empty cell."""
    at = {table.columns.index(column) for column in columns if table.has(column)}
    rows = tuple(
        tuple("" if cell == NOT_KNOWN and c in at else cell for c, cell in enumerate(row)) for row in table.rows
    )
    return replace(table, rows=rows)


def _read_values(table: PlainTable, *, rows: _Description) -> IndexTable | None:
    places = _read_places(table)
    named = [rows.codes[row] for row in rows.indicators]
    table.require(*rows.number_columns)
    values = np.full((table.height, len(named)), np.nan)
    for c, row in enumerate(rows.indicators):
        values[:, c] = _read_indicator(table, rows.codes[row], denominator=rows.denominators[row])
    table.require(*rows.groups)
    if table.problems or rows.table.problems:
        return None
    used = {*rows.codes, _find_code_column(table)}
    parts = rows.parts
    posts = [rows.posts.get(row) for row in rows.indicators]
    known_posts = [post for post in posts if post is not None]
    return IndexTable(
        places=places,
        codes=tuple(rows.codes[row] for row in parts),
        titles=tuple(rows.titles[row] or rows.codes[row] for row in parts),
        values=values,
        directions=tuple(int(rows.directions[row]) for row in rows.indicators),
        parents=tuple(rows.place(rows.find_parent(row)) for row in parts),
        weights=tuple(float(np.nan_to_num(rows.weights[row], nan=1.0)) for row in parts),
        posts=_pair(known_posts) if len(known_posts) == len(named) else None,
        groups={group: table.texts(group, blank=True) for group in rows.groups},
        left_out=tuple(column for column in table.columns if column not in used),
    )


def _pair(posts: list[tuple[float, float]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return tuple(worst for worst, _ in posts), tuple(best for _, best in posts)


def _find_code_column(table: PlainTable) -> str:
    """The column that names places: by its usual names, or else the first."""
    folded = {column.casefold(): column for column in reversed(table.columns)}
    return next((folded[name.casefold()] for name in CODE_COLUMNS if name.casefold() in folded), table.columns[0])


def _read_places(table: PlainTable) -> tuple[str, ...]:
    column = _find_code_column(table)
    places = table.texts(column)
    for row, place in enumerate(places):
        if place and places.index(place) < row:
            table.note(
                column, row, why="this place stands twice, so its rank would too.", mend="Delete one, or merge them."
            )
    if table.height < LEAST_KNOWN:
        why = f"there are {table.height} places, which make no order to speak of."
        table.note(column, None, why=why, mend=f"Give at least {LEAST_KNOWN}.")
    return places


def _read_indicator(table: PlainTable, column: str, *, denominator: str) -> Floats:
    """One indicator, divided by its denominator if it has one; NaN where either is not known."""
    if not table.has(column):
        return np.full(table.height, np.nan)
    before = len(table.problems)
    values = table.numbers(column, blank=True)
    if denominator and table.has(denominator):
        below = table.numbers(denominator, blank=True)
        for row in np.flatnonzero(below <= 0).tolist():
            why = f"{column} is divided by this, which must be above 0."
            table.note(denominator, row, why=why, mend="Correct it, or leave it empty where it is not known.")
        values = values / np.where(below > 0, below, np.nan)
    known = values[~np.isnan(values)]
    if len(table.problems) > before:
        return values
    if len(known) < LEAST_KNOWN:
        why = f"it is known for {len(known)} places, which makes no scale."
        table.note(column, None, why=why, mend=f"Find at least {LEAST_KNOWN} values, or take it out of both files.")
    elif known.min() == known.max():
        why = f"it is {known[0]:g} wherever it is known, so it tells no places apart."
        table.note(column, None, why=why, mend="Take it out of both files.")
    return values
