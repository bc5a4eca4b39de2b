"""How does the report become one page that needs nothing else: no network, no script to be read, no other file?"""

import base64
import re
from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from tocsin.publish.charts.picture import Pictures, fit_for_page
from tocsin.publish.document.tree import ChartFigure, Document
from tocsin.publish.numbers import CLOSE_ISOLATE, OPEN_ISOLATE
from tocsin.publish.packaged import load_asset_as_base64, load_template

_FACES = (
    ("IBM Plex Sans", "IBMPlexSans-Regular", 400, "normal"),
    ("IBM Plex Sans", "IBMPlexSans-Italic", 400, "italic"),
    ("IBM Plex Sans", "IBMPlexSans-SemiBold", 600, "normal"),
    ("IBM Plex Mono", "IBMPlexMono-Regular", 400, "normal"),
)
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def render_html(document: Document, *, pictures: Pictures | None = None) -> str:
    """Render the report as one self-contained page."""
    drawn = pictures or Pictures()
    environment = _prepare()
    environment.globals["draw"] = lambda figure, is_narrow: _draw(figure, drawn, is_narrow=is_narrow)
    page = environment.get_template("report.html").render(
        document=document, style=Markup(_render_style()), script=Markup(load_template("report.js"))
    )
    return re.sub(r"\n\s*\n+", "\n", page)


def _prepare() -> Environment:
    environment = Environment(
        loader=DictLoader(
            {"report.html": load_template("report.html.jinja"), "blocks.html": load_template("blocks.html.jinja")}
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["bidi"] = set_isolates
    environment.filters["id"] = name_anchor
    environment.filters["csv_link"] = _link_csv
    return environment


def set_isolates(text: str) -> Markup:
    """Turn the marks around ranges, codes and units into elements with a direction of their own; all else is escaped."""
    safe = str(escape(text))
    return Markup(safe.replace(OPEN_ISOLATE, '<bdi dir="ltr">').replace(CLOSE_ISOLATE, "</bdi>"))


def name_anchor(key: str) -> str:
    """A name that an address can lead to."""
    return _UNSAFE_IN_ID.sub("-", key)


def _draw(figure: ChartFigure, pictures: Pictures, *, is_narrow: bool) -> Markup:
    spec = figure.chart.narrow if is_narrow else figure.chart.spec
    if spec is None:
        return Markup()
    name = name_anchor(f"{figure.key}-{'n' if is_narrow else 'w'}")
    return Markup(fit_for_page(pictures.draw_svg(spec), name=name, alt=figure.chart.alt))


def _link_csv(figure: ChartFigure) -> str:
    data = base64.b64encode(figure.chart.data.csv.encode()).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{data}"


@cache
def _render_style() -> str:
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};font-display:swap;"
        f"src:url(data:font/woff2;base64,{load_asset_as_base64(f'{name}.woff2')}) format('woff2')}}\n"
        for family, name, weight, style in _FACES
    )
    return faces + load_template("report.css")
