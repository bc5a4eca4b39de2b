"""Do experts' answers to one question speak of the same thing, and do questions fit what rests on them?"""

from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Entry, Placed
from tocsin.dossier.records.framework import Criterion
from tocsin.dossier.records.judgement import Elicitation, Score
from tocsin.dossier.records.model import Model
from tocsin.dossier.shelves import Shelves
from tocsin.terms.errors import TermError
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.problem import nearest
from tocsin.terms.unit import parse_unit

_SHARED = ("unit", "scale", "realisation", "least", "greatest")
SCORE = "score"


def check_elicitations(shelves: Shelves, *, criteria: dict[str, Criterion], notebook: Notebook) -> None:
    """Note units that are none, rows of one question that differ, questions that do not fit a score, or that nothing names."""
    first: dict[str, tuple[Entry, Elicitation]] = {}
    for placed in shelves.placed["elicitations"].values():
        row = placed.record
        if isinstance(row, Elicitation):
            began, asked = first.setdefault(row.question, (placed.entry, row))
            if asked is row:
                _check_unit(placed, row.unit, notebook)
            else:
                _check_same(placed, row, asked=asked, began=began, notebook=notebook)
    _note_unused(shelves, first, notebook=notebook)
    for placed in shelves.placed["scores"].values():
        score = placed.record
        if isinstance(score, Score) and score.elicited in first and score.criterion in criteria:
            _check_score(placed, first[score.elicited][1], criterion=criteria[score.criterion], notebook=notebook)


def _note_unused(shelves: Shelves, first: dict[str, tuple[Entry, Elicitation]], *, notebook: Notebook) -> None:
    """Say which answers nothing rests on, unless they are of a calibration question: a mistyped key loses an expert's word."""
    used = {driver.elicited for model in shelves.all("models", Model).values() for driver in model.drivers.values()}
    used |= {score.elicited for score in shelves.all("scores", Score).values()}
    if _has_unread(shelves):
        return
    known = sorted(name for name in used if name)
    for question, (entry, row) in first.items():
        if question not in used and row.realisation is None:
            message = (
                f"{entry.file}, row {entry.row}: no driver and no score names the question {question!r}, so its answers count for nothing. "
                f"{nearest(question, known)}"
            )
            notebook.note(Finding("unused-question", f"elicitation:{question}", message.strip(), Severity.NOTE))


def _has_unread(shelves: Shelves) -> bool:
    """Whether a model or a score could not be read, so that nobody knows what it names."""
    return any(
        name in shelves.unread or len(shelves.placed[name]) < len(shelves.keys[name]) for name in ("models", "scores")
    )


def _check_unit(placed: Placed, unit: str, notebook: Notebook) -> None:
    if unit in ("", SCORE):
        return
    try:
        parse_unit(unit)
    except TermError as error:
        notebook.add(placed.entry.file, str(error), mend="", row=placed.entry.row, at="unit", value=unit)


def _check_same(placed: Placed, row: Elicitation, *, asked: Elicitation, began: Entry, notebook: Notebook) -> None:
    for name in _SHARED:
        given, before = getattr(row, name), getattr(asked, name)
        if given != before:
            why = f"{row.question} has another {name} in row {began.row} ({before or 'none'}), so its answers could not be joined."
            mend = f"Write one {name} on every row of the question."
            value = "" if given is None else str(given)
            notebook.add(placed.entry.file, why, mend=mend, row=placed.entry.row, at=name, value=value)


def _check_score(placed: Placed, asked: Elicitation, *, criterion: Criterion, notebook: Notebook) -> None:
    fits = asked.unit == SCORE and asked.scale == "linear"
    inside = (asked.least, asked.greatest) == (criterion.low, criterion.high)
    if not (fits and inside):
        why = (
            f"the answers to {asked.question} are no scores of {criterion.key!r}: their unit is "
            f"{asked.unit or 'not given'!r}, their scale {asked.scale}, their bounds {asked.least} to "
            f"{asked.greatest}."
        )
        mend = f"In elicitations.csv write the unit `score`, the scale `linear`, least {criterion.low:g} and greatest {criterion.high:g}."
        notebook.add(placed.entry.file, why, mend=mend, row=placed.entry.row, at="elicited", value=str(asked.question))
