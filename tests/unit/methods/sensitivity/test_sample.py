"""Is it seen whether values vary, up to rounding?"""

import numpy as np
import pytest

from tocsin.methods.sensitivity.errors import UnknownScaleError
from tocsin.methods.sensitivity.sample import in_plain_unit, is_fixed, on_scale


@pytest.mark.parametrize("value", [0.0, 0.1, -1e9])
def test_equal_values_are_fixed(value: float) -> None:
    assert is_fixed(np.full(10, value))


def test_values_that_differ_by_rounding_are_fixed() -> None:
    assert is_fixed(np.array([0.3, 0.1 + 0.2]))


def test_values_that_differ_by_little_are_not_fixed() -> None:
    assert not is_fixed(np.array([1.0, 1.0 + 1e-9]))


def test_a_plain_unit_changes_no_digit() -> None:
    assert (in_plain_unit(np.array([3e200, -5e200])) * 2.0**667).tolist() == [3e200, -5e200]


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(UnknownScaleError, match="Use 'log' for positive products"):
        on_scale(np.ones(3), scale="cubic")  # type: ignore[arg-type]  # that is the mistake
