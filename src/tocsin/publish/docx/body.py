"""How does each part of a report become paragraphs, headings, tables and pictures of a Word file?"""

from dataclasses import dataclass

from tocsin.publish.document.tree import (
    Block,
    Bullets,
    ChartFigure,
    DataTable,
    Details,
    Facts,
    KeyJudgementBlock,
    MarginNote,
    Notice,
    Paragraph,
    Section,
    Span,
    Text,
    ThreatCard,
)
from tocsin.publish.docx.anchors import Anchors
from tocsin.publish.docx.links import TextSetter
from tocsin.publish.docx.marks import KEEP, set_field, set_paragraph, set_run
from tocsin.publish.docx.pictures import PictureSetter
from tocsin.publish.docx.style_book import StyleBook
from tocsin.publish.docx.tables import set_facts, set_table

_DEEPEST_HEADING = 4
_INSIDE_NOTICE = '<w:ind w:left="454" w:right="113" w:hanging="227"/>'


@dataclass
class BodySetter:
    """Sets the parts of a report down in order; figures and tables are numbered as they come."""

    anchors: Anchors
    styles: StyleBook
    setter: TextSetter
    pictures: PictureSetter
    width: int
    bullets: int
    figures_count: int = 0
    tables_count: int = 0

    def set_sections(self, sections: tuple[Section, ...]) -> str:
        """Whole sections with their headings."""
        return self.set_blocks(sections, level=1)

    def set_blocks(self, blocks: tuple[Block, ...], *, level: int, is_aside: bool = False) -> str:
        """Every part in order; paragraphs are numbered unless they stand aside of the argument."""
        return "".join(self._set_block(block, level=level, is_aside=is_aside) for block in blocks)

    def set_notice(self, notice: Notice) -> str:
        """Something set apart; the word says what the colour says."""
        style = self.styles.find("Warning" if notice.tone == "warning" else "Note")
        word = f"▲ {notice.word}. " if notice.tone == "warning" else f"{notice.word}. "
        head = self.setter.set_words(word, style="WarningWord" if notice.tone == "warning" else "strong")
        marked = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.bullets}"/></w:numPr>{_INSIDE_NOTICE}'
        return set_paragraph(head + self.setter.set_text(notice.text), style=style) + "".join(
            set_paragraph(self.setter.set_text(item), style=style, properties=marked) for item in notice.details
        )

    def set_pairs(self, pairs: tuple[tuple[str, Text], ...]) -> str:
        """Terms with what they stand for."""
        return set_facts(pairs, styles=self.styles, setter=self.setter, width=self.width)

    def set_lines(self, text: Text, *, style: str) -> str:
        """A paragraph of text in a style of the report."""
        return set_paragraph(self.setter.set_text(text), style=self.styles.find(style))

    def _set_block(self, block: Block, *, level: int, is_aside: bool) -> str:
        match block:
            case Section() | ThreatCard():
                return self._set_headed(block, level=level, is_aside=is_aside)
            case Paragraph():
                return self.set_lines(block.text, style=_choose_style(block, is_aside=is_aside))
            case Bullets():
                return self._set_bullets(block)
            case Notice():
                return self.set_notice(block)
            case MarginNote():
                return self.set_lines(block.text, style="Quote")
            case Facts():
                return self.set_pairs(block.pairs)
            case DataTable():
                return self._set_table(block)
            case ChartFigure():
                return self._set_chart(block)
            case KeyJudgementBlock():
                return self._set_judgement(block, level=level)
            case Details():
                label = self.anchors.mark(block.key, self.setter.set_words(block.summary))
                told = set_paragraph(label, style=self.styles.find("AsideLabel"))
                return told + self.set_blocks(block.blocks, level=level, is_aside=True)

    def _set_headed(self, block: Section | ThreatCard, *, level: int, is_aside: bool) -> str:
        title = self.anchors.mark(block.key, self.setter.set_words(block.title))
        heading = set_paragraph(title, style=self.styles.find(f"Heading{min(level, _DEEPEST_HEADING)}"))
        if isinstance(block, ThreatCard):
            under = self.setter.set_words(block.rank)
        else:
            under = self.anchors.mark_value(block.key, self.setter.set_text(block.value)) if block.value else ""
        value = set_paragraph(under, style=self.styles.find("Value")) if under else ""
        pairs = self.set_pairs(block.pairs) if isinstance(block, ThreatCard) else ""
        return heading + value + pairs + self.set_blocks(block.blocks, level=level + 1, is_aside=is_aside)

    def _set_bullets(self, block: Bullets) -> str:
        style = self.styles.find("ListBullet")
        own = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.bullets}"/></w:numPr>'
        properties = "" if self.styles.has_numbering("ListBullet") else own
        return "".join(
            set_paragraph(self.setter.set_text(item), style=style, properties=properties) for item in block.items
        )

    def _set_judgement(self, block: KeyJudgementBlock, *, level: int) -> str:
        statement = self.anchors.mark(block.key, self.setter.set_text(block.statement))
        standing = self.setter.set_words(f"{block.probability}. ", style="strong") + self.setter.set_words(
            block.confidence, style="muted"
        )
        return (
            set_paragraph(statement, style=self.styles.find("Statement"))
            + set_paragraph(standing, style=self.styles.find("Normal"))
            + self.set_blocks(block.blocks, level=level)
        )

    def _set_table(self, table: DataTable) -> str:
        self.tables_count += 1
        label = self._set_label("Table", key=table.key, number=self.tables_count)
        return set_table(
            table, label=label, anchors=self.anchors, styles=self.styles, setter=self.setter, width=self.width
        )

    def _set_chart(self, figure: ChartFigure) -> str:
        self.figures_count += 1
        chart, name = figure.chart, f"Figure {self.figures_count}"
        label = self._set_label("Figure", key=figure.key, number=self.figures_count)
        picture = self.pictures.set_picture(chart.spec, name=name, alt=chart.alt, is_small=figure.size == "small")
        source = f"{chart.caption}  {chart.recipe}"
        return (
            set_paragraph(
                label + self.setter.set_words(f". {chart.title}"), style=self.styles.find("Caption"), properties=KEEP
            )
            + set_paragraph(self.setter.set_words(chart.subtitle), style=self.styles.find("Measure"))
            + set_paragraph(picture, style=self.styles.find("Picture"))
            + set_paragraph(self.setter.set_words(source), style=self.styles.find("SourceLine"))
        )

    def _set_label(self, word: str, *, key: str, number: int) -> str:
        field = set_field(rf"SEQ {word} \* ARABIC", result=set_run(str(number)))
        return self.anchors.mark(key, set_run(f"{word} ") + field)


def _choose_style(paragraph: Paragraph, *, is_aside: bool) -> str:
    """The style of a paragraph: one all in bold names what follows it."""
    if paragraph.role == "small":
        return "Small"
    if paragraph.text and all(isinstance(run, Span) and run.style == "strong" for run in paragraph.text):
        return "Label"
    if is_aside:
        return "Normal"
    return "Lead" if paragraph.role == "lead" else "NumberedParagraph"
