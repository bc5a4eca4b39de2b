"""What did each expert answer to each question, brought to one form?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.judgement.errors import AnswersError
from tocsin.methods.draws.scales import back, forward
from tocsin.methods.judgement.idea import standardise_intervals

Floats = NDArray[np.float64]
AnswerScale = Literal["linear", "log"]


@dataclass(frozen=True)
class Answer:
    """One expert's quantiles for one question; ``was`` is the median of an earlier round; clipped ends stopped at a bound."""

    expert: str
    question: str
    quantiles: tuple[float, ...]
    rationale: str = ""
    round: int = 1
    was: float | None = None
    is_low_clipped: bool = False
    is_high_clipped: bool = False


@dataclass(frozen=True)
class Question:
    """What all experts were asked: in which unit, on which scale, within which bounds, and what came true if that is known."""

    key: str
    unit: str = ""
    scale: AnswerScale = "linear"
    realised: float | None = None
    least: float | None = None
    greatest: float | None = None


@dataclass(frozen=True)
class Answers:
    """All answers at the same probabilities, at most one per expert and question; whether best values are medians by assumption."""

    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    probabilities: tuple[float, ...]
    is_standardised: bool = False

    @property
    def experts(self) -> tuple[str, ...]:
        """Codes of all experts, in alphabetical order."""
        return tuple(sorted({each.expert for each in self.answers}))

    def arrange(self, questions: Sequence[str]) -> Floats:
        """Quantiles (experts, questions, quantiles); NaN where an expert gave no answer."""
        table = np.full((len(self.experts), len(questions), len(self.probabilities)), np.nan)
        rows = {expert: at for at, expert in enumerate(self.experts)}
        columns = {question: at for at, question in enumerate(questions)}
        for each in self.answers:
            if each.question in columns:
                table[rows[each.expert], columns[each.question]] = each.quantiles
        return table


def collect_answers(
    questions: Sequence[Question],
    answers: Sequence[Answer],
    *,
    probabilities: Sequence[float],
    is_standardised: bool = False,
) -> Answers:
    """Keep each expert's answer of the last round to each question, with the median of the first round beside it.

    Raises
    ------
    AnswersError
        If an expert answers a question twice in one round, or there is no answer at all.
    """
    kept: dict[tuple[str, str], Answer] = {}
    middle = min(range(len(probabilities)), key=lambda at: abs(probabilities[at] - 0.5))
    for each in sorted(answers, key=lambda answer: answer.round):
        earlier = kept.get((each.expert, each.question))
        if earlier is not None and earlier.round == each.round:
            raise AnswersError(
                f"Expert {each.expert} answers {each.question} twice in round {each.round}, so one of the two would "
                "be lost. Delete one, or number the rounds."
            )
        first = None if earlier is None else earlier.was if earlier.was is not None else earlier.quantiles[middle]
        kept[each.expert, each.question] = Answer(
            each.expert,
            each.question,
            each.quantiles,
            each.rationale,
            each.round,
            first,
            each.is_low_clipped,
            each.is_high_clipped,
        )
    if not kept:
        raise AnswersError("There is no answer, so there is nothing to study. Give at least one.")
    asked = {question for _, question in kept}
    used = tuple(question for question in questions if question.key in asked)
    ordered = tuple(kept[key] for key in sorted(kept))
    return Answers(used, ordered, tuple(probabilities), is_standardised)


def standardise_answer(
    question: Question, *, expert: str, interval: tuple[float, float, float], confidence: float, level: float
) -> Answer:
    """One answer in the four-step form (low, best, high and how sure), brought to quantiles at one level.

    Distances from the best value are stretched on the scale of the question, so an amount never goes below 0.
    """
    low, best, high = forward(np.array(interval), scale=question.scale)
    ends = [
        np.nan if each is None else float(forward(np.array([each]), scale=question.scale)[0])
        for each in (question.least, question.greatest)
    ]
    found = standardise_intervals(
        [low],
        [high],
        best=[best],
        confidence=[confidence],
        level=level,
        least=-np.inf if np.isnan(ends[0]) else ends[0],
        greatest=np.inf if np.isnan(ends[1]) else ends[1],
    )
    quantiles = back(np.array([found.low[0], best, found.high[0]]), scale=question.scale)
    return Answer(
        expert,
        question.key,
        (float(quantiles[0]), interval[1], float(quantiles[2])),
        is_low_clipped=bool(found.is_low_clipped[0]),
        is_high_clipped=bool(found.is_high_clipped[0]),
    )
