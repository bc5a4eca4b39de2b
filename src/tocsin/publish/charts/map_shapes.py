"""Where does each country lie on the page? Natural Earth shapes, projected to Equal Earth in pixels.

Areas whose status is disputed carry no M49 code in the shapes, or are listed here; they are drawn in a neutral tone and
belong to nobody on the map.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

from tocsin.publish.packaged import load_asset

Point = tuple[float, float]
Ring = tuple[Point, ...]

# Areas that the list of M49 does not give to one Member State without remark: Western Sahara, Falkland Islands (Malvinas).
_NEUTRAL_CODES = {"732", "238"}

_POLE = -89.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True)
class Shape:
    """One area of the map: its M49 code (empty where disputed), and its outlines in degrees."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def middle(self) -> Point:
        """The middle of the largest part, in degrees."""
        ring = max((polygon[0] for polygon in self.polygons), key=lambda ring: abs(_area(ring)))
        return _middle(ring)


@dataclass(frozen=True)
class Window:
    """The part of the projected world that a map shows: centre, and pixels per unit."""

    centre: Point
    scale: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> Point:
        """The pixel of a point given in degrees."""
        x, y = project(longitude, latitude)
        return (
            self.width / 2 + (x - self.centre[0]) * self.scale,
            self.height / 2 - (y - self.centre[1]) * self.scale,
        )

    def holds_part_of(self, ring: Sequence[Point]) -> bool:
        """Whether the box around an outline, given in pixels, touches the window."""
        across, down = [x for x, _ in ring], [y for _, y in ring]
        return max(across) >= 0 and min(across) <= self.width and max(down) >= 0 and min(down) <= self.height


@cache
def load_shapes() -> tuple[Shape, ...]:
    """Load the outlines of all areas."""
    topology = json.loads(load_asset("countries-110m.json"))
    arcs = [_unpack(arc, topology["transform"]) for arc in topology["arcs"]]
    return tuple(_read_shape(area, arcs) for area in topology["objects"]["countries"]["geometries"])


@cache
def find_shape(code: str) -> Shape | None:
    """Find the shape of a three-digit M49 code; small places have none at this scale."""
    return next((shape for shape in load_shapes() if shape.code == code), None)


def project(longitude: float, latitude: float) -> Point:
    """Project degrees to Equal Earth (Šavrič, Patterson and Jenny 2018), which keeps areas true."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square, sixth = angle**2, angle**6
    a1, a2, a3, a4 = _A
    below = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = 2 * sqrt(3) / 3 * radians(longitude) * cos(angle) / below
    return x, angle * (a1 + a2 * square + sixth * (a3 + a4 * square))


def fit_window(points: Sequence[Point], *, width: float, height: float) -> Window:
    """Choose the window that holds all points, given in degrees, with room around them."""
    placed = [project(*point) for point in points] or [(0.0, 0.0)]
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*placed, strict=True))
    across, up = max(right - left, 0.5) * 1.3, max(high - low, 0.35) * 1.45
    return Window(((left + right) / 2, (low + high) / 2), min(width / across, height / up), width, height)


def list_outlines(window: Window, *, codes: Iterable[str]) -> dict[str, list[object]]:
    """Outlines in pixels as GeoJSON, parted into the areas named, the others, and those of disputed status.

    Parts that lie outside the window altogether are left out.
    """
    named = set(codes)
    parts: dict[str, list[object]] = {"named": [], "others": [], "disputed": []}
    for shape in load_shapes():
        kind = "named" if shape.code in named else "others" if shape.code else "disputed"
        placed = [[[_round(window.place(*p)) for p in ring] for ring in polygon] for polygon in shape.polygons]
        seen = [polygon for polygon in placed if window.holds_part_of(polygon[0])]
        if seen:
            geometry = {"type": "MultiPolygon", "coordinates": seen}
            parts[kind].append({"type": "Feature", "properties": {}, "geometry": geometry})
    return parts


def _round(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _read_shape(area: dict[str, object], arcs: Sequence[Ring]) -> Shape:
    code = str(area.get("id", ""))
    listed = area["arcs"] if area["type"] == "MultiPolygon" else [area["arcs"]]
    assert isinstance(listed, list)  # TopoJSON says so
    polygons = tuple(tuple(_unwrap(_join(ring, arcs)) for ring in polygon) for polygon in listed)
    return Shape("" if code in _NEUTRAL_CODES else code, polygons)


def _unpack(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> Ring:
    (wide, tall), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * wide + left, y * tall + low))
    return tuple(points)


def _join(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    joined: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        joined += arc[1:] if joined else arc
    return tuple(joined)


def _unwrap(ring: Ring) -> Ring:
    """Carry an outline on past 180 degrees where it would jump to the other edge of the map; the pole line is left."""
    if any(latitude <= _POLE for _, latitude in ring):
        return ring
    carried: list[Point] = []
    turn = 0.0
    for longitude, latitude in ring:
        if carried and abs(longitude + turn - carried[-1][0]) > 180:
            turn += 360 if carried[-1][0] > longitude + turn else -360
        carried.append((longitude + turn, latitude))
    return tuple(carried)


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _middle(ring: Ring) -> Point:
    area = _area(ring)
    pairs = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    if not area:
        return ring[0]
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    return x, y
