"""Which densities do the quantiles of all experts stand for, on one range per question?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.judgement.errors import (
    ElicitationScaleError,
    ElicitationSettingError,
    ElicitationShapeError,
    QuantileOrderError,
)

Floats = NDArray[np.float64]

USUAL_PROBABILITIES = (0.05, 0.5, 0.95)
USUAL_OVERSHOOT = 0.1


@dataclass(frozen=True)
class Elicited:
    """Answers of E experts to N questions at Q probabilities, checked, on the scale of each question.

    ``answers`` (E, N, Q) is NaN where an expert gave none; ``known`` (N,) is NaN where no value is realised yet;
    ``ends`` (N, 2) is the intrinsic range.
    """

    answers: Floats
    known: Floats
    probabilities: Floats
    is_log: NDArray[np.bool_]
    ends: Floats

    @property
    def bins(self) -> Floats:
        """Probability of each of the Q + 1 bins between the quantiles."""
        return np.diff(self.probabilities, prepend=0.0, append=1.0)

    @property
    def has_answer(self) -> NDArray[np.bool_]:
        """Which expert answered which question, (E, N)."""
        return ~np.isnan(self.answers[:, :, 0])

    @cached_property
    def information(self) -> Floats:
        """Information of each answer relative to an even spread over the intrinsic range, in nats (E, N); NaN for none."""
        return self.inform(self.answers)

    @cached_property
    def places(self) -> Floats:
        """Every value at which some answer's density changes, sorted, per question (N, M); the top end fills the rest."""
        given = np.moveaxis(self.answers, 0, 1).reshape(len(self.known), -1)
        filled = np.where(np.isnan(given), self.ends[:, 1:], given)
        return np.sort(np.concatenate([self.ends, filled], axis=1), axis=1)

    @cached_property
    def shares(self) -> Floats:
        """Distribution function of each answer at the places, (E, N, M); 0 for none."""
        experts, questions, _ = self.answers.shape
        heights = np.concatenate([[0.0], self.probabilities, [1.0]])
        shares = np.zeros((experts, *self.places.shape))
        for question in range(questions):
            low, high = self.ends[question]
            for expert in np.flatnonzero(self.has_answer[:, question]):
                knots = np.concatenate([[low], self.answers[expert, question], [high]])
                shares[expert, question] = np.interp(self.places[question], knots, heights)
        return shares

    def inform(self, quantiles: Floats) -> Floats:
        """Information of quantiles (..., N, Q), in nats, relative to an even spread over the intrinsic range (..., N)."""
        low = np.broadcast_to(self.ends[:, :1], (*quantiles.shape[:-1], 1))
        high = np.broadcast_to(self.ends[:, 1:], (*quantiles.shape[:-1], 1))
        widths = np.diff(np.concatenate([low, quantiles, high], axis=-1), axis=-1)
        whole = np.log(self.ends[:, 1] - self.ends[:, 0])
        return np.asarray(whole + (self.bins * (np.log(self.bins) - np.log(widths))).sum(axis=-1))

    def count_bins(self, quantiles: Floats) -> NDArray[np.int64]:
        """In which bin, 0 to Q, each realised value falls (..., N); a value equal to a quantile falls below it."""
        return np.asarray((quantiles < self.known[:, None]).sum(axis=-1), dtype=np.int64)

    def restore(self, values: Floats) -> Floats:
        """Values (..., N, Q) brought back from the scale of each question to its unit."""
        with np.errstate(over="ignore"):
            return np.where(self.is_log[:, None], np.exp(np.where(self.is_log[:, None], values, 0.0)), values)


def check_elicited(
    quantiles: ArrayLike,
    realised: ArrayLike | None = None,
    *,
    probabilities: Sequence[float] = USUAL_PROBABILITIES,
    is_log: ArrayLike | None = None,
    overshoot: float = USUAL_OVERSHOOT,
) -> Elicited:
    """Check answers and realised values, and find the intrinsic range of every question."""
    given = np.asarray(quantiles, dtype=np.float64)
    levels = np.asarray(probabilities, dtype=np.float64)
    _check_answers(given, levels)
    questions = given.shape[1]
    known = np.full(questions, np.nan) if realised is None else np.asarray(realised, dtype=np.float64)
    logs = np.zeros(questions, dtype=bool) if is_log is None else np.asarray(is_log, dtype=bool)
    if known.shape != (questions,) or logs.shape != (questions,) or bool(np.isinf(known).any()):
        raise ElicitationShapeError(
            f"There are answers to {questions} questions, but realised values of shape {known.shape} and scales of "
            f"shape {logs.shape}, or a realised value is infinite. Give one of each per question, NaN where nothing "
            "is realised."
        )
    if not (np.isfinite(overshoot) and overshoot > 0):
        raise ElicitationSettingError(
            f"The overshoot is {overshoot}, but must be above 0: without room beyond the outermost answers a tail "
            "would have no width. The usual one is 0.1."
        )
    _check_logs(given, known, logs)
    answers = _to_scale(given, logs[None, :, None])
    on_scale = _to_scale(known, logs)
    return Elicited(answers, on_scale, levels, logs, _find_ends(answers, on_scale, overshoot=overshoot))


def _to_scale(values: Floats, logs: NDArray[np.bool_]) -> Floats:
    spread = np.broadcast_to(logs, values.shape)
    return np.where(spread, np.log(np.where(spread, values, 1.0)), values)


def _find_ends(answers: Floats, known: Floats, *, overshoot: float) -> Floats:
    low = np.fmin(np.nanmin(answers, axis=(0, 2)), known)
    high = np.fmax(np.nanmax(answers, axis=(0, 2)), known)
    room = overshoot * (high - low)
    return np.stack([low - room, high + room], axis=1)


def _check_answers(given: Floats, levels: Floats) -> None:
    if given.ndim != 3 or 0 in given.shape or levels.ndim != 1 or given.shape[2] != len(levels):
        raise ElicitationShapeError(
            f"Answers have shape {given.shape} and probabilities {levels.shape}; expected (experts, questions, "
            "quantiles) and (quantiles,), none of them empty. Give one quantile per probability."
        )
    if not (bool(((levels > 0) & (levels < 1)).all()) and bool((np.diff(levels) > 0).all())):
        raise QuantileOrderError(
            f"The probabilities {levels.tolist()} do not rise strictly between 0 and 1, so no bin between them could "
            "be counted. Use such as 0.05, 0.5, 0.95."
        )
    missing = np.isnan(given)
    partly = missing.any(axis=2) & ~missing.all(axis=2)
    if bool(partly.any()) or bool(np.isinf(given).any()):
        expert, question = np.argwhere(partly | np.isinf(given).any(axis=2))[0].tolist()
        raise ElicitationShapeError(
            f"The answer of expert {expert + 1} to question {question + 1} is {given[expert, question].tolist()}: some "
            "quantiles are missing or infinite. Give all of them, or all as NaN where the expert did not answer."
        )
    silent = np.flatnonzero(missing.all(axis=(0, 2)))
    if len(silent):
        raise ElicitationShapeError(f"Nobody answered question {silent[0] + 1}, so it has no range. Leave it out.")
    falls = (np.diff(given, axis=2) <= 0).any(axis=2)
    if bool(falls.any()):
        expert, question = np.argwhere(falls)[0].tolist()
        raise QuantileOrderError(
            f"The quantiles of expert {expert + 1} for question {question + 1} are "
            f"{given[expert, question].tolist()} and do not rise, so a bin between them would have no width. Ask the "
            "expert, and put them in order."
        )


def _check_logs(given: Floats, known: Floats, logs: NDArray[np.bool_]) -> None:
    least = np.fmin(np.nanmin(given, axis=(0, 2)), known)
    wrong = np.flatnonzero(logs & (least <= 0))
    if len(wrong):
        raise ElicitationScaleError(
            f"Question {wrong[0] + 1} is on a logarithmic scale, but {least[wrong[0]]:g} stands among its answers or "
            "is what was realised; logarithms need values above 0. Correct the value, or use a linear scale."
        )
