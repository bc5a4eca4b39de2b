"""Are many pictures drawn ahead, the same as one by one, and few of them left to the reader that shows them?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.assessment import invent_document
from tocsin.publish import drawing
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.document.tree import Document, find_charts
from tocsin.publish.docx import render_docx
from tocsin.publish.docx.pictures import draw_png, name_png
from tocsin.publish.drawing import Drawers
from tocsin.publish.store import FolderStore


@pytest.fixture(scope="module")
def document() -> Document:
    return invent_document()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderStore:
    monkeypatch.setattr(drawing, "FEWEST", 1)
    return FolderStore(tmp_path / "cache")


def draw(document: Document, store: FolderStore) -> int:
    with Drawers(store) as drawers:
        return drawers.draw(document)


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_pictures_drawn_ahead_are_those_drawn_one_by_one(
    document: Document, store: FolderStore, tmp_path: Path
) -> None:
    draw(document, store)
    alone = FolderStore(tmp_path / "alone")
    for spec in drawing.list_specs(document):
        Pictures(alone).draw_svg(spec)
    for figure in find_charts(document):
        draw_png(Pictures(alone).draw_svg(figure.chart.spec), store=alone)
    assert read_all(store.folder) == read_all(alone.folder)


@pytest.mark.slow
def test_what_was_drawn_ahead_is_not_drawn_again(document: Document, store: FolderStore) -> None:
    drawn = draw(document, store)
    assert (drawn > 0, draw(document, store)) == (True, 0)


@pytest.mark.slow
def test_what_was_drawn_ahead_counts_as_made(document: Document, store: FolderStore) -> None:
    drawn = draw(document, store)
    for spec in drawing.list_specs(document):
        Pictures(store).draw_svg(spec)
    in_word = {name_png(Pictures(store).draw_svg(figure.chart.spec)) for figure in find_charts(document)}
    assert (store.made_count, store.reused_count) == (drawn + len(in_word), 0)


@pytest.mark.slow
def test_dots_drawn_ahead_count_as_made(document: Document, store: FolderStore) -> None:
    draw(document, store)
    made = store.made_count
    render_docx(document, charts=Pictures(store), store=store)
    assert (store.made_count, store.reused_count) == (made, 0)


def test_a_few_pictures_are_left_to_the_reader(
    document: Document, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "FEWEST", 1_000)
    assert (draw(document, store), read_all(store.folder)) == (0, {})


@pytest.mark.slow
def test_a_process_that_fails_leaves_its_pictures_to_the_reader(
    document: Document, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_COMMAND", "raise SystemExit(3)")
    assert (draw(document, store), store.made_count) == (0, 0)


def test_processes_wait_with_the_engine_loaded_where_nothing_is_kept(store: FolderStore) -> None:
    with Drawers(store) as drawers:
        drawers.prepare()
        assert [job.poll() for job in drawers._jobs] == [None, None]


def test_no_process_starts_where_pictures_are_kept(store: FolderStore) -> None:
    store.save_text("a", "<svg/>")
    with Drawers(store) as drawers:
        drawers.prepare()
        assert drawers._jobs == []
