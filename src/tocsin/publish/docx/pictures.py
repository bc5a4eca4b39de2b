"""How do charts stand in a Word file: as vectors, with a picture of dots for programs that cannot show them?"""

import re
from collections.abc import Callable
from functools import cache
from typing import Protocol

from tocsin.publish.charts.chart import Spec
from tocsin.publish.charts.picture import measure
from tocsin.publish.docx.marks import escape_text
from tocsin.publish.docx.package import OFFICE, Relationship
from tocsin.publish.packaged import find_fonts
from tocsin.publish.pdf import DocumentStore
from tocsin.terms.recipe import hash_content

_METHOD = "docx.picture/1"
_DOTS_PER_PIXEL = 1.5
_HEAD = re.compile(r"<svg[^>]*>")
_PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'  # half-transparent colours are drawn wrongly without
_SVG_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FAMILY = 'font-family="IBM Plex Sans"'
# Where the typeface is not installed, the nearest one that is: a picture may not fall back to one with serifs.
_FAMILIES = "font-family=\"'IBM Plex Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif\""
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_VECTOR = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_VECTOR_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_EMU_PER_TWIP = 635


class Drawing(Protocol):
    """Whoever draws specifications as SVG."""

    def draw_svg(self, spec: Spec) -> str:
        """Draw one."""
        ...


class PictureSetter:
    """Sets pictures down and collects their files; the same picture is kept once."""

    def __init__(
        self, drawing: Drawing, *, store: DocumentStore | None, width: int, first_number: int = 1, prefix: str = "rep"
    ) -> None:
        self._drawing = drawing
        self._store = store
        self._width = width
        self._next = first_number
        self._prefix = prefix
        self.files: dict[str, bytes] = {}
        self.relationships: dict[str, Relationship] = {}
        self._known: dict[str, int] = {}

    def set_picture(self, spec: Spec, *, name: str, alt: str, is_small: bool) -> str:
        """A chart in line with the text, as wide as its size asks for and never taller than wide."""
        svg = self._drawing.draw_svg(spec)
        number = self._keep(svg)
        across, down = measure(svg)
        tallness = down / across if across else 1.0
        share = 0.62 if is_small else min(1.0, 0.98 / tallness)
        width = int(self._width * share) * _EMU_PER_TWIP
        self._next += 1
        return _describe(
            key=f"{self._prefix}Chart{number}",
            object_number=self._next - 1,
            size=(width, int(width * tallness)),
            name=escape_text(name),
            alt=escape_text(alt),
        )

    def _keep(self, svg: str) -> int:
        if svg in self._known:
            return self._known[svg]
        number = self._known[svg] = len(self._known) + 1
        files = {
            f"{self._prefix}-chart-{number}.png": draw_png(svg, store=self._store),
            f"{self._prefix}-chart-{number}.svg": (_SVG_HEAD + svg.replace(_FAMILY, _FAMILIES)).encode(),
        }
        for name, content in files.items():
            self.files[f"media/{name}"] = content
            key = f"{self._prefix}Chart{number}{name[-3:]}"
            self.relationships[key] = Relationship(key, f"{OFFICE}/image", f"media/{name}")
        return number


def draw_png(svg: str, *, store: DocumentStore | None = None) -> bytes:
    """Draw a picture as dots, or take it from a store that holds it already."""
    key = name_png(svg)
    kept = store.load_bytes(key, ending=".png") if store is not None else None
    if kept is not None:
        return kept
    made = _load_engine()(_HEAD.sub(rf"\g<0>{_PAPER}", svg, count=1))
    if store is not None:
        store.save_bytes(key, made, ending=".png")
    return made


def name_png(svg: str) -> str:
    """The fingerprint under which a store keeps a picture as dots."""
    return hash_content([_METHOD, svg])


@cache
def _load_engine() -> Callable[[str], bytes]:
    import vl_convert

    vl_convert.register_font_directory(find_fonts())
    return lambda svg: bytes(vl_convert.svg_to_png(svg, scale=_DOTS_PER_PIXEL))


def _describe(*, key: str, object_number: int, size: tuple[int, int], name: str, alt: str) -> str:
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    about = f'id="{object_number}" name="{name}" descr="{alt}"'
    vector = (
        f'<a:extLst><a:ext uri="{_VECTOR_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_VECTOR}" r:embed="{key}svg"/>'
        "</a:ext></a:extLst>"
    )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {about}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_MAIN}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f'<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}png">'
        f'{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
