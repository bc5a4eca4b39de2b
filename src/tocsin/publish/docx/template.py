"""How does a ministry give the report its own look: which templates are taken, and what do they ask for and leave out?"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from tocsin.publish.document.tree import Document
from tocsin.publish.docx.check import list_dangers
from tocsin.publish.docx.errors import TemplateRefusedError
from tocsin.publish.docx.fields import BLOCK_FIELDS, WORD_FIELDS, Field, list_fields, list_words, name_section
from tocsin.publish.docx.package import find_document, find_related, render_package
from tocsin.publish.packaged import load_template

_OWN_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-relationships.xml",
    "docProps/app.xml": "application.xml",
    "docProps/core.xml": "properties.xml",
    "word/_rels/document.xml.rels": "document-relationships.xml",
    "word/document.xml": "document.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer1.xml": "footer.xml",
    "word/header1.xml": "header.xml",
    "word/header2.xml": "header-first.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_MOST_BYTES = 60_000_000
_MOST_PARTS = 2_000
_UNSAFE_NAME = re.compile(r"^/|\\|(?:^|/)\.\.?(?:/|$)|[\x00-\x1f:]")
_OLD_FORM = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
# Handling and text are not among them: where no field asks for these, they are put in all the same.
_LEFT_OUT = ("title", "edition", "notices", "answer", "facts", "contents")
_OPEN_ENDED = ("section:", "fact:")


@dataclass(frozen=True)
class Template:
    """A Word file whose fields the report is put in the place of."""

    name: str
    parts: Mapping[str, bytes]


@dataclass(frozen=True)
class FieldFindings:
    """What is wrong with the fields of a template; none of it keeps a report from being written.

    ``unknown`` are fields that no report fills and ``misplaced`` those that need a paragraph of their own in the text,
    once; both are left standing as they are. ``unused`` are parts of a report that the template leaves out.
    """

    unknown: tuple[str, ...]
    misplaced: tuple[str, ...]
    unused: tuple[str, ...]


def read_template(path: Path) -> Template:
    """Read a template and refuse whatever could run, load or lead out of the file.

    Raises
    ------
    TemplateRefusedError
        With everything for which it is refused at once.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TemplateRefusedError(
            f"{path}: the template cannot be read ({error.strerror or error}), so nothing was written. Name a Word file (.docx)."
        ) from error
    parts = _open_parts(content, path=path)
    dangers = list_dangers(parts)
    if dangers:
        listed = "\n".join(f"- {danger}" for danger in dangers)
        raise TemplateRefusedError(
            f"{path}: this template was refused, because every document made from it would carry what was found:\n{listed}\n"
            "Open it in a word processor, remove these, and save it as a Word document (.docx) without macros."
        )
    return Template(path.name, parts)


def write_template(path: Path) -> None:
    """Write the template that reports are set in by default, to be changed in a word processor."""
    path.write_bytes(render_package(load_own_template().parts))


@cache
def load_own_template() -> Template:
    """The template that reports are set in when a ministry gives none."""
    parts = {part: load_template(f"docx/{name}").encode() for part, name in _OWN_PARTS.items()}
    return Template("the template of Tocsin", parts)


def list_field_findings(template: Template, *, document: Document | None = None) -> FieldFindings:
    """Fields that a template asks for in vain, and parts of a report that it leaves out; with a document, to the section."""
    main = find_document(template.parts)
    assert main is not None  # refused otherwise when read
    found = [
        field for part in list_text_parts(template.parts) for field in list_fields(template.parts[part], part=part)
    ]
    known = _list_known(document)
    unknown, misplaced, placed = list[str](), list[str](), set[str]()
    for field in found:
        if not _is_known(field.name, known=known, is_open=document is None):
            unknown.append(_say_unknown(field, known=known))
        elif _is_misplaced(field, main=main, placed=placed):
            misplaced.append(f"{{{{{field.name}}}}} in {field.part}")
        else:
            placed.add(field.name)
    is_bare = all(field.part != main for field in found)  # the whole report is put in
    unused = [] if is_bare else [name for name in _LEFT_OUT if name not in placed]
    sections = [name for name in known if name.startswith("section:") and name not in placed]
    if "body" not in placed and any(name.startswith("section:") for name in placed):
        unused += sections
    return FieldFindings(tuple(unknown), tuple(misplaced), tuple(unused))


def list_text_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The parts of a file that hold text: the document, headers, footers and notes."""
    main = find_document(parts)
    assert main is not None  # every template has one
    kinds = ("header", "footer", "footnotes", "endnotes")
    others = [name for kind in kinds for name in find_related(parts, main, kind=kind) if name in parts]
    return tuple(dict.fromkeys((main, *others)))


def _open_parts(content: bytes, *, path: Path) -> dict[str, bytes]:
    mend = "Save it as a Word document (.docx) and try again; nothing was written."
    if content.startswith(_OLD_FORM):
        raise TemplateRefusedError(f"{path}: this is an old Word file (.doc), or one locked with a password. {mend}")
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            problem = _find_problem(entries)
            if problem:
                raise TemplateRefusedError(f"{path}: the template {problem}, which no word processor writes. {mend}")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise TemplateRefusedError(f"{path}: this is not a Word file, or it is damaged ({error}). {mend}") from error


def _find_problem(entries: list[ZipInfo]) -> str:
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        return f"unpacks to more than {_MOST_BYTES // 1_000_000} MB or {_MOST_PARTS} files"
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return "holds locked files"
    if any(_UNSAFE_NAME.search(name) for name in names):
        return "holds a file whose name leads elsewhere"
    return "holds a file twice" if len(set(names)) < len(names) else ""


def _list_known(document: Document | None) -> tuple[str, ...]:
    fixed = tuple(dict.fromkeys((*WORD_FIELDS, *BLOCK_FIELDS)))
    if document is None:
        return fixed
    return tuple(dict.fromkeys((*fixed, *list_words(document), *map(name_section, document.sections))))


def _is_known(name: str, *, known: tuple[str, ...], is_open: bool) -> bool:
    return name in known or (is_open and name.startswith(_OPEN_ENDED))


def _is_misplaced(field: Field, *, main: str, placed: set[str]) -> bool:
    if field.name in WORD_FIELDS and field.name not in BLOCK_FIELDS:
        return False
    if field.name.startswith("fact:"):
        return False
    if field.name == "answer" and not field.is_alone:
        return False
    return not field.is_alone or field.part != main or field.name in placed


def _say_unknown(field: Field, *, known: tuple[str, ...]) -> str:
    near = get_close_matches(field.name, known, n=1)
    hint = f"; did you mean {{{{{near[0]}}}}}?" if near else ""
    return f"{{{{{field.name}}}}} in {field.part}{hint}"
