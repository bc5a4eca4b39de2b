"""Which joint answer do experts give if those who were right before count for more?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.judgement.classical import calibrate, check_degrees, check_known, tally_bins
from tocsin.methods.judgement.elicited import USUAL_OVERSHOOT, USUAL_PROBABILITIES, Elicited, Floats, check_elicited
from tocsin.methods.judgement.errors import ElicitationSettingError, NoWeightError
from tocsin.methods.judgement.exact_calibration import exact_calibration

Weighting = Literal["global", "item", "equal"]
Joining = Literal["mixture", "quantiles"]


@dataclass(frozen=True)
class DecisionMaker:
    """A joint expert over N questions at Q quantiles, scored like one expert on those whose answer is known."""

    weights: Floats  # (E, N): adding up to 1 per question
    cutoff: float  # least calibration that earns weight; 0 for equal weights
    quantiles: Floats  # (N, Q): in the unit of each question
    calibration: float  # 0 to 1; NaN where nothing is known
    calibration_exact: float
    information: float  # nats, mean over the questions whose answer is known
    combined: float


@dataclass(frozen=True)
class Seeds:
    """Calibration questions as a decision maker needs them: their places, and the bins' probabilities."""

    asked: Elicited
    known: NDArray[np.int64]
    degrees: int


def join_experts(
    quantiles: ArrayLike,
    realised: ArrayLike,
    *,
    weighting: Weighting = "global",
    cutoff: float | None = None,
    joining: Joining = "mixture",
    probabilities: Sequence[float] = USUAL_PROBABILITIES,
    is_log: ArrayLike | None = None,
    overshoot: float = USUAL_OVERSHOOT,
    degrees_of_freedom: int | None = None,
) -> DecisionMaker:
    """Joint answer of experts, weighed by how calibrated and informative they were, or equally.

    Parameters
    ----------
    quantiles : array, shape (E, N, Q)
        Quantiles of E experts for N questions, rising along the last axis; NaN for a question of interest left open.
    realised : array, shape (N,)
        What came true; NaN for the questions of interest.
    weighting : {"global", "item", "equal"}
        One weight per expert (calibration times mean information), one per expert and question (with the information
        of that answer), or the same for all who answered.
    cutoff : float
        Least calibration that earns weight, 0 to 1; by default the one among the experts' own that makes the joint
        expert's calibration times information greatest.
    joining : {"mixture", "quantiles"}
        Whether distributions are mixed, which keeps disagreement visible, or quantiles averaged, which hides it.
    probabilities, is_log, overshoot, degrees_of_freedom
        As in ``score_experts``.

    Returns
    -------
    DecisionMaker
        Weights (E, N), the cut-off, quantiles (N, Q) and the joint expert's own scores.

    Raises
    ------
    ElicitationShapeError
        If arrays do not fit, or an answer to a calibration question is missing.
    QuantileOrderError
        If quantiles or probabilities do not rise.
    ElicitationScaleError
        If a value on a logarithmic scale is not above 0.
    TooFewQuestionsError
        If there are fewer than 2 calibration questions and the weights are not equal.
    NoWeightError
        If no expert reaches the cut-off, or none who does answered a question.
    ElicitationSettingError
        If a setting is not known or out of range.

    Notes
    -----
    Each answer is the distribution of least information that has its quantiles: even, on the scale of the question,
    between them and out to the ends of the intrinsic range. Experts below the cut-off weigh nothing, since a proper
    score may not reward known bad calibration. The joint expert's quantiles are those of the weighted mixture, and it
    is scored as one expert on the same intrinsic ranges; where quantiles are averaged, the cut-off is still the one
    that is best for the mixture. Of two cut-offs that do equally well the lower is taken. That score is made on the
    questions that set the weights and flatters: see ``validate_weights``.

    References
    ----------
    cooke1991 (chapter 12); cooke2008 (section 2); lichtendahl2013 (averaging quantiles or probabilities).

    Examples
    --------
    >>> answers = [[[1, 5, 9]] * 5, [[9.1, 9.2, 9.3]] * 5]
    >>> joint = join_experts(answers, [2.0, 4.0, 6.0, 8.0, np.nan], cutoff=0.05)
    >>> joint.weights[:, 4].tolist(), joint.quantiles[4].round(6).tolist()
    ([1.0, 0.0], [1.0, 5.0, 9.0])
    """
    asked = check_elicited(quantiles, realised, probabilities=probabilities, is_log=is_log, overshoot=overshoot)
    _check_settings(weighting, joining, cutoff)
    seeds = Seeds(asked, np.flatnonzero(~np.isnan(asked.known)), check_degrees(degrees_of_freedom, asked))
    if weighting == "equal":
        weights, tried = asked.has_answer[None].astype(np.float64), np.zeros(1)
    else:
        weights, tried = weigh_experts(seeds, seeds.known[None], weighting=weighting, cutoff=cutoff)
        weights, tried = weights[0], tried[0]
    return _choose(seeds, weights, tried=tried, joining=joining)


def weigh_experts(
    seeds: Seeds, training: NDArray[np.int64], *, weighting: Weighting, cutoff: float | None
) -> tuple[Floats, Floats]:
    """Raw weights (S, K, E, N) at K cut-offs and the cut-offs (S, K), learnt on S sets of calibration questions (S, T)."""
    asked = seeds.asked
    check_known(_keep(asked, np.unique(training)))
    places = asked.count_bins(asked.answers)[:, training]
    counts = tally_bins(np.moveaxis(places, 0, 1), bins=len(asked.bins))
    calibration = calibrate(counts, bins=asked.bins, degrees=seeds.degrees)
    tried = np.sort(calibration, axis=1) if cutoff is None else np.full((len(training), 1), float(cutoff))
    earned = np.where(calibration[:, None, :] >= tried[:, :, None], calibration[:, None, :], 0.0)
    if weighting == "item":
        informed = np.where(asked.has_answer, np.nan_to_num(asked.information), 0.0)
        return earned[..., None] * informed, tried
    mean = asked.information[:, training].mean(axis=2).T
    return (earned * mean[:, None, :])[..., None] * asked.has_answer, tried


def mix_quantiles(asked: Elicited, weights: Floats) -> Floats:
    """Quantiles (..., N, Q) of the mixtures with weights (..., E, N) that add up to 1 over experts."""
    joint = np.einsum("...en,enm->...nm", weights, asked.shares)
    levels = asked.probabilities
    right = (joint[..., None, :] < levels[:, None]).sum(axis=-1)
    right = np.clip(right, 1, joint.shape[-1] - 1)
    upper, lower = (np.take_along_axis(joint, at, axis=-1) for at in (right, right - 1))
    places = np.broadcast_to(asked.places, joint.shape)
    high, low = (np.take_along_axis(places, at, axis=-1) for at in (right, right - 1))
    rise = upper - lower
    part = np.divide(levels - lower, rise, out=np.ones_like(rise), where=rise > 0)
    return np.asarray(low + np.clip(part, 0.0, 1.0) * (high - low))


def score_joint(
    seeds: Seeds, quantiles: Floats, *, known: NDArray[np.int64]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Calibration, mean information and bin counts of joint quantiles (..., N, Q) on the questions in ``known``."""
    asked = seeds.asked
    counts = tally_bins(asked.count_bins(quantiles)[..., known], bins=len(asked.bins))
    information = asked.inform(quantiles)[..., known].mean(axis=-1)
    return calibrate(counts, bins=asked.bins, degrees=seeds.degrees), information, counts


def share_out(weights: Floats) -> Floats:
    """Weights (..., E, N) divided so that they add up to 1 over experts; NaN where none has any."""
    total = weights.sum(axis=-2, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.full_like(weights, np.nan), where=total > 0))


def _choose(seeds: Seeds, raw: Floats, *, tried: Floats, joining: Joining) -> DecisionMaker:
    """The cut-off, of those tried, at which the joint expert scores best on all calibration questions."""
    weights = share_out(raw)
    usable = np.flatnonzero(~np.isnan(weights[:, 0, seeds.known]).any(axis=1))
    if not len(usable):
        raise NoWeightError(
            "No expert reaches the cut-off, so all weights are 0 and there is no joint answer. Lower the cut-off, "
            "or use equal weights."
        )
    best = usable[find_best_cutoff(seeds, weights[usable], known=seeds.known)]
    chosen = weights[best]
    orphan = np.flatnonzero(np.isnan(chosen[0]))
    if len(orphan):
        raise NoWeightError(
            f"Nobody who answered question {orphan[0] + 1} has any weight, so it has no joint answer. Lower the "
            "cut-off, use equal weights, or leave the question out."
        )
    if joining == "mixture":
        quantiles = mix_quantiles(seeds.asked, chosen)
    else:
        quantiles = np.einsum("en,enq->nq", chosen, np.nan_to_num(seeds.asked.answers))
    return _score_chosen(seeds, chosen, cutoff=float(tried[best]), quantiles=quantiles)


def find_best_cutoff(seeds: Seeds, weights: Floats, *, known: NDArray[np.int64]) -> int:
    """Which of K sets of weights (K, E, N) makes the mixture's calibration times information greatest; the first of equals."""
    if len(weights) == 1 or not len(known):
        return 0
    calibration, information, _ = score_joint(seeds, mix_quantiles(seeds.asked, np.nan_to_num(weights)), known=known)
    return int(np.argmax(calibration * information))


def _score_chosen(seeds: Seeds, weights: Floats, *, cutoff: float, quantiles: Floats) -> DecisionMaker:
    calibration = exact = information = np.nan
    if len(seeds.known):
        found = score_joint(seeds, quantiles, known=seeds.known)
        calibration, information = float(found[0]), float(found[1])
        exact = float(exact_calibration(found[2], bins=seeds.asked.bins.tolist()))
    whole = seeds.asked.restore(quantiles)
    return DecisionMaker(weights, cutoff, whole, calibration, exact, information, calibration * information)


def _keep(asked: Elicited, which: NDArray[np.int64]) -> Elicited:
    return Elicited(
        asked.answers[:, which], asked.known[which], asked.probabilities, asked.is_log[which], asked.ends[which]
    )


def _check_settings(weighting: str, joining: str, cutoff: float | None) -> None:
    if weighting not in ("global", "item", "equal") or joining not in ("mixture", "quantiles"):
        raise ElicitationSettingError(
            f"Weights {weighting!r} joined by {joining!r} are not known. Use 'global', 'item' or 'equal', and "
            "'mixture' or 'quantiles'."
        )
    if cutoff is not None and not 0 <= cutoff <= 1:
        raise ElicitationSettingError(
            f"The cut-off is {cutoff}, but a calibration lies from 0 to 1. Give such as 0.05, or leave it out."
        )
