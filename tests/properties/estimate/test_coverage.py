"""In a synthetic country with planted truths, do the 90 % intervals hold the truth about as often as they say?"""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from tests.support.synthetic import believe_all, build, make_country
from tocsin.dossier.packaged import load_method_sheet

BUILDS = 200
FIGURES = ("production", "disposed", "unit_share")
DRIVERS = ("supply.area", "supply.yield", "demand.exports", "demand.home_use", "demand.losses")


@cache
def cover(*, is_sure: bool) -> dict[str, float]:
    """How often the interval of each figure and driver holds its truth; sources err the same way in both cases."""
    sheet = believe_all(load_method_sheet("default")) if is_sure else None
    held: Counter[str] = Counter()
    for seed in range(BUILDS):
        country = make_country(np.random.default_rng(seed), sheet=sheet)
        found = build(country.dossier)
        for key, truth in country.truths.items():
            estimate = (found.figures.get(key) or found.drivers[key]).estimate
            held[key] += estimate.low <= truth <= estimate.high
    return {key: held[key] / BUILDS for key in (*FIGURES, *DRIVERS)}


@pytest.mark.slow
@pytest.mark.parametrize("key", [*FIGURES, *DRIVERS])
def test_intervals_hold_the_truth_in_80_to_97_percent_of_builds(key: str) -> None:
    assert 0.80 <= cover(is_sure=False)[key] <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("key", FIGURES)
def test_leaving_nothing_to_doubt_breaks_the_intervals(key: str) -> None:
    assert cover(is_sure=True)[key] < 0.80
