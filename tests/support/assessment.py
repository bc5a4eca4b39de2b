"""An invented assessment with every part that a report can have; no figure in it describes the world."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tocsin.publish.assessment import Assessment, read_assessment
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.document import Document, compose_document
from tocsin.publish.html import render_html
from tocsin.publish.pdf import render_pdf

_PATH = Path(__file__).parent / "assessment.json"
_PICTURES = Pictures()


@cache
def invent_assessment() -> Assessment:
    """Return the invented assessment."""
    return read_assessment(_PATH)


@cache
def invent_document() -> Document:
    """Return its report as a tree."""
    return compose_document(invent_assessment())


@cache
def invent_page() -> str:
    """Return its report as a page, drawn once for all tests of a process."""
    return render_html(invent_document(), pictures=_PICTURES)


@cache
def invent_pdf() -> bytes:
    """Return its report as a PDF, set once for all tests of a process."""
    return render_pdf(invent_document(), pictures=_PICTURES)
