"""Is what a design finds handed on with open ends left open?"""

import math

import pytest

from tocsin.monitor.effect.found import keep_finite


@pytest.mark.parametrize(("value", "kept"), [(1.5, 1.5), (math.inf, None), (math.nan, None)])
def test_what_is_unbounded_is_left_open(value: float, kept: float | None) -> None:
    assert keep_finite(value) == kept
