"""How are many charts drawn at once? Joined on one sheet and cut apart, which takes half the time of one by one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.publish.charts.chart import Spec

_START = '<g class="mark-group role-scope concat_{}_group"'
_PLACE = re.compile(r'transform="translate\([^)]*\)"')
_CLIP = re.compile(r'<clipPath id="(\w+)">.*?</clipPath>', re.DOTALL)
_USED = re.compile(r"url\(#(\w+)\)")
_NOISE = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|stroke-miterlimit)="[^"]*"')
_EMPTY = {"layer": [{"mark": "point", "data": {"values": []}}], "width": 1, "height": 1}


@dataclass(frozen=True)
class Frame:
    """The space around a chart that its axes and labels need, in pixels."""

    left: float
    right: float
    top: float
    bottom: float


def join_specs(specs: Sequence[Spec]) -> dict[str, object]:
    """One specification that holds all charts below each other; an empty last one marks where the one before it ends."""
    parts: list[object] = []
    datasets: dict[str, object] = {}
    for number, spec in enumerate(specs):
        own = spec["datasets"]
        assert isinstance(own, Mapping)  # every chart names its data
        names = {name: f"{name}-of-{number}" for name in own}
        parts.append({key: _rename(spec[key], names) for key in ("layer", "width", "height")})
        datasets |= {names[name]: values for name, values in own.items()}
    return {
        "$schema": specs[0]["$schema"],
        "vconcat": [*parts, _EMPTY],
        "datasets": datasets,
        "config": specs[0]["config"],
    }


def cut_apart(sheet: str, specs: Sequence[Spec]) -> list[str]:
    """Cut a drawn sheet into pictures of their own; what one needs of the common definitions goes with it."""
    starts = [sheet.index(_START.format(number)) for number in range(len(specs) + 1)]
    clips = {found[1]: found[0] for found in _CLIP.finditer(sheet)}
    return [
        _frame(sheet[start:end], spec=spec, clips=clips)
        for start, end, spec in zip(starts, starts[1:], specs, strict=False)
    ]


def _rename(value: object, names: Mapping[str, str]) -> object:
    """Point the data of every layer at the sheet's own copy."""
    if isinstance(value, list):
        return [_rename(part, names) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: {"name": names[part["name"]]} if key == "data" and isinstance(part, dict) else _rename(part, names)
        for key, part in value.items()
    }


def _frame(part: str, *, spec: Spec, clips: Mapping[str, str]) -> str:
    frame = frame_of(spec)
    width, height = spec["width"], spec["height"]
    assert isinstance(width, int) and isinstance(height, int)  # noqa: PT018  # every chart has a size in pixels
    whole = (width + frame.left + frame.right, height + frame.top + frame.bottom)
    placed = _PLACE.sub(f'transform="translate({frame.left:g},{frame.top:g})"', part, count=1)
    used = "".join(clips[name] for name in dict.fromkeys(_USED.findall(placed)))
    body = _number_names(f"<defs>{used}</defs>{placed}" if used else placed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]:g}" height="{whole[1]:g}" '
        f'viewBox="0 0 {whole[0]:g} {whole[1]:g}" fill="none" stroke-miterlimit="10">{_NOISE.sub("", body)}</svg>'
    )


def frame_of(spec: Spec) -> Frame:
    """The frame that a specification asks for as its padding."""
    padding = spec["padding"]
    assert isinstance(padding, Mapping)  # every chart has a frame
    return Frame(**{side: float(padding[side]) for side in ("left", "right", "top", "bottom")})


def _number_names(body: str) -> str:
    """Number the names inside a picture from nothing: the drawing engine counts them on from one sheet to the next."""
    numbers: dict[str, str] = {}

    def renumber(found: re.Match[str]) -> str:
        return found[1] + numbers.setdefault(found[2], f"part{len(numbers)}")

    return re.sub(r'(<clipPath id="|url\(#)(\w+)', renumber, body)
