"""Can this folder be read as a dossier, and if not, what are all the reasons?"""

from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.dossier.agreement import check_agreement
from tocsin.dossier.dossier import Dossier, Position
from tocsin.dossier.folder import list_stray_files
from tocsin.dossier.packaged import UnknownBuiltInError, hash_packaged, load_framework, load_method_sheet
from tocsin.dossier.problems import CheckReport, DossierError, Notebook
from tocsin.dossier.record_findings import list_record_findings
from tocsin.dossier.records.actions import Action, BudgetLine
from tocsin.dossier.records.assistance import Authority, Need, Offer, Practice
from tocsin.dossier.records.evidence import Claim, Item, Source
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.head import Head, TermsOfReference
from tocsin.dossier.records.indicators import Indicator, Reading
from tocsin.dossier.records.judgement import Decision, DrawEntry, Elicitation, KeyJudgement, Requirement, Score, Weight
from tocsin.dossier.records.law import Party, Provision
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.model import Model
from tocsin.dossier.records.picture import Factor, Group, Harm, Market, Sector, Threat
from tocsin.dossier.records.plans import RegionalStrategy, ThematicPlan
from tocsin.dossier.records.scripts import Barrier, CrimeScript
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.records.study import Study
from tocsin.dossier.records.table import TableDeclaration
from tocsin.dossier.references import check_references
from tocsin.dossier.shelves import Shelves, read_shelves
from tocsin.dossier.strategy_check import check_strategy
from tocsin.dossier.table_files import check_table_files
from tocsin.dossier.targets import has_all_models, list_targets
from tocsin.terms.finding import Finding
from tocsin.terms.problem import Problem


@dataclass(frozen=True)
class Survey:
    """What a folder holds, sound or not: the dossier as far as it could be read, problems of its files, and findings.

    ``dossier`` is None where nothing can be said of it; where there are problems it lacks the records that have them, and
    ``has_all_models`` says whether every model is among those that could be read.
    """

    dossier: Dossier | None
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    has_all_models: bool = True


def read_dossier(folder: Path, *, tables: Path | None = None) -> Dossier:
    """Read a dossier; ``tables`` is the folder of the tables kept outside it. All problems are raised at once."""
    survey = survey_dossier(folder, tables=tables)
    if survey.dossier is None or survey.problems:
        raise DossierError(survey.problems)
    return survey.dossier


def check_dossier(folder: Path, *, tables: Path | None = None) -> CheckReport:
    """Say all that is wrong with a dossier and all that is worth knowing, without refusing."""
    survey = survey_dossier(folder, tables=tables)
    return CheckReport(survey.problems, survey.findings)


def survey_dossier(folder: Path, *, tables: Path | None = None) -> Survey:
    """Read what can be read of a dossier, so that what is wrong inside sound files is told with all that is wrong elsewhere."""
    dossier, notebook, has_all_models = _read(Path(folder), tables)
    return Survey(dossier, tuple(notebook.problems), tuple(notebook.findings), has_all_models)


def _read(folder: Path, tables: Path | None) -> tuple[Dossier | None, Notebook, bool]:
    notebook = Notebook()
    if not folder.is_dir():
        why = "there is no such folder, so there is nothing to read."
        notebook.add(str(folder), why, mend="Check the path, or make a dossier with `tocsin new`.")
        return None, notebook, False
    shelves = read_shelves(folder, notebook=notebook)
    if shelves.is_newer:
        return None, notebook, False
    declared = shelves.all("tables", TableDeclaration)
    # A declaration that cannot be read may name any file beside it.
    is_told = not any(problem.file.startswith("tables/") for problem in notebook.problems)
    shelves.hashes.update(check_table_files(shelves.placed["tables"], folder=folder, root=tables, notebook=notebook))
    stray = list_stray_files(folder, known={*shelves.found, *(f"tables/{table.file}" for table in declared.values())})
    notebook.findings += [finding for finding in stray if is_told or not finding.about.startswith("file:tables/")]
    head = shelves.one("head", Head)
    framework, sheet = _find_framework(shelves, head, notebook), _find_sheet(shelves, head, notebook)
    check_references(shelves.placed, targets=list_targets(shelves, framework=framework), notebook=notebook)
    check_strategy(shelves, notebook=notebook)
    if head:
        check_agreement(shelves, head=head, framework=framework, notebook=notebook)
    is_whole = has_all_models(shelves)
    if head is None:
        return None, notebook, is_whole
    if notebook.problems or framework is None or sheet is None:
        sound = _assemble_sound(shelves, head, tables=tables)
        return sound, notebook, is_whole and len(sound.models) == len(shelves.keys["models"])
    dossier = _assemble(shelves, head, framework=framework, sheet=sheet, tables=tables)
    notebook.findings += list_record_findings(dossier)
    return replace(dossier, warnings=tuple(notebook.findings)), notebook, is_whole


def _find_framework(shelves: Shelves, head: Head | None, notebook: Notebook) -> Framework | None:
    """The dossier's own framework, else the built-in one that its head names."""
    if own := shelves.one("framework", Framework):
        return own
    if head is None or shelves.keys["framework"] or "framework" in shelves.unread:
        return None
    try:
        framework = load_framework(head.framework)
    except UnknownBuiltInError as error:
        _note_unknown(shelves, error, at="framework", value=head.framework, notebook=notebook)
        return None
    shelves.hashes[f"built-in:frameworks/{head.framework}"] = hash_packaged("frameworks", head.framework)
    return framework


def _find_sheet(shelves: Shelves, head: Head | None, notebook: Notebook) -> MethodSheet | None:
    """The dossier's own method sheet, else the built-in one that its head names."""
    if own := shelves.one("sheet", MethodSheet):
        return own
    if head is None or shelves.keys["sheet"] or "sheet" in shelves.unread:
        return None
    try:
        sheet = load_method_sheet(head.method_sheet)
    except UnknownBuiltInError as error:
        _note_unknown(shelves, error, at="method_sheet", value=head.method_sheet, notebook=notebook)
        return None
    shelves.hashes[f"built-in:method_sheets/{head.method_sheet}"] = hash_packaged("method_sheets", head.method_sheet)
    return sheet


def _note_unknown(shelves: Shelves, error: UnknownBuiltInError, *, at: str, value: str, notebook: Notebook) -> None:
    entry = next(iter(shelves.placed["head"].values())).entry
    notebook.add(entry.file, str(error), mend="", row=entry.row_of((at,)), at=at, value=value)


def _assemble_sound(shelves: Shelves, head: Head, *, tables: Path | None) -> Dossier:
    """The dossier without faulty records and without claims and models that rest on one, to look for further problems."""
    framework = shelves.one("framework", Framework) or load_framework("default")
    sheet = shelves.one("sheet", MethodSheet) or load_method_sheet("default")
    dossier = _assemble(shelves, head, framework=framework, sheet=sheet, tables=tables)
    items = {key: item for key, item in dossier.items.items() if item.source in dossier.sources}
    queried = {
        model.key: {driver.table.table for driver in model.drivers.values() if driver.table}
        for model in dossier.models.values()
    }
    return replace(
        dossier,
        items=items,
        claims={key: claim for key, claim in dossier.claims.items() if claim.item in items},
        models={key: model for key, model in dossier.models.items() if queried[key] <= set(dossier.tables)},
    )


def _assemble(
    shelves: Shelves,
    head: Head,
    *,
    framework: Framework,
    sheet: MethodSheet,
    tables: Path | None,
) -> Dossier:
    positions = {
        f"{kind}:{key}": Position(placed.entry.file, placed.entry.row)
        for kind, shelf in shelves.placed.items()
        for key, placed in shelf.items()
    }
    dossier = Dossier(
        folder=shelves.folder,
        head=head,
        sheet=sheet,
        framework=framework,
        terms_of_reference=shelves.one("terms_of_reference", TermsOfReference),
        sources=shelves.all("sources", Source),
        items=shelves.all("items", Item),
        claims=shelves.all("claims", Claim),
        tables=shelves.all("tables", TableDeclaration),
        studies=shelves.all("studies", Study),
        models=shelves.all("models", Model),
        markets=shelves.all("markets", Market),
        groups=shelves.all("groups", Group),
        sectors=shelves.all("sectors", Sector),
        factors=shelves.all("factors", Factor),
        threats=shelves.all("threats", Threat),
        harms=shelves.all("harms", Harm),
        key_judgements=shelves.all("key_judgements", KeyJudgement),
        requirements=shelves.all("requirements", Requirement),
        decisions=shelves.all("decisions", Decision),
        scores=tuple(shelves.all("scores", Score).values()),
        elicitations=tuple(shelves.all("elicitations", Elicitation).values()),
        weights=tuple(shelves.all("weights", Weight).values()),
        draws=tuple(shelves.all("draws", DrawEntry).values()),
        parties=tuple(shelves.all("parties", Party).values()),
        file_hashes=dict(sorted(shelves.hashes.items())),
        positions=positions,
        tables_root=tables,
    )
    return _add_strategy(dossier, shelves)


def _add_strategy(dossier: Dossier, shelves: Shelves) -> Dossier:
    """The dossier with the records of its strategy, all of which are optional."""
    return replace(
        dossier,
        provisions=shelves.all("provisions", Provision),
        strategy=shelves.one("strategy", Strategy),
        measures=shelves.all("measures", Measure),
        actions=shelves.all("actions", Action),
        budget=shelves.all("budget", BudgetLine),
        indicators=shelves.all("indicators", Indicator),
        readings=shelves.all("readings", Reading),
        needs=shelves.all("needs", Need),
        offers=shelves.all("offers", Offer),
        practices=shelves.all("practices", Practice),
        authorities=shelves.all("authorities", Authority),
        barriers=shelves.all("barriers", Barrier),
        scripts=shelves.all("scripts", CrimeScript),
        plans=shelves.all("plans", ThematicPlan),
        regional=shelves.all("regional", RegionalStrategy),
    )
