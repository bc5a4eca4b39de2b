"""An invented report as a Word file, and templates with something planted in them; no figure describes the world."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.document.tree import (
    Bullets,
    ChartFigure,
    Column,
    DataTable,
    Details,
    Document,
    Facts,
    FigureReference,
    KeyJudgementBlock,
    Link,
    MarginNote,
    Notice,
    Paragraph,
    Section,
    Span,
    ThreatCard,
    say,
)
from tocsin.publish.docx.package import render_package
from tocsin.publish.docx.template import Template, load_own_template
from tocsin.publish.docx.write import render_docx

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    '<text font-family="IBM Plex Sans">5</text></svg>'
)
PNG = b"\x89PNG\r\n\x1a\n dots"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "word/document.xml"


class Drawn:
    """Charts that are drawn already, all alike."""

    def draw_svg(self, spec: Spec) -> str:
        """Return the one picture, made different by what the specification says."""
        return SVG.replace(">5<", f">{spec.get('say', 5)}<")


class Kept:
    """A store that holds every picture of dots."""

    def load_bytes(self, fingerprint: str, *, ending: str) -> bytes | None:
        """Return the one picture."""
        return PNG

    def save_bytes(self, fingerprint: str, content: bytes, *, ending: str) -> None:
        """Fail: nothing should have been drawn."""
        raise AssertionError(f"{fingerprint}{ending} was drawn although it is kept")


def invent_chart(key: str = "bars", *, told: int = 5) -> ChartFigure:
    """Return a chart with every word it carries."""
    chart = Chart(
        key=key,
        form="bars",
        title="Five is the most",
        subtitle="count, Elsewhere, 2020",
        caption="Source: invented.",
        alt="One bar, five long & wide.",
        spec={"say": told},
        data=ChartData.of(["what", "count"], [["a", told]]),
    )
    return ChartFigure(f"chart-{key}", chart)


def invent_word_document(*sections: Section, **heads: str) -> Document:
    """Return a report of the sections given, or of one with every kind of part."""
    told = {"title": "Threats <Elsewhere>", "language": "en", "edition": "1", "handling": "TLP:GREEN", **heads}
    return Document(
        kicker="Threat assessment · Elsewhere · 2020",
        answer=say("Nothing stands first."),
        notices=(Notice("status", "Status", say("Invented.")),),
        facts=(("Place", say("Elsewhere")), ("Period", say("2020"))),
        sections=sections or (_invent_figures(), _invent_rest(), *_invent_short()),
        **told,
    )


def render_invented(*sections: Section, template: Template | None = None) -> dict[str, bytes]:
    """Return the parts of the Word file of an invented report."""
    made = render_docx(invent_word_document(*sections), charts=Drawn(), store=Kept(), template=template)
    return open_package(made)


def open_package(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file."""
    from io import BytesIO

    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_words(part: bytes) -> str:
    """Return all text of a part, as it stands between tags."""
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part.decode()))


def make_template(body: str, *, parts: Mapping[str, bytes] | None = None) -> Template:
    """Return the house template with another text and other parts."""
    own = dict(load_own_template().parts)
    pages = re.search(rb"<w:sectPr>.*</w:sectPr>", own[MAIN], re.DOTALL)
    assert pages is not None
    start = own[MAIN][: own[MAIN].index(b"<w:body>") + len(b"<w:body>")]
    own[MAIN] = start + body.encode() + pages[0] + b"</w:body></w:document>"
    return Template("planted.docx", {**own, **(parts or {})})


def write_planted(path: Path, template: Template) -> Path:
    """Write a template as a file."""
    path.write_bytes(render_package(template.parts))
    return path


def paragraph(*runs: str) -> str:
    """Return a paragraph whose text is split into runs."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def _invent_figures() -> Section:
    table = DataTable(
        "table",
        "Two rows",
        (Column("Name"), Column("Count", is_number=True)),
        ((say("first row"), say("1")), (say("second row"), say("2"))),
        row_keys=("row-1", "row-2"),
    )
    figure = Section("figure-share", "Share seized", (Paragraph(say("How it was found.")),), say("5–9 %"))
    return Section("figures", "How much", (figure, table, invent_chart(), invent_chart("more", told=6)))


def _invent_rest() -> Section:
    led = (
        Span("It is "),
        FigureReference("share", "5–9 %"),
        Span(", see "),
        Link("first row", "#row-1"),
        Span(", "),
        Link("another word", "#row-2"),
        Span(", "),
        Link("a law", "https://example.org/law?a=1&b=2"),
        Span(", "),
        Link("nowhere", "#nothing"),
        Span(", "),
        Link("a trap", "javascript:alert(1)"),
    )
    judgement = KeyJudgementBlock(
        "judgement-1",
        say("It is <b>likely</b>."),
        "Likely (70 %)",
        "Low confidence.",
        (Details("judgement-1-why", "Evidence", (Bullets((say("one"), say("two"))), Paragraph(say("Aside.")))),),
    )
    facts = Facts((("Why", say("so")),))
    card = ThreatCard("card-1", "A threat", "1st", (("Place", say("Elsewhere")),), (facts,))
    notice = Notice("warning", "Warning", say("Read this."), (say("a"), say("b")))
    return Section("rest", "The rest", (Paragraph(led), judgement, card, notice, MarginNote(say("Beside."))))


def _invent_short() -> tuple[Section, ...]:
    return tuple(
        Section(f"short-{at}", f"Short {at}", (Paragraph(say("Words."), "lead"), Paragraph(say("Small."), "small")))
        for at in range(2)
    )
