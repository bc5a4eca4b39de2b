"""How does the report become a Word file: the same tree, put in the place of a template's fields?"""

import posixpath
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tocsin.publish.document.tree import Document, say
from tocsin.publish.docx.anchors import Anchors
from tocsin.publish.docx.body import BodySetter
from tocsin.publish.docx.contents import set_contents
from tocsin.publish.docx.fields import BLOCK_FIELDS, fill_part, list_fields, list_words, name_section
from tocsin.publish.docx.links import TextSetter
from tocsin.publish.docx.lists import BULLETS, merge_lists
from tocsin.publish.docx.marks import set_run
from tocsin.publish.docx.package import (
    CONTENT_TYPES,
    DRAWING,
    OFFICE,
    WORD_TYPE,
    Parts,
    Relationship,
    add_content_types,
    add_relationships,
    find_document,
    find_related,
    read_relationships,
    render_package,
)
from tocsin.publish.docx.pages import append_to_body, mark_every_page, measure_text_width
from tocsin.publish.docx.pictures import Drawing, PictureSetter
from tocsin.publish.docx.properties import write_properties
from tocsin.publish.docx.scan import Edit, Element, apply_edits, scan_xml
from tocsin.publish.docx.style_book import StyleBook, merge_styles, set_language
from tocsin.publish.docx.template import Template, list_text_parts, load_own_template
from tocsin.publish.pdf import DocumentStore

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
# Word asks for a region; where a report names none, the one whose spelling the report is written in.
_REGIONS = {"en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ar": "ar-SA", "ru": "ru-RU", "zh": "zh-CN"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def write_docx(
    document: Document,
    *,
    path: Path,
    charts: Drawing,
    store: DocumentStore | None = None,
    template: Template | None = None,
    made_at: datetime | None = None,
) -> None:
    """Write the report as a Word file, in a ministry's template where one is given."""
    path.write_bytes(render_docx(document, charts=charts, store=store, template=template, made_at=made_at))


def render_docx(
    document: Document,
    *,
    charts: Drawing,
    store: DocumentStore | None = None,
    template: Template | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """Set the report as a Word file; ``made_at`` is the moment written into it, fixed by default so that bytes repeat.

    ``store`` keeps the pictures of dots that stand in for charts where vectors cannot be shown.
    """
    parts = dict((template or load_own_template()).parts)
    _Setter(parts, document=document, charts=charts, store=store).fill()
    write_properties(parts, document=document, made_at=made_at or _EPOCH)
    return render_package(parts)


class _Setter:
    """Puts one report into the parts of one template."""

    def __init__(self, parts: Parts, *, document: Document, charts: Drawing, store: DocumentStore | None) -> None:
        main = find_document(parts)
        assert main is not None  # refused otherwise when read
        self._parts, self._main, self._document = parts, main, document
        self._prefix = _find_prefix(parts, main)
        self._styles, bullets = self._merge(load_own_template().parts)
        root = scan_xml(parts[main])
        taken, first_bookmark, first_object = _list_taken(root)
        width = measure_text_width(root)
        self._anchors = Anchors(document, taken=taken, first_number=first_bookmark)
        self._links = TextSetter(self._anchors, styles=self._styles, prefix=self._prefix)
        self._pictures = PictureSetter(charts, store=store, width=width, first_number=first_object, prefix=self._prefix)
        self._body = BodySetter(self._anchors, self._styles, self._links, self._pictures, width=width, bullets=bullets)

    def fill(self) -> None:
        """Fill every part, and say in the file what was put there."""
        parts, main, words = self._parts, self._main, list_words(self._document)
        mark_every_page(parts, main=main, style=self._styles.find("Header"), key=f"{self._prefix}Header")
        parts[main] = _declare(parts[main], {"r": OFFICE, "wp": DRAWING})
        fields = tuple(list_fields(parts[main], part=main))
        order = self._list_order([field.name for field in fields if field.is_alone], is_bare=not fields)
        blocks = {name: self._set_block(name, placed=order) for name in order}
        asked = {field.name for field in fields if field.is_alone}
        rest = "".join(f"<w:p>{set_run(f'{{{{{name}}}}}')}</w:p>" for name in order if name not in asked)
        parts[main] = fill_part(append_to_body(parts[main], rest), words=words, blocks=blocks)
        for part in list_text_parts(parts)[1:]:
            parts[part] = fill_part(parts[part], words=words, blocks={})
        folder = posixpath.dirname(main)
        parts.update({posixpath.join(folder, name): content for name, content in self._pictures.files.items()})
        add_relationships(parts, main, new={**self._pictures.relationships, **self._links.addresses})
        add_content_types(parts, by_ending={"png": "image/png", "svg": "image/svg+xml"})
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)

    def _list_order(self, alone: list[str], *, is_bare: bool) -> tuple[str, ...]:
        """What is put in, in the order in which it will stand: a template that asks for no text gets it at its end."""
        if is_bare:
            return ("heading", *BLOCK_FIELDS)
        known = {*BLOCK_FIELDS, *map(name_section, self._document.sections)}
        order = dict.fromkeys(name for name in alone if name in known)
        has_text = "body" in order or any(name.startswith("section:") for name in order)
        return (*order,) if has_text else (*order, "body")

    def _set_block(self, name: str, *, placed: tuple[str, ...]) -> str:
        document, body = self._document, self._body
        match name:
            case "heading":
                kicker, title = (body.set_lines(say(text), style=style) for text, style in _name_heading(document))
                return kicker + title
            case "notices":
                return "".join(body.set_notice(notice) for notice in document.notices)
            case "answer":
                return body.set_lines(document.answer, style="Answer")
            case "facts":
                return body.set_pairs(document.facts)
            case "contents":
                return set_contents(document, anchors=self._anchors, styles=self._styles)
            case "body":
                return body.set_sections(tuple(each for each in document.sections if name_section(each) not in placed))
        return body.set_sections(tuple(each for each in document.sections if name_section(each) == name))

    def _merge(self, own: Mapping[str, bytes]) -> tuple[StyleBook, int]:
        """Bring the report's lists, styles and language into the template."""
        parts, main = self._parts, self._main
        numbering = next(find_related(parts, main, kind="numbering"), None)
        lists, numbers = merge_lists(parts[numbering] if numbering else None, own=own["word/numbering.xml"])
        name = numbering or posixpath.join(posixpath.dirname(main), f"{self._prefix}-numbering.xml")
        parts[name] = lists
        if not numbering:
            line = Relationship(f"{self._prefix}Lists", f"{OFFICE}/numbering", posixpath.basename(name))
            add_relationships(parts, main, new={line.key: line})
            add_content_types(parts, by_part={name: f"{WORD_TYPE}.numbering+xml"})
        styles = next(find_related(parts, main, kind="styles"))
        merged, book = merge_styles(parts[styles], own=own["word/styles.xml"], numbers=numbers)
        told = self._document.language
        parts[styles] = set_language(merged, language=_REGIONS.get(told, told)) if _LANGUAGE.fullmatch(told) else merged
        return book, numbers[BULLETS]


def _name_heading(document: Document) -> tuple[tuple[str, str], tuple[str, str]]:
    return (document.kicker, "Kicker"), (document.title, "Title")


def _find_prefix(parts: Parts, main: str) -> str:
    """How names of new relationships and files begin, so that they meet none that a template has."""
    taken = [*(line.key for line in read_relationships(parts, main)), *(posixpath.basename(name) for name in parts)]
    return next(prefix for count in range(1, 100) if not any(key.startswith(prefix := "rep" * count) for key in taken))


def _list_taken(root: Element) -> tuple[tuple[str, ...], int, int]:
    """Names of bookmarks that a template has, and the first free numbers of bookmarks and of pictures."""
    marks = list(root.find("w:bookmarkStart"))
    numbers = [mark.read_whole("w:id") for mark in marks]
    objects = [each.read_whole("id") for each in root.find("wp:docPr")]
    names = tuple(mark.attributes.get("w:name", "") for mark in marks)
    return names, max(numbers, default=0) + 1, max(objects, default=0) + 1


def _declare(content: bytes, spaces: Mapping[str, str]) -> bytes:
    root = scan_xml(content)
    lacking = "".join(
        f' xmlns:{prefix}="{space}"' for prefix, space in spaces.items() if f"xmlns:{prefix}" not in root.attributes
    )
    return apply_edits(content, [Edit.insert(root.inner - 1, lacking)]) if lacking else content
