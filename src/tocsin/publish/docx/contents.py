"""What does the table of contents say before the word processor has counted pages?"""

from dataclasses import dataclass

from tocsin.publish.document.tree import Block, Document, Section, ThreatCard
from tocsin.publish.docx.anchors import Anchors
from tocsin.publish.docx.marks import set_paragraph, set_run
from tocsin.publish.docx.style_book import StyleBook

_FEWEST_ENTRIES = 5
_MOST_ENTRIES = 60
_DEEPEST = 2


@dataclass(frozen=True)
class Entry:
    """A heading that the table of contents leads to."""

    level: int
    title: str
    key: str


def list_entries(document: Document) -> tuple[Entry, ...]:
    """The headings of two levels; of one where two would fill more than a page, none where all can be seen at once."""
    found = tuple(entry for section in document.sections for entry in _walk(section, level=1))
    if len(found) < _FEWEST_ENTRIES:
        return ()
    return found if len(found) <= _MOST_ENTRIES else tuple(entry for entry in found if entry.level == 1)


def set_contents(document: Document, *, anchors: Anchors, styles: StyleBook) -> str:
    """The table of contents as a field: its entries stand already, page numbers come when it is updated."""
    entries = list_entries(document)
    if not entries:
        return ""
    depth = max(entry.level for entry in entries)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        rf'<w:r><w:instrText xml:space="preserve"> TOC \o "1-{depth}" \h \z \u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [_set_entry(entry, anchors=anchors) for entry in entries]
    lines[0] = begin + lines[0]
    lines[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    listed = "".join(
        set_paragraph(line, style=styles.find(f"TOC{entry.level}")) for line, entry in zip(lines, entries, strict=True)
    )
    heading = set_paragraph(set_run("Contents"), style=styles.find("TOCHeading"))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{heading}{listed}</w:sdtContent></w:sdt>"
    )


def _set_entry(entry: Entry, *, anchors: Anchors) -> str:
    place = anchors.find(entry.key)
    if place is None:
        return set_run(entry.title)
    return f'<w:hyperlink w:anchor="{place.name}" w:history="1">{set_run(entry.title)}</w:hyperlink>'


def _walk(block: Block, *, level: int) -> list[Entry]:
    if not isinstance(block, Section | ThreatCard) or level > _DEEPEST:
        return []
    inner = [entry for part in block.blocks for entry in _walk(part, level=level + 1)]
    return [Entry(level, block.title, block.key), *inner]
