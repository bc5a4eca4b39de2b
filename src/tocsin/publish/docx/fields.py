"""Where does a template ask for what: which fields stand in its parts, and how are they filled?

A field is written as ``{{name}}`` in the text. Word splits text into runs where it likes; a field is found all the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tocsin.publish.document.tree import Document, Section
from tocsin.publish.docx.anchors import join_words
from tocsin.publish.docx.marks import escape_text
from tocsin.publish.docx.scan import Edit, Element, apply_edits, read_text, scan_xml
from tocsin.publish.numbers import strip_isolates

WORD_FIELDS = ("title", "kicker", "edition", "language", "handling", "answer")
BLOCK_FIELDS = ("notices", "answer", "facts", "contents", "body")
_FIELD = re.compile(r"\{\{\s*([^{}]{1,120}?)\s*\}\}")
_SLUG = re.compile(r"[^a-z0-9]+")
_CELL = "w:tc"


@dataclass(frozen=True)
class Field:
    """A field of a template, and whether it has its paragraph for itself, which parts of more than a line need."""

    name: str
    part: str
    is_alone: bool


def list_words(document: Document) -> dict[str, str]:
    """What fields inside a line can be filled with: the head of a report, and each of its facts as ``fact:name``."""
    facts = {f"fact:{_SLUG.sub('-', term.lower()).strip('-')}": join_words(value) for term, value in document.facts}
    words = {
        "title": document.title,
        "kicker": document.kicker,
        "edition": document.edition,
        "language": document.language,
        "handling": document.handling,
        "answer": join_words(document.answer),
    }
    return {name: strip_isolates(text) for name, text in {**words, **facts}.items()}


def name_section(section: Section) -> str:
    """The name of the field that one section of a report is put in the place of."""
    return f"section:{section.key}"


def list_fields(content: bytes, *, part: str) -> Iterator[Field]:
    """Every field of a part, in order."""
    for _, texts in _list_paragraphs(scan_xml(content)):
        whole = "".join(read_text(content, text) for text in texts)
        for found in _FIELD.finditer(whole):
            yield Field(found[1].lower(), part, found[0] == whole.strip())


def fill_part(content: bytes, *, words: Mapping[str, str], blocks: Mapping[str, str]) -> bytes:
    """Put words in the place of fields, and blocks in the place of paragraphs that hold nothing but a field."""
    edits, left = list[Edit](), dict(blocks)  # what is put in twice would have its bookmarks twice
    for paragraph, texts in _list_paragraphs(scan_xml(content)):
        told = [read_text(content, text) for text in texts]
        whole = "".join(told)
        if "{{" not in whole:
            continue
        alone = _FIELD.fullmatch(whole.strip())
        if alone and alone[1].lower() in left:
            edits.append(_replace_paragraph(content, paragraph, left.pop(alone[1].lower())))
        else:
            edits += _replace_words(content, texts, told=told, words=words)
    return apply_edits(content, edits)


def _list_paragraphs(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Paragraphs with the pieces of text that are their own; a text box inside one has paragraphs for itself."""
    for paragraph in root.find("w:p"):
        texts = [text for text in paragraph.find("w:t") if _find_own(text) is paragraph]
        if texts:
            yield paragraph, texts


def _find_own(element: Element) -> Element | None:
    above = element.parent
    while above is not None and above.name != "w:p":
        above = above.parent
    return above


def _replace_paragraph(content: bytes, paragraph: Element, block: str) -> Edit:
    """Blocks instead of a paragraph; a section break that it carried stays, and a cell of a table ends with a paragraph."""
    style = next((each for each in paragraph.children if each.name == "w:pPr"), None)
    section_break = next((each for each in style.children if each.name == "w:sectPr"), None) if style else None
    after = ""
    if section_break:
        kept = content[section_break.start : section_break.end].decode()
        after = f"<w:p><w:pPr>{kept}</w:pPr></w:p>"
    elif paragraph.has_above(_CELL):
        after = "<w:p/>"
    return Edit(paragraph.start, paragraph.end, (block + after).encode())


def _replace_words(
    content: bytes, texts: list[Element], *, told: list[str], words: Mapping[str, str]
) -> Iterator[Edit]:
    """A field's words go where it begins; what is left of it in later runs goes."""
    changed = list(told)
    starts = [sum(map(len, told[:at])) for at in range(len(told))]
    for found in reversed(list(_FIELD.finditer("".join(told)))):  # from the end, so that earlier places stay as counted
        value = words.get(found[1].lower())
        for at, piece in enumerate(told) if value is not None else ():
            low, high = (min(max(bound - starts[at], 0), len(piece)) for bound in found.span())
            if low < high:
                begins_here = value if starts[at] <= found.start() else ""
                changed[at] = f"{changed[at][:low]}{begins_here}{changed[at][high:]}"
    for text, before, after in zip(texts, told, changed, strict=True):
        if before != after:
            line = f'<w:t xml:space="preserve">{escape_text(after)}</w:t>'
            yield Edit(text.start, text.end, line.encode())
