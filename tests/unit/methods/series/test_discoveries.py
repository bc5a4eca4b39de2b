"""Are q-values those of the step-up procedure?"""

import numpy as np
import pytest

from tocsin.methods.series.discoveries import find_q_values
from tocsin.methods.series.errors import SeriesValueError


def test_the_published_rejections_come_out() -> None:
    """Fifteen p-values of Benjamini and Hochberg (1995, section 4.1): at 0.05 the first four are called."""
    p_values = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert (find_q_values(p_values) <= 0.05).sum() == 4


def test_the_shape_is_kept_and_what_was_not_judged_stays_so() -> None:
    q_values = find_q_values([[0.01, np.nan], [0.5, 0.02]])
    assert np.isnan(q_values).tolist() == [[False, True], [False, False]]


def test_nothing_judged_gives_nothing() -> None:
    assert np.isnan(find_q_values([np.nan, np.nan])).all()


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(SeriesValueError, match="outside 0 to 1"):
        find_q_values([0.5, 1.2])
