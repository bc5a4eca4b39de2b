"""Does a gap get the mean of its own group, and only that?"""

import numpy as np
import pytest

from tocsin.methods.score.errors import IndicatorError
from tocsin.methods.score.filling import fill_by_group

NAN = np.nan


def test_gap_gets_the_mean_of_what_is_known_in_its_group() -> None:
    assert fill_by_group([[1.0], [NAN], [5.0], [9.0]], groups=["a", "a", "a", "b"])[1, 0] == 3.0


def test_known_values_stay_as_they_are() -> None:
    assert fill_by_group([[1.0], [NAN], [5.0]], groups=["a", "a", "a"])[[0, 2], 0].tolist() == [1.0, 5.0]


def test_gap_stays_open_where_nothing_is_known_of_the_group() -> None:
    assert np.isnan(fill_by_group([[1.0], [NAN]], groups=["a", "b"])[1, 0])


@pytest.mark.parametrize("values", [[[1.0]], [1.0, 2.0]])
def test_groups_that_do_not_fit_are_refused(values: list[object]) -> None:
    with pytest.raises(IndicatorError, match="one group for each"):
        fill_by_group(values, groups=["a", "b"])  # type: ignore[arg-type]  # lists of floats
