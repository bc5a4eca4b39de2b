"""Do charts stand as vectors with a picture of dots behind them, in a size that fits the page?"""

from __future__ import annotations

import re

import pytest

from tests.support.word_files import PNG, SVG, Drawn, Kept
from tocsin.publish.charts.chart import Spec
from tocsin.publish.docx.pictures import PictureSetter, draw_png


class Tall:
    """Draws a picture three times as tall as it is wide."""

    def draw_svg(self, spec: Spec) -> str:
        """Return it."""
        return SVG.replace('height="100"', 'height="600"')


def make_setter() -> PictureSetter:
    """Return a setter for a page 10,000 twentieths of a point wide."""
    return PictureSetter(Drawn(), store=Kept(), width=10_000, first_number=7)


def read_size(told: str) -> tuple[int, int]:
    """Return width and height as the page is told them."""
    found = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', told)
    assert found is not None
    return int(found[1]), int(found[2])


def test_a_chart_has_a_vector_and_dots() -> None:
    setter = make_setter()
    told = setter.set_picture({}, name="Figure 1", alt="x", is_small=False)
    assert re.findall(r'r:embed="(\w+)"', told) == list(setter.relationships) == ["repChart1png", "repChart1svg"]


def test_the_vector_keeps_its_text_and_names_typefaces_that_any_machine_has() -> None:
    setter = make_setter()
    setter.set_picture({}, name="Figure 1", alt="x", is_small=False)
    assert b'Arial, sans-serif">5</text>' in setter.files["media/rep-chart-1.svg"]


def test_words_for_those_who_cannot_see_it_are_escaped() -> None:
    assert 'descr="a &quot;b&quot; &lt;c&gt;"' in make_setter().set_picture(
        {}, name="F", alt='a "b" <c>', is_small=False
    )


def test_the_same_picture_is_kept_once() -> None:
    setter = make_setter()
    told = [setter.set_picture({"say": say}, name="F", alt="x", is_small=False) for say in (5, 5, 6)]
    assert (len(setter.files), [re.findall(r'docPr id="(\d+)"', each) for each in told]) == (4, [["7"], ["8"], ["9"]])


def test_a_picture_is_as_wide_as_the_text() -> None:
    assert read_size(make_setter().set_picture({}, name="F", alt="x", is_small=False)) == (6_350_000, 3_175_000)


def test_a_small_picture_is_smaller() -> None:
    assert read_size(make_setter().set_picture({}, name="F", alt="x", is_small=True))[0] == 3_937_000


def test_a_tall_picture_is_no_taller_than_the_text_is_wide() -> None:
    setter = PictureSetter(Tall(), store=Kept(), width=10_000)
    assert read_size(setter.set_picture({}, name="F", alt="x", is_small=False))[1] <= 6_350_000


def test_dots_that_are_kept_are_not_drawn() -> None:
    assert draw_png(SVG, store=Kept()) == PNG


@pytest.mark.slow
def test_half_transparent_colours_keep_their_hue() -> None:
    from io import BytesIO

    from PIL import Image

    path = '<path d="M0,0h20v20h-20Z" fill="#2a8f88" fill-opacity="0.3"/>'
    svg = f'<svg width="20" height="20" xmlns="http://www.w3.org/2000/svg">{path}</svg>'
    red, green, blue, seen = Image.open(BytesIO(draw_png(svg))).convert("RGBA").crop((10, 10, 11, 11)).tobytes()
    assert (seen, green > red, abs(green - blue) < 8, red > 150) == (255, True, True, True)


@pytest.mark.slow
def test_dots_that_were_drawn_are_kept() -> None:
    kept = dict[str, bytes]()

    class Store:
        def load_bytes(self, fingerprint: str, *, ending: str) -> bytes | None:
            return kept.get(fingerprint + ending)

        def save_bytes(self, fingerprint: str, content: bytes, *, ending: str) -> None:
            kept[fingerprint + ending] = content

    assert [draw_png(SVG, store=Store())] == list(kept.values())
