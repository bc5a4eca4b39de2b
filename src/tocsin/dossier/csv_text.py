"""What does a CSV file say, row by row, without losing a byte of how it was written?"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tocsin.dossier.file_text import FileText
from tocsin.dossier.problems import Notebook

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
# A spreadsheet program that saves a comment with a comma in it puts quotes around it.
_COMMENT = ("#", '"#')


@dataclass(frozen=True)
class CsvPiece:
    """A piece of a CSV file: the header, a row, or a comment or empty line, as typed and as cells."""

    kind: Literal["comment", "header", "row"]
    raw: str
    row: int
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class CsvSheet:
    """A CSV file in pieces; joined, their raw texts are the file."""

    file: FileText
    pieces: tuple[CsvPiece, ...]

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, without spaces around them."""
        return next(
            (tuple(cell.strip() for cell in piece.cells) for piece in self.pieces if piece.kind == "header"), ()
        )

    @property
    def rows(self) -> tuple[CsvPiece, ...]:
        """The pieces that are records and have a cell for every column."""
        width = len(self.header)
        return tuple(piece for piece in self.pieces if piece.kind == "row" and len(piece.cells) == width)


def parse_csv(file: FileText, *, notebook: Notebook) -> CsvSheet | None:
    """Parse a CSV file (comma-separated, `#` starts a comment line), or note what is wrong with it."""
    sheet = CsvSheet(file, tuple(_read_pieces(file, notebook=notebook)))
    if not sheet.header:
        notebook.add(
            file.name, "there is no header row.", mend="Name the columns in the first row, or delete the file."
        )
        return None
    if not _header_is_sound(sheet, notebook=notebook):
        return None
    _note_ragged_rows(sheet, notebook=notebook)
    return sheet


class _Feed:
    """Hands lines to the csv module and remembers how many it took, so that each record keeps its raw text."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.taken >= len(self.lines):
            raise StopIteration
        self.taken += 1
        return self.lines[self.taken - 1]


def _read_pieces(file: FileText, *, notebook: Notebook) -> Iterator[CsvPiece]:
    feed = _Feed(_LINE.findall(file.text))
    reader = csv.reader(feed, strict=True)
    is_header = True
    while feed.taken < len(feed.lines):
        start = feed.taken
        line = feed.lines[start]
        if not line.strip() or line.startswith(_COMMENT):
            feed.taken += 1
            yield CsvPiece("comment", line, start + 1)
            continue
        try:
            cells = tuple(next(reader))
        except csv.Error as error:
            _note_quoting(file.name, error, start + 1, notebook)
            return
        raw = "".join(feed.lines[start : feed.taken])
        yield CsvPiece("header" if is_header else "row", raw, start + 1, cells)
        is_header = False


def _note_quoting(file: str, error: csv.Error, row: int, notebook: Notebook) -> None:
    why = f"the quotes in this row do not match ({error}), so cells would run into each other."
    notebook.add(file, why, mend='Close the quote; a quote inside a quoted cell is written twice ("").', row=row)


def _header_is_sound(sheet: CsvSheet, *, notebook: Notebook) -> bool:
    name, header = sheet.file.name, sheet.header
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            why = f"the columns are separated by {called}, as some spreadsheet programs do where the decimal mark is a comma."
            notebook.add(
                name, why, mend="Save it with commas between columns and points in numbers.", row=1, value=header[0]
            )
            return False
    twice = sorted({column for column in header if column and header.count(column) > 1})
    for column in twice:
        why = f"two columns are called {column!r}; only one of them could count."
        notebook.add(name, why, mend="Rename or delete one.", row=1, at=column)
    return not twice


def _note_ragged_rows(sheet: CsvSheet, *, notebook: Notebook) -> None:
    width = len(sheet.header)
    for piece in sheet.pieces:
        if piece.kind == "row" and len(piece.cells) != width:
            notebook.add(
                sheet.file.name,
                f"the row has {len(piece.cells)} cells and the header {width}, so values would slip into other columns.",
                mend="Put cells that hold a comma in double quotes, or fill up the row with commas.",
                row=piece.row,
                value=piece.raw.strip(),
            )
