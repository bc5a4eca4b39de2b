"""Which distribution has the interval, or the three quantiles, that somebody stated?"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, expit

from tocsin.methods.draws.distributions import (
    Beta,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    TwoPiece,
    Uniform,
)
from tocsin.methods.draws.ends import check_ends, check_level, find_score
from tocsin.methods.draws.errors import ImpossibleIntervalError
from tocsin.methods.draws.scales import ScaleName, forward

_TOLERANCE = 1e-9

Bounded = TypeVar("Bounded", Triangular, Pert)


def lognormal_from_interval(low: float, high: float, *, level: float = 0.9) -> Lognormal:
    """Lognormal distribution with a stated central interval.

    Parameters
    ----------
    low, high : float
        Ends of the interval, unit of the quantity, above 0; ``low`` below ``high``.
    level : float
        Probability inside, equal tails outside; strictly between 0 and 1.

    Returns
    -------
    Lognormal
        Its quantiles at (1 - level) / 2 and (1 + level) / 2 are ``low`` and ``high``.

    Raises
    ------
    ImpossibleIntervalError
        If an end is not finite, ``low`` is not below ``high`` or ``low`` is not above 0.
    ProbabilityRangeError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    The median is the geometric mean of the two ends.

    References
    ----------
    johnson1994 (chapter 14).

    Examples
    --------
    >>> round(float(lognormal_from_interval(10.0, 1000.0).quantile(0.5)), 9)
    100.0
    """
    check_ends("lognormal_from_interval", low=low, high=high, scale="log")
    z = find_score(level)
    log_low, log_high = float(np.log(low)), float(np.log(high))
    return Lognormal(log_mean=(log_low + log_high) / 2, log_sd=(log_high - log_low) / (2 * z))


def normal_from_interval(low: float, high: float, *, level: float = 0.9) -> Normal:
    """Normal distribution with a stated central interval.

    Parameters
    ----------
    low, high : float
        Ends of the interval, unit of the quantity; ``low`` below ``high``.
    level : float
        Probability inside, equal tails outside; strictly between 0 and 1.

    Returns
    -------
    Normal
        Its quantiles at (1 - level) / 2 and (1 + level) / 2 are ``low`` and ``high``.

    Raises
    ------
    ImpossibleIntervalError
        If an end is not finite or ``low`` is not below ``high``.
    ProbabilityRangeError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    It may take values below 0; for a positive quantity prefer the lognormal.

    References
    ----------
    johnson1994 (chapter 13).

    Examples
    --------
    >>> normal_from_interval(-2.0, 6.0).mean
    2.0
    """
    check_ends("normal_from_interval", low=low, high=high, scale="linear")
    return Normal(mean=(low + high) / 2, sd=(high - low) / (2 * find_score(level)))


def uniform_from_interval(low: float, high: float, *, level: float = 0.9) -> Uniform:
    """Uniform distribution with a stated central interval.

    Parameters
    ----------
    low, high : float
        Ends of the interval, unit of the quantity; ``low`` below ``high``.
    level : float
        Probability inside, equal tails outside; above 0, at most 1 (1: the ends are least and greatest).

    Returns
    -------
    Uniform
        Wider than the interval by the share 1 - level, half on each side.

    Raises
    ------
    ImpossibleIntervalError
        If an end is not finite or ``low`` is not below ``high``.
    ProbabilityRangeError
        If ``level`` is not above 0 and at most 1.

    Notes
    -----
    The ends of the distribution are middle -/+ (high - low) / (2 level).

    References
    ----------
    johnson1995 (chapter 26).

    Examples
    --------
    >>> uniform_from_interval(0.0, 10.0, level=0.5)
    Uniform(low=-5.0, high=15.0)
    """
    check_ends("uniform_from_interval", low=low, high=high, scale="linear")
    check_level(level, may_be_one=True)
    rest = (high - low) * (1 - level) / (2 * level)
    return Uniform(low=low - rest, high=high + rest)


def beta_from_interval(low: float, high: float, *, level: float = 0.9) -> Beta:
    """Beta distribution of a share with a stated central interval.

    Parameters
    ----------
    low, high : float
        Ends of the interval, no unit, strictly between 0 and 1; ``low`` below ``high``.
    level : float
        Probability inside, equal tails outside; strictly between 0 and 1.

    Returns
    -------
    Beta
        Its quantiles at (1 - level) / 2 and (1 + level) / 2 are ``low`` and ``high`` within 1e-9.

    Raises
    ------
    ImpossibleIntervalError
        If an end is not strictly between 0 and 1, ``low`` is not below ``high``, or no beta distribution with
        shapes that can be computed has these quantiles.
    ProbabilityRangeError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    Both shapes are found by solving for the two quantiles on the log-odds scale.

    References
    ----------
    vandorp2000 (beta parameters from two quantiles).

    Examples
    --------
    >>> round(beta_from_interval(0.05, 0.95).alpha, 6)
    1.0
    """
    check_ends("beta_from_interval", low=low, high=high, scale="logit")
    check_level(level)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    targets = forward(np.array([low, high]), scale="logit")

    def miss(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        alpha, beta = np.exp(np.clip(logs, -20.0, 30.0))
        share = betaincinv(alpha, beta, tails)
        rest = betaincinv(beta, alpha, 1 - tails)
        floor = np.finfo(np.float64).tiny
        return np.asarray(np.log(np.maximum(share, floor)) - np.log(np.maximum(rest, floor)) - targets)

    spread = float(targets[1] - targets[0]) / (2 * find_score(level))
    middle = float(expit(targets.mean()))
    start = np.log(np.maximum([1 / (1 - middle), 1 / middle], 0.05 * spread**2)) - 2 * np.log(spread)
    logs = _solve(miss, start, what=f"beta_from_interval: {low} to {high} at level {level}")
    return Beta(alpha=float(np.exp(logs[0])), beta=float(np.exp(logs[1])))


def triangular_from_interval(low: float, high: float, *, mode: float, level: float = 0.9) -> Triangular:
    """Triangular distribution with a stated central interval and most likely value.

    Parameters
    ----------
    low, high : float
        Ends of the interval, unit of the quantity; ``low`` below ``high``.
    mode : float
        Most likely value, same unit, from ``low`` to ``high``.
    level : float
        Probability inside, equal tails outside; above 0, at most 1 (1: the ends are least and greatest).

    Returns
    -------
    Triangular
        Its quantiles at (1 - level) / 2 and (1 + level) / 2 are ``low`` and ``high``; its ends lie outside.

    Raises
    ------
    ImpossibleIntervalError
        If a number is not finite, ``low`` is not below ``high`` or ``mode`` is not between them.
    ProbabilityRangeError
        If ``level`` is not above 0 and at most 1.

    Notes
    -----
    Both ends are found by solving for the two probabilities.

    References
    ----------
    kotz2004 (triangular distribution with given quantiles and mode).

    Examples
    --------
    >>> fitted = triangular_from_interval(2.0, 9.0, mode=4.0)
    >>> fitted.quantile([0.05, 0.95]).round(6).tolist()
    [2.0, 9.0]
    """
    return _widen(Triangular, low, high, mode=mode, level=level, what="triangular_from_interval")


def pert_from_interval(low: float, high: float, *, mode: float, level: float = 0.9) -> Pert:
    """PERT distribution with a stated central interval and most likely value.

    Parameters
    ----------
    low, high : float
        Ends of the interval, unit of the quantity; ``low`` below ``high``.
    mode : float
        Most likely value, same unit, from ``low`` to ``high``.
    level : float
        Probability inside, equal tails outside; above 0, at most 1 (1: the ends are least and greatest).

    Returns
    -------
    Pert
        Its quantiles at (1 - level) / 2 and (1 + level) / 2 are ``low`` and ``high``; its ends lie outside.

    Raises
    ------
    ImpossibleIntervalError
        If a number is not finite, ``low`` is not below ``high`` or ``mode`` is not between them.
    ProbabilityRangeError
        If ``level`` is not above 0 and at most 1.

    Notes
    -----
    Both ends are found by solving for the two probabilities, with the classic weight of 4. They may pass
    below 0: for a positive quantity use ``quantile_fit`` on the log scale.

    References
    ----------
    malcolm1959; vose2008 (PERT).

    Examples
    --------
    >>> fitted = pert_from_interval(2.0, 9.0, mode=4.0)
    >>> fitted.quantile([0.05, 0.95]).round(6).tolist()
    [2.0, 9.0]
    """
    return _widen(Pert, low, high, mode=mode, level=level, what="pert_from_interval")


def quantile_fit(*, low: float, best: float, high: float, level: float = 0.9, scale: ScaleName = "log") -> TwoPiece:
    """Distribution that goes exactly through a low, a best and a high figure.

    Parameters
    ----------
    low, best, high : float
        Quantiles at (1 - level) / 2, 1/2 and (1 + level) / 2, unit of the quantity; each above the one before.
    level : float
        Probability between ``low`` and ``high``; strictly between 0 and 1.
    scale : {"log", "logit", "linear"}
        Natural scale of the quantity: log for positive ones, logit for shares, linear for the rest.

    Returns
    -------
    TwoPiece
        Normal on the scale, with one spread below ``best`` and another above it; never leaves the scale.

    Raises
    ------
    ImpossibleIntervalError
        If a figure is not finite, the three do not rise, or one does not lie on the scale.
    ProbabilityRangeError
        If ``level`` is not strictly between 0 and 1.
    DistributionParameterError
        If ``scale`` is not known.

    Notes
    -----
    ``best`` is the median. With g the scale and z the normal score of (1 + level) / 2, the two spreads are
    (g(best) - g(low)) / z and (g(high) - g(best)) / z.

    References
    ----------
    wallis2014 (two-piece normal; here the halves weigh the same, so that the joint is the median).

    Examples
    --------
    >>> fitted = quantile_fit(low=20.0, best=50.0, high=400.0)
    >>> fitted.quantile([0.05, 0.5, 0.95]).round(6).tolist()
    [20.0, 50.0, 400.0]
    """
    check_ends("quantile_fit", low=low, high=high, scale=scale)
    if not low < best < high:
        raise ImpossibleIntervalError(
            f"quantile_fit: low {low}, best {best}, high {high} do not rise, so half of the probability would have no "
            "room. Put them in order; if best is an end, use an interval without a best figure."
        )
    z = find_score(level)
    on_low, on_best, on_high = forward(np.array([low, best, high]), scale=scale).tolist()
    return TwoPiece(
        median=best,
        spread_below=(on_best - on_low) / z,
        spread_above=(on_high - on_best) / z,
        scale=scale,
    )


def _widen(kind: type[Bounded], low: float, high: float, *, mode: float, level: float, what: str) -> Bounded:
    """Move the ends of a distribution outwards until the interval holds the level."""
    check_ends(what, low=low, high=high, scale="linear")
    check_level(level, may_be_one=True)
    if not low <= mode <= high:
        raise ImpossibleIntervalError(
            f"{what}: the mode {mode} is not between {low} and {high}, so the most likely value would be called "
            "unlikely. Correct the mode or widen the interval."
        )
    if level == 1:
        return kind(low=low, mode=mode, high=high)
    tail, width = (1 - level) / 2, high - low
    place = (mode - low) / width

    def beyond(logs: NDArray[np.float64]) -> tuple[float, float]:
        below, above = np.exp(np.clip(logs, -40.0, 40.0)).tolist()
        return below, above

    def miss(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        below, above = beyond(logs)
        shares = kind(low=-below, mode=place, high=1 + above).cdf([0.0, 1.0])
        return np.log(np.maximum([shares[0], 1 - shares[1]], 1e-300) / tail)

    start = np.log(np.full(2, np.sqrt(tail)))
    below, above = beyond(_solve(miss, start, what=f"{what}: {low} to {high}, mode {mode}, level {level}"))
    return kind(low=low - below * width, mode=mode, high=high + above * width)


def _solve(
    miss: Callable[[NDArray[np.float64]], NDArray[np.float64]], start: NDArray[np.float64], *, what: str
) -> NDArray[np.float64]:
    from scipy.optimize import root

    for method in ("hybr", "lm"):
        found = root(miss, start, method=method, options={"xtol": 1e-14})
        if float(np.abs(miss(found.x)).max()) <= _TOLERANCE:
            return np.asarray(found.x, dtype=np.float64)
    raise ImpossibleIntervalError(
        f"{what}: no distribution of this kind that can be computed has these quantiles, so nothing can be drawn. "
        "Check the level, or use quantile_fit, which meets any three rising figures."
    )
