"""Which alternative comes first, second, last, when both the scores and their weights are uncertain?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.score.aggregate import (
    Combination,
    Floats,
    ScoreShapeError,
    check_values,
    check_weights,
    list_parts,
    total_by_alternative,
    total_by_weights,
)
from tocsin.methods.score.ranks import (
    TIE_TOLERANCE,
    RankResult,
    RankTally,
    Spread,
    check_randomisations,
    list_blocks,
    rank_totals,
)

__all__ = ["RankResult", "SmaaResult", "rank_totals", "smaa"]

# Numbers per block in the confidence pass, whose arrays hold A × N per draw: measured, a third of this takes twice as long.
_CONFIDENCE_CELLS = 400_000


@dataclass(frozen=True)
class SmaaResult(RankResult):
    """Ranks as distributions, and the weights under which each alternative comes first; C criteria, NaN for one never first."""

    central_weights: Floats  # (A, C): mean weights of the draws in which alternative i is first
    central_weights_error: Floats
    confidence: Floats  # (A,): probability that alternative i is first if its central weights are the true ones
    confidence_error: Floats


def smaa(
    values: ArrayLike, weights: ArrayLike, *, randomisations: int = 1, combination: Combination = "additive"
) -> SmaaResult:
    """Ranks of alternatives over all weights and scores that are thought possible.

    Parameters
    ----------
    values : array, shape (A, C) or (D, A, C)
        Scores of A alternatives on C criteria, known or one set per draw; higher is better; finite.
    weights : array, shape (D, C)
        One set of weights per draw, each 0 to 1 and adding up to 1.
    randomisations : int
        Independent randomisations that the draws fall into, as equal consecutive runs; 1 means independent draws.
    combination : {"additive", "geometric"}
        How scores combine into a total; the geometric mean needs scores that are never negative.

    Returns
    -------
    SmaaResult
        Shares of draws per place (A, A), mean places (A,), pairwise wins (A, A), central weights (A, C; NaN for an
        alternative never first), confidence factors (A,; 0 to 1), each with its standard error beside it.

    Raises
    ------
    ScoreShapeError
        If the arrays do not fit each other, or the draws do not fall into equal randomisations of at least 2 draws in all.
    ScoreValueError
        If a score is missing or infinite, or negative where scores combine geometrically, or the combination is not known.
    WeightSumError
        If a weight is negative or a set of weights does not add up to 1.

    Notes
    -----
    Rank acceptability b(i, r) is the share of draws in which alternative i takes place r; ties share their places. The
    central weights are the mean weights where i is first; the confidence factor is the share of draws of the scores in
    which i is first under them, and its error is given for those central weights as they are. Errors come from the
    spread between randomisations, or, with one, are those of independent draws. An error is NaN where fewer than two
    observations have the alternative first. Work goes in blocks, so memory does not grow with the draws.

    References
    ----------
    lahdelma2001 (Operations Research 49(3), 444-454, sections 3 and 4).

    Examples
    --------
    >>> import numpy as np
    >>> weights = np.array([[0.9, 0.1], [0.5, 0.5], [0.3, 0.7], [0.1, 0.9]])
    >>> result = smaa([[1.0, 0.0], [0.6, 0.6], [0.0, 1.0]], weights)
    >>> result.rank_acceptability[:, 0].tolist()
    [0.25, 0.25, 0.5]
    >>> result.central_weights[1].tolist()
    [0.5, 0.5]
    """
    scores, shares = _check_shapes(values, weights)
    per_run = check_randomisations(len(shares), randomisations=randomisations)
    check_weights(shares)
    if scores.ndim == 2:
        check_values(scores, combination=combination)
    tally = RankTally(scores.shape[-2], randomisations=randomisations)
    centre = _Centre(scores.shape[-2], criteria=shares.shape[1], randomisations=randomisations)
    for run in range(randomisations):
        for start, end in list_blocks(run * per_run, (run + 1) * per_run):
            block = scores if scores.ndim == 2 else scores[start:end]
            if scores.ndim == 3:
                check_values(block, combination=combination)
            first = tally.add(total_by_alternative(block, shares[start:end], combination=combination))
            centre.add(first, weights=shares[start:end])
        tally.close_run()
        centre.close_run()
    central, central_error = centre.summarise()
    confidence, confidence_error = _find_confidence(
        scores, central, randomisations=randomisations, combination=combination
    )
    ranks = tally.summarise()
    return SmaaResult(**vars(ranks), central_weights=central, central_weights_error=central_error,
                      confidence=confidence, confidence_error=confidence_error)  # fmt: skip


class _Centre:
    """Mean weights where each alternative is first: a ratio of two sums, so its error is that of the ratio's residuals."""

    def __init__(self, alternatives: int, *, criteria: int, randomisations: int) -> None:
        self._randomisations = randomisations
        shape = (alternatives, criteria)
        self._weight_sums: list[Floats] = []
        self._first_sums: list[Floats] = []
        self._run_weights, self._run_first = np.zeros(shape), np.zeros(alternatives)
        # Sums of f², f²w and f²w², f being the share of the first place: all that independent draws need.
        self._squares = [np.zeros((alternatives, 1)), np.zeros(shape), np.zeros(shape)]
        self._times_first = np.zeros(alternatives, dtype=np.int64)

    def add(self, first: Floats, *, weights: Floats) -> None:
        self._run_first += first.sum(axis=1)
        squared = first**2
        for part in list_parts(len(weights), cost=self._run_weights.size):
            self._run_weights += first[:, part] @ weights[part]
            if self._randomisations == 1:
                self._squares[1] += squared[:, part] @ weights[part]
                self._squares[2] += squared[:, part] @ weights[part] ** 2
        if self._randomisations == 1:
            self._times_first += (first > 0).sum(axis=1)
            self._squares[0] += squared.sum(axis=1, keepdims=True)

    def close_run(self) -> None:
        self._weight_sums.append(self._run_weights.copy())
        self._first_sums.append(self._run_first.copy())
        if self._randomisations > 1:
            self._times_first += self._run_first > 0
        self._run_weights[:], self._run_first[:] = 0.0, 0.0

    def summarise(self) -> tuple[Floats, Floats]:
        weights, first = np.stack(self._weight_sums), np.stack(self._first_sums)[:, :, None]
        total = first.sum(axis=0)
        ever = total > 0
        central = np.divide(weights.sum(axis=0), total, out=np.full(weights.shape[1:], np.nan), where=ever)
        if self._randomisations > 1:
            scatter = ((weights - first * central) ** 2).sum(axis=0)
        else:
            plain, linear, square = self._squares
            scatter = square - 2 * central * linear + central**2 * plain
        seen = self._times_first[:, None]
        correction = np.sqrt(seen / np.maximum(seen - 1, 1))
        error = np.sqrt(np.maximum(scatter, 0.0)) * correction
        return central, np.divide(error, total, out=np.full(central.shape, np.nan), where=ever & (seen > 1))


def _check_shapes(values: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    scores, shares = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if scores.ndim not in (2, 3) or shares.ndim != 2 or 0 in scores.shape or 0 in shares.shape:
        raise ScoreShapeError(
            f"scores have shape {scores.shape} and weights {shares.shape}; expected (alternatives, criteria) or "
            "(draws, alternatives, criteria), and (draws, criteria), none of them empty."
        )
    if scores.shape[-1] != shares.shape[1]:
        raise ScoreShapeError(
            f"there are scores on {scores.shape[-1]} criteria but weights for {shares.shape[1]}, so some criterion would "
            "be left out or counted twice. Give one weight per criterion, in the same order."
        )
    if scores.ndim == 3 and len(scores) != len(shares):
        raise ScoreShapeError(
            f"scores have {len(scores)} draws but weights have {len(shares)}, so they cannot belong to the same draws. "
            "Draw both with the same number."
        )
    return scores, shares


def _find_confidence(
    scores: Floats, central: Floats, *, randomisations: int, combination: Combination
) -> tuple[Floats, Floats]:
    """Share of the draws of the scores in which each alternative is first under its own central weights."""
    confidence, error = np.full(len(central), np.nan), np.full(len(central), np.nan)
    ever = np.flatnonzero(~np.isnan(central[:, 0]))
    known = scores.ndim == 2
    draws = scores[None] if known else scores
    runs = 1 if known else randomisations
    per_run = len(draws) // runs
    step = max(1, _CONFIDENCE_CELLS // (draws.shape[1] * len(ever)))
    spread, squares = Spread(), np.zeros(len(ever))
    for run in range(runs):
        won = np.zeros(len(ever))
        for start in range(run * per_run, (run + 1) * per_run, step):
            block = draws[start : min(start + step, (run + 1) * per_run)]
            first = _share_first(total_by_weights(block, central[ever], combination=combination), ever)
            won += first.sum(axis=0)
            squares += (first**2).sum(axis=0)
        spread.add(won / per_run)
    confidence[ever] = spread.mean
    if known:
        error[ever] = 0.0
    elif runs > 1:
        error[ever] = spread.error()
    else:
        error[ever] = np.sqrt(np.maximum(squares / per_run - spread.mean**2, 0.0) / (per_run - 1))
    return confidence, error


def _share_first(totals: Floats, own: NDArray[np.intp]) -> Floats:
    """Share (B, N) of the first place that alternative own[n] holds under weights n: totals (B, A, N), which are used up."""
    columns = np.arange(len(own))
    mine = totals[:, own, columns]
    totals[:, own, columns] = -np.inf
    rival = totals.max(axis=1)
    slack = (TIE_TOLERANCE + 4 * np.finfo(np.float64).eps) * np.abs(mine)
    shares: Floats = (mine > rival + slack).astype(np.float64)
    draw, column = np.nonzero(np.abs(mine - rival) <= slack)
    rivals = totals.transpose(0, 2, 1)[draw, column]
    level = rivals >= (mine - slack)[draw, column][:, None]
    shares[draw, column] = 1.0 / (1.0 + level.sum(axis=1))
    return shares
