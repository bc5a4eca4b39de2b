"""Whose judgement has earned how much weight, on questions whose answer is known?"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.judgement.answers import Answers, Question
from tocsin.estimate.judgement.records import WeightingName
from tocsin.methods.judgement.classical import ExpertScores, score_experts
from tocsin.methods.judgement.decision_maker import DecisionMaker, join_experts
from tocsin.methods.judgement.errors import NoWeightError
from tocsin.methods.judgement.leave_out import LEAST_QUESTIONS, WeightValidation, validate_weights

Floats = NDArray[np.float64]

WEIGHTINGS: tuple[WeightingName, ...] = ("equal", "global", "item")
LEAST_SCORED = 2
ADVISED_QUESTIONS = 10


@dataclass(frozen=True)
class Weighing:
    """Scores and weights of the experts who answered the calibration questions; none where there are too few.

    ``advised`` is how many calibration questions performance weights are recommended from; ``weights`` holds the
    weight of each expert by weighting and question; a question that no weighted expert answered is absent.
    """

    seeds: tuple[str, ...]
    left_out: tuple[str, ...]
    advised: int
    scored: tuple[str, ...] = ()
    scores: ExpertScores | None = None
    joint: dict[WeightingName, DecisionMaker] = field(default_factory=dict)
    weights: dict[WeightingName, dict[str, dict[str, float]]] = field(default_factory=dict)
    validation: WeightValidation | None = None

    @property
    def recommended(self) -> WeightingName:
        """Performance weights where enough questions set them and they did better on questions that did not; else equal ones."""
        if (
            len(self.seeds) < self.advised
            or self.validation is None
            or "global" not in self.joint
            or self.validation.ratio <= 1
        ):
            return "equal"
        return "global"

    def shares(self, weighting: WeightingName, question: str, *, experts: tuple[str, ...]) -> tuple[float, ...] | None:
        """The weights of these experts for a question, adding up to 1; None where nobody among them has any."""
        if weighting == "equal":
            return tuple(1 / len(experts) for _ in experts)
        held = self.weights.get(weighting, {}).get(question, {})
        raw = [held.get(expert, 0.0) for expert in experts]
        total = sum(raw)
        return tuple(each / total for each in raw) if total > 0 else None


def weigh_answers(
    answers: Answers, *, rng: np.random.Generator, advised: int = ADVISED_QUESTIONS, cutoff: float | None = None
) -> Weighing:
    """Score experts on the calibration questions that all of them answered, and weigh their other answers by it.

    Without a cut-off the one is taken at which the joint expert scores best, as is usual.
    """
    known = [each for each in answers.questions if each.realised is not None]
    table = answers.arrange([each.key for each in known])
    answered = ~np.isnan(table[:, :, 0]) if known else np.zeros((len(answers.experts), 0), dtype=bool)
    rows = np.flatnonzero(answered.any(axis=1))
    whole = [bool(len(rows)) and bool(answered[rows, at].all()) for at in range(len(known))]
    seeds = [question for question, is_whole in zip(known, whole, strict=True) if is_whole]
    left_out = tuple(question.key for question, is_whole in zip(known, whole, strict=True) if not is_whole)
    if len(seeds) < LEAST_SCORED:
        return Weighing(tuple(each.key for each in seeds), left_out, advised)
    scored = tuple(answers.experts[at] for at in rows)
    realised, logs = _known(seeds)
    given = answers.arrange([each.key for each in seeds])[rows]
    levels = answers.probabilities
    scores = score_experts(given, realised, is_log=logs, probabilities=levels)
    validation = None
    if len(seeds) >= LEAST_QUESTIONS:
        validation = validate_weights(given, realised, is_log=logs, rng=rng, cutoff=cutoff, probabilities=levels)
    joint: dict[WeightingName, DecisionMaker] = {}
    weights: dict[WeightingName, dict[str, dict[str, float]]] = {}
    for weighting in WEIGHTINGS:
        least = None if weighting == "equal" else cutoff
        try:
            joint[weighting] = join_experts(
                given, realised, is_log=logs, weighting=weighting, cutoff=least, probabilities=levels
            )
        except NoWeightError:  # nobody reaches the cut-off: equal weights are left
            continue
        if weighting != "equal":
            weights[weighting] = _weigh(answers, rows, seeds=seeds, weighting=weighting, joint=joint[weighting])
    return Weighing(tuple(each.key for each in seeds), left_out, advised, scored, scores, joint, weights, validation)


def _weigh(
    answers: Answers, rows: NDArray[np.int64], *, seeds: list[Question], weighting: WeightingName, joint: DecisionMaker
) -> dict[str, dict[str, float]]:
    """Weights by question: the calibration questions, and every other that somebody with weight answered."""
    seeded = {each.key for each in seeds}
    has_weight = (joint.weights > 0).any(axis=1)
    others = [each for each in answers.questions if each.key not in seeded]
    open_table = answers.arrange([each.key for each in others])[rows]
    reached = [question for at, question in enumerate(others) if (~np.isnan(open_table[has_weight, at, 0])).any()]
    asked = [*seeds, *reached]
    realised, logs = _known(asked)
    realised[len(seeds) :] = np.nan
    table = answers.arrange([each.key for each in asked])[rows]
    found = join_experts(
        table, realised, is_log=logs, weighting=weighting, cutoff=joint.cutoff, probabilities=answers.probabilities
    )
    names = [answers.experts[at] for at in rows]
    return {
        question.key: dict(zip(names, found.weights[:, at].tolist(), strict=True)) for at, question in enumerate(asked)
    }


def _known(questions: list[Question]) -> tuple[Floats, NDArray[np.bool_]]:
    realised = np.array([np.nan if each.realised is None else each.realised for each in questions])
    return realised, np.array([each.scale == "log" for each in questions])
