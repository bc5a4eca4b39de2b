"""Where in a part of a document does each element stand, so that it can be changed and all else kept to the byte?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from tocsin.publish.docx.errors import UnsafeXmlError

_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ENCODING = re.compile(rb"^\xef?\xbb?\xbf?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_DEEPEST = 200
_MOST_ELEMENTS = 400_000  # a text of 150 pages has 100,000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass
class Element:
    """An element with the places of its first and last byte; its content lies between ``inner`` and ``close``."""

    name: str
    attributes: dict[str, str]
    parent: "Element | None" = field(repr=False)
    start: int
    inner: int
    close: int = 0
    end: int = 0
    children: "list[Element]" = field(default_factory=list, repr=False)

    def walk(self) -> "Iterator[Element]":
        """This element and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, *names: str) -> "Iterator[Element]":
        """Elements of these names below this one."""
        return (element for element in self.walk() if element.name in names)

    def read_whole(self, attribute: str, *, default: int = 0) -> int:
        """A whole number that an attribute gives; the default where it gives none, or one with a unit."""
        told = self.attributes.get(attribute, "")
        return int(told) if told.isascii() and told.isdigit() else default

    def has_above(self, *names: str) -> bool:
        """Whether an element of these names stands around this one."""
        return self.parent is not None and (self.parent.name in names or self.parent.has_above(*names))


@dataclass(frozen=True)
class Edit:
    """Bytes of a part to be replaced; nothing is replaced where start and end are one."""

    start: int
    end: int
    content: bytes

    @classmethod
    def insert(cls, at: int, content: str) -> "Edit":
        """Put content in, in front of what stands there."""
        return cls(at, at, content.encode())


def scan_xml(content: bytes) -> Element:
    """Read a part as a tree of places; names keep the prefixes they are written with.

    Raises
    ------
    UnsafeXmlError
        If it is in another encoding than UTF-8, if a document type is declared, or if elements stand inside each other more than 200 times.
    xml.parsers.expat.ExpatError
        If the part is not well-formed XML.
    """
    told = _ENCODING.match(content)
    if b"\x00" in content or (told and told[1].lower() not in (b"utf-8", b"us-ascii")):
        raise UnsafeXmlError("it is not written in UTF-8, so readers could differ on what it says")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnsafeXmlError("a document type is declared, which could load other files")
    parser, open_elements, roots = expat.ParserCreate("utf-8"), list[Element](), list[Element]()
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > _DEEPEST:
            raise UnsafeXmlError(f"elements stand inside each other more than {_DEEPEST} times")
        at = parser.CurrentByteIndex
        parent = open_elements[-1] if open_elements else None
        nonlocal count
        count += 1
        if count > _MOST_ELEMENTS:
            raise UnsafeXmlError(f"it holds more than {_MOST_ELEMENTS} elements")
        element = Element(name, attributes, parent, at, _end_of_tag(content, at))
        (parent.children if parent else roots).append(element)
        open_elements.append(element)

    def end(name: str) -> None:
        element = open_elements.pop()
        if content[element.inner - 2 : element.inner] == b"/>" and parser.CurrentByteIndex <= element.inner:
            element.close = element.end = element.inner
        else:
            element.close = parser.CurrentByteIndex
            element.end = _end_of_tag(content, element.close)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)
    return roots[0]


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Carry out edits that do not overlap; those at one place in the order given."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [content[at : edit.start], edit.content]
        at = edit.end
    return b"".join([*pieces, content[at:]])


def append_inside(content: bytes, element: Element, *, added: str) -> Edit:
    """Put content in at the end of an element, which is opened if it was written as empty."""
    if element.inner < element.end:
        return Edit.insert(element.close, added)
    head = content[element.start : element.end].removesuffix(b"/>")
    return Edit(element.start, element.end, head + f">{added}</{element.name}>".encode())


def read_text(content: bytes, element: Element) -> str:
    """The text right inside an element."""
    return unescape(content[element.inner : element.close].decode())


def _end_of_tag(content: bytes, at: int) -> int:
    found = _TAG.match(content, at)
    return found.end() if found else len(content)
