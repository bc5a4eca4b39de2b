"""What stands on every page: how wide is its text, and does each carry the handling mark?"""

import posixpath
from collections.abc import Iterator

from tocsin.publish.docx.fields import list_fields
from tocsin.publish.docx.marks import set_paragraph, set_run
from tocsin.publish.docx.package import (
    OFFICE,
    WORD_TYPE,
    Parts,
    Relationship,
    add_content_types,
    add_relationships,
    find_related,
)
from tocsin.publish.docx.scan import WORD, Edit, Element, append_inside, apply_edits, scan_xml

_PAPER = 11906, 1440, 1440  # A4 with the margins that word processors begin with, in twentieths of a point
_LEAST_WIDTH = 4000
_HANDLING = "{{handling}}"


def measure_text_width(root: Element) -> int:
    """The width of the text on the last pages of a document, in twentieths of a point; of one column where it has several."""
    section = next(reversed(list(_list_sections(root))), None)
    told = {each.name: each for each in section.children} if section else {}
    page, margins, columns = (told.get(name) for name in ("w:pgSz", "w:pgMar", "w:cols"))
    across = page.read_whole("w:w", default=_PAPER[0]) if page else _PAPER[0]
    sides = _PAPER[1] + _PAPER[2]
    if margins:
        left, right = (margins.read_whole(f"w:{side}", default=_PAPER[1]) for side in ("left", "right"))
        sides = left + right + margins.read_whole("w:gutter")
    count = max(columns.read_whole("w:num", default=1), 1) if columns else 1
    space = columns.read_whole("w:space", default=720) if columns else 0
    return max((across - sides - space * (count - 1)) // count, _LEAST_WIDTH)


def append_to_body(content: bytes, blocks: str) -> bytes:
    """Put blocks at the end of the text, in front of what describes its last pages."""
    if not blocks:
        return content
    body = next(each for each in scan_xml(content).children if each.name == "w:body")
    last = body.children[-1] if body.children else None
    if last and last.name == "w:sectPr":
        return apply_edits(content, [Edit.insert(last.start, blocks)])
    return apply_edits(content, [append_inside(content, body, added=blocks)])


def mark_every_page(parts: Parts, *, main: str, style: str, key: str) -> None:
    """See to it that every header asks for the handling mark, and that every page has a header."""
    headers = dict.fromkeys(name for name in find_related(parts, main, kind="header") if name in parts)
    line = set_paragraph(set_run(_HANDLING), style=style, properties='<w:jc w:val="right"/>')
    for name in headers:
        if not any(field.name == "handling" for field in list_fields(parts[name], part=name)):
            parts[name] = apply_edits(parts[name], [append_inside(parts[name], scan_xml(parts[name]), added=line)])
    lacking = _list_lacking(parts, main=main)
    if not lacking:
        return
    name = posixpath.join(posixpath.dirname(main), f"{key}.xml")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts[name] = f'{head}<w:hdr xmlns:w="{WORD}">{line}</w:hdr>'.encode()
    add_relationships(parts, main, new={key: Relationship(key, f"{OFFICE}/header", f"{key}.xml")})
    add_content_types(parts, by_part={name: f"{WORD_TYPE}.header+xml"})
    parts[main] = _refer(parts[main], kinds=lacking, key=key)


def _list_lacking(parts: Parts, *, main: str) -> list[str]:
    """The kinds of header that the first pages need and do not have; later ones take over what those have."""
    sections = list(_list_sections(scan_xml(parts[main])))
    settings = next(find_related(parts, main, kind="settings"), None)
    is_two_sided = settings is not None and any(scan_xml(parts[settings]).find("w:evenAndOddHeaders"))
    has_first = any(any(section.find("w:titlePg")) for section in sections)
    needed = ["default", *(["first"] if has_first else []), *(["even"] if is_two_sided else [])]
    had = {each.attributes.get("w:type") for each in sections[0].find("w:headerReference")} if sections else set()
    return [kind for kind in needed if kind not in had]


def _refer(content: bytes, *, kinds: list[str], key: str) -> bytes:
    root = scan_xml(content)
    section = next(_list_sections(root), None)
    lines = "".join(f'<w:headerReference xmlns:r="{OFFICE}" w:type="{kind}" r:id="{key}"/>' for kind in kinds)
    if section is None:
        body = next(each for each in root.children if each.name == "w:body")
        return apply_edits(content, [append_inside(content, body, added=f"<w:sectPr>{lines}</w:sectPr>")])
    if section.inner == section.end:
        return apply_edits(content, [append_inside(content, section, added=lines)])
    return apply_edits(content, [Edit.insert(section.inner, lines)])


def _list_sections(root: Element) -> Iterator[Element]:
    """What describes the pages of each section, in order; not how it was before a tracked change."""
    return (each for each in root.find("w:sectPr") if not each.has_above("w:sectPrChange"))
