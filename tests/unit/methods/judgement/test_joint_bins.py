"""Does probability go where truth fell before in the bins of all experts?"""

import numpy as np
import pytest

from tocsin.methods.judgement.errors import ElicitationShapeError
from tocsin.methods.judgement.joint_bins import join_by_bins

ONE = np.array([[[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]])


def test_without_a_hit_stretches_keep_nearly_their_nominal_order() -> None:
    found = join_by_bins(ONE, [1.5]).probabilities
    assert found[1] > found[2] > found[0]


def test_a_combination_seen_twice_gains_more_than_one_seen_once() -> None:
    thrice = np.concatenate([ONE[:, :1]] * 2 + [ONE[:, 1:]], axis=1)
    assert join_by_bins(thrice, [1.5, 1.6]).probabilities[1] > join_by_bins(ONE, [1.5]).probabilities[1]


def test_probabilities_add_up_to_one() -> None:
    assert join_by_bins(ONE, [1.5]).probabilities.sum() == pytest.approx(1.0)


def test_a_missing_truth_is_refused() -> None:
    with pytest.raises(ElicitationShapeError, match="in which bins truth fell"):
        join_by_bins(ONE, [np.nan])
