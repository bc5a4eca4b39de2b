"""How do the documents of a dossier come in a ministry's own Word template, and what does the template leave out?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tocsin.publish.build import evaluate_dossier
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.check import read_sound
from tocsin.publish.document.compose import compose_document
from tocsin.publish.document.tree import Document
from tocsin.publish.docx import list_field_findings, read_template, write_docx
from tocsin.publish.docx.template import Template
from tocsin.publish.out import OutFolderError
from tocsin.publish.strategy.compose import compose_documents

# Steps told beside those of an assessment.
STEPS = 10


@dataclass(frozen=True)
class WordAnswer:
    """The Word files that were written, and what the template does with each document, in lines."""

    files: tuple[Path, ...]
    lines: tuple[str, ...]


def write_in_template(
    folder: Path,
    *,
    template: Path,
    out: Path,
    tables: Path | None = None,
    on_step: Callable[[str], None] = lambda step: None,
) -> WordAnswer:
    """Write every document of a dossier in a template; a field that nothing fills is left standing and named.

    Raises
    ------
    TemplateRefusedError
        With everything for which the template is refused: macros, links that lead out, embedded files.
    DossierError
        With every problem of the dossier.
    OutFolderError
        If the folder for the files cannot be written.
    """
    chosen = read_template(template)
    documents = _compose(folder, tables=tables, on_step=on_step)
    on_step("Writing Word files")
    try:
        out.mkdir(parents=True, exist_ok=True)
        pictures, files = Pictures(), list[Path]()
        for name, document in documents.items():
            write_docx(document, path=out / f"{name}.docx", charts=pictures, template=chosen)
            files.append(out / f"{name}.docx")
    except OSError as error:
        raise OutFolderError(
            f"{out}: the Word files cannot be written ({error.strerror or error}). Name another folder."
        ) from error
    lines = tuple(
        line for name, document in documents.items() for line in _tell(name, document=document, template=chosen)
    )
    return WordAnswer(tuple(files), lines)


def _compose(folder: Path, *, tables: Path | None, on_step: Callable[[str], None]) -> Mapping[str, Document]:
    on_step("Reading the dossier")
    result = evaluate_dossier(read_sound(folder, tables=tables), on_step=on_step)
    documents = {"report": compose_document(result.assessment)}
    on_step("Choosing measures")
    view = result.evaluate_strategy()
    return documents | dict(compose_documents(view)) if view else documents


def _tell(name: str, *, document: Document, template: Template) -> Iterator[str]:
    found = list_field_findings(template, document=document)
    yield from (f"{name}: {each}" for each in found.unknown)
    yield from (f"{name}: {each}" for each in found.misplaced)
    if found.unused:
        yield f"{name}: the template leaves out {', '.join(found.unused)}"
