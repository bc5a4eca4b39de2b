"""Are strata fitted together, and what they share shared?"""

import numpy as np
import pytest

from tests.support.lists import INDEPENDENT, make_three
from tocsin.methods.hidden.errors import CaptureTableError, NoEstimateError, TooFewListsError
from tocsin.methods.hidden.loglinear import fit_loglinear
from tocsin.methods.hidden.settings import HiddenSettingError
from tocsin.methods.hidden.strata import StrataResult, estimate_strata

PAIR = [("A", "B")]
FIRST, SECOND = [64, 60, 90, 62, 16, 18, 20], [40, 70, 60, 30, 9, 16, 12]


def fit(counts: list[list[int]] | None = None, **settings: object) -> StrataResult:
    return estimate_strata(counts or [FIRST, SECOND], lists="ABC", **{"terms": PAIR, **settings})  # type: ignore[arg-type]


def test_a_stratum_by_itself_is_the_log_linear_model() -> None:
    alone = fit_loglinear(make_three(FIRST), terms=PAIR)
    assert fit().separate.values[0] == pytest.approx(alone.estimate)


def test_its_error_is_that_of_the_log_linear_model() -> None:
    alone = fit_loglinear(make_three(FIRST), terms=PAIR)
    assert fit().separate.log_errors[0] == pytest.approx(alone.unseen_log_error)


def test_without_interactions_nothing_is_shared() -> None:
    result = fit(terms=[])
    assert result.joint.values == pytest.approx(result.separate.values)


def test_without_interactions_nothing_is_tested() -> None:
    assert np.isnan(fit(terms=[]).p_value)


def test_strata_that_agree_give_their_own_estimates() -> None:
    result = fit([FIRST, [3 * count for count in FIRST]])
    assert result.joint.values == pytest.approx(result.separate.values)


def test_strata_that_agree_gain_from_each_other() -> None:
    result = fit([FIRST, [3 * count for count in FIRST]])
    assert (result.gain > 1).all()


def test_strata_that_agree_may_share() -> None:
    assert fit([FIRST, [3 * count for count in FIRST]]).p_value == pytest.approx(1.0)


def test_interactions_that_differ_are_found_out() -> None:
    assert fit([FIRST, [90, 90, 5, 62, 30, 30, 2]]).p_value < 0.001


def test_the_total_is_the_sum_of_the_strata() -> None:
    result = fit()
    assert result.joint.total == pytest.approx(float(result.joint.values.sum()))


def test_a_list_without_anybody_in_a_stratum_is_left_out_there() -> None:
    result = fit([FIRST, [40, 70, 20, 0, 0, 0, 0]], terms=[])
    assert result.joint.values[1] == pytest.approx(60 * 90 / 20)


def test_a_pair_without_anybody_is_left_out_everywhere() -> None:
    empty = [64, 60, 0, 62, 16, 18, 0]
    result = fit([empty, empty])
    assert result.separate.values[0] == pytest.approx(fit_loglinear(make_three(empty), terms=PAIR).estimate)


def test_a_stratum_without_an_estimate_by_itself_gets_one_together() -> None:
    result = fit([INDEPENDENT, [30, 20, 4, 0, 0, 0, 0]])
    assert result.separate.missing == (1,)
    assert np.isfinite(result.joint.values[1])


def test_what_leaves_the_unseen_open_is_refused() -> None:
    with pytest.raises(NoEstimateError, match="leave the unseen open"):
        fit([[40, 30, 6, 20, 0, 0, 0]] * 2)


def test_a_level_of_zero_is_refused() -> None:
    with pytest.raises(HiddenSettingError, match="level is 0"):
        fit(level=0.0)


def test_two_lists_are_refused() -> None:
    with pytest.raises(TooFewListsError, match="fewer than 3"):
        estimate_strata([[9, 8, 3]], lists="AB")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([FIRST[:-1]], "7 patterns"),
        ([[*FIRST[:-1], -1]], "has the count -1"),
        ([[*FIRST[:-1], 0.5]], "has the count 0.5"),
        ([FIRST, [0] * 7], "stratum 1 has no case"),
    ],
)
def test_counts_that_are_none_are_refused(counts: list[list[int]], words: str) -> None:
    with pytest.raises(CaptureTableError, match=words):
        fit(counts)


@pytest.mark.parametrize("term", [("A",), ("A", "A"), ("A", "X"), ("A", "B", "C")])
def test_a_term_that_is_no_pair_is_refused(term: tuple[str, ...]) -> None:
    with pytest.raises(CaptureTableError, match="not a pair of the lists"):
        fit(terms=[term])
