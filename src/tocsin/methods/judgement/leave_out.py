"""Would weights learnt on some calibration questions have done better than equal weights on the others?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.judgement.classical import check_degrees
from tocsin.methods.judgement.decision_maker import (
    Seeds,
    find_best_cutoff,
    mix_quantiles,
    score_joint,
    share_out,
    weigh_experts,
)
from tocsin.methods.judgement.elicited import USUAL_OVERSHOOT, USUAL_PROBABILITIES, Floats, check_elicited
from tocsin.methods.judgement.errors import ElicitationSettingError, NoWeightError, TooFewQuestionsError

LEAST_QUESTIONS = 4
_LEAST_PART = 2
_LEAST_SCORE = 1e-300  # a score that rounds to nothing still has a logarithm


@dataclass(frozen=True)
class WeightValidation:
    """Scores on the S held-out parts of the calibration questions, and the weights without each question in turn."""

    weighted: Floats  # (S,): calibration times information of the performance-weighted joint expert, out of sample
    equal: Floats  # (S,): the same with equal weights
    ratio: float  # geometric mean of weighted over equal; above 1 speaks for performance weights
    better_share: float  # share of the sets in which weights did better; ties count half
    training_size: int
    sets: int
    sets_possible: int  # more than `sets` where a sample was taken
    sets_without_weights: int  # on which nobody reached a set cut-off, so that equal weights stood in
    left_out_weights: Floats  # (N, E): weights learnt without question n, mean over questions where weighted by item
    left_out_combined: (
        Floats  # (N,): calibration times information, on the others, of the joint expert learnt without question n
    )


def validate_weights(
    quantiles: ArrayLike,
    realised: ArrayLike,
    *,
    rng: np.random.Generator,
    weighting: str = "global",
    cutoff: float | None = None,
    training_share: float = 0.8,
    most_sets: int = 1_000,
    probabilities: Sequence[float] = USUAL_PROBABILITIES,
    is_log: ArrayLike | None = None,
    overshoot: float = USUAL_OVERSHOOT,
    degrees_of_freedom: int | None = None,
) -> WeightValidation:
    """Compare performance weights with equal weights on calibration questions that did not set the weights.

    Parameters
    ----------
    quantiles : array, shape (E, N, Q)
        Quantiles of E experts for N calibration questions, none left open.
    realised : array, shape (N,)
        What came true.
    rng : numpy Generator
        Chooses training sets where there are more than `most_sets` of them.
    weighting : {"global", "item"}
        As in ``join_experts``.
    cutoff : float
        Least calibration that earns weight, 0 to 1; by default chosen anew on each training set.
    training_share : float
        Part of the questions that sets the weights, strictly between 0 and 1; at least 2 train and 2 are held out.
    most_sets : int
        How many training sets are tried at most; all of them where there are no more; at least 1.
    probabilities, is_log, overshoot, degrees_of_freedom
        As in ``score_experts``.

    Returns
    -------
    WeightValidation
        Out-of-sample scores per set, their geometric mean ratio, and weights without each question in turn.

    Raises
    ------
    TooFewQuestionsError
        If there are fewer than 4 calibration questions.
    ElicitationSettingError
        If a setting is not known or out of range.
    ElicitationShapeError
        If arrays do not fit, or an answer or a realised value is missing.
    QuantileOrderError
        If quantiles or probabilities do not rise.
    ElicitationScaleError
        If a value on a logarithmic scale is not above 0.
    NoWeightError
        If on some training set every calibration rounds to nothing and the cut-off is not set.

    Notes
    -----
    For each training set the weights and cut-off are learnt on it alone, and both joint experts are scored on the
    rest. With few held-out questions calibration takes few values, so single sets say little and the geometric mean
    over all of them is the figure to read. Where nobody reaches a set cut-off on a training set, equal weights stand in for it,
    and the set is counted. Sets overlap: no standard error belongs to it. Intrinsic ranges, which do
    not depend on who weighs what, are those of all questions.

    References
    ----------
    colson2017 (sections 3 and 4: training on 80 % of the calibration questions).

    Examples
    --------
    >>> import numpy as np
    >>> answers = [[[1, 5, 9]] * 5, [[9.1, 9.2, 9.3]] * 5]
    >>> found = validate_weights(answers, [2.0, 4.0, 6.0, 8.0, 3.0], rng=np.random.default_rng(1))
    >>> found.sets, found.training_size, bool(found.left_out_weights[:, 0].min() > 0.9)
    (10, 3, True)
    """
    asked = check_elicited(quantiles, realised, probabilities=probabilities, is_log=is_log, overshoot=overshoot)
    questions = len(asked.known)
    _check_settings(weighting, training_share, cutoff=cutoff, most_sets=most_sets, questions=questions)
    seeds = Seeds(asked, np.arange(questions), check_degrees(degrees_of_freedom, asked))
    size = int(np.clip(round(training_share * questions), _LEAST_PART, questions - _LEAST_PART))
    training = _choose_sets(questions, size=size, most=most_sets, rng=rng)
    held = np.array([np.setdiff1d(np.arange(questions), chosen) for chosen in training])
    learnt, empty = _learn(seeds, training, weighting=weighting, cutoff=cutoff)
    even = share_out(np.ones((1, *asked.has_answer.shape)))
    weighted, equal = (
        _score_held(seeds, weights, held=held) for weights in (learnt, np.repeat(even, len(held), axis=0))
    )
    others = np.array([np.delete(np.arange(questions), at) for at in range(questions)])
    without, _ = _learn(seeds, others, weighting=weighting, cutoff=cutoff)
    return WeightValidation(
        weighted, equal,
        ratio=float(np.exp(np.mean(np.log(weighted) - np.log(equal)))),
        better_share=float(np.mean((weighted > equal) + 0.5 * (weighted == equal))),
        training_size=size, sets=len(training), sets_possible=comb(questions, size),
        sets_without_weights=empty,
        left_out_weights=without.mean(axis=2), left_out_combined=_score_held(seeds, without, held=others),
    )  # fmt: skip


def _learn(seeds: Seeds, training: NDArray[np.int64], *, weighting: str, cutoff: float | None) -> tuple[Floats, int]:
    """Weights (S, E, N) of each training set, at its best cut-off or at the one set, and how many sets gave none."""
    raw, _ = weigh_experts(seeds, training, weighting="item" if weighting == "item" else "global", cutoff=cutoff)
    weights = share_out(raw)
    learnt, empty = np.full((len(training), *weights.shape[2:]), 1 / weights.shape[2]), 0
    for at, chosen in enumerate(training):
        usable = np.flatnonzero(~np.isnan(weights[at]).any(axis=(1, 2)))
        if len(usable):
            learnt[at] = weights[at, usable[find_best_cutoff(seeds, weights[at, usable], known=chosen)]]
        elif cutoff is None:
            raise NoWeightError(
                "On some part of the calibration questions no expert has any calibration above 0, so there are no weights to try. "
                "Use equal weights."
            )
        else:
            empty += 1
    return learnt, empty


def _score_held(seeds: Seeds, weights: Floats, *, held: NDArray[np.int64]) -> Floats:
    scores = np.empty(len(held))
    for at, chosen in enumerate(held):
        calibration, information, _ = score_joint(seeds, mix_quantiles(seeds.asked, weights[at]), known=chosen)
        scores[at] = max(float(calibration * information), _LEAST_SCORE)
    return scores


def _choose_sets(questions: int, *, size: int, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    if comb(questions, size) <= most:
        return np.array(list(combinations(range(questions), size)))
    found: set[tuple[int, ...]] = set()
    while len(found) < most:
        found.add(tuple(sorted(rng.permutation(questions)[:size].tolist())))
    return np.array(sorted(found))


def _check_settings(
    weighting: str, training_share: float, *, cutoff: float | None, most_sets: int, questions: int
) -> None:
    if questions < LEAST_QUESTIONS:
        raise TooFewQuestionsError(
            f"There are {questions} calibration questions; at least {LEAST_QUESTIONS} are needed to learn weights on "
            "some and try them on others. Ask more questions whose answer is known, or use equal weights."
        )
    if (
        weighting not in ("global", "item")
        or not 0 < training_share < 1
        or most_sets < 1
        or not 0 <= (cutoff or 0) <= 1
    ):
        raise ElicitationSettingError(
            f"Weights {weighting!r}, training share {training_share}, cut-off {cutoff} and at most {most_sets} sets cannot be tried. "
            "Use 'global' or 'item', a share between 0 and 1, and at least one set."
        )
