"""Do the records of a dossier agree with one another, and with the framework and the method sheet?"""

from collections import Counter
from collections.abc import Iterator

from tocsin.convention.parties import list_status_problems
from tocsin.dossier.dossier import grade_claim
from tocsin.dossier.elicitation_check import check_elicitations
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.evidence import Claim, Item, Source
from tocsin.dossier.records.framework import Criterion, Framework
from tocsin.dossier.records.head import Head
from tocsin.dossier.records.indicators import Indicator
from tocsin.dossier.records.judgement import Score
from tocsin.dossier.records.law import Party
from tocsin.dossier.records.model import Model
from tocsin.dossier.records.picture import Harm, Threat
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.table import TableDeclaration
from tocsin.dossier.release import check_release
from tocsin.dossier.sheet_check import check_sheet
from tocsin.dossier.shelves import Shelves
from tocsin.dossier.table_queries import check_table_queries
from tocsin.dossier.yaml_text import Location
from tocsin.terms.crime import list_versions
from tocsin.terms.errors import TermError
from tocsin.terms.unit import parse_unit

# The unit of a claim that scores a criterion of a threat directly, on the scale of the framework: no unit of measure.
SCORE = "score"


def check_agreement(shelves: Shelves, *, head: Head, framework: Framework | None, notebook: Notebook) -> None:
    """Note grades, units, scores, figures, treaty statuses and release scopes that do not fit together."""
    _check_taxonomy(shelves, head, notebook)
    _check_grades(shelves, head, notebook)
    _check_units(shelves, notebook)
    _check_figure_names(shelves, notebook)
    _check_parties(shelves, notebook)
    check_table_queries(shelves, notebook=notebook)
    check_release(shelves, notebook=notebook)
    check_sheet(shelves, notebook=notebook)
    criteria = {criterion.key: criterion for criterion in framework.criteria} if framework else {}
    check_elicitations(shelves, criteria=criteria, notebook=notebook)
    if framework:
        _check_scores(shelves, framework, notebook)


def _check_taxonomy(shelves: Shelves, head: Head, notebook: Notebook) -> None:
    known = list_versions()
    if head.taxonomy not in known:
        entry = next(iter(shelves.placed["head"].values())).entry
        why = f"no list of crimes has this version; known are {', '.join(str(version) for version in known)}."
        mend = "Correct it, or install a newer Tocsin."
        row = entry.row_of(("taxonomy",))
        notebook.add(entry.file, why, mend=mend, row=row, at="taxonomy", value=str(head.taxonomy))


def _check_grades(shelves: Shelves, head: Head, notebook: Notebook) -> None:
    sources = shelves.all("sources", Source)
    for placed in shelves.placed["items"].values():
        item = placed.record
        if not isinstance(item, Item) or item.source not in sources:
            continue
        source = sources[item.source]
        try:
            grade_claim(source, item, scheme=head.grade_scheme)
        except TermError as error:
            why = f"with the reliability {source.reliability!r} of source {source.key!r} it makes no grade: {error}"
            entry = placed.entry
            notebook.add(entry.file, why, mend="", row=entry.row, at="credibility", value=item.credibility)


def _check_units(shelves: Shelves, notebook: Notebook) -> None:
    for shelf in shelves.placed.values():
        for placed in shelf.values():
            for location, unit in _list_units(placed.record):
                _check_unit(placed, location, unit, notebook)


def _check_unit(placed: Placed, location: Location, unit: str, notebook: Notebook) -> None:
    if unit == SCORE:
        return
    try:
        parse_unit(unit)
    except TermError as error:
        entry = placed.entry
        at = ".".join(str(step) for step in location)
        notebook.add(entry.file, str(error), mend="", row=entry.row_of(location), at=at, value=unit)


def _list_units(record: Record) -> Iterator[tuple[Location, str]]:
    """The units named by a record, with their place in it."""
    if isinstance(record, (Claim, Indicator)):
        yield ("unit",), record.unit
    elif isinstance(record, Model):
        yield from ((("drivers", name, "unit"), driver.unit) for name, driver in record.drivers.items())
        yield from ((("formulas", name, "unit"), formula.unit) for name, formula in record.formulas.items())
    elif isinstance(record, Harm) and record.unit:
        yield ("unit",), record.unit
    elif isinstance(record, Threat) and record.outlook.unit:
        yield ("outlook", "unit"), record.outlook.unit
    elif isinstance(record, TableDeclaration):
        yield from ((("columns", name, "unit"), column.unit) for name, column in record.columns.items() if column.unit)
    elif isinstance(record, Framework):
        for index, criterion in enumerate(record.criteria):
            if criterion.value:
                yield ("criteria", index, "value", "unit"), criterion.value.unit


def _check_figure_names(shelves: Shelves, notebook: Notebook) -> None:
    """A figure is cited by the name of its formula, so no two models may use one name."""
    models = shelves.all("models", Model)
    counts = Counter(name for model in models.values() for name in model.formulas)
    for key, model in models.items():
        entry = shelves.placed["models"][key].entry
        for name in model.formulas:
            if counts[name] > 1:
                others = [other for other in models if other != key and name in models[other].formulas]
                why = f"model {others[0]!r} has a formula of this name too, so [[{name}]] could mean either."
                notebook.add(
                    entry.file, why, mend="Rename one.", row=entry.row_of(("formulas", name)), at=f"formulas.{name}"
                )


def _check_parties(shelves: Shelves, notebook: Notebook) -> None:
    placed = shelves.placed["parties"].values()
    rows = {one.entry.row: one.record for one in placed if isinstance(one.record, Party)}
    notebook.problems += list_status_problems(rows, file=KINDS["parties"].file)


def _check_scores(shelves: Shelves, framework: Framework, notebook: Notebook) -> None:
    criteria = {criterion.key: criterion for criterion in framework.criteria}
    for placed in shelves.placed["scores"].values():
        if isinstance(placed.record, Score) and placed.record.criterion in criteria:
            _check_scale(placed, criteria[placed.record.criterion], notebook)
    for placed in shelves.placed["claims"].values():
        claim = placed.record
        is_score = isinstance(claim, Claim) and claim.subject in shelves.placed["threats"] and claim.unit == SCORE
        if isinstance(claim, Claim) and is_score and claim.variable in criteria:
            _check_scale(placed, criteria[claim.variable], notebook)


def _check_scale(placed: Placed, criterion: Criterion, notebook: Notebook) -> None:
    for name in ("low", "best", "high"):
        value = getattr(placed.record, name)
        if value is not None and not criterion.low <= value <= criterion.high:
            scale = f"{criterion.low:g} to {criterion.high:g}"
            why = f"this lies outside the scale of {criterion.key!r}, which runs from {scale}."
            entry = placed.entry
            notebook.add(entry.file, why, mend=f"Score from {scale}.", row=entry.row, at=name, value=f"{value:g}")
