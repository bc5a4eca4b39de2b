"""Do values survive the way to their natural scale and back?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.distributions import OnScale, Uniform
from tocsin.methods.draws.scales import ScaleName, back, forward

VALUES = {"log": st.floats(1e-200, 1e200), "logit": st.floats(1e-12, 1 - 1e-12), "linear": st.floats(-1e200, 1e200)}


@pytest.mark.parametrize("scale", list(VALUES))
@given(st.data())
def test_a_value_comes_back(scale: ScaleName, data: st.DataObject) -> None:
    value = data.draw(VALUES[scale])
    assert back(forward(np.array([value]), scale=scale), scale=scale) == pytest.approx([value], rel=1e-9)


@pytest.mark.parametrize("scale", list(VALUES))
@given(st.data())
def test_the_order_of_values_is_kept(scale: ScaleName, data: st.DataObject) -> None:
    values = np.sort(data.draw(st.lists(VALUES[scale], min_size=2, max_size=8)))
    assert np.all(np.diff(forward(values, scale=scale)) >= 0)


@given(st.floats(-20, 20), st.floats(0.01, 20), st.sampled_from(["log", "logit", "linear"]))
def test_quantiles_on_a_scale_never_fall(low: float, length: float, scale: ScaleName) -> None:
    found = OnScale(Uniform(low, low + length), scale).quantile(np.linspace(0.001, 0.999, 50))
    assert np.all(np.diff(found) >= 0)
