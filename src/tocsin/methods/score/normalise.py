"""How do indicators in different units come onto one scale, on which more is always better?"""

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.errors import ScaleError
from tocsin.methods.score.indicators import check_directions, check_ends, check_indicators


def min_max(values: ArrayLike, *, directions: ArrayLike, low: float = 0.0, high: float = 100.0) -> Floats:
    """Put each indicator where it stands between the worst and the best alternative.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    directions : array, shape (C,)
        1 where more is better, -1 where less is.
    low, high : float
        Values of the worst and of the best alternative on the new scale.

    Returns
    -------
    array, shape (A, C)
        From ``low`` to ``high``, without unit; NaN stays NaN.

    Raises
    ------
    IndicatorError
        If the table is empty, has infinite values, an indicator is constant or known for fewer than 3, or a direction is
        neither 1 nor -1.
    ScaleError
        If ``low`` is not below ``high``.

    Notes
    -----
    low + (high - low) (x - worst) / (best - worst). The unit of an indicator does not matter; one extreme value moves all.

    References
    ----------
    oecd2008 (step 5: min-max).

    Examples
    --------
    >>> min_max([[1.0], [2.0], [5.0]], directions=[-1]).ravel().tolist()
    [100.0, 75.0, 0.0]
    """
    table, signs = _check(values, directions=directions)
    check_ends(low, high)
    return _spread_out(table, worst=_worst(table, signs), best=_worst(table, -signs), low=low, high=high)


def goalposts(values: ArrayLike, *, worst: ArrayLike, best: ArrayLike, low: float = 0.0, high: float = 100.0) -> Floats:
    """Put each indicator where it stands between two posts that were set beforehand.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    worst, best : array, shape (C,)
        Posts in the unit of each indicator; `worst` above `best` where less is better.
    low, high : float
        Values of the worst and of the best post on the new scale.

    Returns
    -------
    array, shape (A, C)
        From ``low`` to ``high``, without unit, cut off at the posts; NaN stays NaN.

    Raises
    ------
    IndicatorError
        If the table is empty, has infinite values, or an indicator is constant or known for fewer than 3.
    ScaleError
        If ``low`` is not below ``high``, or posts are missing, infinite, equal or not one pair for each indicator.

    Notes
    -----
    low + (high - low) (x - worst) / (best - worst), so a score does not depend on who else is compared, and keeps its
    meaning from year to year.

    References
    ----------
    oecd2008 (step 5: distance to a reference).

    Examples
    --------
    >>> goalposts([[20.0], [50.0], [90.0]], worst=[20.0], best=[80.0]).ravel().tolist()
    [0.0, 50.0, 100.0]
    """
    table = check_indicators(values)
    check_ends(low, high)
    posts = [np.asarray(post, dtype=np.float64) for post in (worst, best)]
    if any(post.shape != (table.shape[1],) or not np.isfinite(post).all() for post in posts):
        raise ScaleError(
            f"posts {posts[0].tolist()} and {posts[1].tolist()} are not one finite pair for each of {table.shape[1]} "
            "indicators, so some would have no scale. Give one pair for each, in the same order."
        )
    if (posts[0] == posts[1]).any():
        column = int((posts[0] == posts[1]).argmax())
        raise ScaleError(
            f"both posts of indicator {column} are {posts[0][column]:g}, which makes no scale. Move one of them."
        )
    return np.clip(_spread_out(table, worst=posts[0], best=posts[1], low=low, high=high), low, high)


def z_score(values: ArrayLike, *, directions: ArrayLike, mean: float = 50.0, spread: float = 10.0) -> Floats:
    """Say of each value how many standard deviations it lies above the mean of its indicator.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    directions : array, shape (C,)
        1 where more is better, -1 where less is.
    mean, spread : float
        Mean and standard deviation on the new scale; ``spread`` above 0.

    Returns
    -------
    array, shape (A, C)
        Around ``mean``, without bounds and without unit; NaN stays NaN.

    Raises
    ------
    IndicatorError
        If the table is empty, has infinite values, an indicator is constant or known for fewer than 3, or a direction is
        neither 1 nor -1.
    ScaleError
        If ``mean`` is not a number or ``spread`` not above 0.

    Notes
    -----
    mean + spread (x - m) / s, with the mean m and the standard deviation s (divisor n - 1) of what is known. All indicators
    then vary alike, but do not have the same ends.

    References
    ----------
    oecd2008 (step 5: standardisation).

    Examples
    --------
    >>> z_score([[1.0], [2.0], [3.0]], directions=[1], mean=0.0, spread=1.0).ravel().tolist()
    [-1.0, 0.0, 1.0]
    """
    table, signs = _check(values, directions=directions)
    if not (np.isfinite(mean) and np.isfinite(spread) and spread > 0):
        raise ScaleError(
            f"the new scale has mean {mean:g} and standard deviation {spread:g}, on which nothing differs. Give a number "
            "and one above 0."
        )
    shrunk = table / _plain_unit(table)
    centred = shrunk - np.nanmean(shrunk, axis=0)
    return np.asarray(mean + spread * signs * centred / np.nanstd(shrunk, axis=0, ddof=1))


def percentile_rank(values: ArrayLike, *, directions: ArrayLike, low: float = 0.0, high: float = 100.0) -> Floats:
    """Say of each value which share of the other alternatives it leaves behind.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    directions : array, shape (C,)
        1 where more is better, -1 where less is.
    low, high : float
        Values of one that leaves nobody behind, and of one that leaves all.

    Returns
    -------
    array, shape (A, C)
        From ``low`` to ``high``, without unit; NaN stays NaN.

    Raises
    ------
    IndicatorError
        If the table is empty, has infinite values, an indicator is constant or known for fewer than 3, or a direction is
        neither 1 nor -1.
    ScaleError
        If ``low`` is not below ``high``.

    Notes
    -----
    low + (high - low) (rank - 1) / (n - 1) among the n that are known; equal values share the mean of their ranks.
    Outliers do no harm, but how far apart two values are is lost.

    References
    ----------
    oecd2008 (step 5: ranking).

    Examples
    --------
    >>> percentile_rank([[3.0], [900.0], [3.0], [1.0], [np.nan]], directions=[1]).ravel().tolist()
    [50.0, 100.0, 50.0, 0.0, nan]
    """
    table, signs = _check(values, directions=directions)
    check_ends(low, high)
    for column, sign in enumerate(signs):
        is_known = ~np.isnan(table[:, column])
        _, place, counts = np.unique(sign * table[is_known, column], return_inverse=True, return_counts=True)
        behind = np.cumsum(counts) - counts + (counts - 1) / 2
        table[is_known, column] = low + (high - low) * behind[place] / (is_known.sum() - 1)
    return table


def _check(values: ArrayLike, *, directions: ArrayLike) -> tuple[Floats, Floats]:
    table = check_indicators(values)
    return table, check_directions(directions, count=table.shape[1])


def _worst(table: Floats, signs: Floats) -> Floats:
    ends: Floats = np.where(signs > 0, np.nanmin(table, axis=0), np.nanmax(table, axis=0))
    return ends


def _spread_out(table: Floats, *, worst: Floats, best: Floats, low: float, high: float) -> Floats:
    unit = _plain_unit(np.concatenate([table, worst[None], best[None]]))
    scaled: Floats = low + (high - low) * (table / unit - worst / unit) / (best / unit - worst / unit)
    return scaled


def _plain_unit(table: Floats) -> Floats:
    """A power of 2 for each column, in which squares of very large or small amounts stay finite."""
    greatest = np.nanmax(np.abs(table), axis=0)
    unit: Floats = np.ldexp(1.0, np.clip(np.frexp(greatest)[1], -1021, 1023))
    return unit
