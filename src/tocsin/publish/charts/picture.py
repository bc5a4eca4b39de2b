"""What does a chart look like: from its specification to SVG that pages and documents can hold?"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from tocsin.publish.charts.chart import Spec
from tocsin.publish.charts.sheet import cut_apart, join_specs
from tocsin.publish.charts.theme import TOKENS
from tocsin.publish.packaged import find_fonts
from tocsin.terms.recipe import hash_content

_METHOD = "picture/2"
_SHEET = 12
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
        return self.draw_all([spec])[0]

    def draw_all(self, specs: Sequence[Spec]) -> list[str]:
        """Draw many specifications, which takes less time than drawing them one by one."""
        keys = [hash_content([_METHOD, spec]) for spec in specs]
        missing: dict[str, Spec] = {}
        for key, spec in zip(keys, specs, strict=True):
            if key not in self._drawn and not self._recall(key):
                missing[key] = spec
        waiting = list(missing.items())
        for start in range(0, len(waiting), _SHEET):
            self._draw(dict(waiting[start : start + _SHEET]))
        return [self._drawn[key] for key in keys]

    def _recall(self, key: str) -> bool:
        kept = self._store.load_text(key) if self._store else None
        if kept is not None:
            self._drawn[key] = kept
        return kept is not None

    def _draw(self, specs: Mapping[str, Spec]) -> None:
        import vl_convert

        if not self._has_fonts:
            vl_convert.register_font_directory(find_fonts())
            self._has_fonts = True
        sheet = vl_convert.vegalite_to_svg(
            json.dumps(join_specs(list(specs.values()))), vl_version="6.4", allowed_base_urls=[]
        )
        for key, picture in zip(specs, cut_apart(str(sheet), list(specs.values())), strict=True):
            self._drawn[key] = picture
            if self._store:
                self._store.save_text(key, picture)


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


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
