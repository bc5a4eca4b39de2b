"""Do areas lie where they should, and do disputed ones belong to nobody?"""

from __future__ import annotations

import itertools
from math import pi, sqrt

import pytest

from tocsin.publish.charts.map_shapes import find_shape, fit_window, list_outlines, load_shapes, project


def test_the_middle_of_the_map_is_where_equator_and_meridian_meet() -> None:
    assert project(0, 0) == (0, 0)


def test_equal_earth_is_as_wide_at_the_equator_as_published() -> None:
    """Šavrič, Patterson and Jenny (2018), equation 7: x at the equator is 2 √3 λ / (3 · 1.340264)."""
    assert project(180, 0)[0] == pytest.approx(2 * sqrt(3) * pi / (3 * 1.340264))


def test_areas_are_known_by_their_m49_code() -> None:
    shape = find_shape("170")
    assert shape is not None
    assert -80 < shape.middle[0] < -66
    assert -5 < shape.middle[1] < 13


def test_a_disputed_area_has_no_code() -> None:
    assert find_shape("732") is None


def test_disputed_areas_are_still_drawn() -> None:
    window = fit_window([(0, 0), (40, 40)], width=400, height=300)
    assert list_outlines(window, codes=["170"])["disputed"]


def test_no_outline_jumps_across_the_map() -> None:
    rings = [
        ring
        for shape in load_shapes()
        for polygon in shape.polygons
        for ring in polygon
        if min(y for _, y in ring) > -89
    ]
    assert max(abs(a[0] - b[0]) for ring in rings for a, b in itertools.pairwise(ring)) < 180


def test_a_window_holds_its_points() -> None:
    window = fit_window([(-74, 4), (-3, 40)], width=400, height=300)
    assert all(0 < x < 400 and 0 < y < 300 for x, y in (window.place(-74, 4), window.place(-3, 40)))
