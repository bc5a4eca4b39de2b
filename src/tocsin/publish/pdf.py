"""How does the report become a tagged, paginated document: the same tree, set by Typst?

The tree travels as JSON and is set by a fixed template: no text of a dossier is ever read as Typst code.
"""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tocsin.publish.charts.picture import Pictures, measure
from tocsin.publish.document.tree import ChartFigure, Document, find_keys
from tocsin.publish.errors import TypesettingError
from tocsin.publish.numbers import strip_isolates
from tocsin.publish.packaged import find_fonts, load_template
from tocsin.terms.recipe import hash_content

_METHOD = "publish.pdf/1"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class DocumentStore(Protocol):
    """Keeps documents under the hash of what they were set from."""

    def load_bytes(self, fingerprint: str, *, ending: str) -> bytes | None:
        """The document kept under a hash, or None."""
        ...

    def save_bytes(self, fingerprint: str, content: bytes, *, ending: str) -> None:
        """Keep a document."""
        ...


def render_pdf(
    document: Document,
    *,
    made_at: datetime | None = None,
    pictures: Pictures | None = None,
    store: DocumentStore | None = None,
) -> bytes:
    """Typeset the report as PDF/UA-1; ``made_at`` is the moment written into the file, fixed by default so that bytes repeat."""
    content = write_content(document, pictures=pictures or Pictures())
    return set_content(content, title=document.title, made_at=made_at, store=store)


def write_content(document: Document, *, pictures: Pictures) -> str:
    """All that is to be set, as one text: whoever has it needs neither the document nor its pictures any more."""
    return json.dumps(describe_tree(document, pictures=pictures), ensure_ascii=False)


def set_content(
    content: str, *, title: str, made_at: datetime | None = None, store: DocumentStore | None = None
) -> bytes:
    """Typeset what `write_content` wrote, or take it from a store that holds the same already."""
    moment = int((made_at or _EPOCH).timestamp())
    key = hash_content([_METHOD, content, load_template("report.typ"), moment])
    kept = store.load_bytes(key, ending=".pdf") if store else None
    if kept is not None:
        return kept
    made = _typeset(content, title=title, moment=moment)
    if store:
        store.save_bytes(key, made, ending=".pdf")
    return made


def _typeset(content: str, *, title: str, moment: int) -> bytes:
    import typst

    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content.json").write_text(content, encoding="utf-8")
        (root / "report.typ").write_text(load_template("report.typ"), encoding="utf-8")
        try:
            return typst.compile(
                str(root / "report.typ"),
                root=str(root),
                font_paths=[find_fonts()],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=moment,
            )
        except typst.TypstError as error:
            raise TypesettingError(
                f"The typesetter refused the report {title!r}: {error}. The page and the figures are not touched by "
                "this; run `make assets` if a typeface is missing, otherwise report the message as a fault of the template."
            ) from error


def describe_tree(document: Document, *, pictures: Pictures) -> object:
    """The document as plain data: every part with its kind, charts as pictures, and the anchors that links may lead to."""
    plain = _plain(document, pictures)
    assert isinstance(plain, dict)  # a document has fields
    return {**plain, "anchors": dict.fromkeys(find_keys(document), True)}


def _plain(value: object, pictures: Pictures) -> object:
    if isinstance(value, ChartFigure):
        chart = value.chart
        words = {
            "title": chart.title,
            "subtitle": chart.subtitle,
            "caption": chart.caption,
            "alt": chart.alt,
            "recipe": chart.recipe,
        }
        told: dict[str, object] = {name: strip_isolates(text) for name, text in words.items()}
        svg = pictures.draw_svg(chart.spec)
        width, height = measure(svg)
        about = {"kind": value.kind, "key": value.key, "size": value.size}
        return {**about, "svg": svg, "tallness": height / width if width else 1.0, **told}
    if is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: _plain(getattr(value, field.name), pictures) for field in fields(value)}
        target = {"target": value.target} if hasattr(value, "target") else {}
        return {"kind": getattr(value, "kind", ""), **plain, **target}
    if isinstance(value, str):
        return strip_isolates(value)
    if isinstance(value, Sequence):
        return [_plain(part, pictures) for part in value]
    return value
