"""Would untreated units show an effect as large, and does the effect hang on one donor?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.effect.arrays import Floats, check_level, read_array
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoControlsError
from tocsin.methods.effect.synthetic import SyntheticResult, synthetic_control

# Ratios nearer than this share of their size are tied.
_TIE = 1e-9
# A donor with less weight is not left out in turn: nothing would change.
_LEAST_WEIGHT = 1e-3


@dataclass(frozen=True)
class PlaceboResult:
    """The treated unit beside every donor treated in its place; rows and columns keep the order of the units given."""

    fit: SyntheticResult
    gaps: Floats  # (T, N): of every unit against its own synthetic control
    mspe_before: Floats  # (N,)
    mspe_after: Floats  # (N,)
    ratios: Floats  # (N,)
    p_value: float
    effect_low: float
    effect_high: float
    level: float
    interval_p: float  # share of placebos at or beyond the interval's end, the treated unit counted: at most 1 - level
    unsettled: NDArray[np.int64]  # units none of whose searches came to an end


@dataclass(frozen=True)
class LeaveOneOut:
    """The effect again, each time without one of the donors that it rests on."""

    left_out: NDArray[np.int64]  # index of the donor
    effects: Floats
    ratios: Floats


def placebo_test(
    outcomes: ArrayLike,
    *,
    treated: int,
    start: int,
    predictors: ArrayLike | None = None,
    fit_periods: Sequence[int] | None = None,
    level: float = 0.90,
) -> PlaceboResult:
    """Synthetic control of one unit, judged by giving the treatment to each of the others in its place.

    Parameters
    ----------
    outcomes : array, shape (T, N)
        Outcome per period and unit, finite, in one unit of measure; N at least 4.
    treated : int
        Index of the treated unit.
    start : int
        Index of the first period under treatment.
    predictors : array, shape (K, N), optional
        What units are compared on.
    fit_periods : sequence of int, optional
        Periods before the start that weights of predictors are chosen for; by default all.
    level : float
        Probability that the interval is meant to hold, between 0 and 1.

    Returns
    -------
    PlaceboResult
        Gaps of every unit (T, N), mean squared gaps before and after and their ratios (N,); p-value: share of units, the
        treated one counted, whose ratio is at least its own; interval of the mean effect, unbounded with too few units.

    Raises
    ------
    EffectShapeError
        If there are fewer than 4 units, or no such unit; and as `synthetic_control` does.
    TooShortError, NoControlsError, NoVariationError, EffectSettingError
        As `synthetic_control` does.

    Notes
    -----
    Donors of a placebo are the other donors, without the treated unit, whose effect would otherwise leak into it. The
    p-value is nearly exact if treatment was as good as drawn among the units; with few donors it is too small, since
    placebos have one donor less (simulated on random walks: 0.28 where 0.20 is meant with 5 units, 0.125 where 0.10 is
    meant with 10). The interval holds every constant effect that the same test does not reject on |mean gap after| / root
    mean squared gap before: effect ± q × root mean squared gap before, q the greatest placebo for which at most 1 - level of
    all units lie beyond. With N units no test can reject at less
    than 1 / N, so 90 % needs 10 of them. A placebo whose fit is poor has a small ratio and makes the test lenient: look at
    the fits before.

    References
    ----------
    abadie2010 (Journal of the American Statistical Association 105(490), 493-505: ratios of placebos).
    firpo2018 (Journal of Causal Inference 6(2): intervals by inverting the test).

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> outcomes = np.cumsum(rng.normal(size=(20, 1)), axis=0) + rng.normal(0, 0.2, (20, 12))
    >>> outcomes[12:, 0] -= 3
    >>> result = placebo_test(outcomes, treated=0, start=12)
    >>> round(result.p_value, 3), bool(result.effect_high < 0)
    (0.083, True)
    """
    table = read_array(outcomes, name="outcomes", dimensions=2)
    check_level(level)
    units = table.shape[1]
    if units < 4 or not 0 <= treated < units:
        raise EffectShapeError(
            f"there are {units} units and unit {treated} is treated; at least 4 are needed, and the treated one must be among "
            "them. Give more donors."
        )
    fits = [
        _fit_unit(table, unit, treated=treated, start=start, predictors=predictors, fit_periods=fit_periods)
        for unit in range(units)
    ]
    before, after = (np.array([getattr(fit, name) for fit in fits]) for name in ("mspe_before", "mspe_after"))
    ratios = np.array([fit.ratio for fit in fits])
    own = fits[treated]
    scaled = np.array([_scale(fit) for fit in fits])
    half, interval_p = _find_half(np.delete(scaled, treated), level=level)
    half *= np.sqrt(own.mspe_before)
    return PlaceboResult(
        own, np.stack([fit.gap for fit in fits], axis=1), before, after, ratios,
        p_value=float((ratios >= ratios[treated] * (1 - _TIE)).mean()),
        effect_low=own.effect - half, effect_high=own.effect + half, level=level, interval_p=interval_p,
        unsettled=np.array([unit for unit, fit in enumerate(fits) if fit.searches_ended == 0], dtype=np.int64),
    )  # fmt: skip


def leave_one_out(
    outcomes: ArrayLike,
    *,
    treated: int,
    start: int,
    predictors: ArrayLike | None = None,
    fit_periods: Sequence[int] | None = None,
) -> LeaveOneOut:
    """Effect on the treated unit without each donor that it rests on, in turn.

    Parameters
    ----------
    outcomes : array, shape (T, N)
        Outcome per period and unit, finite, in one unit of measure; N at least 4.
    treated, start : int
        Index of the treated unit, and of the first period under treatment.
    predictors : array, shape (K, N), optional
        What units are compared on.
    fit_periods : sequence of int, optional
        Periods before the start that weights of predictors are chosen for; by default all.

    Returns
    -------
    LeaveOneOut
        Index of each donor with at least a thousandth of the weight (L,), and mean effect and ratio without it (L,).

    Raises
    ------
    NoControlsError
        If fewer than 4 units are given: without one donor no mix would be left.
    EffectShapeError, TooShortError, NoVariationError, EffectSettingError
        As `synthetic_control` does.

    Notes
    -----
    An effect that vanishes without one donor says more of that donor than of the treatment.

    References
    ----------
    abadie2015 (American Journal of Political Science 59(2), 495-510: leave-one-out).

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> outcomes = np.cumsum(rng.normal(size=(20, 1)), axis=0) + rng.normal(0, 0.2, (20, 5))
    >>> outcomes[12:, 0] -= 3
    >>> bool((leave_one_out(outcomes, treated=0, start=12).effects < -2).all())
    True
    """
    table = read_array(outcomes, name="outcomes", dimensions=2)
    if table.shape[1] < 4:
        raise NoControlsError(
            f"there are {table.shape[1]} units; leaving a donor out needs at least 4. Give more donors."
        )
    if not 0 <= treated < table.shape[1]:
        raise EffectSettingError(
            f"there is no unit {treated} among {table.shape[1]}. Give the index of the treated unit."
        )
    whole = _fit_unit(table, treated, treated=treated, start=start, predictors=predictors, fit_periods=fit_periods)
    donors = np.delete(np.arange(table.shape[1]), treated)
    left_out = donors[whole.weights >= _LEAST_WEIGHT]
    fits = [
        _fit_unit(table, treated, treated=int(unit), start=start, predictors=predictors, fit_periods=fit_periods)
        for unit in left_out
    ]
    return LeaveOneOut(left_out, np.array([fit.effect for fit in fits]), np.array([fit.ratio for fit in fits]))


def _fit_unit(
    table: Floats,
    unit: int,
    *,
    treated: int,
    start: int,
    predictors: ArrayLike | None,
    fit_periods: Sequence[int] | None,
) -> SyntheticResult:
    """Fit one unit on all others but the treated one (or whichever is named so)."""
    others = [other for other in range(table.shape[1]) if other not in (unit, treated)]
    known = None if predictors is None else read_array(predictors, name="predictors", dimensions=2)
    if known is not None and known.shape[1] != table.shape[1]:
        raise EffectShapeError(
            f"there are {table.shape[1]} units but predictors of {known.shape[1]}. Give one column per unit, in the same order."
        )
    return synthetic_control(
        table[:, unit],
        table[:, others],
        start=start,
        treated_predictors=None if known is None else known[:, unit],
        donor_predictors=None if known is None else known[:, others],
        fit_periods=fit_periods,
    )


def _scale(fit: SyntheticResult) -> float:
    return abs(fit.effect) / float(np.sqrt(fit.mspe_before)) if fit.mspe_before > 0 else np.inf


def _find_half(placebos: Floats, *, level: float) -> tuple[float, float]:
    """Half the interval in root mean squared gaps before, and the p-value at its ends; unbounded with too few placebos."""
    units = len(placebos) + 1
    beyond = int(np.floor((1 - level) * units + 1e-9))
    if beyond < 1:
        return np.inf, 1 / units
    return float(np.sort(placebos)[-beyond]), beyond / units
