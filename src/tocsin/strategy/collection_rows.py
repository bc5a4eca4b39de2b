"""What is each question of the dossier expected to bring, and is it worth its cost?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.records.judgement import Requirement
from tocsin.methods.decide.voi import VoiResult, evppi
from tocsin.methods.draws.points import Points
from tocsin.strategy.collection_inputs import OpenInput
from tocsin.strategy.collection_record import CollectionRow
from tocsin.strategy.collection_words import NOTHING, word_cost, word_worth
from tocsin.strategy.harm_draws import thin
from tocsin.strategy.portfolio_case import Case
from tocsin.strategy.spending import convert_amount

Floats = NDArray[np.float64]

UPPER = "upper limit of what any study can give"
_CLOSED = ("closed", "dropped", "collected")


def list_rows(
    case: Case, *, inputs: Sequence[OpenInput], benefit: Floats, points: Points, slope: float | None
) -> tuple[CollectionRow, ...]:
    """The open questions of the dossier, those that bring most beyond their cost first, those without a value last."""
    rows = [
        _row(case, question, inputs=inputs, benefit=benefit, points=points, slope=slope)
        for question in case.dossier.requirements.values()
        if question.state not in _CLOSED
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: CollectionRow) -> tuple[bool, float, str]:
    told = row.gain if row.net_gain is None else row.net_gain
    return told is None, -(told or 0.0), row.key


def _row(
    case: Case,
    question: Requirement,
    *,
    inputs: Sequence[OpenInput],
    benefit: Floats,
    points: Points,
    slope: float | None,
) -> CollectionRow:
    about = find_inputs(question.about, inputs=inputs)
    cost = _cost(case, question)
    cost_share = None if cost is None or slope is None else cost * slope
    if question.about.startswith("score:"):
        worth, kind = VoiResult(0.0, 0.0, len(benefit), benefit.shape[1]), UPPER
    elif about:
        worth, kind = _value(case, question, about=about, benefit=benefit, points=points)
    else:
        worth, kind = None, UPPER
    gain = None if worth is None else worth.value if worth.is_distinguishable else 0.0
    net = None if gain is None or cost_share is None else gain - cost_share
    return CollectionRow(
        question.key, question.question, question.indicator, question.source, question.collector, question.deadline,
        question.about, cost, cost_share, gain, None if worth is None else worth.error, net,
        _word(case, question, worth=worth, kind=kind) + word_cost(gain, cost=cost, cost_share=cost_share),
    )  # fmt: skip


def find_inputs(about: str, *, inputs: Sequence[OpenInput]) -> tuple[OpenInput, ...]:
    """What a question is about: one input by its name, the drivers of a figure, or all that is open of a threat."""
    key = about.partition(":")[2] or about
    for matches in (
        [each for each in inputs if about in (each.about, each.about.removeprefix("driver:"))],
        [each for each in inputs if about == f"estimate:{key}" and key in each.figures],
        [each for each in inputs if about in (key, f"threat:{key}") and key in each.threats],
    ):
        if matches:
            return tuple(matches)
    return ()


def _value(
    case: Case, question: Requirement, *, about: Sequence[OpenInput], benefit: Floats, points: Points
) -> tuple[VoiResult, str]:
    """The value of the declared study of one thing, or the most that any study could bring."""
    randomisations = case.harms.randomisations
    size, spread = question.study_size, question.study_sd
    if size is not None and spread is not None and len(about) == 1:
        noise = ndtri(draw_uniforms(f"study/{question.key}", points=points)[thin(points)])
        result = about[0].draws + spread / np.sqrt(size) * noise
        return evppi(benefit, result, randomisations=randomisations), f"a study of {size:,}"
    known = np.stack([each.draws for each in about], axis=1)
    return evppi(benefit, known, randomisations=randomisations), UPPER


def _cost(case: Case, question: Requirement) -> float | None:
    if question.cost is None or question.currency is None or question.price_year is None:
        return None
    return convert_amount(
        question.cost, currency=question.currency, price_year=question.price_year, strategy=case.strategy
    )


def _word(case: Case, question: Requirement, *, worth: VoiResult | None, kind: str) -> str:
    if worth is None:
        return (
            f"Cannot be valued: {question.about or 'it names nothing, and'} is not among what the harm averted rests on as a number. "
            "That does not mean that it is worth nothing."
        )
    if question.about.startswith("score:"):
        return f"{NOTHING[0].upper()}{NOTHING[1:]}; harm averted does not rest on scores."
    amounts = case.equal_amounts(worth.value) if worth.is_distinguishable else ()
    return word_worth(worth.value, error=worth.error, amounts=amounts, kind=kind)
