"""Under which numbers does a document keep the report's bullets and numbered paragraphs?"""

import re

from tocsin.publish.docx.scan import Edit, apply_edits, scan_xml

BULLETS = 1
PARAGRAPHS = 2
_ABSTRACT = re.compile(r'(w:abstractNumId(?: w:val)?=")(\d+)(")')
_CONCRETE = re.compile(r'(w:numId=")(\d+)(")')


def merge_lists(before: bytes | None, *, own: bytes) -> tuple[bytes, dict[int, int]]:
    """Add the report's lists to those of a document, each under a number that is free there."""
    if before is None or before == own:
        return own, {BULLETS: BULLETS, PARAGRAPHS: PARAGRAPHS}
    root, ours = scan_xml(before), scan_xml(own)
    abstract_by = 1 + max((each.read_whole("w:abstractNumId") for each in root.find("w:abstractNum")), default=0)
    concrete_by = 1 + max((each.read_whole("w:numId") for each in root.find("w:num")), default=0)
    kinds, lists = (
        "".join(own[each.start : each.end].decode() for each in ours.find(name)) for name in ("w:abstractNum", "w:num")
    )
    kinds = _ABSTRACT.sub(lambda found: f"{found[1]}{int(found[2]) + abstract_by}{found[3]}", kinds)
    lists = _ABSTRACT.sub(lambda found: f"{found[1]}{int(found[2]) + abstract_by}{found[3]}", lists)
    lists = _CONCRETE.sub(lambda found: f"{found[1]}{int(found[2]) + concrete_by}{found[3]}", lists)
    first = next((each.start for each in root.children if each.name == "w:num"), None)
    last = next((each.start for each in root.children if each.name == "w:numIdMacAtCleanup"), root.close)
    edits = [Edit.insert(last if first is None else first, kinds), Edit.insert(last, lists)]
    return apply_edits(before, edits), {number: number + concrete_by for number in (BULLETS, PARAGRAPHS)}
