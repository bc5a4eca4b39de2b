"""Does every file of law say where it comes from?"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.repository import ROOT, list_files, name_place, read_text

LAW = ROOT / "src" / "tocsin" / "convention" / "data"


def has_source(text: str) -> bool:
    """Say whether a file names its source: once for all of it, or in every one of its entries."""
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    if isinstance(content, dict) and content.get("source"):
        return True
    entries = content if isinstance(content, list) else []
    return bool(entries) and all(isinstance(entry, dict) and entry.get("source") for entry in entries)


def list_law() -> list[Path]:
    """List the files of law."""
    return [path for path in list_files() if path.suffix in (".yaml", ".yml") and path.is_relative_to(LAW)]


def test_there_is_law_to_look_at() -> None:
    assert list_law()


def test_every_law_file_has_a_source() -> None:
    assert [name_place(path) for path in list_law() if not has_source(read_text(path))] == []


@pytest.mark.parametrize("text", ["title: A duty", "source: ''", "- {id: a, source: x}\n- {id: b}", "[]"])
def test_law_without_a_source_is_found(text: str) -> None:
    assert not has_source(text)
