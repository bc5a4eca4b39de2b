"""What events does a plain table tell of, which pairs of them were reviewed with what verdict, and how are links written?"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from tocsin.estimate.link_records import EventRows, LinkClaim, LinkSettings, LinkStudy, Review, Verdict
from tocsin.estimate.links import study_links
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.exchange.refusals import name_places
from tocsin.methods.link.errors import LinkError, NoPairsError, TooManyPairsError
from tocsin.terms.errors import MethodError, TermError, TocsinError
from tocsin.terms.period import Period, Precision
from tocsin.terms.problem import nearest_or_all

LINK_COLUMNS = (
    "left", "left_agency", "right", "right_agency", "prob", "prob_low", "prob_high", "grade", "state",
    "day", "place", "kind", "amount", "verdict",
)  # fmt: skip


_DATE_FORM = (
    "Write the day as 2024-03-09 (year, month, day). Where only the month or year is known write 2024-03 or 2024, and nothing where "
    "nothing is: such rows are compared by the rest."
)
_OPTIONS: Mapping[type[MethodError], str] = {
    TooManyPairsError: (
        "The limit is --most-pairs. Rules: 1 kind and week, 2 kind and the week three days on, 3 place and four weeks, 4 place, kind "
        "and amount."
    ),
    NoPairsError: "With --within, events of one agency are compared with each other too.",
}


@dataclass(frozen=True)
class EventColumns:
    """The names that columns have in the table."""

    id: str = "id"
    agency: str = "agency"
    date: str = "date"
    place: str = "place"
    kind: str = "kind"
    amount: str = "amount"


class LinksExistError(TocsinError, ValueError):
    """A file of links is there already, and a reviewer's verdicts in it would be lost."""

    exit_code = 2


class LinksUnwrittenError(TocsinError, OSError):
    """Links cannot be written where they should be."""

    exit_code = 5


def study_events_file(
    path: Path,
    *,
    columns: Mapping[str, str],
    settings: Mapping[str, object],
    seed: int,
    out: Path | None,
    review: Path | None,
) -> LinkStudy:
    """Read events from a plain table, with a review if there is one, link them, and write the links if they should be.

    Raises
    ------
    PlainTableError
        With every problem of a file.
    LinksExistError, LinksUnwrittenError
        If the links cannot be written where they should be; the first is known before anything is read.
    """
    check_out(out, review=review)
    chosen = LinkSettings.model_validate(settings)
    events = read_events(path, columns=EventColumns(**columns), is_within=chosen.is_within)
    verdicts = read_review(review, events=events) if review else None
    with name_places(path, options=_OPTIONS):
        check_replicates(chosen.replicates, rows=len(events.key))
        study = study_links(events, settings=chosen, seed=seed, review=verdicts)
    if out:
        write_links(out, study, review=review)
    return study


def read_events(path: Path, *, columns: EventColumns, is_within: bool = False) -> EventRows:
    """Read events of at least two agencies, or of one where events are compared within each too.

    Ids must be unique within their agency; all other cells may be empty.

    Raises
    ------
    PlainTableError
        With every problem of the file.
    """
    table = read_plain_table(path)
    table.require(*(getattr(columns, field.name) for field in fields(columns)))
    ids, agencies = table.texts(columns.id), table.texts(columns.agency)
    days = _read_days(table, columns.date)
    place, kind = (_blank(table.texts(name, blank=True)) for name in (columns.place, columns.kind))
    amounts = table.numbers(columns.amount, low=0.0, blank=True) if table.has(columns.amount) else np.empty(0)
    _check_ids(table, ids=ids, agencies=agencies, columns=columns)
    if not is_within:
        _check_agencies(table, agencies, column=columns.agency)
    if table.height < 2:
        table.note(columns.id, None, why="there is one event, so no other could be the same.", mend="Add events.")
    table.refuse()
    is_unique = len(set(ids)) == len(ids)
    keys = ids if is_unique else tuple(f"{agency}:{one}" for agency, one in zip(agencies, ids, strict=True))
    amount = tuple(None if np.isnan(value) else float(value) for value in amounts)
    return EventRows(keys, agencies, days, place, kind, amount)


def read_review(path: Path, *, events: EventRows) -> Review:
    """Read a reviewer's verdicts from a table of links as it was written; rows without a verdict are not decided.

    Raises
    ------
    PlainTableError
        With every problem of the file.
    """
    table = read_plain_table(path)
    table.require("left", "right", "verdict")
    known = frozenset(events.key)
    found: dict[tuple[str, str], Verdict] = {}
    left, right = table.texts("left"), table.texts("right")
    for row, word in enumerate(table.texts("verdict", blank=True)):
        if not word:
            continue
        for column, key in (("left", left[row]), ("right", right[row])):
            if key and key not in known:
                table.note(column, row, why="there is no such event in the table of events.", mend="Correct it.")
        if left[row] == right[row]:
            table.note("right", row, why="an event cannot be linked to itself.", mend="Delete the row.")
        pair = (min(left[row], right[row]), max(left[row], right[row]))
        verdict = _read_verdict(table, word, row=row)
        if verdict is not None and found.setdefault(pair, verdict) is not verdict:
            table.note("verdict", row, why="another row gives this pair another verdict.", mend="Delete one of them.")
    table.refuse()
    return found


def check_replicates(replicates: int, *, rows: int) -> None:
    """Refuse to leave out parts of a table that has too few rows for so many.

    Raises
    ------
    LinkError
        If there are one or two parts, or more than half as many as rows.
    """
    if replicates and not 3 <= replicates <= rows // 2:
        most = f", or from 3 to {rows // 2}" if rows >= 6 else ""
        raise LinkError(
            f"{replicates} parts of {rows} rows, left out in turn, cannot show how sure a probability is. Give --replicates 0 for no "
            f"intervals{most}."
        )


def check_out(path: Path | None, *, review: Path | None) -> None:
    """Refuse to write links where they would replace verdicts; asked before the work, and again before writing.

    Raises
    ------
    LinksExistError
        If the file is there already and is not the review that is read.
    """
    if path is not None and path.exists() and (review is None or path.resolve() != review.resolve()):
        raise LinksExistError(
            f"{path} is there already, and verdicts that were typed into it would be lost. Name another file with --out, or "
            "read this one with --review as well."
        )


def write_links(path: Path, study: LinkStudy, *, review: Path | None = None) -> Path:
    """Write links as a table to review: the last column takes accept, reject or unsure, and reads back in.

    Raises
    ------
    LinksExistError
        If the file is there already and is not the review that was read, since verdicts in it would be lost.
    """
    check_out(path, review=review)
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, LINK_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_list_cells(link) for link in study.links)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(sheet.getvalue(), encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        raise LinksUnwrittenError(
            f"{path} cannot be written ({error.strerror or error}), so the links are not kept. Name a file in a folder that "
            "is there and that you may write to."
        ) from error
    return path


def _list_cells(link: LinkClaim) -> Mapping[str, str]:
    numbers = {key: getattr(link, key) for key in ("prob", "prob_low", "prob_high")}
    return {
        **{key: str(getattr(link, key)) for key in ("left", "left_agency", "right", "right_agency", "grade", "state")},
        **{key: "" if value is None else f"{value:.4f}" for key, value in numbers.items()},
        **{key: link.agreement.get(key, "") for key in ("day", "place", "kind", "amount")},
        "verdict": "" if link.verdict is None else str(link.verdict),
    }


def _read_days(table: PlainTable, column: str) -> tuple[int | None, ...]:
    """The day of each row; None where the date is empty, or is a month, a year or a longer time."""
    days: list[int | None] = []
    for row, cell in enumerate(table.texts(column, blank=True)):
        try:
            period = Period.parse(cell) if cell else None
        except TermError:
            why = "this is no date that can be read without guessing, so the event cannot be placed in time."
            table.note(column, row, why=why, mend=_DATE_FORM)
            period = None
        is_day = period is not None and period.precision is Precision.DAY and period.days_count == 1
        days.append(period.start.toordinal() if period is not None and is_day else None)
    return tuple(days)


def _read_verdict(table: PlainTable, word: str, *, row: int) -> Verdict | None:
    try:
        return Verdict(word.lower())
    except ValueError:
        why = f"this is no verdict. {nearest_or_all(word, tuple(Verdict))}"
        table.note("verdict", row, why=why, mend="Correct it, or empty the cell.")
        return None


def _check_ids(table: PlainTable, *, ids: tuple[str, ...], agencies: tuple[str, ...], columns: EventColumns) -> None:
    seen: set[tuple[str, str]] = set()
    for row, pair in enumerate(zip(agencies, ids, strict=True)):
        if all(pair) and pair in seen:
            why = f"the agency {pair[0]!r} has another row with this id, so a link could not say which one it means."
            table.note(columns.id, row, why=why, mend="Give each event its own id, or delete the copy.")
        seen.add(pair)


def _check_agencies(table: PlainTable, agencies: tuple[str, ...], *, column: str) -> None:
    if table.has(column) and len(set(agencies) - {""}) < 2:
        why = "all rows come from one agency, so no other could tell of the same event."
        table.note(column, None, why=why, mend="Join the tables of several agencies, or use --within.")


def _blank(cells: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(cell or None for cell in cells)
