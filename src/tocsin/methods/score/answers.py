"""Which weights do answers to trade-off questions leave, and do any of them contradict each other?"""

from collections.abc import Sequence

import numpy as np

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.answer_region import (
    TOLERANCE,
    Answer,
    holds_all,
    is_possible,
    list_extremes,
    list_walls,
    reach,
)
from tocsin.methods.score.region import EmptyWeightRegionError, WeightNameError
from tocsin.methods.score.walk import walk_along
from tocsin.methods.score.weights import DrawCountError, ThinWeightRegionError

_PILOT = 4_096
_LEAST_ACCEPTED = 0.02
_BATCH = 200_000
_MOST_TRIES = 2_000
_SPARE_FINDS = 5


def find_contradictions(answers: Sequence[Answer], *, size: int) -> tuple[tuple[str, ...], ...]:
    """Sets of answers that cannot all hold, each as small as it can be: drop any one of a set and the rest of it holds.

    Parameters
    ----------
    answers : sequence of Answer
        What was said of the C weights, which are shares, 0 to 1, and add up to 1.
    size : int
        Number of weights C.

    Returns
    -------
    tuple of tuples of str
        Names of the answers of each set, in the order given. No answer stands in two sets; without any set all answers
        hold together.

    Raises
    ------
    WeightNameError
        If there are no weights, or an answer has another number of coefficients or limits that are no numbers.

    Notes
    -----
    Every answer is linear, so a linear programme says whether any weights agree with all; of two things compared, the one
    said to be worth more must weigh something, else both could weigh nothing and agree with everything. A deletion filter leaves of a
    set that cannot hold an irreducible one, which is then laid aside whole before the rest is looked at. Each of the sets
    needs one answer less; more contradictions may show once that is done.

    References
    ----------
    chinneck1991 (ORSA Journal on Computing 3(2), 157-168: deletion filter).

    Examples
    --------
    >>> import numpy as np
    >>> more = Answer.of_ratio("x over y", above=np.array([1.0, 0.0]), below=np.array([0.0, 1.0]), least=2.0)
    >>> less = Answer("x at most 0.5", np.array([1.0, 0.0]), high=0.5)
    >>> find_contradictions([more, less], size=2)
    (('x over y', 'x at most 0.5'),)
    """
    _check_answers(answers, size=size)
    left, found = list(answers), list[tuple[int, list[Answer]]]()
    while not is_possible(left, size=size):
        core = _filter(left, size=size)
        found.append((next(at for at, answer in enumerate(answers) if answer is core[0]), core))
        left = [answer for answer in left if not any(answer is other for other in core)]
    in_order = sorted(found, key=lambda each: each[0])
    return tuple(tuple(answer.name for answer in core) for _, core in in_order)


def find_weight_ranges(answers: Sequence[Answer], *, size: int, parts: Floats | None = None) -> Floats:
    """The least and the most that each weight, or each sum of weights, can be, by all that was answered.

    Parameters
    ----------
    answers : sequence of Answer
        What was said of the C weights.
    size : int
        Number of weights C.
    parts : array, shape (N, C), optional
        Coefficients of the sums that are asked for; each weight by itself where none are given.

    Returns
    -------
    array, shape (N, 2)
        Least and most of each sum (of each weight: N is C), shares of 1.

    Raises
    ------
    WeightNameError
        As `find_contradictions`.
    EmptyWeightRegionError
        If the answers cannot all hold; the message names a smallest set that conflicts.

    Notes
    -----
    Two linear programmes per sum. The ends are reached, though seldom all at once.

    References
    ----------
    lahdelma2001 (Operations Research 49(3), 444-454: partial preference information).

    Examples
    --------
    >>> import numpy as np
    >>> find_weight_ranges([Answer("x at most 0.3", np.array([1.0, 0.0]), high=0.3)], size=2).tolist()
    [[0.0, 0.3], [0.7, 1.0]]
    """
    _refuse_contradictions(answers, size=size)
    walls, rows = list_walls(answers, size=size), np.eye(size) if parts is None else parts
    ends = [[row @ reach(way, walls=walls) for way in (-row, row)] for row in rows]
    found: Floats = np.array(ends).reshape(-1, 2).round(12) + 0.0
    return found


def sample_answers(answers: Sequence[Answer], *, size: int, draws: int, rng: np.random.Generator) -> Floats:
    """Weights drawn evenly from all that agree with every answer.

    Parameters
    ----------
    answers : sequence of Answer
        What was said of the C weights.
    size : int
        Number of weights C.
    draws : int
        Number of draws D.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    array, shape (D, C)
        Weights, shares of 1, each row adding up to 1, uniformly distributed over what the answers leave.

    Raises
    ------
    WeightNameError
        As `find_contradictions`.
    DrawCountError
        If ``draws`` is below 0.
    EmptyWeightRegionError
        If the answers cannot all hold; the message names a smallest set that conflicts.

    Notes
    -----
    Exact without answers (exponential variables over their sum), and by rejection from that where at least one try in fifty
    agrees. Else by hit-and-run inside the space that answers leave when those without slack hold as equations; draws are
    then uniform but, beyond 4,096 of them, not quite independent of each other.

    References
    ----------
    smith1984 (Operations Research 32(6), 1296-1308: hit-and-run).
    tervonen2013 (European Journal of Operational Research 224(3), 552-559: hit-and-run for weights).

    Examples
    --------
    >>> import numpy as np
    >>> more = Answer.of_ratio("x over y", above=np.array([1.0, 0.0]), below=np.array([0.0, 1.0]), least=2.0)
    >>> w = sample_answers([more], size=2, draws=500, rng=np.random.default_rng(1))
    >>> bool((w[:, 0] >= 2 * w[:, 1] - 1e-9).all())
    True
    """
    _check_draws(draws)
    _refuse_contradictions(answers, size=size)
    return _sample(answers, size=size, draws=draws, rng=rng)


def sample_nested_answers(
    sizes: Sequence[int],
    *,
    on_axes: Sequence[Answer],
    within: Sequence[Sequence[Answer]],
    across: Sequence[Answer],
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Weights drawn evenly over axes and then within each axis, from all that agree with every answer.

    Parameters
    ----------
    sizes : sequence of int
        Number of criteria of each of the X axes; C in all.
    on_axes : sequence of Answer
        What was said of the X weights of whole axes.
    within : sequence of sequences of Answer
        By axis, what was said of its criteria's shares of the axis (coefficients as many as the axis has criteria).
    across : sequence of Answer
        What was said of the final weights of all C criteria.
    draws : int
        Number of draws D.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    array, shape (D, C)
        Final weights, shares of 1, criteria in the order of the axes.

    Raises
    ------
    WeightNameError
        As `find_contradictions`, for each level.
    DrawCountError
        If ``draws`` is below 0.
    EmptyWeightRegionError
        If answers on one level cannot all hold; the message names a smallest set that conflicts.
    ThinWeightRegionError
        If fewer than one draw in 2,000 agrees with the answers across axes.

    Notes
    -----
    An axis gains nothing from being described with more criteria. Comparisons inside one axis are the same for final
    weights as for shares of the axis, so they are met exactly; only answers across axes are met by rejection.

    References
    ----------
    lahdelma2001 (Operations Research 49(3), 444-454: weight distributions).

    Examples
    --------
    >>> import numpy as np
    >>> w = sample_nested_answers([2, 1], on_axes=[], within=[[], []], across=[], draws=4000, rng=np.random.default_rng(1))
    >>> w.shape, round(float(w[:, 2].mean()), 1)
    ((4000, 3), 0.5)
    """
    _check_draws(draws)
    _refuse_contradictions(on_axes, size=len(sizes))
    for size, own in zip(sizes, within, strict=True):
        _refuse_contradictions(own, size=size)
    _check_answers(across, size=sum(sizes))
    kept, found, tried = [np.zeros((0, sum(sizes)))], 0, 0
    while found < draws:
        if (found + _SPARE_FINDS) * _MOST_TRIES < tried:
            raise ThinWeightRegionError(
                f"only {found} of {tried} weights drawn over axes and then criteria agree with what was answered across axes "
                f"({'; '.join(answer.name for answer in across)}), too few to sample from. Weigh all criteria on one level."
            )
        batch = min(max(draws - found, 4_096), 50_000) if across else draws
        share = _sample(on_axes, size=len(sizes), draws=batch, rng=rng)
        parts = [_sample(own, size=size, draws=batch, rng=rng) for size, own in zip(sizes, within, strict=True)]
        weights = np.concatenate([share[:, [at]] * part for at, part in enumerate(parts)], axis=1)
        kept.append(weights[holds_all(across, weights)])
        found, tried = found + len(kept[-1]), tried + batch
    return np.concatenate(kept)[:draws]


def _sample(answers: Sequence[Answer], *, size: int, draws: int, rng: np.random.Generator) -> Floats:
    if not answers:
        return _sample_simplex(size, draws=draws, rng=rng)
    accepted = float(holds_all(answers, _sample_simplex(size, draws=_PILOT, rng=rng)).mean())
    if accepted < _LEAST_ACCEPTED:
        return _sample_by_walk(answers, size=size, draws=draws, rng=rng)
    kept, found = [np.zeros((0, size))], 0
    while found < draws:
        batch = _sample_simplex(size, draws=min(int((draws - found) / accepted * 1.1) + 64, _BATCH), rng=rng)
        kept.append(batch[holds_all(answers, batch)])
        found += len(kept[-1])
    return np.concatenate(kept)[:draws]


def _sample_simplex(size: int, *, draws: int, rng: np.random.Generator) -> Floats:
    parts = rng.standard_exponential((draws, size))
    shares: Floats = parts / parts.sum(axis=1, keepdims=True)
    return shares


def _sample_by_walk(answers: Sequence[Answer], *, size: int, draws: int, rng: np.random.Generator) -> Floats:
    """Hit-and-run from the inside of the region, in the space left by those walls that have no slack anywhere."""
    normals, limits = list_walls(answers, size=size)
    reached = np.array([reach(-normal, walls=(normals, limits)) for normal in normals])
    slack = limits - np.einsum("wc,wc->w", normals, reached)
    is_tight = slack < TOLERANCE
    fixed = np.concatenate([np.ones((1, size)), normals[is_tight]])
    _, singular, rows = np.linalg.svd(fixed)
    basis = rows[int((singular > 1e-10).sum()) :].T
    points = np.concatenate([reached, list_extremes(answers, size=size)])
    if not basis.shape[1]:
        return np.broadcast_to(points.mean(axis=0), (draws, size)).copy()
    drawn: Floats = walk_along(
        (normals[~is_tight], limits[~is_tight]), points=points, basis=basis, draws=draws, rng=rng
    )
    drawn = np.maximum(drawn, 0.0)
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def _filter(answers: Sequence[Answer], *, size: int) -> list[Answer]:
    """What stays of answers that cannot all hold when each that can be spared has been dropped."""
    needed = list(answers)
    for answer in answers:
        rest = [other for other in needed if other is not answer]
        if not is_possible(rest, size=size):
            needed = rest
    return needed


def _refuse_contradictions(answers: Sequence[Answer], *, size: int) -> None:
    sets = find_contradictions(answers, size=size)
    if sets:
        told = " Beside these: ".join(f"{'; '.join(names)}." for names in sets)
        raise EmptyWeightRegionError(
            f"no weights over {size} names agree with all of these at once: {told} Take back or change one of each."
        )


def _check_answers(answers: Sequence[Answer], *, size: int) -> None:
    if size < 1:
        raise WeightNameError("nothing is named to be weighed, so there are no weights. Give at least one name.")
    for answer in answers:
        is_sound = answer.coefficients.shape == (size,) and np.isfinite(answer.coefficients).all()
        if not is_sound or np.isnan([answer.low, answer.high]).any():
            raise WeightNameError(
                f"the answer {answer.name!r} has {answer.coefficients.shape} coefficients for {size} weights, or limits "
                "that are no numbers, so it says nothing of them. Give one number per weight."
            )


def _check_draws(draws: int) -> None:
    if draws < 0:
        raise DrawCountError(f"{draws} draws of weights are asked for, which is no number of draws. Give 0 or more.")
