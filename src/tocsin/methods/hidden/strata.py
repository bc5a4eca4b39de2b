"""How many are there of each kind, when kinds differ in how they are noticed but lists depend on each other alike?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincc, ndtri

from tocsin.methods.hidden.errors import CaptureTableError, NoEstimateError, TooFewListsError
from tocsin.methods.hidden.settings import check_inside
from tocsin.methods.hidden.table import list_patterns
from tocsin.methods.hidden.terms import TermsLike

__all__ = ["StrataFit", "StrataResult", "estimate_strata"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_ABOVE_ZERO = 1e-7
_MOST_STEPS = 60
_ENOUGH = 1e-12


@dataclass(frozen=True)
class StrataFit:
    """People in each of S strata and in all, seen and unseen; NaN in a stratum that has no estimate by itself."""

    values: Floats  # (S,)
    low: Floats
    high: Floats
    log_errors: Floats  # (S,): standard errors of the logs of the numbers unseen
    total: float
    total_low: float
    total_high: float
    total_log_error: float
    deviance: float
    parameters: int
    missing: tuple[int, ...]  # strata without an estimate


@dataclass(frozen=True)
class StrataResult:
    """The joint fit and the separate ones, and whether the data bear the interactions that the joint fit shares."""

    joint: StrataFit
    separate: StrataFit
    gain: Floats  # (S,): by how much the joint fit shortens the interval of the log of the unseen, as a ratio of errors
    total_gain: float
    excess_deviance: float  # of the joint fit over the separate ones
    excess_parameters: int
    p_value: float  # of so great an excess if the interactions were the same in all strata


def estimate_strata(
    counts: ArrayLike, *, lists: Sequence[str], terms: TermsLike = (), level: float = 0.9
) -> StrataResult:
    """People in each stratum, with list rates of its own and interactions of lists that all strata share.

    Parameters
    ----------
    counts : array, shape (S, 2^L - 1)
        Cases of each of S strata by pattern, in the order of `list_patterns`; whole numbers from 0.
    lists : sequence of str
        Names of the L lists, at least 3.
    terms : sequence of pairs of str
        Pairs of lists that depend on each other.
    level : float
        Probability that each interval is meant to hold, strictly between 0 and 1.

    Returns
    -------
    StrataResult
        The joint and the separate fits, each with people by stratum (S,) and in all, intervals, errors on the log scale,
        deviance; the ratio of errors; the excess deviance with its degrees of freedom and p-value (0 to 1).

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    CaptureTableError
        If the shape does not fit, a count is negative, missing or not whole, a stratum has no case, or a term is no pair.
    NoEstimateError
        If the joint model has no estimate, or more than one.
    HiddenSettingError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    Counts are Poisson with log mean a(s) + Σ b(s, i) + Σ g(i, j), i and j running over the lists of the pattern: strata have
    constants and list effects of their own and share the interactions; in the separate fits they do not share them. A list
    without a case in a stratum, and a pair without a case anywhere it counts, have the parameter minus infinity and
    their cells are left out. The unseen of a stratum are exp(a(s)); intervals are Wald's on the log of the unseen, that of the
    total with the covariance of all constants. Whether interactions may be shared is tested by the likelihood ratio.
    Selecting the terms on the same data is not in the intervals.

    References
    ----------
    iwgdmf1995 (American Journal of Epidemiology 142(10), 1047-1058: covariates); bishop1975 (chapter 6).

    Examples
    --------
    >>> one = [60, 49, 16, 42, 12, 13, 4]
    >>> result = estimate_strata([one, [2 * count for count in one]], lists="ABC")
    >>> round(float(result.joint.values[1] / result.joint.values[0]), 6)
    2.0
    """
    data = _check_counts(counts, lists=lists)
    check_inside("level", level, low=0.0, high=1.0)
    pairs = _read_pairs(terms, lists=lists)
    z = float(ndtri((1 + level) / 2))
    fitted = _fit(data, pairs=pairs)
    if fitted is None:
        raise NoEstimateError(
            f"the counts of the {len(data)} strata leave the unseen open under the terms {list(terms)}: no estimate exists, or more "
            "than one. Leave out terms, or join strata of the same kind."
        )
    alone = [_fit(stratum[None], pairs=pairs) for stratum in data]
    joint = _summarise([fitted], seen=data.sum(axis=1), z=z)
    separate = _summarise(alone, seen=data.sum(axis=1), z=z)
    excess = max(joint.deviance - separate.deviance, 0.0)
    spare = separate.parameters - joint.parameters
    p_value = float(gammaincc(spare / 2, excess / 2)) if spare > 0 and not separate.missing else float("nan")
    return StrataResult(
        joint=joint,
        separate=separate,
        gain=separate.log_errors / joint.log_errors,
        total_gain=separate.total_log_error / joint.total_log_error,
        excess_deviance=excess,
        excess_parameters=spare,
        p_value=p_value,
    )


@dataclass(frozen=True)
class _Fit:
    constants: Floats  # (S,)
    covariance: Floats  # (S, S)
    deviance: float
    parameters: int


def _check_counts(counts: ArrayLike, *, lists: Sequence[str]) -> Floats:
    data = np.asarray(counts, dtype=np.float64)
    if len(lists) < 3:
        raise TooFewListsError(
            f"there are {len(lists)} lists, and with fewer than 3 nothing shows whether they depend on each other. "
            "Find another list."
        )
    if data.ndim != 2 or data.shape[1] != 2 ** len(lists) - 1 or not len(data):
        raise CaptureTableError(
            f"the counts have shape {data.shape}; {len(lists)} lists have {2 ** len(lists) - 1} patterns, one a column, and every "
            "stratum is a row. Give the patterns nobody has the count 0."
        )
    wrong = ~np.isfinite(data) | (data < 0) | (data != np.round(data))
    if wrong.any():
        row, column = np.argwhere(wrong)[0].tolist()
        raise CaptureTableError(
            f"stratum {row} has the count {data[row, column]:g} in pattern {column + 1}, but cases are counted in whole numbers "
            "from 0. Correct it."
        )
    if (data.sum(axis=1) == 0).any():
        empty = int(np.flatnonzero(data.sum(axis=1) == 0)[0])
        raise CaptureTableError(f"stratum {empty} has no case, so it says nothing. Leave it out.")
    return data


def _read_pairs(terms: TermsLike, *, lists: Sequence[str]) -> tuple[tuple[int, int], ...]:
    names, pairs = list(lists), []
    for term in terms:
        if len(term) != 2 or len(set(term)) != 2 or not set(term) <= set(names):
            raise CaptureTableError(
                f"the term {tuple(term)!r} is not a pair of the lists {', '.join(names)}, and only pairs can be shared by strata. "
                "Name two lists."
            )
        first, second = sorted(names.index(name) for name in term)
        pairs.append((first, second))
    return tuple(dict.fromkeys(pairs))


def _build(data: Floats, *, pairs: tuple[tuple[int, int], ...]) -> tuple[Floats, Flags]:
    """Design (cells, parameters) of all strata below each other, and the cells that take part."""
    strata, cells = data.shape
    patterns = list_patterns((cells + 1).bit_length() - 1)
    used = np.ones((strata, cells), dtype=bool)
    columns: list[Floats] = []
    for stratum in range(strata):
        for effect in (np.ones(cells, dtype=bool), *patterns.T):
            if data[stratum, effect].sum() == 0:
                used[stratum, effect] = False
                continue
            column = np.zeros((strata, cells))
            column[stratum] = effect
            columns.append(column.reshape(-1))
    for first, second in pairs:
        both = patterns[:, first] & patterns[:, second]
        if data[:, both].sum() == 0:
            used[:, both] = False
        else:
            columns.append(np.tile(both, strata).astype(np.float64))
    return np.stack(columns, axis=1), used.reshape(-1)


def _fit(data: Floats, *, pairs: tuple[tuple[int, int], ...]) -> _Fit | None:
    """Fit by Newton's method; None where no estimate exists or it is not the only one."""
    design, used = _build(data, pairs=pairs)
    matrix, counts = design[used], data.reshape(-1)[used]
    if not _has_estimate(matrix, counts):
        return None
    start = np.log(counts + 0.1)
    weights = counts + 0.1
    parameters = np.linalg.lstsq(matrix * np.sqrt(weights)[:, None], start * np.sqrt(weights), rcond=None)[0]
    for _ in range(_MOST_STEPS):
        means = np.exp(matrix @ parameters)
        gradient = matrix.T @ (counts - means)
        change = np.linalg.solve(matrix.T @ (matrix * means[:, None]), gradient)
        size, reached = 1.0, counts @ (matrix @ parameters) - means.sum()
        while size > 1e-6:
            logs = np.minimum(matrix @ (parameters + size * change), 60.0)
            if counts @ logs - np.exp(logs).sum() >= reached - 1e-9 * abs(reached):
                break
            size /= 2
        parameters = parameters + size * change
        if float(change @ gradient) < _ENOUGH:
            break
    means = np.exp(matrix @ parameters)
    covariance = np.linalg.inv(matrix.T @ (matrix * means[:, None]))
    ratio = np.log(np.where(counts > 0, counts, 1.0) / np.where(counts > 0, means, 1.0))
    deviance = 2 * float((counts * ratio - counts + means).sum())
    cells = data.shape[1]
    first = design.reshape(len(data), cells, -1).min(axis=1) > 0  # the constant of a stratum is 1 in all of its cells
    places = [int(np.flatnonzero(row)[0]) for row in first]
    return _Fit(parameters[places], covariance[np.ix_(places, places)], deviance, matrix.shape[1])


def _has_estimate(matrix: Floats, counts: Floats) -> bool:
    """Whether the likelihood has one greatest point: full rank, and means above 0 that give the same sums."""
    from scipy.optimize import linprog

    if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        return False
    program = linprog(
        np.concatenate([[-1.0], np.zeros(len(counts))]),
        A_eq=np.column_stack([matrix.sum(axis=0), matrix.T]),
        b_eq=matrix.T @ (counts > 0).astype(np.float64),
        bounds=(0, None),
        method="highs",
    )
    return bool(program.status == 0 and -float(program.fun or 0.0) > _ABOVE_ZERO)


def _summarise(fits: Sequence[_Fit | None], *, seen: Floats, z: float) -> StrataFit:
    """Put fits together that are independent of each other; NaN for strata of a fit that is None."""
    missing = tuple(stratum for stratum, fit in enumerate(fits) if fit is None)
    constants = np.concatenate([np.full(1, np.nan) if fit is None else fit.constants for fit in fits])
    errors = np.concatenate([np.full(1, np.nan) if fit is None else np.sqrt(np.diag(fit.covariance)) for fit in fits])
    unseen = np.exp(constants)
    total, place, variance = float(unseen.sum()), 0, 0.0
    for fit in fits:
        size = 1 if fit is None else len(fit.constants)
        part = unseen[place : place + size]
        variance += float("nan") if fit is None else float(part @ fit.covariance @ part)
        place += size
    log_error = float(np.sqrt(variance)) / total
    known = [fit for fit in fits if fit is not None]
    return StrataFit(
        values=seen + unseen,
        low=seen + unseen * np.exp(-z * errors),
        high=seen + unseen * np.exp(z * errors),
        log_errors=errors,
        total=float(seen.sum()) + total,
        total_low=float(seen.sum()) + total * float(np.exp(-z * log_error)),
        total_high=float(seen.sum()) + total * float(np.exp(z * log_error)),
        total_log_error=log_error,
        deviance=sum(fit.deviance for fit in known),
        parameters=sum(fit.parameters for fit in known),
        missing=missing,
    )
