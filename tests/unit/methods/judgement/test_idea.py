"""Are intervals brought to one level, and never past a bound?"""

import numpy as np
import pytest

from tocsin.methods.judgement.errors import ElicitationSettingError, ElicitationShapeError, QuantileOrderError
from tocsin.methods.judgement.idea import standardise_intervals


def test_an_interval_at_the_level_stays_as_it_is() -> None:
    found = standardise_intervals([10.0], [40.0], best=[20.0], confidence=[0.9])
    assert (found.low.tolist(), found.high.tolist()) == ([10.0], [40.0])


def test_an_unsure_interval_is_stretched_in_proportion() -> None:
    found = standardise_intervals([10.0], [40.0], best=[20.0], confidence=[0.6], level=0.9)
    assert (found.low.tolist(), found.high.tolist()) == ([5.0], [50.0])


def test_a_sure_interval_shrinks() -> None:
    found = standardise_intervals([10.0], [40.0], best=[20.0], confidence=[1.0], level=0.5)
    assert (found.low.tolist(), found.high.tolist()) == ([15.0], [30.0])


def test_what_would_pass_a_bound_stops_there_and_is_marked() -> None:
    found = standardise_intervals([0.1], [0.9], best=[0.5], confidence=[0.5], least=0.0, greatest=1.0)
    assert (found.low[0], found.high[0], found.is_low_clipped[0], found.is_high_clipped[0]) == (0.0, 1.0, True, True)


@pytest.mark.parametrize(("low", "best", "high"), [(5.0, 4.0, 6.0), (4.0, 7.0, 6.0), (4.0, 4.0, 4.0), (-1.0, 2.0, 3.0)])
def test_an_interval_out_of_order_or_bounds_is_refused(low: float, best: float, high: float) -> None:
    with pytest.raises(QuantileOrderError, match="Answer 1"):
        standardise_intervals([low], [high], best=[best], confidence=[0.8], least=0.0)


@pytest.mark.parametrize("confidence", [0.0, 1.1])
def test_a_confidence_that_is_no_probability_is_refused(confidence: float) -> None:
    with pytest.raises(ElicitationSettingError, match="both are probabilities"):
        standardise_intervals([1.0], [3.0], best=[2.0], confidence=[confidence])


def test_a_missing_number_is_refused() -> None:
    with pytest.raises(ElicitationShapeError, match="one is missing or infinite"):
        standardise_intervals([np.nan], [3.0], best=[2.0], confidence=[0.8])
