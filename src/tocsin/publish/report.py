"""How are the page and the printed document made at once?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tocsin.publish.charts.picture import Pictures
from tocsin.publish.document.tree import Document, find_charts
from tocsin.publish.html import render_html
from tocsin.publish.pdf import DocumentStore, render_pdf


@dataclass(frozen=True)
class Report:
    """The same document as a page and as a PDF."""

    html: str
    pdf: bytes


def render_report(document: Document, *, pictures: Pictures, store: DocumentStore | None = None) -> Report:
    """Render both forms; the typesetter works beside the drawing of charts for small screens, which only the page needs."""
    pictures.draw_all([figure.chart.spec for figure in find_charts(document)])
    with ThreadPoolExecutor(max_workers=1) as typesetter:
        pdf = typesetter.submit(render_pdf, document, pictures=pictures, store=store)
        html = render_html(document, pictures=pictures)
        return Report(html, pdf.result())
