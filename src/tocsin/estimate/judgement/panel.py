"""What do the experts of a dossier say together on one of its questions, and with which weights?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.judgement import Elicitation
from tocsin.dossier.records.model import Driver
from tocsin.estimate.judgement.answers import Answers, Question, collect_answers, standardise_answer
from tocsin.estimate.judgement.errors import AnswersError
from tocsin.estimate.judgement.records import WeightingName
from tocsin.estimate.judgement.spread import spread_answers
from tocsin.estimate.judgement.weighing import Weighing, weigh_answers
from tocsin.estimate.judgement.words import tell_disagreement
from tocsin.estimate.quantity import unit_of
from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.judgement.linear_pool import LinearPool, list_tails, pool_linearly
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.unit import find_factor

WEIGHTS_FROM = "performance_weights_from"
CUTOFF = "performance_weights_cutoff"
LEVEL = 0.9


@dataclass(frozen=True)
class PooledQuestion:
    """Experts' answers to one question as a mixture in one unit: who said what, with which weight.

    ``pool`` has the weights; ``even`` counts all alike, and says how far they disagree whoever was weighed down.
    """

    question: str
    experts: tuple[str, ...]
    shares: tuple[float, ...]
    distributions: tuple[Distribution, ...]
    weighting: WeightingName
    pool: LinearPool
    even: LinearPool
    clipped: tuple[str, ...]


def arrange_elicitations(rows: tuple[Elicitation, ...]) -> Answers:
    """The rows of ``elicitations.csv`` in the form that a study takes, every interval at 90 %."""
    questions: dict[str, Question] = {}
    answers = []
    for row in rows:
        asked = questions.setdefault(
            row.question, Question(row.question, row.unit, row.scale, row.realisation, row.least, row.greatest)
        )
        told = standardise_answer(
            asked, expert=row.expert, interval=(row.low, row.best, row.high), confidence=row.confidence, level=LEVEL
        )
        answers.append(replace(told, rationale=row.rationale, round=row.round))
    probabilities = tuple(list_tails(LEVEL).tolist())
    return collect_answers(tuple(questions.values()), answers, probabilities=probabilities, is_standardised=True)


def pool_driver(dossier: Dossier, driver: Driver) -> PooledQuestion:
    """What the experts say of an elicited driver, in its unit.

    Raises
    ------
    AnswersError
        If nobody answered the question.
    IncompatibleUnitsError
        If the unit of the question cannot be converted into that of the driver.
    """
    if driver.elicited is None:
        raise TypeError(f"{driver.title!r} is not elicited.")
    asked = next((row for row in dossier.elicitations if row.question == driver.elicited), None)
    if asked is None:
        raise AnswersError(
            f"{driver.title!r} is elicited by {driver.elicited!r}, which no row of elicitations.csv answers. Add the "
            "answers, or correct the question."
        )
    factor = 1.0
    if asked.unit:
        factor = find_factor(unit_of(asked.unit, driver.price_year), unit_of(driver.unit, driver.price_year))
    return pool_question(dossier, driver.elicited, factor=factor)


def pool_question(dossier: Dossier, question: str, *, factor: float = 1.0) -> PooledQuestion:
    """What the experts say of a question, each answer multiplied by a factor, as one mixture."""
    answers = arrange_elicitations(dossier.elicitations)
    weighing = weigh_panel(dossier)
    asked = _multiply(next(each for each in answers.questions if each.key == question), factor)
    given = [each for each in answers.answers if each.question == question]
    experts = tuple(each.expert for each in given)
    shares = weighing.shares(weighing.recommended, question, experts=experts)
    weighting: WeightingName = "equal" if shares is None else weighing.recommended
    spread = spread_answers(
        asked, [[value * factor for value in each.quantiles] for each in given], probabilities=answers.probabilities
    )
    shares = shares or tuple(1 / len(experts) for _ in experts)
    even = pool_linearly(spread, level=LEVEL, scale=asked.scale)
    pool = even if weighting == "equal" else pool_linearly(spread, weights=shares, level=LEVEL, scale=asked.scale)
    clipped = tuple(each.expert for each in given if each.is_low_clipped or each.is_high_clipped)
    return PooledQuestion(question, experts, shares, spread, weighting, pool, even, clipped)


def weigh_panel(dossier: Dossier) -> Weighing:
    """The weights that the calibration questions of a dossier give its experts, by the rule of its method sheet."""
    advised, cutoff = (dossier.sheet.choices[name].value for name in (WEIGHTS_FROM, CUTOFF))
    return _weigh(
        dossier.elicitations, advised=int(np.ceil(advised)), cutoff=min(max(cutoff, 0.0), 1.0), seed=dossier.head.seed
    )


def list_panel_findings(pooled: PooledQuestion, *, about: str, title: str) -> Iterator[Finding]:
    """What a reader should know of one pooled question: a split, a lone expert, ends held at a bound, and how experts weigh."""
    heard = tuple(expert for expert, share in zip(pooled.experts, pooled.shares, strict=True) if share > 0)
    disagreement = f"{title}: {tell_disagreement(pooled.even, experts=pooled.experts)}"
    if len(pooled.experts) == 1:
        yield Finding("one-expert", about, disagreement, examples=pooled.experts)
    elif pooled.even.is_split:
        yield Finding("contradiction", about, disagreement, examples=pooled.experts)
    if len(heard) == 1 < len(pooled.experts):
        text = (
            f"{title}: all weight fell on {heard[0]}, who was right before; what {len(pooled.experts) - 1} others "
            "said is shown and does not count. Set `performance_weights_from` out of reach to hear all alike."
        )
        yield Finding("one-expert", about, text, examples=heard)
    if pooled.clipped:
        text = (
            f"{title}: stretched to a 90 % interval, an answer of {', '.join(pooled.clipped)} would pass a bound of "
            "the question and is held there, so it is narrower than its confidence asks for."
        )
        yield Finding("held-at-bound", about, text, Severity.NOTE, examples=pooled.clipped)
    how = "equally" if pooled.weighting == "equal" else "by their answers to questions whose truth is known"
    text = f"{title}: the mixture of the answers of {', '.join(heard)}, weighed {how}. No claim or measurement stands behind it."
    yield Finding("experts-alone", about, text, Severity.NOTE, examples=heard)


def _multiply(question: Question, factor: float) -> Question:
    def times(value: float | None) -> float | None:
        return None if value is None else value * factor

    return replace(
        question, realised=times(question.realised), least=times(question.least), greatest=times(question.greatest)
    )


@lru_cache(maxsize=8)
def _weigh(rows: tuple[Elicitation, ...], *, advised: int, cutoff: float, seed: int) -> Weighing:
    rng = np.random.default_rng(seed)
    return weigh_answers(arrange_elicitations(rows), rng=rng, advised=advised, cutoff=cutoff)
