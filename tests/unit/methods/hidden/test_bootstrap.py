"""Do intervals follow the published formula, and say how sure their own ends are?"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from tocsin.methods.hidden.bootstrap import BootstrapResult, bootstrap_bca
from tocsin.methods.hidden.cells import Floats
from tocsin.methods.hidden.errors import BootstrapSettingsError, NoEstimateError, TooFewListsError
from tocsin.methods.hidden.loglinear import FixedRule
from tocsin.methods.hidden.stepwise import StepwiseRule
from tocsin.methods.hidden.table import CaptureTable, list_patterns

TABLE = CaptureTable.from_patterns("abc", list_patterns(3), counts=[64, 64, 32, 64, 32, 32, 16])
PLAIN = BootstrapResult(
    estimate=500.0,
    replicates=np.arange(1.0, 1000.0),
    left_out=np.array([500.0, 500.0]),
    left_out_weights=np.array([1.0, 1.0]),
    bias_correction=0.0,
    acceleration=0.0,
    failed_refits=0,
    failed_left_out=0,
)


def resample(table: CaptureTable = TABLE, *, replicates: int = 200, seed: int = 1) -> BootstrapResult:
    return bootstrap_bca(table, FixedRule(), replicates=replicates, rng=np.random.default_rng(seed))


def test_without_corrections_ends_are_plain_quantiles() -> None:
    limits = PLAIN.limits(0.9)
    assert (limits.low, limits.high) == pytest.approx((50.9, 949.1))


def test_bias_moves_both_ends_by_twice_its_score() -> None:
    moved = replace(PLAIN, bias_correction=float(ndtri(0.6))).limits(0.5)
    shares = ndtr(2 * ndtri(0.6) + ndtri([0.25, 0.75]))
    assert [moved.low, moved.high] == pytest.approx((1 + 998 * shares).tolist())


def test_acceleration_above_0_moves_the_ends_up() -> None:
    assert replace(PLAIN, acceleration=0.1).limits(0.9).high > PLAIN.limits(0.9).high


def test_correction_that_runs_off_the_scale_gives_the_greatest_replicate() -> None:
    assert replace(PLAIN, bias_correction=2.0, acceleration=0.4).limits(0.95).high == 999


def test_error_of_a_median_is_that_of_order_statistics() -> None:
    # Near level 0 both ends are the estimate's own place: twice the error of z0 less the error of the quantile.
    limits = PLAIN.limits(1e-9)
    assert limits.low_error == pytest.approx(1000 * 0.5 / np.sqrt(999), rel=0.05)


@pytest.mark.slow
def test_errors_are_those_seen_between_streams() -> None:
    runs = [resample(replicates=1000, seed=seed).limits(0.9) for seed in range(60)]
    seen = np.std([run.high for run in runs], ddof=1)
    assert np.mean([run.high_error for run in runs]) == pytest.approx(seen, rel=0.3)


def test_replicates_without_estimate_are_counted_and_bound_nothing() -> None:
    gaps = np.where(PLAIN.replicates > 900, np.nan, PLAIN.replicates)
    limits = replace(PLAIN, replicates=gaps, failed_refits=99).limits(0.9)
    assert (limits.high, limits.high_error, limits.low) == (np.inf, np.inf, pytest.approx(50.9))


def test_end_among_the_outermost_replicates_has_not_converged() -> None:
    assert not PLAIN.limits(0.999).has_converged


def test_end_with_many_replicates_beyond_has_converged() -> None:
    assert PLAIN.limits(0.9).has_converged


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0])
def test_level_that_is_no_share_is_refused(level: float) -> None:
    with pytest.raises(BootstrapSettingsError, match="strictly between 0 and 1"):
        PLAIN.limits(level)


def test_estimate_is_that_of_the_table() -> None:
    assert resample().estimate == pytest.approx(432)


def test_same_seed_gives_the_same_replicates() -> None:
    assert (resample(seed=5).replicates == resample(seed=5).replicates).all()


def test_each_pattern_with_cases_is_left_out_once() -> None:
    assert resample().left_out_weights.tolist() == TABLE.full()[1].tolist()


def test_acceleration_follows_the_jackknife() -> None:
    result = resample()
    gaps = np.average(result.left_out, weights=result.left_out_weights) - result.left_out
    cubes, squares = (float((result.left_out_weights * gaps**power).sum()) for power in (3, 2))
    assert result.acceleration == pytest.approx(cubes / (6 * squares**1.5))


def test_failed_refits_are_counted() -> None:
    sparse = CaptureTable.from_patterns("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], counts=[40, 30, 20, 2])
    result = bootstrap_bca(sparse, StepwiseRule(), replicates=200, rng=np.random.default_rng(1))
    assert result.failed_refits == np.isnan(result.replicates).sum() > 0


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(BootstrapSettingsError, match="99 replicates"):
        resample(replicates=99)


def test_two_lists_are_refused() -> None:
    with pytest.raises(TooFewListsError):
        resample(TABLE.without("a"))


def test_table_without_estimate_is_refused() -> None:
    with pytest.raises(NoEstimateError, match="nothing to put an interval around"):
        resample(CaptureTable.from_patterns("abc", [[1, 1, 1]], counts=[12]))


def test_replicates_that_mostly_fail_are_refused() -> None:
    sparse = CaptureTable.from_patterns("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], counts=[40, 30, 20, 2])

    class Rarely:
        def estimate_many(self, table: CaptureTable, *, counts: Floats) -> Floats:
            return np.where(np.arange(len(counts)) % 3 == 0, 100.0, np.nan)

    with pytest.raises(NoEstimateError, match="133 of 200 replicates"):
        bootstrap_bca(sparse, Rarely(), replicates=200, rng=np.random.default_rng(1))
