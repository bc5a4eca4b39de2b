"""Which comparison is worth asking next: the one whose answer would most improve the choice, else narrow the weights?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.terms.errors import MethodError

Floats = NDArray[np.float64]

# A rounded number of times must split the weights no worse than this, else more digits are kept.
_FAIR_SPLIT = 0.2
# Gains below this come from rounding.
_ROUNDING = 1e-12


class QuestionInputError(MethodError):
    """Weights, parts or pay-offs do not fit each other, so no question can be chosen."""


@dataclass(frozen=True)
class Question:
    """Is the first part worth at least so many times the second? How likely is yes, and what is the answer worth?

    ``gain`` is in the unit of the pay-offs with its standard error; ``narrowing`` is the share of the weights' variance
    that the answer is expected to take away.
    """

    above: int
    below: int
    times: float
    yes_prob: float
    gain: float
    gain_error: float
    narrowing: float

    @property
    def is_distinguishable(self) -> bool:
        """Whether the gain is at least two standard errors above nothing."""
        return self.gain > _ROUNDING and self.gain >= 2 * self.gain_error


def rank_questions(
    weights: Floats, *, parts: Floats, pairs: Sequence[tuple[int, int]], values: Floats | None = None, top: int = 1
) -> tuple[Question, ...]:
    """Comparisons that are still open, the most useful first.

    Parameters
    ----------
    weights : array, shape (D, C)
        Draws of admissible weights, in independent or random order.
    parts : array, shape (D, N)
        What each of N things that can be compared is worth at these weights; 0 or more, in units of one scale.
    pairs : sequence of (int, int)
        Which of the N things may be compared.
    values : array, shape (D, A), optional
        Pay-off of each of A options at these weights, where a choice rests on them.
    top : int
        Number of options that are chosen; the pay-off of a choice is the sum over those chosen.

    Returns
    -------
    tuple of Question
        One for each pair whose answer is not known already, with the number of times at the median, rounded.

    Raises
    ------
    QuestionInputError
        If the arrays do not have the same number of draws, at least 8, or ``top`` is not between 1 and A.

    Notes
    -----
    For each pair the question is put at the median of the ratio, so that either answer halves the weights. Its gain is that
    of choosing after the answer over choosing now; sets are chosen on one half of the draws and paid on the other, and the
    other way round, so that chance does not look like gain. Questions whose gain is at least two standard errors above
    nothing come first, by gain; all others by how much of the variance of the weights the answer takes away. One question is
    looked ahead, not a chain of them: a question that pays only with a later one comes later.

    References
    ----------
    raiffa1961 (value of information before a decision).
    ciomek2017 (asking by expected effect on rankings).

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> w = rng.dirichlet(np.ones(3), size=4000)
    >>> best = rank_questions(w, parts=w, pairs=[(0, 1), (1, 2)], values=w[:, :2], top=1)[0]
    >>> (best.above, best.below) in [(0, 1), (1, 0)], best.is_distinguishable
    (True, True)
    """
    _check_inputs(weights, parts=parts, values=values, top=top)
    found = [_ask(pair, weights=weights, parts=parts, values=values, top=top) for pair in pairs]
    questions = [question for question in found if question]
    return tuple(
        sorted(
            questions,
            key=lambda each: (-each.gain if each.is_distinguishable else 0.0, -each.narrowing, each.above, each.below),
        )
    )


def _ask(pair: tuple[int, int], *, weights: Floats, parts: Floats, values: Floats | None, top: int) -> Question | None:
    above, below = pair
    middle = _median_ratio(parts[:, above], parts[:, below])
    if middle < 1:
        above, below = below, above
        middle = _median_ratio(parts[:, above], parts[:, below])
    if not (np.isfinite(middle) and middle > 0):
        return None
    for digits in (2, 3, 5):
        times = float(f"{middle:.{digits}g}")
        is_yes = parts[:, above] >= times * parts[:, below]
        share = float(is_yes.mean())
        if _FAIR_SPLIT <= share <= 1 - _FAIR_SPLIT:
            break
    if not 0 < share < 1:
        return None
    gain, error = (0.0, 0.0) if values is None else _value_answer(is_yes, values=values, top=top)
    return Question(above, below, times, share, gain, error, _narrow(is_yes, weights=weights))


def _median_ratio(above: Floats, below: Floats) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = above / below
    known = ratio[~np.isnan(ratio)]
    return float(np.median(known)) if len(known) else float("nan")


def _value_answer(is_yes: NDArray[np.bool_], *, values: Floats, top: int) -> tuple[float, float]:
    """Gain of choosing after the answer, and its standard error: sets chosen on one half of the draws, paid on the other."""
    gains = np.zeros(len(values))
    is_first = np.arange(len(values)) % 2 == 0
    for learn, pay in ((is_first, ~is_first), (~is_first, is_first)):
        now = values[:, _choose(values[learn], top=top)].sum(axis=1)
        for answer in (is_yes, ~is_yes):
            seen = learn & answer
            then = values[:, _choose(values[seen], top=top)].sum(axis=1) if seen.any() else now
            gains[pay & answer] = (then - now)[pay & answer]
    return float(gains.mean()), float(gains.std(ddof=1) / np.sqrt(len(gains)))


def _choose(values: Floats, *, top: int) -> NDArray[np.int64]:
    chosen: NDArray[np.int64] = np.argsort(-values.mean(axis=0), kind="stable")[:top]
    return chosen


def _narrow(is_yes: NDArray[np.bool_], *, weights: Floats) -> float:
    whole = float(weights.var(axis=0).sum())
    if whole <= _ROUNDING:
        return 0.0
    left = sum(float(weights[part].var(axis=0).sum()) * float(part.mean()) for part in (is_yes, ~is_yes) if part.any())
    return max(0.0, 1.0 - left / whole)


def _check_inputs(weights: Floats, *, parts: Floats, values: Floats | None, top: int) -> None:
    others = [parts] if values is None else [parts, values]
    if len(weights) < 8 or any(len(each) != len(weights) for each in others):
        raise QuestionInputError(
            f"weights, parts and pay-offs have {[len(each) for each in (weights, *others)]} draws; they must have the same "
            "number, at least 8, to be told together. Draw them once."
        )
    if values is not None and not 1 <= top <= values.shape[1]:
        raise QuestionInputError(
            f"the best {top} of {values.shape[1]} options are to be chosen, which is no choice. Choose 1 or more of them."
        )
