"""What did experts answer to the questions that figures and scores rest on?"""

from collections.abc import Sequence

from tocsin.dossier.dossier import Dossier
from tocsin.estimate.judgement.panel import LEVEL, arrange_elicitations, pool_question, weigh_panel
from tocsin.estimate.judgement.words import tell_disagreement
from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.judgement.linear_pool import list_tails
from tocsin.publish.assessment.expert_records import ExpertAnswerRecord, ExpertQuestionRecord


def compose_experts(dossier: Dossier) -> dict[str, ExpertQuestionRecord]:
    """Every question that a driver or a score names, in the unit in which it was asked."""
    used = _list_uses(dossier)
    if not used:
        return {}
    answers, seeds = arrange_elicitations(dossier.elicitations), len(weigh_panel(dossier).seeds)
    rationales = {(each.expert, each.question): each.rationale for each in answers.answers}
    told = {}
    for question in answers.questions:
        if question.key not in used:
            continue
        pooled = pool_question(dossier, question.key)
        told[question.key] = ExpertQuestionRecord(
            unit=question.unit,
            low=pooled.pool.low,
            value=pooled.pool.value,
            high=pooled.pool.high,
            level=LEVEL,
            weighting=pooled.weighting,
            answers=tuple(
                ExpertAnswerRecord(
                    expert=expert, weight=share, rationale=rationales[expert, question.key],
                    low=low, value=value, high=high,
                )
                for expert, share, (low, value, high) in zip(
                    pooled.experts, pooled.shares, _list_intervals(pooled.distributions), strict=True
                )
            ),
            disagreement=tell_disagreement(pooled.even, experts=pooled.experts),
            used_by=used[question.key],
            calibration_questions=seeds,
        )  # fmt: skip
    return told


def _list_intervals(distributions: Sequence[Distribution]) -> list[list[float]]:
    return [each.quantile(list_tails(LEVEL)).tolist() for each in distributions]


def _list_uses(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """What rests on each question: drivers of models, and scores."""
    used: dict[str, tuple[str, ...]] = {}
    for _, model in sorted(dossier.models.items()):
        for name, driver in model.drivers.items():
            if driver.elicited:
                used[driver.elicited] = (*used.get(driver.elicited, ()), f"{model.key}.{name}")
    for score in dossier.scores:
        if score.elicited:
            used[score.elicited] = (*used.get(score.elicited, ()), f"{score.threat}/{score.criterion}")
    return used
