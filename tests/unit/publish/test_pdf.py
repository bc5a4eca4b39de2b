"""Is the document tagged, titled, bookmarked and safe with any text?"""

from __future__ import annotations

import io
from functools import cache

import pytest
from pypdf import PdfReader

from tests.support.assessment import invent_assessment, invent_document, invent_pdf
from tocsin.publish.document import compose_document
from tocsin.publish.errors import TypesettingError
from tocsin.publish.pdf import render_pdf

pytestmark = pytest.mark.slow


@cache
def open_pdf() -> PdfReader:
    """Return the invented report as a PDF reader sees it."""
    return PdfReader(io.BytesIO(invent_pdf()))


@cache
def read_pages() -> str:
    """Return all text of it, lines joined."""
    return " ".join(" ".join(page.extract_text().split()) for page in open_pdf().pages)


def test_it_is_tagged() -> None:
    marks = open_pdf().root_object["/MarkInfo"].get_object()
    assert marks["/Marked"]  # type: ignore[index]  # a PDF dictionary


def test_it_says_its_language() -> None:
    assert str(open_pdf().root_object["/Lang"]).startswith("en")


def test_it_has_its_title() -> None:
    assert open_pdf().metadata is not None
    assert open_pdf().metadata.title == invent_assessment().title


def test_it_claims_the_standard_for_everyone() -> None:
    assert b"pdfuaid:part" in invent_pdf()


def test_every_section_is_bookmarked() -> None:
    def titles(entries: list[object]) -> list[str]:
        return [
            name for entry in entries for name in (titles(entry) if isinstance(entry, list) else [str(entry["/Title"])])
        ]  # type: ignore[index]  # a bookmark

    marked = titles(open_pdf().outline)  # type: ignore[arg-type]  # a nested list
    assert {section.title for section in invent_document().sections} <= set(marked)


def test_every_page_carries_the_handling() -> None:
    assert all("TLP:CLEAR" in page.extract_text() for page in open_pdf().pages)


def test_text_of_a_dossier_is_never_code() -> None:
    assert "<b>nothing</b> & #more" in read_pages()


def test_the_first_page_says_that_it_is_not_official() -> None:
    assert "not official" in " ".join(open_pdf().pages[0].extract_text().split())


def test_the_same_report_gives_the_same_bytes() -> None:
    small = invent_assessment().model_copy(
        update={
            "threats": (),
            "estimates": {},
            "inputs": {},
            "harms": (),
            "key_judgements": (),
            "flows": (),
            "hotspots": (),
            "series": (),
            "warnings": (),
            "enablers": (),
        }
    )
    document = compose_document(small)
    assert render_pdf(document) == render_pdf(document)


def test_a_refusal_of_the_typesetter_says_what_it_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.publish.pdf.load_template", lambda name: "#panic(1)")
    with pytest.raises(TypesettingError, match="typesetter refused"):
        render_pdf(invent_document())
