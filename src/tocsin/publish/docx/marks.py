"""How is text set down as WordprocessingML, so that nothing in a dossier can act as markup?"""

import re
from dataclasses import dataclass

from tocsin.publish.numbers import strip_isolates

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
KEEP = "<w:keepNext/>"  # said of a paragraph itself, since a ministry's style of the same name may not say it
_SPACE = re.compile(r"[\t\r\n]+")


@dataclass(frozen=True)
class Bookmark:
    """A named place in a document that links and fields lead to."""

    number: int
    name: str

    def around(self, content: str) -> str:
        """Set the bookmark around content."""
        start = f'<w:bookmarkStart w:id="{self.number}" w:name="{self.name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self.number}"/>'


def escape_text(text: str) -> str:
    """Text as it may stand between tags or inside quotes: control characters go, line ends become spaces."""
    if not text.isprintable():
        text = _SPACE.sub(" ", _FORBIDDEN.sub("", strip_isolates(text)))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def set_run(text: str, *, properties: str = "") -> str:
    """A run of text."""
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escape_text(text)}</w:t></w:r>'


def set_paragraph(content: str, *, style: str, properties: str = "") -> str:
    """A paragraph in a style; ``properties`` follow the style in the order that the schema asks for."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def set_field(instruction: str, *, result: str, properties: str = "") -> str:
    """A field that the word processor can update, with the result it shows until then."""
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{told}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{told}<w:instrText xml:space="preserve"> {escape_text(instruction)} </w:instrText></w:r>'
        f'<w:r>{told}<w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r>{told}<w:fldChar w:fldCharType="end"/></w:r>'
    )
