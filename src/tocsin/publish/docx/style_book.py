"""Under which names does a document keep the styles that a report is set in, and which of them must be added?"""

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tocsin.publish.docx.scan import Edit, Element, append_inside, apply_edits, scan_xml

_USES_STYLE = re.compile(r'(<w:(?:basedOn|next|link) w:val=")([^"]*)(")')
_NUMBER = re.compile(r'(<w:numId w:val=")(\d+)(")')
_OWN = "Tocsin"


@dataclass(frozen=True)
class StyleBook:
    """The styles of a document by the name that the report's own styles have; those marked bring their own numbering."""

    ids: dict[str, str]
    numbered: frozenset[str]
    added: tuple[str, ...] = ()

    def find(self, style: str) -> str:
        """The name under which the document keeps a style."""
        return self.ids[style]

    def run(self, style: str) -> str:
        """The properties of a run in a character style."""
        return f'<w:rStyle w:val="{self.ids[style]}"/>'

    def has_numbering(self, style: str) -> bool:
        """Whether paragraphs of a style are numbered or marked by the style itself."""
        return style in self.numbered


def merge_styles(before: bytes, *, own: bytes, numbers: dict[int, int]) -> tuple[bytes, StyleBook]:
    """Add the report's styles to those of a document; where one of the same name stands already, that one is used.

    ``numbers`` tells under which numbers the document keeps the report's lists.
    """
    root, ours = scan_xml(before), scan_xml(own)
    theirs = {_name(style): style for style in root.children if style.name == "w:style"}
    taken = {style.attributes.get("w:styleId", "").lower() for style in theirs.values()}
    ids, missing = dict[str, str](), list[Element]()
    for style in (style for style in ours.children if style.name == "w:style"):
        key = style.attributes["w:styleId"]
        if _name(style) in theirs:
            ids[key] = theirs[_name(style)].attributes.get("w:styleId", "")
        else:
            ids[key] = key if key.lower() not in taken else f"{_OWN}{key}"
            missing.append(style)
    lines = "".join(_rename(own[style.start : style.end].decode(), ids=ids, numbers=numbers) for style in missing)
    after = apply_edits(before, [append_inside(before, root, added=lines)]) if lines else before
    names = tuple(style.attributes["w:styleId"] for style in missing)
    has_numbers = {_name(style) for style in theirs.values() if any(style.find("w:numPr"))}
    numbered = {
        style.attributes["w:styleId"]
        for style in ours.children
        if style.name == "w:style"
        and (_name(style) in has_numbers or (style in missing and _is_numbered(style, ours=ours)))
    }
    return after, StyleBook(ids, frozenset(numbered), names)


def set_language(styles: bytes, *, language: str) -> bytes:
    """Say in which language a document is written unless a passage says otherwise."""
    root = scan_xml(styles)
    defaults = next(root.find("w:docDefaults"), None)
    told = next(defaults.find("w:lang"), None) if defaults else None
    said = {**(told.attributes if told else {}), "w:val": language}
    line = f"<w:lang {' '.join(f'{name}={quoteattr(value)}' for name, value in said.items())}/>"
    if told:
        return apply_edits(styles, [Edit(told.start, told.end, line.encode())])
    runs = next(defaults.find("w:rPr"), None) if defaults else None
    if runs and runs.close < runs.end:
        return apply_edits(styles, [Edit.insert(runs.close, line)])
    whole = f"<w:rPrDefault><w:rPr>{line}</w:rPr></w:rPrDefault>"
    if defaults is None:
        return apply_edits(styles, [Edit.insert(root.inner, f"<w:docDefaults>{whole}</w:docDefaults>")])
    old = next(defaults.find("w:rPrDefault"), None)
    edit = Edit(old.start, old.end, whole.encode()) if old else Edit.insert(defaults.inner, whole)
    return apply_edits(styles, [edit])


def _name(style: Element) -> str:
    """Name and kind of a style, as Word compares them: it keeps built-in names in English in every edition."""
    name = next((child.attributes.get("w:val", "") for child in style.children if child.name == "w:name"), "")
    return f"{style.attributes.get('w:type', '')}:{name.lower()}"


def _is_numbered(style: Element, *, ours: Element) -> bool:
    if any(style.find("w:numPr")):
        return True
    based = next((child.attributes["w:val"] for child in style.children if child.name == "w:basedOn"), "")
    above = next((each for each in ours.children if each.attributes.get("w:styleId") == based), None)
    return above is not None and above is not style and _is_numbered(above, ours=ours)


def _rename(style: str, *, ids: dict[str, str], numbers: dict[int, int]) -> str:
    own = re.search(r'w:styleId="([^"]*)"', style)
    assert own is not None  # every style of the packaged file has one
    style = style.replace(own[0], f'w:styleId="{ids[own[1]]}"', 1).replace(' w:default="1"', "")
    style = _USES_STYLE.sub(lambda found: f"{found[1]}{ids.get(found[2], found[2])}{found[3]}", style)
    return _NUMBER.sub(lambda found: f"{found[1]}{numbers[int(found[2])]}{found[3]}", style)
