"""How is a result's variance shared out fairly between inputs that rise and fall together?"""

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.sensitivity.errors import SampleShapeError
from tocsin.methods.sensitivity.sample import Scale, check_sample, in_plain_unit, is_fixed, on_scale

_MOST_EXACT = 12
_MOST_ORDERS = 512
_LEAST_CORRELATION = 0.02
_LEAST_NOISE_SDS = 5.0
_COPY_TOLERANCE = 1e-9


@dataclass(frozen=True)
class ShapleyShares:
    """Shapley shares of the variance of an output; no unit.

    ``shapley`` (V,), 0 or more, and their standard errors ``error`` (V,); ``unexplained`` is the rest of the variance, which
    no sum of straight lines explains, with ``unexplained_error``; shares and rest add up to 1. ``is_exact`` is False
    if a group of correlated inputs was too large to try all of its subsets. All are NaN if the output does not vary.
    """

    scale: Scale
    shapley: NDArray[np.float64]
    error: NDArray[np.float64]
    unexplained: float
    unexplained_error: float
    is_exact: bool


def shapley_shares(
    inputs: NDArray[np.float64],
    output: NDArray[np.float64],
    *,
    scale: Scale = "linear",
    spearman: ArrayLike | None = None,
    blocks: int = 16,
) -> ShapleyShares:
    """Share of the output's variance that each of several correlated inputs can fairly be given.

    Parameters
    ----------
    inputs : NDArray
        Shape (D, V), any units, finite: the draws of each input.
    output : NDArray
        Shape (D,), any unit, finite: what was computed from them; above 0 if ``scale`` is log.
    scale : {"linear", "log"}
        Whether the variance of the output or of its logarithm is shared out; log for positive products. On
        the log scale positive inputs enter by their logarithms too.
    spearman : array_like, optional
        Shape (V, V), declared rank correlations: inputs tied by none are taken as independent. Without it two inputs are
        taken as correlated if their draws are, by 0.02 and five times chance or more.
    blocks : int
        Equal runs of draws from which the error is measured, 2 or more; best the randomisations of the points.
        Divides D and leaves at least 2 V + 64 draws in each.

    Returns
    -------
    ShapleyShares
        ``shapley`` (V,), ``error`` (V,), ``unexplained``; no unit, 0 to 1 (``unexplained`` a little below 0 by chance).

    Raises
    ------
    SampleShapeError
        If shapes do not fit, a value or declared correlation is not finite, or blocks do not divide D or leave too few
        draws each.
    NotPositiveError
        If ``scale`` is log and an output is not above 0.
    UnknownScaleError
        If ``scale`` has another name.

    Notes
    -----
    An input's Shapley share is the variance that it newly explains when inputs become known one after another, averaged
    over all orders. The output is replaced by its best straight-line fit to the inputs on the scale,
    and conditional means among the inputs are taken as straight lines too: exact for products of powers on
    the log scale and sums on the linear one, with a Gaussian copula on that scale. Groups of inputs without
    correlation between them are treated apart; in groups of up to 12 all subsets are tried, in larger ones 512
    orders that are spread evenly. Copies of one input share alike.

    References
    ----------
    owen2017 (linear Gaussian case); lindeman1980 (p. 119); broto2020 (independent groups).

    Examples
    --------
    >>> x = np.random.default_rng(1).normal(size=(4096, 1))
    >>> found = shapley_shares(np.hstack([x, x]), 3.0 * x[:, 0])
    >>> found.shapley.round(6).tolist()
    [0.5, 0.5]
    """
    inputs, output = np.asarray(inputs, dtype=np.float64), np.asarray(output, dtype=np.float64)
    check_sample(inputs, output, blocks=blocks, least=2 * inputs.shape[-1] + 64)
    values = on_scale(output, scale=scale)
    count = inputs.shape[1]
    if is_fixed(values):
        nothing = np.full(count, np.nan)
        return ShapleyShares(scale, nothing, nothing, np.nan, np.nan, is_exact=True)
    terms = _standardise(inputs, scale=scale)
    groups = _find_groups(terms, spearman=spearman)
    tables = _joint_tables(terms, values, blocks=blocks)
    shares = np.zeros((blocks + 1, count))
    for group in groups:
        shares[:, group] = _share_group(tables, group)
    error = np.append(shares[1:], shares[1:].sum(axis=1, keepdims=True), axis=1).std(axis=0, ddof=1) / np.sqrt(blocks)
    return ShapleyShares(
        scale=scale,
        shapley=shares[0],
        error=error[:-1],
        unexplained=float(1.0 - shares[0].sum()),
        unexplained_error=float(error[-1]),
        is_exact=max((len(group) for group in groups), default=0) <= _MOST_EXACT,
    )


def _standardise(inputs: NDArray[np.float64], *, scale: Scale) -> NDArray[np.float64]:
    """Inputs on the scale, with mean 0 and standard deviation 1; fixed ones are 0."""
    terms = np.zeros(inputs.shape)
    for i in range(inputs.shape[1]):
        column = inputs[:, i]
        if is_fixed(column):
            continue
        if scale == "log" and column.min() > 0:
            column = np.log(column)
        column = in_plain_unit(column)
        terms[:, i] = (column - column.mean()) / column.std()
    return terms


def _find_groups(terms: NDArray[np.float64], *, spearman: ArrayLike | None) -> list[list[int]]:
    """Parts of the inputs with no correlation between them."""
    draws, count = terms.shape
    if spearman is None:
        limit = max(_LEAST_CORRELATION, _LEAST_NOISE_SDS / np.sqrt(draws))
        tied = np.abs(terms.T @ terms / draws) > limit
    else:
        declared = np.asarray(spearman, dtype=np.float64)
        tied = declared != 0
        if tied.shape != (count, count):
            raise SampleShapeError(
                f"The table of rank correlations has shape {tied.shape}, but there are {count} inputs, so it is not known "
                f"which go together. Pass shape ({count}, {count}), in the order of the inputs."
            )
        if not np.isfinite(declared).all():
            raise SampleShapeError(
                "The table of rank correlations has a missing or infinite value, so it is not known which inputs go "
                "together. Say 0 for inputs that do not."
            )
    groups: list[list[int]] = []
    for i in range(count):
        joined = [group for group in groups if bool(tied[i, group].any() or tied[group, i].any())]
        groups = [group for group in groups if group not in joined]
        groups.append(sorted([i, *(member for group in joined for member in group)]))
    return groups


def _joint_tables(terms: NDArray[np.float64], values: NDArray[np.float64], *, blocks: int) -> NDArray[np.float64]:
    """Covariances of inputs and, last, straight-line fit weights: (1 + blocks, V + 1, V); all draws come first.

    The last row holds the weights on inputs for an output of variance 1.
    """
    cuts = [
        slice(None),
        *(slice(start, start + len(values) // blocks) for start in range(0, len(values), len(values) // blocks)),
    ]
    tables = np.empty((len(cuts), terms.shape[1] + 1, terms.shape[1]))
    for table, cut in zip(tables, cuts, strict=True):
        x, y = terms[cut] - terms[cut].mean(axis=0), values[cut] - values[cut].mean()
        table[:-1] = x.T @ x / len(y)
        sd = y.std()
        table[-1] = np.linalg.pinv(table[:-1], rcond=_COPY_TOLERANCE, hermitian=True) @ (x.T @ y / len(y))
        table[-1] /= sd if sd > 0 else 1.0
    return tables


def _share_group(tables: NDArray[np.float64], group: list[int]) -> NDArray[np.float64]:
    """Shapley shares of one group, (1 + blocks, group)."""
    inside = tables[:, group][:, :, group]
    with_output = np.einsum("bij,bj->bi", inside, tables[:, -1, :][:, group])
    joint = np.concatenate([inside, with_output[:, :, np.newaxis]], axis=2)
    if len(group) <= _MOST_EXACT:
        return _average_subsets(joint)
    return _average_orders(joint)


def _gains(joint: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each input would newly explain, given those already taken out of the joint table."""
    own = np.einsum("bii->bi", joint[:, :, :-1])
    is_new = own > _COPY_TOLERANCE
    return np.where(is_new, joint[:, :, -1] ** 2 / np.where(is_new, own, 1.0), 0.0)


def _take_out(joint: NDArray[np.float64], i: int) -> NDArray[np.float64]:
    """The joint table once input i is known."""
    own = joint[:, i, i]
    is_new = own > _COPY_TOLERANCE
    part = np.where(is_new[:, np.newaxis], joint[:, :, i], 0.0) / np.where(is_new, own, 1.0)[:, np.newaxis]
    return joint - part[:, :, np.newaxis] * joint[:, i, np.newaxis, :]


def _average_subsets(joint: NDArray[np.float64]) -> NDArray[np.float64]:
    count = joint.shape[1]
    weights = [factorial(k) * factorial(count - 1 - k) / factorial(count) for k in range(count)]
    shares = np.zeros(joint.shape[:2])
    waiting: list[tuple[tuple[int, ...], NDArray[np.float64]]] = [((), joint)]
    while waiting:
        known, rest = waiting.pop()
        gains = _gains(rest)
        gains[:, list(known)] = 0.0
        if len(known) < count:
            shares += weights[len(known)] * gains
        for i in range(known[-1] + 1 if known else 0, count):
            if len(known) + 1 < count:
                waiting.append(((*known, i), _take_out(rest, i)))
    return shares


def _average_orders(joint: NDArray[np.float64]) -> NDArray[np.float64]:
    count = joint.shape[1]
    shares = np.zeros(joint.shape[:2])
    orders = _spread_orders(count)
    for order in orders:
        rest = joint
        for i in order:
            shares[:, i] += _gains(rest)[:, i]
            rest = _take_out(rest, i)
    return shares / len(orders)


def _spread_orders(count: int) -> list[list[int]]:
    """Evenly spread orders and their reverses: those of the points k sqrt(p), less whole numbers, for primes p."""
    numbers = np.arange(2, 20 + 12 * count)
    primes = [n for n in numbers if all(n % m for m in range(2, int(n**0.5) + 1))][:count]
    steps = np.arange(1, _MOST_ORDERS // 2 + 1)[:, np.newaxis]
    forwards = np.argsort(steps * np.sqrt(primes) % 1.0, axis=1, kind="stable")
    return [*forwards.tolist(), *forwards[:, ::-1].tolist()]
