"""What does a Word file say of itself: title, language, handling and the moment it was made?"""

from datetime import UTC, datetime

from tocsin.publish.document.tree import Document
from tocsin.publish.docx.marks import escape_text
from tocsin.publish.docx.package import Parts, Relationship, add_content_types, add_relationships, find_related

_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_SPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def write_properties(parts: Parts, *, document: Document, made_at: datetime) -> None:
    """Write the properties of a file anew; those that a template had of itself go."""
    name = next(find_related(parts, "", kind="core-properties"), None)
    if name is None:
        name, line = "docProps/core.xml", Relationship("repProperties", _KIND, "docProps/core.xml")
        add_relationships(parts, "", new={line.key: line})
    add_content_types(parts, by_part={name: _TYPE})
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {
        "dc:title": document.title,
        "dc:subject": document.kicker,
        "dc:creator": "Tocsin",
        "cp:keywords": document.handling,
        "dc:language": document.language,
        "cp:version": document.edition,
    }
    lines = "".join(f"<{key}>{escape_text(text)}</{key}>" for key, text in told.items() if text)
    moments = "".join(
        f'<dcterms:{key} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{key}>' for key in ("created", "modified")
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts[name] = f"{head}<cp:coreProperties {_SPACES}>{lines}{moments}</cp:coreProperties>".encode()
