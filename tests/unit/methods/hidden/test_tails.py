"""Do ends beyond almost all replicates come out as many more replicates would put them?"""

from functools import cache

import numpy as np
import pytest

from tocsin.methods.hidden.bootstrap import BootstrapLimits, BootstrapResult, bootstrap_bca
from tocsin.methods.hidden.errors import BootstrapSettingsError
from tocsin.methods.hidden.loglinear import FixedRule
from tocsin.methods.hidden.table import CaptureTable, list_patterns
from tocsin.methods.hidden.tails import settle_limits

TABLE = CaptureTable.from_patterns("abc", list_patterns(3), counts=[64, 64, 32, 64, 32, 32, 16])
LEVEL = 0.999


@cache
def resample(replicates: int) -> BootstrapResult:
    return bootstrap_bca(TABLE, FixedRule(), replicates=replicates, rng=np.random.default_rng(11))


def settle(*, level: float = LEVEL, seed: int = 5, replicates: int = 2_000) -> BootstrapLimits:
    rng = np.random.default_rng(seed)
    return settle_limits(TABLE, FixedRule(), result=resample(1_000), level=level, replicates=replicates, rng=rng)


def test_plain_ends_rest_on_the_outermost_replicates() -> None:
    assert not resample(1_000).limits(LEVEL).has_converged


@pytest.mark.parametrize("end", ["low", "high"])
def test_settled_ends_agree_with_a_hundred_times_the_replicates(end: str) -> None:
    many, few = resample(100_000).limits(LEVEL), settle()
    error = np.hypot(getattr(many, f"{end}_error"), getattr(few, f"{end}_error"))
    assert abs(getattr(many, end) - getattr(few, end)) < 4 * error


@pytest.mark.parametrize("end", ["low", "high"])
def test_stated_errors_are_those_between_streams(end: str) -> None:
    found = [settle(seed=seed) for seed in range(20)]
    spread = np.std([getattr(one, end) for one in found], ddof=1)
    stated = np.mean([getattr(one, f"{end}_error") for one in found])
    # All share one bootstrap, whose own error counts in those stated: the spread is below them, but not by much.
    assert 0.3 * stated < spread < 1.6 * stated


def test_an_end_is_worth_ten_replicates_or_more() -> None:
    assert settle().has_converged


def test_ends_that_rest_on_enough_replicates_stay() -> None:
    assert settle(level=0.9) == resample(1_000).limits(0.9)


def test_the_same_numbers_give_the_same_ends() -> None:
    assert settle() == settle()


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(BootstrapSettingsError, match="400 replicates"):
        settle(replicates=400)
