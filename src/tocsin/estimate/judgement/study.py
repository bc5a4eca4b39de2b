"""What do experts believe together, how far do they disagree, and how far can each be followed?"""

import numpy as np

from tocsin.estimate.judgement.answers import Answer, Answers, Question
from tocsin.estimate.judgement.records import (
    JudgementStudy,
    ToldAgreement,
    ToldAnswer,
    ToldExpert,
    ToldJoint,
    ToldPool,
    ToldQuestion,
    ToldValidation,
    WeightingName,
)
from tocsin.estimate.judgement.spread import OVERSHOOT, spread_answers
from tocsin.estimate.judgement.weighing import WEIGHTINGS, Weighing, weigh_answers
from tocsin.estimate.judgement.words import list_warnings, tell_disagreement, tell_verdict
from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.judgement.agreement import krippendorff_alpha
from tocsin.methods.judgement.errors import RatingsError
from tocsin.methods.judgement.fits import fit_families
from tocsin.methods.judgement.linear_pool import list_tails, pool_linearly
from tocsin.terms.recipe import Recipe, hash_content

_LEAST_ALIKE = 2


def study_elicitations(answers: Answers, *, level: float = 0.9, seed: int = 1) -> JudgementStudy:
    """Study experts' answers: each beside the others, joined under several weights, and scored where truth is known.

    The seed draws the intervals of agreement, and training sets where there are more than a thousand; nothing else is
    random.
    """
    weighing = weigh_answers(answers, rng=np.random.default_rng(seed))
    questions = tuple(_tell_question(each, answers, weighing=weighing, level=level) for each in answers.questions)
    validation = _tell_validation(weighing)
    return JudgementStudy(
        experts=tuple(_tell_expert(expert, answers, weighing) for expert in answers.experts),
        questions=questions,
        joint=tuple(_tell_joint(weighting, weighing) for weighting in WEIGHTINGS if weighting in weighing.joint),
        validation=validation,
        agreement=_tell_agreement(answers, level=level, seed=seed),
        calibration_questions=len(weighing.seeds),
        level=level,
        recommended=weighing.recommended,
        verdict=tell_verdict(answers, weighing, questions=questions, validation=validation),
        warnings=list_warnings(answers, weighing, questions=questions),
        recipe=Recipe(
            "estimate.judgement",
            1,
            hash_content([_plain(answers)]),
            {"level": level, "overshoot": OVERSHOOT, "probabilities": answers.probabilities},
            seed,
        ),
    )


def _tell_question(question: Question, answers: Answers, *, weighing: Weighing, level: float) -> ToldQuestion:
    given = [each for each in answers.answers if each.question == question.key]
    experts = tuple(each.expert for each in given)
    spread = spread_answers(question, [each.quantiles for each in given], probabilities=answers.probabilities)
    equal = pool_linearly(spread, level=level, scale=question.scale)
    pools = []
    for weighting in WEIGHTINGS:
        shares = weighing.shares(weighting, question.key, experts=experts)
        if shares is not None and (weighting == "equal" or weighting in weighing.joint):
            pool = pool_linearly(spread, weights=shares, level=level, scale=question.scale)
            held = dict(zip(experts, shares, strict=True))
            pools.append(ToldPool(weighting=weighting, low=pool.low, value=pool.value, high=pool.high, weights=held))
    return ToldQuestion(
        question=question.key,
        unit=question.unit,
        scale=question.scale,
        level=level,
        realised=question.realised,
        answers=tuple(
            _tell_answer(answer, one, question=question, probabilities=answers.probabilities, level=level)
            for answer, one in zip(given, spread, strict=True)
        ),
        pools=tuple(pools),
        overlap=None if np.isnan(equal.overlap) else equal.overlap,
        groups=tuple(tuple(experts[at] for at in group) for group in equal.groups),
        humps=equal.humps,
        is_split=equal.is_split,
        disagreement=tell_disagreement(equal, experts=experts),
    )


def _tell_answer(
    answer: Answer, spread: Distribution, *, question: Question, probabilities: tuple[float, ...], level: float
) -> ToldAnswer:
    least = question.least if question.least is not None else 0.0 if question.scale == "log" else None
    fit = fit_families(answer.quantiles, probabilities=probabilities, least=least, greatest=question.greatest).fits[0]
    low, value, high = spread.quantile(list_tails(level)).tolist()
    return ToldAnswer(
        expert=answer.expert,
        low=low,
        value=value,
        high=high,
        was=answer.was,
        is_low_clipped=answer.is_low_clipped,
        is_high_clipped=answer.is_high_clipped,
        nearest_family=fit.distribution.family,
        misfit_prob=fit.misfit,
        rationale=answer.rationale,
    )


def _tell_expert(expert: str, answers: Answers, weighing: Weighing) -> ToldExpert:
    answered = sum(each.expert == expert for each in answers.answers)
    scores = weighing.scores
    if scores is None or expert not in weighing.scored:
        return ToldExpert(
            expert=expert, answered=answered, below_low=None, inside=None, above_high=None, calibration=None,
            calibration_exact=None, information_nats=None, weight=None, weight_least=None, weight_most=None,
        )  # fmt: skip
    at = weighing.scored.index(expert)
    counts = scores.bin_counts[at].tolist()
    joint = weighing.joint.get("global")
    left_out = None if weighing.validation is None else weighing.validation.left_out_weights[:, at]
    return ToldExpert(
        expert=expert,
        answered=answered,
        below_low=counts[0],
        inside=sum(counts[1:-1]),
        above_high=counts[-1],
        calibration=float(scores.calibration[at]),
        calibration_exact=float(scores.calibration_exact[at]),
        information_nats=float(scores.mean_information[at]),
        weight=None if joint is None else float(joint.weights[at, 0]),
        weight_least=None if left_out is None else float(left_out.min()),
        weight_most=None if left_out is None else float(left_out.max()),
    )


def _tell_joint(weighting: WeightingName, weighing: Weighing) -> ToldJoint:
    found = weighing.joint[weighting]
    return ToldJoint(
        weighting=weighting,
        cutoff=found.cutoff,
        calibration=found.calibration,
        calibration_exact=found.calibration_exact,
        information_nats=found.information,
        combined=found.combined,
    )


def _tell_validation(weighing: Weighing) -> ToldValidation | None:
    found = weighing.validation
    if found is None:
        return None
    return ToldValidation(
        ratio=found.ratio,
        better_share=found.better_share,
        training_size=found.training_size,
        sets=found.sets,
        sets_possible=found.sets_possible,
    )


def _tell_agreement(answers: Answers, *, level: float, seed: int) -> tuple[ToldAgreement, ...]:
    """Agreement of medians over the questions of each unit and scale; only like questions can be compared."""
    middle = min(range(len(answers.probabilities)), key=lambda at: abs(answers.probabilities[at] - 0.5))
    told = []
    for unit, scale in sorted({(each.unit, each.scale) for each in answers.questions}):
        keys = [each.key for each in answers.questions if (each.unit, each.scale) == (unit, scale)]
        if len(keys) < _LEAST_ALIKE or len(answers.experts) < _LEAST_ALIKE:
            continue
        medians = answers.arrange(keys)[:, :, middle]
        try:
            found = krippendorff_alpha(
                np.log(medians) if scale == "log" else medians,
                measurement="interval",
                rng=np.random.default_rng(seed),
                level=level,
            )
        except RatingsError:  # nobody answered the same questions, or all said the same: nothing to tell
            continue
        told.append(
            ToldAgreement(
                unit=unit,
                questions=found.units,
                measurement="interval of logarithms" if scale == "log" else "interval",
                alpha=found.alpha,
                low=found.low,
                high=found.high,
                level=level,
                failed_resamples=found.failed_resamples,
            )
        )
    return tuple(told)


def _plain(answers: Answers) -> object:
    questions = [
        [each.key, each.unit, each.scale, each.realised, each.least, each.greatest] for each in answers.questions
    ]
    given = [[each.expert, each.question, list(each.quantiles), each.round, each.was] for each in answers.answers]
    return [questions, given, list(answers.probabilities)]
