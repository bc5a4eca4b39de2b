"""Does a word processor open the report without repair and show all of it?"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.assessment import invent_document
from tests.support.word_files import Drawn, Kept
from tocsin.publish.docx import write_docx

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the words of each page of the invented report as LibreOffice sets it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed; Debian's libreoffice-writer-nogui has it.")
    folder: Path = tmp_path_factory.mktemp("office")
    write_docx(invent_document(), path=folder / "report.docx", charts=Drawn(), store=Kept())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "report.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [" ".join(page.extract_text().split()) for page in PdfReader(folder / "report.pdf").pages]


def test_every_page_carries_the_handling_and_its_number(pages: list[str]) -> None:
    ends = [f"{number} of {len(pages)}" for number in range(1, len(pages) + 1)]
    assert [end for end, page in zip(ends, pages, strict=True) if "TLP:CLEAR" not in page or end not in page] == []


def test_every_section_is_shown(pages: list[str]) -> None:
    text = " ".join(pages)
    assert [section.title for section in invent_document().sections if section.title not in text] == []


def test_the_first_page_says_that_it_is_not_official(pages: list[str]) -> None:
    assert "not official" in pages[0]
