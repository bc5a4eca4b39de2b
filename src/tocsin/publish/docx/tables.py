"""How are tables set so that they can be edited, repeat their heading on each page, and are not cut inside a row?"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from tocsin.publish.document.tree import Column, DataTable, Text
from tocsin.publish.docx.anchors import Anchors, join_words
from tocsin.publish.docx.links import TextSetter
from tocsin.publish.docx.marks import KEEP, escape_text, set_paragraph
from tocsin.publish.docx.style_book import StyleBook

# Twentieths of a point: the mean letter of table text, and the space left and right of it in a cell.
_LETTER = 96
_CELL_SPACE = 150
_TERM_WIDTH = 2040
_FEWEST_LETTERS, _MOST_LETTERS = 5, 20
_ROOM = 1.2  # a single word may be of wide letters, or set in a wider typeface where ours is not installed
_LONG = 40  # beyond this, more letters ask for more width only by a third: long texts may take lines instead
_LONGEST = 300
# No-break and narrow spaces are no breaks.
_BREAKS = re.compile(r"[ \t\n]+|(?<=[-/–])")
_MOST_COLUMNS_UPRIGHT = 8
_TURNED_HEIGHT = 1700


def set_table(
    table: DataTable, *, label: str, anchors: Anchors, styles: StyleBook, setter: TextSetter, width: int
) -> str:
    """A table under its caption; ``width`` is that of the text, in twentieths of a point."""
    is_crowded = len(table.columns) > _MOST_COLUMNS_UPRIGHT
    widths = _share_width(table, width=width, is_crowded=is_crowded)
    head = "".join(
        _set_cell(
            set_paragraph(setter.set_words(column.title), style=styles.find("TableHead"), properties=_align(column)),
            width=widths[at],
            properties='<w:textDirection w:val="btLr"/><w:vAlign w:val="bottom"/>' if is_crowded and at else "",
        )
        for at, column in enumerate(table.columns)
    )
    plain, number = styles.find("TableText"), styles.find("TableNumber")
    shown = [number if column.is_number else plain for column in table.columns]
    rows = "".join(
        _set_row(row, key=key, widths=widths, shown=shown, anchors=anchors, setter=setter)
        for row, key in zip_longest(table.rows, table.row_keys[: len(table.rows)])
    )
    height = f'<w:trHeight w:val="{_TURNED_HEIGHT}" w:hRule="atLeast"/>' if is_crowded else ""
    caption = set_paragraph(
        label + setter.set_words(f". {table.caption}"), style=styles.find("Caption"), properties=KEEP
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f"{caption}<w:tbl>{_describe(styles.find('TocsinTable'), widths=widths, words=table.caption, has_head=True)}"
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{head}</w:tr>{rows}"
        f"</w:tbl>{set_paragraph('', style=styles.find('AfterTable'))}"
    )


def set_facts(pairs: Sequence[tuple[str, Text]], *, styles: StyleBook, setter: TextSetter, width: int) -> str:
    """Terms with what they stand for, as a table of two columns whose first names the row."""
    if not pairs:
        return ""
    widths = [_TERM_WIDTH, width - _TERM_WIDTH]
    text = styles.find("TableText")
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + _set_cell(set_paragraph(setter.set_words(term, style="muted"), style=text), width=widths[0])
        + _set_cell(set_paragraph(setter.set_text(value), style=text), width=widths[1])
        + "</w:tr>"
        for term, value in pairs
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    described = _describe(styles.find("TocsinFacts"), widths=widths, words="Facts", has_head=False)
    return f"<w:tbl>{described}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{set_paragraph('', style=styles.find('AfterTable'))}"


def _describe(style: str, *, widths: Sequence[int], words: str, has_head: bool) -> str:
    look = f'w:firstRow="{int(has_head)}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    value = "06A0" if has_head else "0680"
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{value}" {look}/><w:tblCaption w:val="{escape_text(words)}"/></w:tblPr>'
    )


def _set_row(
    row: Sequence[Text],
    *,
    key: str | None,
    widths: Sequence[int],
    shown: Sequence[str],
    anchors: Anchors,
    setter: TextSetter,
) -> str:
    contents = [setter.set_text(cell) for cell in row]
    if key:
        contents[0] = anchors.mark(key, contents[0])
    cells = "".join(
        _set_cell(set_paragraph(content, style=style), width=width)
        for content, style, width in zip(contents, shown, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _set_cell(content: str, *, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _align(column: Column) -> str:
    return '<w:jc w:val="right"/>' if column.is_number else ""


def _share_width(table: DataTable, *, width: int, is_crowded: bool) -> list[int]:
    """Short columns get what they need on one line, the others share what is left by how much they hold."""
    if is_crowded:
        part = width // (len(table.columns) + 1)
        return [width - part * (len(table.columns) - 1), *[part] * (len(table.columns) - 1)]
    sizes = [
        _measure(column, cells=[join_words(row[at]) for row in table.rows]) for at, column in enumerate(table.columns)
    ]
    least = [letters * _LETTER + _CELL_SPACE for letters, _ in sizes]
    if sum(least) >= width:
        return [each * width // sum(least) for each in least]
    wish = [max(most - letters, 0) + 1 for letters, most in sizes]
    left = width - sum(least)
    return [each + left * more // sum(wish) for each, more in zip(least, wish, strict=True)]


def _measure(column: Column, *, cells: Sequence[str]) -> tuple[int, int]:
    """How many letters a column needs so that no word is cut, or no number where it holds some, and how many it would like."""
    is_whole = column.keeps_line or (column.is_number and not column.wraps)
    words = [word for text in (column.title, *cells) for word in _find_words(text)]
    word = ceil(_ROOM * min(max(map(len, words), default=1), _MOST_LETTERS))
    least = max([word, *(len(cell) for cell in cells if is_whole)])
    longest = max(map(len, [column.title if len(cells) < 2 else "", *cells]), default=1)
    wished = longest if longest <= _LONG else _LONG + (min(longest, _LONGEST) - _LONG) // 3
    return max(least, _FEWEST_LETTERS), wished


def _find_words(text: str) -> list[str]:
    """Pieces between which a line may be broken."""
    return [word for word in _BREAKS.split(text) if word]
