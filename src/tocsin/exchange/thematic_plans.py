"""How does an existing thematic plan come from a spreadsheet into a dossier?

One row is one measure of one plan in one year; the plan's own columns (plan, title, owner, period) repeat. Every problem of
every row is told at once, with its column.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from tocsin.dossier.field_problems import explain
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.plans import ThematicPlan
from tocsin.dossier.write import list_records, write_records
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.exchange.plain_sheet import read_plain_sheet

REQUIRED = ("plan", "plan_title", "plan_owner", "plan_period", "key", "title")
OPTIONAL = (
    "same_as", "threats", "duties", "owner", "starts_on", "ends_on", "year", "amount", "currency", "price_year", "funder", "funding",
)  # fmt: skip
_LISTS = ("threats", "duties")
_SPENDING = ("year", "amount", "currency", "price_year", "funder", "funding")
_PLAN = {"plan": "key", "plan_title": "title", "plan_owner": "owner", "plan_period": "period"}


def read_thematic_plans(path: Path) -> tuple[ThematicPlan, ...]:
    """Read the thematic plans of a plain table: the first sheet of an Excel workbook, or CSV.

    Raises
    ------
    PlainTableError
        With every problem: missing and unknown columns, plans that say two things of themselves, fields that are wrong.
    """
    table = read_plain_sheet(path) if path.suffix.lower() == ".xlsx" else read_plain_table(path)
    table.require(*REQUIRED)
    for column in table.columns:
        if column not in (*REQUIRED, *OPTIONAL):
            why = "no field of a thematic plan is called so, and what stands below would be lost."
            table.note(
                column, None, why=why, mend=f"Rename it to one of {', '.join((*REQUIRED, *OPTIONAL))}, or delete it."
            )
    table.refuse()
    cells = {column: table.texts(column, blank=True) for column in table.columns}
    rows = [{column: told[at] for column, told in cells.items() if told[at]} for at in range(table.height)]
    _note_disagreements(table, rows)
    plans = tuple(_parse_plans(table, rows))
    table.refuse()
    return plans


def import_thematic_plans(folder: Path, path: Path) -> tuple[str, ...]:
    """Put the thematic plans of a table into a dossier, in place of those with the same keys; the files that changed.

    Raises
    ------
    PlainTableError
        With every problem of the table.
    DossierError
        If the dossier is not sound; or would not be with the plans, when it is next read.
    """
    plans = read_thematic_plans(path)
    kind = KINDS["plans"]
    present = {
        record.key: record for record in list_records(read_dossier(folder), kind) if isinstance(record, ThematicPlan)
    }
    return write_records(folder, kind, records=list((present | {plan.key: plan for plan in plans}).values()))


def _note_disagreements(table: PlainTable, rows: list[dict[str, str]]) -> None:
    """Note rows of one plan that give it another title, owner or period than its first row does."""
    first: dict[str, dict[str, str]] = {}
    for at, row in enumerate(rows):
        told = {column: row.get(column, "") for column in _PLAN}
        held = first.setdefault(told["plan"], told)
        for column in _PLAN:
            if told[column] != held[column]:
                why = f"the plan {told['plan']!r} says {held[column]!r} here in its first row, and a plan has one."
                table.note(column, at, why=why, mend="Make them the same, or give this row another plan.")


def _parse_plans(table: PlainTable, rows: list[dict[str, str]]) -> Iterator[ThematicPlan]:
    by_plan: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_plan[row.get("plan", "")].append(at)
    for places in by_plan.values():
        found = _parse_plan(table, rows, places=places)
        if found:
            yield found


def _parse_plan(table: PlainTable, rows: list[dict[str, str]], *, places: list[int]) -> ThematicPlan | None:
    measures: dict[str, dict[str, object]] = {}
    origin: dict[tuple[int, int | None], int] = {}  # row of a measure, and of each of its years of spending
    for at in places:
        row = rows[at]
        key = row.get("key", "")
        if key not in measures:
            measures[key] = _describe(row)
            origin[len(measures) - 1, None] = at
        spending = {column: row[column] for column in _SPENDING if column in row}
        if spending:
            measures[key].setdefault("spending", [])
            told = measures[key]["spending"]
            assert isinstance(told, list)  # set above
            origin[list(measures).index(key), len(told)] = at
            told.append(spending)
    head = {field: rows[places[0]].get(column, "") for column, field in _PLAN.items()}
    threats = sorted({threat for at in places for threat in _split(rows[at].get("threats", ""))})
    try:
        return ThematicPlan.model_validate({**head, "threats": threats, "measures": list(measures.values())})
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note(table, details["loc"], origin=origin, first=places[0], told=explain(details, known=[]))
    return None


def _describe(row: Mapping[str, str]) -> dict[str, object]:
    """The fields of a measure, lists parted."""
    plain: dict[str, object] = {
        column: row[column] for column in ("key", "title", "same_as", "owner", "starts_on", "ends_on") if column in row
    }
    return plain | {column: _split(row[column]) for column in _LISTS if column in row}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _note(
    table: PlainTable,
    location: tuple[int | str, ...],
    *,
    origin: Mapping[tuple[int, int | None], int],
    first: int,
    told: tuple[str, str],
) -> None:
    """Note a fault at the row and column it came from."""
    why, mend = told
    steps = [step for step in location if isinstance(step, str) and not step.endswith("]")]
    places = [step for step in location if isinstance(step, int)] if location[:1] == ("measures",) else []
    measure = origin.get((places[0], None), first) if places else first
    row = origin.get((places[0], places[1]), measure) if "spending" in location and len(places) > 1 else measure
    columns = {field: column for column, field in _PLAN.items()}
    name = steps[-1] if steps else ""
    column = columns.get(name, name) if location[:1] != ("measures",) else name
    table.note(column if column in table.columns else "", row, why=why, mend=mend)
