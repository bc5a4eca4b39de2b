"""A ministry has its letterhead put around the strategy, and hears which fields of it nothing fills."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.shell import run_tocsin
from tests.support.strategies import write_strategy
from tocsin.publish.docx.template import write_template


def put_in(template: Path, *, old: str, new: str) -> None:
    """Change the text of a template's main part."""
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "word/document.xml"
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(template, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "letterhead.docx"
    write_template(path)
    return path


@pytest.mark.slow
def test_every_document_comes_in_the_template(template: Path, tmp_path: Path) -> None:
    folder = write_strategy(tmp_path / "dossier")
    told = run_tocsin("word", folder, "--template", template, "--out", tmp_path / "word")
    assert told.code == 0
    names = sorted(path.name for path in (tmp_path / "word").iterdir())
    assert names == [
        "action-plan.docx",
        "brief.docx",
        "briefing.docx",
        "concept-notes.docx",
        "report.docx",
        "strategy.docx",
    ]


@pytest.mark.slow
def test_a_field_that_nothing_fills_is_named(template: Path, tmp_path: Path) -> None:
    put_in(template, old="{{title}}", new="{{titel}}")
    told = run_tocsin("word", write_strategy(tmp_path / "dossier"), "--template", template, "--out", tmp_path / "word")
    assert (told.code, "strategy: " in told.out, "titel" in told.out) == (0, True, True)


def test_what_is_no_template_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    template = tmp_path / "letterhead.docx"
    template.write_bytes(b"no archive")
    told = run_tocsin("word", write_strategy(tmp_path / "dossier"), "--template", template, "--out", tmp_path / "word")
    assert (told.code, (tmp_path / "word").exists()) == (2, False)
