"""Do small excesses add up to an alarm?"""

import numpy as np
import pytest

from tocsin.methods.series.cusum import cusum
from tocsin.methods.series.errors import SeriesSettingError, SeriesShapeError, SeriesValueError


def test_the_sum_is_the_definition() -> None:
    result = cusum([[6, 9, 4, 12]], [4.0], scale="standard", reference=1.0, limit=99.0)
    assert result.total[0].tolist() == [0.0, 1.5, 0.5, 3.5]


def test_the_scale_of_1999_is_its_formula() -> None:
    z = cusum([[9]], [4.0]).standardised[0, 0]
    assert z == pytest.approx((9 - 12 + 2 * np.sqrt(36)) / 4)


def test_the_sum_starts_again_after_an_alarm() -> None:
    again, on = (cusum([[20, 5]], [4.0], restart=restart).total[0, 1] for restart in (True, False))
    assert again < on


def test_a_gap_leaves_the_sum_where_it_was() -> None:
    result = cusum([[8, np.nan, 8]], [4.0], scale="standard", reference=1.0, limit=99.0)
    assert (np.isnan(result.total[0, 1]), result.total[0, 2]) == (True, 2.0)


def test_expectations_that_do_not_fit_are_refused() -> None:
    with pytest.raises(SeriesShapeError, match="one expectation per series"):
        cusum([[1, 2]], [1.0, 2.0, 3.0])


def test_an_expectation_of_0_is_refused() -> None:
    with pytest.raises(SeriesValueError, match="Estimate it first"):
        cusum([[1, 2]], [0.0])


@pytest.mark.parametrize("wrong", [{"reference": -1.0}, {"limit": 0.0}, {"scale": "other"}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SeriesSettingError):
        cusum([[1, 2]], [1.0], **wrong)  # type: ignore[arg-type]  # planted faults
