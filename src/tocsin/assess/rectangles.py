"""Which part of the risk matrix does the evidence leave open for each threat?

A display for readers who expect a matrix. Harm is the plain mean of the criteria on the axis `harm`; how established and
able a threat is, the mean of the other ranked axes, stands for likelihood. Ranking uses neither.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.matrix import LIKELIHOODS, Rectangle, band_of, place_bands
from tocsin.assess.sheet import ScoreSheet

Floats = NDArray[np.float64]

HARM_AXIS = "harm"
_LEVEL = (0.05, 0.95)


@dataclass(frozen=True)
class ThreatRectangle:
    """One threat on the matrix, from its least to its worst scores at 90 %, what has no evidence at both ends."""

    threat: str
    title: str
    rectangle: Rectangle


def place_threats(sheet: ScoreSheet) -> tuple[ThreatRectangle, ...]:
    """Place every threat on the matrix; empty for a framework without a ranked axis `harm` and another beside it."""
    ranked = sheet.ranked()
    axes = tuple(dict.fromkeys(ranked.axes))
    if HARM_AXIS not in axes or len(axes) < 2:
        return ()
    least, worst = ranked.readings[0].extremes(ranked.unknown_draw)
    for reading in ranked.readings[1:]:
        other_least, other_worst = reading.extremes(ranked.unknown_draw)
        least, worst = np.minimum(least, other_least), np.maximum(worst, other_worst)
    return tuple(
        ThreatRectangle(threat, title, _place(least[:, at], worst[:, at], axes=ranked.axes))
        for at, (threat, title) in enumerate(zip(ranked.threats, ranked.titles, strict=True))
    )


def _place(least: Floats, worst: Floats, *, axes: tuple[str, ...]) -> Rectangle:
    others = [axis for axis in dict.fromkeys(axes) if axis != HARM_AXIS]
    spans = []
    for chosen in (others, [HARM_AXIS]):
        low, high = (
            np.mean([scores[:, [axis == each for each in axes]].mean(axis=1) for axis in chosen], axis=0)
            for scores in (least, worst)
        )
        ends = np.quantile(low, _LEVEL[0]), np.quantile(high, _LEVEL[1])
        spans.append(tuple(float(np.clip(end, 0.0, 1.0)) for end in ends))
    likelihood = tuple(band_of(share, bands=LIKELIHOODS) for share in spans[0])
    harm = tuple(band_of(share) for share in spans[1])
    return place_bands(likelihood=(likelihood[0], likelihood[1]), harm=(harm[0], harm[1]))
