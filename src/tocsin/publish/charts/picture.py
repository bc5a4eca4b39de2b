"""What does a chart look like: from its specification to SVG that pages and documents can hold?"""

import json
import re
from collections.abc import Mapping
from typing import Protocol

from tocsin.publish.charts.chart import Spec
from tocsin.publish.charts.theme import TOKENS
from tocsin.publish.packaged import find_fonts
from tocsin.terms.recipe import hash_content

_METHOD = "picture/2"
# What the drawing engine says of every mark; one picture has one description, given where it is shown.
_NOISE = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"')
_OWN_NAME = re.compile(r'(id="|url\(#|href="#)([A-Za-z][\w-]*)')
_SIZE = re.compile(r'<svg[^>]*?width="([\d.]+)" height="([\d.]+)"')
_HEAD = re.compile(r"<svg[^>]*>")


class PictureStore(Protocol):
    """Keeps drawn pictures as text under the hash of their specification."""

    def load_text(self, fingerprint: str) -> str | None:
        """The picture kept under a hash, or None."""
        ...

    def save_text(self, fingerprint: str, text: str) -> None:
        """Keep a picture."""
        ...


class Pictures:
    """Draws each specification once, however many readers ask, and keeps what a store is given for."""

    def __init__(self, store: PictureStore | None = None) -> None:
        self._store = store
        self._drawn: dict[str, str] = {}
        self._has_fonts = False

    def draw_svg(self, spec: Spec) -> str:
        """Draw a Vega-Lite specification as SVG; the same specification always gives the same text."""
        key = hash_content([_METHOD, spec])
        if key not in self._drawn:
            kept = self._store.load_text(key) if self._store else None
            self._drawn[key] = self._draw(spec) if kept is None else kept
            if self._store and kept is None:
                self._store.save_text(key, self._drawn[key])
        return self._drawn[key]

    def _draw(self, spec: Spec) -> str:
        import vl_convert

        if not self._has_fonts:
            vl_convert.register_font_directory(find_fonts())
            self._has_fonts = True
        drawn = str(vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="6.4", allowed_base_urls=[]))
        return _number_names(_NOISE.sub("", drawn))


def fit_for_page(svg: str, *, name: str, alt: str) -> str:
    """Make a picture part of a page: theme variables for colours, ids of its own, words for those who cannot see it."""
    width, height = measure(svg)
    body = _HEAD.sub("", svg, count=1)
    for colour, token in TOKENS.items():
        body = body.replace(colour, f"var(--{token})")
    body = _OWN_NAME.sub(rf"\1{name}-\2", body)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{_escape(alt)}" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" fill="none" stroke-miterlimit="10">'
    )
    return head + body


def measure(svg: str) -> tuple[float, float]:
    """Width and height of a picture, in pixels."""
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def tokens() -> Mapping[str, str]:
    """The colours of charts by the name of their theme variable."""
    return {name: colour for colour, name in TOKENS.items()}


def _number_names(svg: str) -> str:
    """Number the names inside a picture from nothing: the drawing engine counts them on from one picture to the next."""
    numbers: dict[str, str] = {}
    return _OWN_NAME.sub(lambda found: found[1] + numbers.setdefault(found[2], f"part{len(numbers)}"), svg)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
