"""What is inside a Word file: parts, their kinds, and which part leads to which?"""

import io
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tocsin.publish.docx.marks import escape_text
from tocsin.publish.docx.scan import append_inside, apply_edits, scan_xml

CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OUTSIDE = ' TargetMode="External"'
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".gif")

Parts = dict[str, bytes]


@dataclass(frozen=True)
class Relationship:
    """A line from one part to another, or to a place outside of the file."""

    key: str
    kind: str
    target: str
    is_external: bool = False


def render_package(parts: Mapping[str, bytes]) -> bytes:
    """All parts as one file; the same parts always give the same bytes."""
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, not name.startswith("_rels/"), name))
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            entry = ZipInfo(name, date_time=_EARLIEST)
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED_ALREADY) else ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, parts[name], compresslevel=5)
    return made.getvalue()


def name_relationships(part: str) -> str:
    """Where the relationships of a part are kept; those of the whole file where the part is empty."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relationships(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """The relationships of a part, none if it has no list of them."""
    name = name_relationships(part)
    if name not in parts:
        return ()
    return tuple(
        Relationship(
            told.get("Id", ""),
            told.get("Type", ""),
            told.get("Target", ""),
            told.get("TargetMode", "").lower() == "external",
        )
        for told in (
            element.attributes
            for element in scan_xml(parts[name]).walk()
            if element.name.rpartition(":")[2] == "Relationship"
        )
    )


def find_target(part: str, relationship: Relationship) -> str:
    """The name of the part that a relationship leads to."""
    target = relationship.target
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def find_document(parts: Mapping[str, bytes]) -> str | None:
    """The part that holds the text, or None."""
    found = (each for each in read_relationships(parts, "") if each.kind.endswith("/officeDocument"))
    return next((find_target("", each) for each in found), None)


def find_related(parts: Mapping[str, bytes], part: str, *, kind: str) -> Iterator[str]:
    """The parts inside the file that a part leads to by a kind of relationship, such as ``styles``."""
    for each in read_relationships(parts, part):
        if each.kind.endswith(f"/{kind}") and not each.is_external:
            yield find_target(part, each)


def add_relationships(parts: Parts, part: str, *, new: Mapping[str, Relationship]) -> None:
    """Write relationships down beside those that a part has; each goes by its key."""
    name = name_relationships(part)
    lines = "".join(
        f'<Relationship Id="{each.key}" Type="{each.kind}" Target="{escape_text(each.target)}"{_OUTSIDE * each.is_external}/>'
        for each in new.values()
    )
    if not lines:
        return
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONSHIPS}">'
    before = parts.get(name, f"{head}</Relationships>".encode())
    parts[name] = apply_edits(before, [append_inside(before, scan_xml(before), added=lines)])


def add_content_types(
    parts: Parts, *, by_ending: Mapping[str, str] | None = None, by_part: Mapping[str, str] | None = None
) -> None:
    """Say of which kind parts are, by how their names end or one by one, where the file does not say so yet."""
    before = parts[CONTENT_TYPES]
    root = scan_xml(before)
    known = {element.attributes.get("Extension", "").lower() for element in root.children}
    named = {element.attributes.get("PartName", "") for element in root.children}
    lines = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (by_ending or {}).items()
        if ending not in known
    ) + "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (by_part or {}).items()
        if f"/{name}" not in named
    )
    parts[CONTENT_TYPES] = apply_edits(before, [append_inside(before, root, added=lines)])
