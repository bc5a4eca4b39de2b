"""Is a picture the same whether it was drawn alone or among others?"""

from __future__ import annotations

import pytest

from tocsin.publish.charts.driver_bars import draw_driver_bars
from tocsin.publish.charts.flow_map import FlowRow, draw_flow_map
from tocsin.publish.charts.picture import Pictures, measure
from tocsin.publish.charts.sheet import Frame, frame_of, join_specs

SAID = {"key": "k", "title": "Finding", "subtitle": "Measure", "caption": "Source"}


def draw_bars(name: str) -> dict[str, object]:
    """Return the specification of one bar."""
    return dict(draw_driver_bars([(name, 0.5)], **SAID).spec)


def test_data_of_different_charts_are_kept_apart() -> None:
    joined = join_specs([draw_bars("a"), draw_bars("b")])
    assert set(joined["datasets"]) == {"bars-of-0", "bars-of-1"}  # type: ignore[call-overload]  # plain data


def test_the_frame_is_that_of_the_chart() -> None:
    assert frame_of({"padding": {"left": 1, "right": 2, "top": 3, "bottom": 4}}) == Frame(1, 2, 3, 4)


@pytest.mark.slow
def test_a_picture_drawn_among_others_is_the_one_drawn_alone() -> None:
    specs = [
        draw_bars("a"),
        dict(draw_flow_map([FlowRow("170", "Colombia", "724", "Spain", 1.0)], unit="t", **SAID).spec),
    ]
    assert Pictures().draw_all(specs) == [Pictures().draw_svg(spec) for spec in specs]


@pytest.mark.slow
def test_a_picture_is_as_large_as_chart_and_frame() -> None:
    assert measure(Pictures().draw_svg(draw_bars("a"))) == (402, 38)


@pytest.mark.slow
def test_every_clip_that_a_picture_uses_goes_with_it() -> None:
    picture = Pictures().draw_svg(
        draw_flow_map([FlowRow("170", "Colombia", "724", "Spain", 1.0)], unit="t", **SAID).spec
    )
    assert picture.count("<clipPath id=") == len({part for part in picture.split('"') if part.startswith("url(#")})
