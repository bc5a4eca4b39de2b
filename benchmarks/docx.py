"""How long does the Colombia report, of more than 150 pages, take to become a Word file?

Charts are drawn once for all forms of a report; the pictures of dots that stand behind them are timed apart.
"""

import re
import sys
import tempfile
import time
from pathlib import Path
from shutil import copytree, ignore_patterns
from zipfile import ZipFile

from tocsin.publish.assessment import read_assessment
from tocsin.publish.build import build_report
from tocsin.publish.charts.picture import Pictures
from tocsin.publish.document import compose_document
from tocsin.publish.document.tree import find_charts
from tocsin.publish.docx import read_template, write_docx, write_template
from tocsin.publish.docx.pictures import draw_png
from tocsin.publish.reuse import find_cache
from tocsin.publish.store import FolderStore

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "colombia"
# The first has a budget of the project; the others are held so that they do not creep up.
BUDGETS = {"150 pages, s": 1.0, "in a template, s": 1.5, "dots of 69 charts, s": 4.0, "file, MB": 8.0}
LEAST_PARAGRAPHS = 4_000
REPEATS = 5


def measure(folder: Path) -> dict[str, float]:
    """Every figure that has a budget."""
    dossier = copytree(EXAMPLE, folder / "colombia", ignore=ignore_patterns("build"))
    out = dossier / "build"
    build_report(dossier, out=out)
    document = compose_document(read_assessment(out / "assessment.json"))
    store, path = FolderStore(find_cache(out)), folder / "report.docx"
    charts = Pictures(store)
    drawn = [charts.draw_svg(figure.chart.spec) for figure in find_charts(document)]
    began = time.perf_counter()
    for svg in drawn:
        draw_png(svg)  # without a store: the build has kept them all
    found = {"dots of 69 charts, s": (time.perf_counter() - began) * 69 / len(drawn)}
    write_template(folder / "template.docx")
    template = read_template(folder / "template.docx")
    for name, given in (("150 pages, s", None), ("in a template, s", template)):
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            write_docx(document, path=path, charts=charts, store=store, template=given)
            times.append(time.perf_counter() - began)
        found[name] = max(times)
    with ZipFile(path) as archive:
        paragraphs = len(re.findall(rb"<w:p>", archive.read("word/document.xml")))
    if paragraphs < LEAST_PARAGRAPHS:
        sys.exit(f"The report has {paragraphs} paragraphs only, so it is shorter than 150 pages and says nothing.")
    return {**found, "file, MB": path.stat().st_size / 1e6}


def main() -> None:
    """Measure and print, each beside its budget; end with 1 if any is over it."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    for name, budget in BUDGETS.items():
        value = found[name]
        print(f"{name:<22} {value:8.2f}   budget {budget:g}   {'within' if value <= budget else 'OVER'}")
    sys.exit(any(found[name] > budget for name, budget in BUDGETS.items()))


if __name__ == "__main__":
    main()
