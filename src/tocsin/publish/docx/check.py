"""May a template be used: does anything in it run, load, or lead out of the file?"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from xml.parsers.expat import ExpatError

from tocsin.publish.docx.errors import UnsafeXmlError
from tocsin.publish.docx.package import (
    CONTENT_TYPES,
    DRAWING,
    OFFICE,
    Parts,
    find_document,
    find_related,
    find_target,
    read_relationships,
)
from tocsin.publish.docx.scan import WORD, Element, scan_xml

_XML_ENDINGS = ("xml", "rels", "vml")
_XML = tuple(f".{ending}" for ending in _XML_ENDINGS)
_LINES = re.compile(r"((?:.*/)?)_rels/([^/]*)\.rels")
_PLAIN = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf", ".ttf", ".otf", ".svg")
_PRINTER = re.compile(r"printerSettings/[^/]+\.bin$")
_MACRO_TYPES = re.compile(r"macroEnabled|vbaProject|vbaData|keyMapCustomizations", re.IGNORECASE)
_LOADED_TYPES = re.compile(r"oleObject|activeX|/control|vnd\.ms-office\.webextension|customUI", re.IGNORECASE)
_FORBIDDEN_LINES = {
    "attachedTemplate": "an attached template", "vbaProject": "macros", "wordVbaData": "macros", "oleObject": "an embedded object",
    "package": "an embedded file", "control": "a control", "activeXControlBinary": "a control", "aFChunk": "a part of another format",
    "subDocument": "a document loaded from elsewhere", "frame": "a frame", "attachedToolbars": "toolbars",
    "keyMapCustomizations": "key bindings", "mailMergeSource": "a source of mail merge", "ui/extensibility": "an own ribbon",
    "webextension": "an add-in", "webextensiontaskpanes": "an add-in", "recipientData": "data of mail merge",
}  # fmt: skip
_FORBIDDEN_ELEMENTS = {
    "w:altChunk": "a part of another format", "w:object": "an embedded object", "w:control": "a control",
    "w:subDoc": "a document loaded from elsewhere", "w:attachedTemplate": "an attached template", "w:mailMerge": "a mail merge",
    "o:OLEObject": "an embedded object", "w:frameset": "a frame", "w:saveThroughXslt": "a conversion on saving",
}  # fmt: skip
_HARMLESS_FIELDS = {
    "=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION", "COMMENTS", "CREATEDATE", "DATE",
    "DOCPROPERTY", "EDITTIME", "EQ", "FILENAME", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "IF", "INDEX", "KEYWORDS",
    "LASTSAVEDBY", "LISTNUM", "MERGEFIELD", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "REF",
    "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TIME", "TITLE", "TOA",
    "TOC", "XE",
}  # fmt: skip
_JUMP = re.compile(r'^\s*HYPERLINK\s+\\l\s+("[^"]*"|[^\s"]+)(\s+\\[hnot](\s+"[^"]*")?)*\s*$', re.IGNORECASE)
_UNUSUAL = "it is written with an unusual prefix"
_LEADS_OUT = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def list_dangers(parts: Parts) -> list[str]:
    """Everything for which a template must be refused, each as what it is and where it stands."""
    dangers, trees = [], dict[str, Element]()
    for name, content in parts.items():
        if not name.endswith(_XML) and name != CONTENT_TYPES:
            dangers += (
                [] if name.lower().endswith(_PLAIN) or _PRINTER.search(name) else [f"{name}: a file that is not text"]
            )
            continue
        try:
            trees[name] = scan_xml(content)
        except UnsafeXmlError as error:
            dangers.append(f"{name}: {error}")
        except (ExpatError, ValueError) as error:
            dangers.append(f"{name}: it cannot be read as XML ({error})")
    for name, content in parts.items():
        dangers += _list_pictures(name, content) if name.lower().endswith(".svg") else []
    if dangers:
        return dangers
    dangers += _list_types(trees)
    for name, tree in trees.items():
        dangers += [f"{name}: {what}" for what in (*_list_elements(tree), *_list_fields(tree, content=parts[name]))]
    dangers += [danger for name in trees if name.endswith(".rels") for danger in _list_lines(parts, name)]
    return list(dict.fromkeys([*dangers, *_list_shape(parts, trees)]))


def _list_types(trees: Mapping[str, Element]) -> Iterator[str]:
    if CONTENT_TYPES not in trees:
        yield f"{CONTENT_TYPES}: it is missing, so this is not a Word file"
        return
    for element in trees[CONTENT_TYPES].children:
        kind = element.attributes.get("ContentType", "")
        about = element.attributes.get("PartName") or f"*.{element.attributes.get('Extension', '')}"
        ending = about.rpartition(".")[2].lower()
        if kind.endswith("xml") and ending not in _XML_ENDINGS and (kind, ending) != ("image/svg+xml", "svg"):
            yield f"{about}: text under the name of something else"
        elif _MACRO_TYPES.search(kind):
            yield f"{about}: macros"
        elif _LOADED_TYPES.search(kind):
            yield f"{about}: an embedded object or add-in"


def _list_lines(parts: Parts, name: str) -> Iterator[str]:
    found = _LINES.fullmatch(name)
    if found is None:
        yield f"{name}: it is not where relationships are kept"
        return
    part = found[1] + found[2]
    for line in read_relationships(parts, part):
        kind = line.kind.partition("/relationships/")[2] or line.kind.rpartition("/")[2]
        if line.is_external:
            yield f"{name}: {_FORBIDDEN_LINES.get(kind, 'a link')} that leads out of the file, to {line.target[:120]!r}"
        elif kind in _FORBIDDEN_LINES:
            yield f"{name}: {_FORBIDDEN_LINES[kind]}"
        elif find_target(part, line) not in parts:
            yield f"{name}: it leads to {line.target[:120]!r}, which is not in the file"


def _list_elements(tree: Element) -> Iterator[str]:
    for element in tree.walk():
        if element.name in _FORBIDDEN_ELEMENTS:
            yield _FORBIDDEN_ELEMENTS[element.name]
        for name, value in element.attributes.items():
            if name.rpartition(":")[2] in ("src", "href", "link") and _LEADS_OUT.match(value):
                yield f"a link that leads out of the file, to {value[:120]!r}"


def _list_fields(tree: Element, *, content: bytes) -> Iterator[str]:
    """Fields of Word that could load or run something: all that are not known to be harmless."""
    for code in _list_codes(tree, content=content):
        words = code.split()
        name = words[0].upper() if words else ""
        if name == "HYPERLINK":
            if not _JUMP.match(unescape(code)):
                yield f"a link that leads out of the file, in a field: {code.strip()[:120]!r}"
        elif name not in _HARMLESS_FIELDS and not name.startswith("="):
            yield f"a field that loads or runs something: {code.strip()[:120]!r}"


def _list_codes(tree: Element, *, content: bytes) -> Iterator[str]:
    """The instruction of every field; one whose own instruction is made by another field is told with a mark for it."""
    stack: list[list[str]] = []
    for element in tree.find("w:fldChar", "w:instrText", "w:delInstrText", "w:fldSimple"):
        if element.name == "w:fldSimple":
            yield element.attributes.get("w:instr", "")
        elif element.name != "w:fldChar":
            text = content[element.inner : element.close].decode()
            if stack:
                stack[-1].append(text)
            else:
                yield text
        elif element.attributes.get("w:fldCharType") == "begin":
            if stack and not "".join(stack[-1]).strip():
                yield "{ made by another field }"
            stack.append([])
        elif element.attributes.get("w:fldCharType") == "separate" and stack:
            yield "".join(stack[-1])
            stack[-1] = ["\0"]
        elif element.attributes.get("w:fldCharType") == "end" and stack:
            done = stack.pop()
            if done[:1] != ["\0"]:
                yield "".join(done)
    yield from ("".join(left) for left in stack if left[:1] != ["\0"])


def _list_pictures(name: str, content: bytes) -> Iterator[str]:
    try:
        tree = scan_xml(content)
    except (ExpatError, ValueError) as error:
        yield f"{name}: it cannot be read as a picture ({error})"
        return
    for element in tree.walk():
        is_active = element.name.rpartition(":")[2].lower() in ("script", "foreignobject", "iframe")
        links = [value for key, value in element.attributes.items() if key.rpartition(":")[2] == "href"]
        if is_active or any(key.lower().startswith("on") for key in element.attributes):
            yield f"{name}: a script in a picture"
        elif any(not link.startswith(("#", "data:image/")) for link in links):
            yield f"{name}: a picture that loads another file"


def _list_shape(parts: Parts, trees: Mapping[str, Element]) -> Iterator[str]:
    """Whether a file is laid out as Word and LibreOffice lay it out."""
    main = find_document(parts)
    if main is None or main not in trees:
        yield "it holds no text of a document"
        return
    root = trees[main]
    if root.name != "w:document" or root.attributes.get("xmlns:w") != WORD:
        yield f"{main}: it is not in the usual form of a Word document (strict Open XML?)"
    for prefix, space in (("r", OFFICE), ("wp", DRAWING)):
        if root.attributes.get(f"xmlns:{prefix}", space) != space:
            yield f"{main}: the prefix {prefix!r} stands for something else than in a usual Word document"
    if not any(child.name == "w:body" for child in root.children):
        yield f"{main}: it has no body"
    if not any(find_related(parts, main, kind="styles")):
        yield "it has no styles"
    for kind in ("styles", "numbering", "settings", "header", "footer", "footnotes", "endnotes"):
        yield from (f"{name}: it is not text" for name in find_related(parts, main, kind=kind) if name not in trees)
    yield from (f"{name}: {_UNUSUAL}, so its fields could not be read" for name in trees if _hides_words(trees[name]))
    plain = {CONTENT_TYPES: "Types", **{name: "Relationships" for name in trees if name.endswith(".rels")}}
    yield from (f"{name}: {_UNUSUAL}" for name, tag in plain.items() if name in trees and trees[name].name != tag)


def _hides_words(tree: Element) -> bool:
    """Whether the words of Word are said with another prefix, or its prefix is given to something else."""
    spaces = [
        pair for element in tree.walk() for pair in element.attributes.items() if pair[0].partition(":")[0] == "xmlns"
    ]
    return any((prefix == "xmlns:w") != (space == WORD) for prefix, space in spaces)
