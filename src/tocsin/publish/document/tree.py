"""Of what parts is a report made, before it is a page or a printed document?

A tree of frozen values: text is text here, never markup, so nothing in a dossier can act as HTML or as a typesetter's code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from tocsin.publish.charts.chart import Chart
from tocsin.publish.numbers import render_number

Style = Literal["plain", "strong", "emphasis", "figure", "muted", "code"]


@dataclass(frozen=True)
class Span:
    """A run of text in one style."""

    kind: ClassVar[str] = "span"
    text: str
    style: Style = "plain"


@dataclass(frozen=True)
class Link:
    """A run of text that leads to another part of the report (``#key``) or to a public address."""

    kind: ClassVar[str] = "link"
    text: str
    target: str


@dataclass(frozen=True)
class FigureReference:
    """A cited figure: its value and interval, leading to why it is what it is."""

    kind: ClassVar[str] = "figure-reference"
    key: str
    text: str

    @property
    def target(self) -> str:
        """Where the figure is explained."""
        return f"#figure-{self.key}"


Inline = Span | Link | FigureReference
Text = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: the lead of a page, body text, or small print."""

    kind: ClassVar[str] = "paragraph"
    text: Text
    role: Literal["lead", "body", "small"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Notice:
    """Something set apart: a warning says what it means for the reader's decision; the word says what the colour says."""

    kind: ClassVar[str] = "notice"
    tone: Literal["note", "warning", "status"]
    word: str
    text: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True)
class MarginNote:
    """A note beside the text on wide screens, below it on narrow ones."""

    kind: ClassVar[str] = "margin-note"
    text: Text


@dataclass(frozen=True)
class Facts:
    """Terms with what they stand for."""

    kind: ClassVar[str] = "facts"
    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """One column of a table; numbers are set so that their digits stand under each other, short words on one line."""

    kind: ClassVar[str] = "column"
    title: str
    is_number: bool = False
    keeps_line: bool = False
    wraps: bool = False


@dataclass(frozen=True)
class DataTable:
    """A table with a caption; the first cell of a row names the row, and links may lead to rows that have keys."""

    kind: ClassVar[str] = "table"
    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    has_hidden_caption: bool = False
    row_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartFigure:
    """A chart with its finding, measure and source; its data follow it as a table and as a download."""

    kind: ClassVar[str] = "chart"
    key: str
    chart: Chart
    size: Literal["full", "small"] = "full"

    @property
    def data(self) -> DataTable:
        """The chart's data as a table."""
        data = self.chart.data
        is_number = [all(isinstance(row[i], int | float | None) for row in data.rows) for i in range(len(data.header))]
        columns = tuple(Column(title, flag) for title, flag in zip(data.header, is_number, strict=True))
        rows = tuple(tuple((Span(_say(cell)),) for cell in row) for row in data.rows)
        return DataTable(
            f"{self.key}-data", f"Data of the chart: {self.chart.title}", columns, rows, has_hidden_caption=True
        )


@dataclass(frozen=True)
class KeyJudgementBlock:
    """A judgement with its probability and, apart from it, the confidence in the evidence."""

    kind: ClassVar[str] = "judgement"
    key: str
    statement: Text
    probability: str
    confidence: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class ThreatCard:
    """A threat with its place in the ranking, its facts, and what is known and not known of it."""

    kind: ClassVar[str] = "card"
    key: str
    title: str
    rank: str
    pairs: tuple[tuple[str, Text], ...]
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Details:
    """More for who asks: closed on a page, printed in full in a document; ``about`` is said to those who cannot see where it is."""

    kind: ClassVar[str] = "details"
    key: str
    summary: str
    blocks: "tuple[Block, ...]"
    about: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the report with a heading of its own."""

    kind: ClassVar[str] = "section"
    key: str
    title: str
    blocks: "tuple[Block, ...]"
    value: Text = ()


Block = (
    Paragraph
    | Bullets
    | Notice
    | MarginNote
    | Facts
    | DataTable
    | ChartFigure
    | KeyJudgementBlock
    | ThreatCard
    | Details
    | Section
)


@dataclass(frozen=True)
class Document:
    """The whole report."""

    kind: ClassVar[str] = "document"
    title: str
    kicker: str
    language: str
    edition: str
    handling: str
    answer: Text
    notices: tuple[Notice, ...]
    facts: tuple[tuple[str, Text], ...]
    sections: tuple[Section, ...]


def say(text: str, style: Style = "plain") -> Text:
    """One run of text."""
    return (Span(text, style),)


def find_charts(document: Document) -> tuple[ChartFigure, ...]:
    """Every chart of a document, in reading order."""
    return tuple(block for section in document.sections for block in _walk(section) if isinstance(block, ChartFigure))


def find_keys(document: Document) -> tuple[str, ...]:
    """Every anchor that something in the document could lead to, in reading order."""
    keys: list[str] = []
    for block in (block for section in document.sections for block in _walk(section)):
        if not isinstance(block, Paragraph | Bullets | Notice | MarginNote | Facts):
            keys.append(block.key)
        if isinstance(block, DataTable):
            keys += block.row_keys
    return tuple(keys)


def _walk(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, Section | Details | ThreatCard | KeyJudgementBlock):
        for inner in block.blocks:
            yield from _walk(inner)


def _say(cell: str | float | int | None) -> str:
    if cell is None:
        return "–"
    return render_number(cell, digits=4) if isinstance(cell, float) else str(cell)
