"""How well did each expert's answers match what came true, and how much did they say?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincc, xlogy

from tocsin.methods.judgement.elicited import USUAL_OVERSHOOT, USUAL_PROBABILITIES, Elicited, Floats, check_elicited
from tocsin.methods.judgement.errors import ElicitationSettingError, ElicitationShapeError, TooFewQuestionsError
from tocsin.methods.judgement.exact_calibration import exact_calibration


@dataclass(frozen=True)
class ExpertScores:
    """Scores of E experts on the N questions whose answer is known, with Q quantiles each."""

    calibration: Floats  # (E,): 0 to 1, by the chi-square approximation, as published cases have it
    calibration_exact: Floats  # (E,): 0 to 1, by the multinomial distribution
    information: Floats  # (E, N): nats over an even spread
    mean_information: Floats  # (E,)
    combined: Floats  # (E,): calibration times mean information
    bin_counts: NDArray[np.int64]  # (E, Q + 1): realised values per bin
    questions: int


def score_experts(
    quantiles: ArrayLike,
    realised: ArrayLike,
    *,
    probabilities: Sequence[float] = USUAL_PROBABILITIES,
    is_log: ArrayLike | None = None,
    overshoot: float = USUAL_OVERSHOOT,
    degrees_of_freedom: int | None = None,
) -> ExpertScores:
    """Calibration and information of each expert on questions whose answer is known.

    Parameters
    ----------
    quantiles : array, shape (E, N, Q)
        Quantiles of E experts for N questions, rising along the last axis, each question in a unit of its own.
    realised : array, shape (N,)
        What came true, in the unit of its question.
    probabilities : sequence of float
        The Q probabilities of the quantiles, rising, strictly between 0 and 1.
    is_log : array of bool, shape (N,)
        Whether a question's background is even on the logarithmic scale; by default none is.
    overshoot : float
        By which part of the range of all answers and the realised value that range is widened on either side; above 0.
    degrees_of_freedom : int
        Of the chi-square approximation; by default Q. One published program uses N - 1.

    Returns
    -------
    ExpertScores
        Calibration (chi-square and exact, 0 to 1), information (nats) per question and on average, their product.

    Raises
    ------
    ElicitationShapeError
        If arrays do not fit, or an expert left a question open, or a realised value is missing.
    QuantileOrderError
        If quantiles or probabilities do not rise.
    ElicitationScaleError
        If a value on a logarithmic scale is not above 0.
    TooFewQuestionsError
        If there are fewer than 2 questions.
    ElicitationSettingError
        If the overshoot or the degrees of freedom are not above 0.

    Notes
    -----
    With s the shares of realised values per bin and p the bins' probabilities, calibration is P(χ² >= 2 N Σ s ln(s /
    p)). Information is ln(U - L) + Σ p ln(p / width), where L and U are the ends of the intrinsic range. Calibration
    varies over orders of magnitude and information hardly, so their product is driven by calibration. A value equal
    to a quantile counts below it. With ten questions and the usual quantiles the approximation is coarse: compare
    ``calibration_exact``.

    References
    ----------
    cooke1991 (chapter 12: classical model); cooke2008 (section 2).

    Examples
    --------
    >>> scores = score_experts([[[1, 5, 9]] * 4, [[6, 7, 8]] * 4], [2.0, 4.0, 6.0, 8.0])
    >>> scores.bin_counts.tolist()
    [[0, 2, 2, 0], [3, 0, 1, 0]]
    >>> bool(scores.calibration[0] > scores.calibration[1])
    True
    """
    asked = check_elicited(quantiles, realised, probabilities=probabilities, is_log=is_log, overshoot=overshoot)
    check_known(asked)
    degrees = check_degrees(degrees_of_freedom, asked)
    counts = tally_bins(asked.count_bins(asked.answers), bins=len(asked.bins))
    calibration = calibrate(counts, bins=asked.bins, degrees=degrees)
    information = asked.information
    mean = information.mean(axis=1)
    exact = exact_calibration(counts, bins=asked.bins.tolist())
    return ExpertScores(calibration, exact, information, mean, calibration * mean, counts, len(asked.known))


def calibrate(counts: NDArray[np.int64], *, bins: Floats, degrees: int) -> Floats:
    """Calibration (...) by the chi-square approximation, of counts (..., B)."""
    total = counts.sum(axis=-1, keepdims=True)
    shares = counts / total
    information = xlogy(shares, shares / bins).sum(axis=-1)
    return np.asarray(gammaincc(degrees / 2, np.maximum(total[..., 0] * information, 0.0)))


def tally_bins(places: NDArray[np.int64], *, bins: int) -> NDArray[np.int64]:
    """How many questions (last axis) fall into each bin."""
    return np.asarray((places[..., None] == np.arange(bins)).sum(axis=-2))


def check_known(asked: Elicited) -> None:
    """Refuse questions that somebody left open or whose answer is not known, and fewer than two."""
    if len(asked.known) < 2:
        raise TooFewQuestionsError(
            f"Calibration can be judged on {len(asked.known)} question only, which tells a good expert from a lucky "
            "one no better than a coin. Ask at least 2, better 10, whose answer is known; otherwise use equal "
            "weights."
        )
    open_at = np.argwhere(~asked.has_answer)
    if len(open_at) or bool(np.isnan(asked.known).any()):
        which = f"expert {open_at[0][0] + 1}, question {open_at[0][1] + 1}" if len(open_at) else "a realised value"
        raise ElicitationShapeError(
            f"An answer is missing ({which}), so experts would be scored on different questions. Leave out that "
            "question or that expert."
        )


def check_degrees(degrees: int | None, asked: Elicited) -> int:
    """The degrees of freedom, by default the number of quantiles."""
    if degrees is None:
        return len(asked.probabilities)
    if degrees < 1:
        raise ElicitationSettingError(
            f"There are {degrees} degrees of freedom, but at least 1 is needed. Leave the setting out."
        )
    return int(degrees)
