"""Is a report as a Word file whole, the same each time, and at home in a ministry's template?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.word_files import (
    MAIN,
    WORD,
    Drawn,
    Kept,
    invent_chart,
    invent_word_document,
    make_template,
    open_package,
    paragraph,
    read_words,
    render_invented,
)
from tocsin.publish.document.tree import Section
from tocsin.publish.docx import render_docx, write_docx
from tocsin.publish.docx.check import list_dangers
from tocsin.publish.docx.package import CONTENT_TYPES, find_target, read_relationships
from tocsin.publish.docx.template import Template

# The order in which the schema of WordprocessingML (ISO/IEC 29500-1, 17.3 and 17.4) wants properties.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc textDirection "
    "outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs u lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders shd textDirection vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
}


@cache
def render_once() -> bytes:
    """Return the invented report as a Word file."""
    return render_docx(invent_word_document(), charts=Drawn(), store=Kept())


@cache
def open_once() -> dict[str, bytes]:
    """Return its parts."""
    return open_package(render_once())


def strip_space(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def list_targets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return every part that another leads to, with the name of the other."""
    owners = [name.replace("_rels/", "").removesuffix(".rels") for name in parts if name.endswith(".rels")]
    return [
        (owner, find_target(owner, line))
        for owner in owners
        for line in read_relationships(parts, owner)
        if not line.is_external
    ]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_docx(invent_word_document(), charts=Drawn(), store=Kept()) == render_once()


def test_every_part_is_well_formed() -> None:
    texts = [content for name, content in open_once().items() if name.endswith((".xml", ".rels", ".svg"))]
    assert len([ET.fromstring(content) for content in texts]) > 10


def test_every_relationship_leads_to_a_part() -> None:
    assert [target for _, target in list_targets(open_once()) if target not in open_once()] == []


def test_every_relationship_that_the_text_names_is_there() -> None:
    named = set(re.findall(r'r:(?:id|embed)="([^"]+)"', open_once()[MAIN].decode()))
    assert named - {line.key for line in read_relationships(open_once(), MAIN)} == set()


def test_every_part_is_of_a_known_kind() -> None:
    told = open_once()[CONTENT_TYPES].decode()
    endings, names = re.findall(r'Extension="(\w+)"', told), re.findall(r'PartName="/([^"]+)"', told)
    unknown = [n for n in open_once() if n != CONTENT_TYPES and n.rpartition(".")[2] not in endings and n not in names]
    assert (unknown, [name for name in names if name not in open_once()]) == ([], [])


@pytest.mark.parametrize("mark", [r'<w:bookmarkStart w:id="(\d+)"', r'w:name="(\w+)"', r'<wp:docPr id="(\d+)"'])
def test_every_number_and_name_is_given_once(mark: str) -> None:
    found = re.findall(mark, open_once()[MAIN].decode())
    assert (len(found) > 1, sorted(found)) == (True, sorted(set(found)))


def test_every_reference_leads_to_a_bookmark() -> None:
    text = open_once()[MAIN].decode()
    named = set(re.findall(r'w:anchor="(\w+)"', text)) | set(re.findall(r"(?:PAGE)?REF (\w+)", text))
    assert (len(named) > 2, named - set(re.findall(r'bookmarkStart w:id="\d+" w:name="(\w+)"', text))) == (True, set())


def test_every_style_that_is_used_is_there() -> None:
    used = {name for text in open_once().values() for name in re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', text)}
    assert used - set(re.findall(rb'w:styleId="(\w+)"', open_once()["word/styles.xml"])) == set()


@pytest.mark.parametrize("name", sorted(ORDERS))
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    order = ORDERS[name].split()
    roots = [
        ET.fromstring(content)
        for part, content in open_once().items()
        if part.startswith("word/") and part.endswith(".xml")
    ]
    found = [[strip_space(child.tag) for child in each] for root in roots for each in root.iter(f"{{{WORD}}}{name}")]
    assert (len(found) > 0, [names for names in found if names != sorted(names, key=order.index)]) == (True, [])


def test_every_cell_ends_with_a_paragraph() -> None:
    cells = list(ET.fromstring(open_once()[MAIN]).iter(f"{{{WORD}}}tc"))
    assert {strip_space(cell[-1].tag) for cell in cells} == {"p"}


def test_nothing_in_it_runs_or_loads() -> None:
    links = [danger for danger in list_dangers(open_once()) if "https://example.org/law" not in danger]
    assert links == []


def test_public_addresses_are_the_only_way_out() -> None:
    outside = [line.target for line in read_relationships(open_once(), MAIN) if line.is_external]
    assert outside == ["https://example.org/law?a=1&b=2"]


def test_text_of_a_dossier_is_never_markup() -> None:
    assert "It is &lt;b&gt;likely&lt;/b&gt;." in read_words(open_once()[MAIN])


def test_every_page_carries_the_handling() -> None:
    marked = [name for name, text in open_once().items() if re.search(r"header|footer", name) and b"TLP:GREEN" in text]
    assert len(marked) == 3


def test_no_field_of_the_house_template_is_left_standing() -> None:
    assert [name for name, text in open_once().items() if b"{{" in text] == []


def test_the_language_is_said_with_a_region() -> None:
    assert b'<w:lang w:val="en-GB"' in open_once()["word/styles.xml"]


def test_a_language_that_is_none_leaves_the_template_s() -> None:
    made = render_docx(invent_word_document(language='x"/>'), charts=Drawn(), store=Kept())
    assert open_package(made)["word/styles.xml"] == open_once()["word/styles.xml"]


def test_the_moment_changes_nothing_but_the_properties() -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    parts = open_package(render_docx(invent_word_document(), charts=Drawn(), store=Kept(), made_at=later))
    assert [name for name in parts if parts[name] != open_once()[name]] == ["docProps/core.xml"]


def test_it_is_written_where_it_should_be(tmp_path: Path) -> None:
    write_docx(invent_word_document(), path=tmp_path / "r.docx", charts=Drawn(), store=Kept())
    assert (tmp_path / "r.docx").read_bytes() == render_once()


def fill(body: str, *, parts: dict[str, bytes] | None = None) -> str:
    """Return the words of a short report in a template with this text."""
    sections = (Section("one", "First", ()), Section("two", "Second", ()))
    return read_words(render_invented(*sections, template=make_template(body, parts=parts))[MAIN])


def test_a_template_places_sections_where_it_likes_and_the_rest_in_the_body() -> None:
    assert fill(paragraph("{{section:two}}") + paragraph("{{body}}") + paragraph("End")) == "SecondFirstEnd"


def test_a_template_that_asks_for_no_text_gets_it_at_its_end() -> None:
    assert fill(paragraph("{{title}}")) == "Threats &lt;Elsewhere&gt;FirstSecond"


def test_a_letterhead_without_fields_gets_the_whole_report() -> None:
    told = fill(paragraph("Ministry"))
    assert (told.startswith("MinistryThreat assessment"), told.endswith("FirstSecond")) == (True, True)


def test_a_template_of_word_s_own_kind_becomes_a_document() -> None:
    own = make_template(paragraph("{{body}}"))
    types = own.parts[CONTENT_TYPES].replace(b"document.main+xml", b"template.main+xml")
    parts = render_invented(template=Template("x.dotx", {**own.parts, CONTENT_TYPES: types}))
    assert b"template.main" not in parts[CONTENT_TYPES]


def test_a_report_in_a_template_made_from_a_report_meets_no_name_twice() -> None:
    first = render_invented(Section("a", "A", (invent_chart(),)))
    again = {**first, MAIN: first[MAIN].replace(b"<w:sectPr>", paragraph("{{body}}").encode() + b"<w:sectPr>")}
    parts = render_invented(Section("a", "A", (invent_chart(),)), template=Template("x", again))
    keys = [line.key for line in read_relationships(parts, MAIN)]
    names = re.findall(r'w:name="(\w+)"', parts[MAIN].decode())
    assert (len(keys), len(names)) == (len(set(keys)), len(set(names)))


def test_a_template_without_lists_of_its_own_gets_them() -> None:
    own = make_template(paragraph("{{body}}"))
    lines = re.sub(rb"<Relationship [^>]*numbering[^>]*/>", b"", own.parts["word/_rels/document.xml.rels"])
    kept = {name: content for name, content in own.parts.items() if name != "word/numbering.xml"}
    parts = render_invented(template=Template("x", {**kept, "word/_rels/document.xml.rels": lines}))
    assert [target for _, target in list_targets(parts) if target.endswith("rep-numbering.xml")] == [
        "word/rep-numbering.xml"
    ]


def test_prefixes_that_a_template_lacks_are_declared() -> None:
    body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("{{body}}")}</w:body></w:document>'
    own = make_template("")
    parts = render_invented(template=Template("x", {**own.parts, MAIN: body.encode()}))
    assert ET.fromstring(parts[MAIN]).tag == f"{{{WORD}}}document"
