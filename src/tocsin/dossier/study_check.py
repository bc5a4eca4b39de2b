"""Does the plan of each study name columns that its table has, of the kind that its method needs, and units that are some?"""

from collections.abc import Iterator

from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Entry
from tocsin.dossier.records.study import COLUMN_FIELDS, PLANS, Study
from tocsin.dossier.records.table import ColumnType, TableDeclaration
from tocsin.dossier.shelves import Shelves
from tocsin.dossier.yaml_text import Location
from tocsin.terms.errors import TermError
from tocsin.terms.period import Period
from tocsin.terms.problem import nearest_or_all
from tocsin.terms.unit import UnitText, parse_unit

_PERIODS = (ColumnType.DATE, ColumnType.YEAR, ColumnType.TEXT)
_NUMBERS = ("count", "amount", "value", "records", "imported", "exported")
# The field of each plan that names a unit, and the fields whose columns hold amounts in it.
_UNITS = {"flows": ("unit", ()), "effect": ("counted_in", ("value",)), "mirror": ("currency", ("imported", "exported"))}


def check_studies(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note every column, unit and stretch of time that a study cannot use; of a study with other faults too.

    Studies are looked at as they are written, so that a fault of one field hides no fault of another.
    """
    tables = shelves.all("tables", TableDeclaration)
    for key, entry in shelves.keys["studies"].items():
        named = entry.text_at(("table",)).strip()
        if key not in shelves.placed["studies"] and named and named not in shelves.keys["tables"]:
            why = "no table has this key, so the question could not be put to it."
            _note(entry, ("table",), why, mend=nearest_or_all(named, shelves.keys["tables"]), notebook=notebook)
        for method in _list_methods(entry):
            _check_times(entry, method, notebook=notebook)
            unit = _check_unit(entry, method, notebook=notebook)
            if named in tables:
                _check_columns(entry, method, table=tables[named], notebook=notebook)
                _check_amounts(entry, method, unit=unit, table=tables[named], notebook=notebook)


def fits_table(study: Study, table: TableDeclaration) -> bool:
    """Whether a table has the columns that a study names, of the kind that its method needs, so that rows can be read."""
    plan = getattr(study, study.method)
    named = {name: getattr(plan, name) for name in COLUMN_FIELDS[study.method]}
    if any(role and role not in table.columns for role in named.values()) or (study.flows and table.flow is None):
        return False
    kinds = {name: table.columns[role].type for name, role in named.items() if role}
    if table.flow and study.flows and (amount := table.flow.amount or table.amount):
        kinds["amount"] = table.columns[amount].type
    return all(_has_kind(name, kind) for name, kind in kinds.items())


def _has_kind(name: str, kind: ColumnType) -> bool:
    return kind is ColumnType.NUMBER if name in _NUMBERS else name != "period" or kind in _PERIODS


def _list_methods(entry: Entry) -> Iterator[str]:
    for method in PLANS:
        if isinstance(entry.data, dict) and isinstance(entry.data.get(method), dict):
            yield method


def _check_columns(entry: Entry, method: str, *, table: TableDeclaration, notebook: Notebook) -> None:
    for name in COLUMN_FIELDS[method]:
        role = entry.text_at((method, name)).strip()
        if role and role not in table.columns:
            why = f"table {table.key!r} declares no column {role!r}, so nothing could be read."
            _note(entry, (method, name), why, mend=nearest_or_all(role, table.columns), notebook=notebook)
        elif role:
            _check_type(entry, (method, name), kind=table.columns[role].type, table=table, notebook=notebook)
    if method == "flows" and table.flow is None:
        why = f"table {table.key!r} declares no `flow`, so nobody knows from where to where its rows lead."
        mend = "Declare its origin and destination columns under `flow`."
        _note(entry, (method,), why, mend=mend, notebook=notebook, value=table.key)


def _check_type(entry: Entry, at: Location, *, kind: ColumnType, table: TableDeclaration, notebook: Notebook) -> None:
    declared = f"table {table.key!r} declares this column as {kind.value}, and"
    if _has_kind(str(at[-1]), kind):
        return
    if at[-1] in _NUMBERS:
        why = f"{declared} amounts are added up from columns of numbers."
        _note(entry, at, why, mend="Name a column of numbers, or declare it as `type: number`.", notebook=notebook)
    else:
        why = f"{declared} periods are read from columns of dates, years or text."
        mend = (
            "Declare it as `type: date` (2014-03-31 or 2014-03), `type: year`, or `type: text` for quarters (2014-Q1)."
        )
        _note(entry, at, why, mend=mend, notebook=notebook)


def _check_unit(entry: Entry, method: str, *, notebook: Notebook) -> UnitText | None:
    """The unit that a plan counts in, or None where it has none or names one that is none, which is noted."""
    if method not in _UNITS:
        return None
    at = (method, _UNITS[method][0])
    text = entry.text_at(at).strip()
    try:
        unit = parse_unit(text) if text else None
    except TermError as error:
        _note(entry, at, str(error), mend="", notebook=notebook)
        return None
    if unit is not None and method == "mirror" and not unit.currencies:
        why = "trade is reported in money, and this is no currency."
        _note(entry, at, why, mend="Write a code such as USD, or million USD.", notebook=notebook)
        return None
    return unit


def _check_amounts(
    entry: Entry, method: str, *, unit: UnitText | None, table: TableDeclaration, notebook: Notebook
) -> None:
    """Note a column whose declared unit is another than the plan says: nothing converts it, so it would be told wrongly."""
    field, columns = _UNITS.get(method, ("", ()))
    for name in columns:
        role = entry.text_at((method, name)).strip()
        held = table.columns[role].unit if role in table.columns else ""
        if unit is not None and held and _read_unit(held) not in (None, unit):
            why = f"the column {role!r} of table {table.key!r} is in {held}, and nothing is converted on the way."
            _note(entry, (method, field), why, mend=f"Write {held}, or correct the declaration.", notebook=notebook)


def _read_unit(text: str) -> UnitText | None:
    """A unit of a declaration; one that is none is told with the declaration."""
    try:
        return parse_unit(text)
    except TermError:
        return None


def _check_times(entry: Entry, method: str, *, notebook: Notebook) -> None:
    """Note a stretch of time that ends before it begins, or does not hold the start; what is no period is told elsewhere."""
    first, last, start = (_read_period(entry.text_at((method, name))) for name in ("first", "last", "start"))
    if first and last and last.end < first.start:
        why = f"this is before {first}, where the study begins, so no row could be in it."
        _note(entry, (method, "last"), why, mend="Swap `first` and `last`.", notebook=notebook)
    elif start and ((first and start.start <= first.start) or (last and start.start > last.end)):
        stretch = f"{first or 'the first row'} to {last or 'the last row'}"
        why = f"the study looks at {stretch}, so there would be no before or no after."
        mend = "Give a start inside, or widen `first` and `last`."
        _note(entry, (method, "start"), why, mend=mend, notebook=notebook)


def _read_period(text: str) -> Period | None:
    try:
        return Period.parse(text) if text.strip() else None
    except TermError:
        return None


def _note(entry: Entry, at: Location, why: str, *, mend: str, notebook: Notebook, value: str = "") -> None:
    told = value or entry.text_at(at)
    notebook.add(entry.file, why, mend=mend, row=entry.row_of(at), at=".".join(map(str, at)), value=told)
