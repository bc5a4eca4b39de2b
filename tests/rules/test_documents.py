"""Can a newcomer follow the documents: are they numbered, linked and of a known kind?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.repository import ROOT, list_files, name_place, read_text

CHANGE_KINDS = {"added", "changed", "fixed", "removed", "numbers"}
DECISION_HEADINGS = ("## Context", "## Decision", "## Consequences")


def list_documents(folder: str) -> list[Path]:
    """List the Markdown files right inside a folder, its README apart."""
    here = ROOT / folder
    return [p for p in list_files() if p.parent == here and p.suffix == ".md" and p.name != "README.md"]


def find_dead_links(path: Path, *, text: str) -> list[str]:
    """List the relative links of a document that lead nowhere."""
    targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)", text)
    inside = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    return [f"{name_place(path)}: {target}" for target in inside if not (path.parent / target).exists()]


def has_valid_kind(name: str) -> bool:
    """Say whether a change note is named `what-changed.kind.md`."""
    match = re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.([a-z]+)\.md", name)
    return match is not None and match.group(1) in CHANGE_KINDS


def test_decisions_are_numbered_without_gap_or_double() -> None:
    numbers = [path.name.partition("-")[0] for path in list_documents("docs/decisions")]
    assert sorted(numbers) == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_every_decision_has_context_decision_and_consequences() -> None:
    pages = [(path, read_text(path)) for path in list_documents("docs/decisions")]
    lacking = [f"{name_place(p)}: {head}" for p, text in pages for head in DECISION_HEADINGS if head not in text]
    assert lacking == []


def test_every_change_note_is_of_a_known_kind() -> None:
    assert [path.name for path in list_documents("changes") if not has_valid_kind(path.name)] == []


def test_no_link_of_a_document_is_dead() -> None:
    documents = [path for path in list_files() if path.suffix == ".md"]
    assert [link for path in documents for link in find_dead_links(path, text=read_text(path))] == []


def test_make_lists_every_target_of_the_contributing_guide() -> None:
    listed = set(re.findall(r"^([a-z]+):.*## ", read_text(ROOT / "Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", read_text(ROOT / "CONTRIBUTING.md") + read_text(ROOT / "README.md")))
    assert sorted(named - listed) == []


@pytest.mark.parametrize("name", ["house.md", "house.new.md", "The House.added.md", "0001.added.txt"])
def test_a_change_note_without_a_kind_is_found(name: str) -> None:
    assert not has_valid_kind(name)


def test_a_dead_link_is_found() -> None:
    assert find_dead_links(ROOT / "README.md", text="[x](nowhere.md) [y](LICENSE)") == ["README.md: nowhere.md"]
