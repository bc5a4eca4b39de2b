"""Are values brought onto their natural scale and back?"""

import numpy as np
import pytest

from tocsin.methods.draws.errors import DistributionParameterError
from tocsin.methods.draws.scales import ScaleName, back, forward, scale_ends


@pytest.mark.parametrize(
    ("scale", "value", "place"),
    [("log", np.e, 1.0), ("logit", 0.5, 0.0), ("logit", 0.9, np.log(9.0)), ("linear", -3.0, -3.0)],
)
def test_a_value_has_its_place_on_the_scale(scale: ScaleName, value: float, place: float) -> None:
    assert forward(np.array([value]), scale=scale) == pytest.approx([place])
    assert back(np.array([place]), scale=scale) == pytest.approx([value])


@pytest.mark.parametrize("scale", ["log", "logit"])
def test_the_lower_end_is_infinitely_far(scale: ScaleName) -> None:
    assert forward(np.float64(0.0), scale=scale) == -np.inf


@pytest.mark.parametrize("scale", ["log", "logit"])
def test_a_value_beyond_the_scale_has_no_place(scale: ScaleName) -> None:
    assert np.isnan(forward(np.array([-1.0]), scale=scale)).all()


def test_a_logarithm_too_large_to_come_back_is_infinite() -> None:
    assert back(np.array([1000.0]), scale="log") == np.inf


@pytest.mark.parametrize(("scale", "ends"), [("log", (0, np.inf)), ("logit", (0, 1)), ("linear", (-np.inf, np.inf))])
def test_a_scale_has_its_ends(scale: ScaleName, ends: tuple[float, float]) -> None:
    assert scale_ends(scale) == ends


@pytest.mark.parametrize("bring", [forward, back])
def test_an_unknown_scale_is_refused(bring: object) -> None:
    with pytest.raises(DistributionParameterError, match="'cubic' is not known"):
        bring(np.array([1.0]), scale="cubic")  # type: ignore[operator]  # one of two functions alike
