"""Which places of a document can be led to, by which name, and which words stand there?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.publish.document.tree import (
    Block,
    ChartFigure,
    DataTable,
    Details,
    Document,
    KeyJudgementBlock,
    Section,
    Text,
    ThreatCard,
)
from tocsin.publish.docx.marks import Bookmark
from tocsin.publish.numbers import strip_isolates

_UNFIT = re.compile(r"[^A-Za-z0-9]+")
_MOST_LETTERS = 30  # a bookmark may have 40


@dataclass(frozen=True)
class Anchor:
    """A place with its bookmark and the words that the bookmark is set around."""

    bookmark: Bookmark
    text: str


class Anchors:
    """Every place of a document that something could lead to; a section has one for its title and one for its value."""

    def __init__(self, document: Document, *, taken: Iterable[str] = (), first_number: int = 1) -> None:
        self._taken = {name.lower() for name in taken}
        self._next = first_number
        self.titles: dict[str, Anchor] = {}
        self.values: dict[str, Anchor] = {}
        for key, title, value in _list_places(document):
            self.titles.setdefault(key, self._make(key, title))
            if value:
                self.values.setdefault(key, self._make(f"{key}_value", value))

    def mark(self, key: str, content: str) -> str:
        """Set the bookmark of a place around its words."""
        anchor = self.titles.get(key)
        return anchor.bookmark.around(content) if anchor else content

    def mark_value(self, key: str, content: str) -> str:
        """Set the bookmark of a section's value around it."""
        anchor = self.values.get(key)
        return anchor.bookmark.around(content) if anchor else content

    def find_same(self, key: str, text: str) -> Bookmark | None:
        """The bookmark at a place that is set around just these words, so that a field can repeat them."""
        places = (anchors[key] for anchors in (self.values, self.titles) if key in anchors)
        return next((place.bookmark for place in places if place.text == strip_isolates(text)), None)

    def find(self, key: str) -> Bookmark | None:
        """The bookmark of a place, or None."""
        return self.titles[key].bookmark if key in self.titles else None

    def _make(self, key: str, text: str) -> Anchor:
        stem = _UNFIT.sub("_", key).strip("_")[:_MOST_LETTERS] or "place"
        stem = stem if stem[0].isalpha() else f"p_{stem[: _MOST_LETTERS - 2]}"
        name, count = stem, 1
        while name.lower() in self._taken:
            count += 1
            name = f"{stem}_{count}"
        self._taken.add(name.lower())
        self._next += 1
        return Anchor(Bookmark(self._next - 1, name), strip_isolates(text))


def join_words(text: Text) -> str:
    """The words of a text without their styles."""
    return "".join(run.text for run in text)


def _list_places(document: Document) -> Iterator[tuple[str, str, str]]:
    for section in document.sections:
        yield from _name_places(section)


def _name_places(block: Block) -> Iterator[tuple[str, str, str]]:
    """Key, words and value of each place in a block and in those inside it."""
    if isinstance(block, Section):
        yield block.key, block.title, join_words(block.value)
    elif isinstance(block, ThreatCard):
        yield block.key, block.title, ""
    elif isinstance(block, DataTable | ChartFigure | KeyJudgementBlock | Details):
        yield block.key, "", ""
    if isinstance(block, DataTable):
        yield from ((key, join_words(row[0]), "") for key, row in zip(block.row_keys, block.rows, strict=False))
    if isinstance(block, Section | ThreatCard | KeyJudgementBlock | Details):
        for inner in block.blocks:
            yield from _name_places(inner)
