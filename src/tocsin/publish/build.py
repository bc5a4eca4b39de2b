"""How does a dossier become a report: every step in order, what did not change reused, nothing half written?"""

import ctypes
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.assess.picture import Picture, assess_threats
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.file_edit import plan_records
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.records.judgement import DrawEntry
from tocsin.dossier.tables import close_tables
from tocsin.dossier.write import append_draws
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.estimate.graph import list_variables, titles
from tocsin.estimate.ledger import Ledger
from tocsin.methods.draws.points import Points
from tocsin.monitor.studies import FigureRanges
from tocsin.prioritise.gaps import list_gaps
from tocsin.prioritise.ranking import Ranking, rank_threats
from tocsin.publish.answering import Answerer
from tocsin.publish.assessment import Assessment, write_assessment
from tocsin.publish.assessment.compose import compose_assessment
from tocsin.publish.built import Built
from tocsin.publish.changes import list_changed_files, list_changes
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.check import read_sound
from tocsin.publish.document.citations import check_citations, list_restricted, refuse_broken_citations
from tocsin.publish.document.compose import compose_document
from tocsin.publish.document.tree import Document
from tocsin.publish.docx import render_docx
from tocsin.publish.drawing import Drawers, load_charts
from tocsin.publish.html import render_html
from tocsin.publish.out import OutFolderError, check_out, draft_folder, move_outputs
from tocsin.publish.pdf import set_content, write_content
from tocsin.publish.reuse import BuildLedger, Printed, find_cache, hash_inputs, hash_program, read_ledger
from tocsin.publish.store import FolderStore
from tocsin.publish.strategy.compose import compose_documents
from tocsin.publish.strategy.evaluate import evaluate_strategy
from tocsin.publish.strategy.records import compose_strategy_file
from tocsin.publish.strategy.view import StrategyView
from tocsin.terms.recipe import hash_bytes

STEPS = (
    "Reading the dossier",
    "Estimating figures",
    "Drawing the picture of threats",
    "Ranking",
    "Finding the gaps worth closing",
    "Answering studies",
    "Choosing measures",
    "Writing the report",
    "Typesetting",
)
_DRAWS = "draws.csv"


def build_report(
    folder: Path, *, out: Path, tables: Path | None = None, on_step: Callable[[str], None] = lambda step: None
) -> Built:
    """Build the report of a dossier into ``out``; if anything is wrong, what stood there before stays as it was.

    Raises
    ------
    DossierError
        With every problem of the dossier and its models at once.
    OutFolderError
        If ``out`` is a file, cannot be written, or would be read as part of the dossier; or if the dossier cannot take
        the rows of ``draws.csv`` that its new variables need.
    """
    check_out(out, folder=folder)
    on_step(STEPS[0])
    dossier = read_sound(folder, tables=tables)
    inputs = _list_inputs(dossier, out=out, tables=tables)
    settled, before = _settle_draws(dossier), read_ledger(out)
    with draft_folder(out) as draft, Drawers(store := FolderStore(find_cache(out))) as drawers:
        result = evaluate_dossier(settled, store=store, on_step=on_step, while_waiting=load_charts)
        told, titled = _tell(result), titles(result.ranking.graph)
        documents = {"report": _write_report(result, draft=draft, drawers=drawers)}
        on_step(STEPS[6])
        documents |= _write_strategy(result, draft=draft)
        del result  # the draws: typesetting needs the room
        on_step(STEPS[7])
        _write_documents(documents, draft=draft, store=store, drawers=drawers, on_step=on_step)
        _append_draws(folder, settled.draws[len(dossier.draws) :])
        outputs = move_outputs(draft, out, before=before.outputs if before else ())
    store.forget_unused()
    appended = {name: digest for name, digest in settled.file_hashes.items() if name == _DRAWS}
    results_count = store.made_count + store.reused_count
    after = replace(told, inputs=inputs | appended, outputs=outputs, results_count=results_count)
    after.write(out)
    return Built(
        out=out,
        outputs=tuple(sorted(outputs)),
        is_reused=False,
        reused_count=store.reused_count,
        made_count=store.made_count,
        changed_files=list_changed_files(before.inputs, inputs) if before else (),
        changes=list_changes(before, after=replace(after, inputs=inputs), titles=titled),
        warnings_count=after.warnings_count,
    )


@dataclass(frozen=True)
class Evaluated:
    """What a dossier comes to: its figures, the picture of its threats, their ranking, and the assessment that tells of them."""

    dossier: Dossier
    points: Points
    figures: Figures
    picture: Picture
    ranking: Ranking
    assessment: Assessment

    def evaluate_strategy(self) -> StrategyView | None:
        """What the strategy of the dossier comes to, on the same draws; None where it has none."""
        return evaluate_strategy(
            self.dossier,
            assessment=self.assessment,
            ledger=self.picture.harms,
            figures=self.figures,
            points=self.points,
        )


def evaluate_dossier(
    dossier: Dossier,
    *,
    store: FolderStore | None = None,
    on_step: Callable[[str], None] = lambda step: None,
    while_waiting: Callable[[], None] = lambda: None,
) -> Evaluated:
    """Everything that a sound dossier comes to, before it is written down; what a store holds is not computed again.

    ``while_waiting`` is called when all is done but for the studies, which a process of their own answers.
    """
    from numpy.random import default_rng

    head = dossier.head
    points = Points(head.seed, head.randomisations, head.log2_points)
    with Answerer(dossier) as answerer:
        on_step(STEPS[1])
        figures = estimate_figures(dossier, points=points, store=store)
        _check_citations(dossier, figures)
        answerer.tell(FigureRanges.of(figures))
        on_step(STEPS[2])
        picture = assess_threats(dossier, figures=figures, points=points)
        on_step(STEPS[3])
        rng = default_rng(head.seed)
        ranking = rank_threats(picture, weights=dossier.weights, points=points, rng=rng, top=head.top)
        on_step(STEPS[4])
        gaps = list_gaps(picture, figures, ranking=ranking)
        on_step(STEPS[5])
        while_waiting()
        answers = answerer.collect()
    assessment = compose_assessment(
        dossier, figures=figures, picture=picture, ranking=ranking, gaps=gaps, answers=answers
    )
    close_tables()
    return Evaluated(dossier, points, figures, picture, ranking, assessment)


def _check_citations(dossier: Dossier, figures: Figures) -> None:
    """Stop before anything is written if a text cites a figure that is unknown, not computed, or not for its readers."""
    claims = {key: figure.claims for key, figure in {**figures.drivers, **figures.figures}.items()}
    restricted = list_restricted(dossier, claims=claims)
    refuse_broken_citations(check_citations(dossier, missing=figures.missing, restricted=restricted))


def _write_report(result: Evaluated, *, draft: Path, drawers: Drawers) -> Document:
    """Write the assessment for other programs, and have its report drawn while measures are chosen."""
    drawers.prepare()
    write_assessment(result.assessment, draft)
    document = compose_document(result.assessment)
    drawers.begin(document)
    return document


def _write_strategy(result: Evaluated, *, draft: Path) -> Mapping[str, Document]:
    """Write the strategy for other programs, if there is one, and compose its documents by the names of their files."""
    view = result.evaluate_strategy()
    if view is None:
        return {}
    told = compose_strategy_file(view).model_dump_json(indent=1)
    (draft / "strategy.json").write_text(f"{told}\n", encoding="utf-8", newline="")
    return compose_documents(view)


def _write_documents(
    documents: dict[str, Document], *, draft: Path, store: FolderStore, drawers: Drawers, on_step: Callable[[str], None]
) -> None:
    """Write every document as page, Word file and PDF; each is let go of before it is typeset."""
    _give_memory_back()
    drawers.finish()
    pictures, contents = Pictures(store), dict[str, tuple[str, str]]()
    for name in tuple(documents):
        document = documents.pop(name)
        (draft / f"{name}.html").write_text(render_html(document, pictures=pictures), encoding="utf-8", newline="")
        (draft / f"{name}.docx").write_bytes(render_docx(document, charts=pictures, store=store))
        contents[name] = document.title, write_content(document, pictures=pictures)
    del document, pictures
    on_step(STEPS[8])
    for name, (title, content) in contents.items():
        _give_memory_back()
        (draft / f"{name}.pdf").write_bytes(set_content(content, title=title, store=store))


def _give_memory_back() -> None:
    """Return freed memory to the machine, where its C library can: drawing and typesetting take hundreds of megabytes."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _settle_draws(dossier: Dossier) -> Dossier:
    """The dossier as it will be read next time, with a dimension for every variable: so the first build is like any other."""
    draws = (*dossier.draws, *Ledger.of(dossier.draws).extended(list_variables(dossier)).new)
    planned = plan_records(dossier.folder, KINDS["draws"], records=draws)
    hashes = {name: hash_bytes(content) for name, content in planned.items() if content is not None}
    return replace(dossier, draws=draws, file_hashes={**dossier.file_hashes, **hashes})


def _append_draws(folder: Path, new: Sequence[DrawEntry]) -> None:
    if not new:
        return
    try:
        append_draws(folder, new)
    except OSError as error:
        raise OutFolderError(
            f"{folder / _DRAWS}: {len(new)} new rows cannot be written ({error.strerror or error}), and without them the next "
            "build could give the same variables other draws. Nothing was built. Copy the dossier to a place that you may write to."
        ) from error


def _list_inputs(dossier: Dossier, *, out: Path, tables: Path | None) -> dict[str, str]:
    """The hash of every input as it was read, so that an edit made during the build is seen by the next one."""
    outside = tuple(table.file for table in dossier.tables.values() if table.is_outside)
    found = hash_inputs(dossier.folder, out=out, tables=tables, outside=outside)
    read = {name.replace("outside:", "tables:"): digest for name, digest in dossier.file_hashes.items()}
    return found | {name: digest for name, digest in read.items() if name in found}


def _tell(result: Evaluated) -> BuildLedger:
    """What the next build will compare itself with, files apart."""
    graph, estimates = result.ranking.graph, {key: each.estimate for key, each in result.figures.figures.items()}
    figures: dict[str, Printed] = {key: (each.low, each.value, each.high) for key, each in estimates.items()}
    ranks: dict[str, Printed] = {
        each.key: (each.rank_low, each.expected_rank, each.rank_high) for each in result.ranking.threats
    }
    return BuildLedger(
        program=hash_program(),
        inputs={},
        outputs={},
        digests=graph.digests(),
        edges={key: node.inputs for key, node in graph.nodes.items()},
        figures=figures,
        ranks=ranks,
        warnings_count=len(result.assessment.warnings),
    )
