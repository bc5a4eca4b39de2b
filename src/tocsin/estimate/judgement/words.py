"""How is it said, in plain words, what experts' answers come to and what stands against relying on them?"""

from tocsin.estimate.judgement.answers import Answers
from tocsin.estimate.judgement.records import ToldQuestion, ToldValidation
from tocsin.estimate.judgement.weighing import LEAST_SCORED, Weighing
from tocsin.methods.judgement.leave_out import LEAST_QUESTIONS
from tocsin.methods.judgement.linear_pool import LinearPool

_WIDE = 1_000.0
_NEAR_SHARE = 0.05
_MUCH = 0.5


def tell_disagreement(pool: LinearPool, *, experts: tuple[str, ...]) -> str:
    """How far the experts on one question disagree, in one sentence."""
    if len(experts) == 1:
        return "One expert only: whether others would agree is unknown."
    if len(pool.groups) > 1:
        camps = "; ".join(", ".join(experts[at] for at in group) for group in pool.groups)
        return (
            f"The experts fall into {len(pool.groups)} groups whose intervals do not meet ({camps}): the middle of "
            "the pool is nobody's view."
        )
    if len(pool.humps) > 1:
        peaks = " and ".join(f"{hump:.3g}" for hump in pool.humps)
        return f"The joint distribution has {len(pool.humps)} humps, near {peaks}: experts lean to different answers."
    if pool.overlap < 0.5:
        return f"Intervals meet, but two experts share {pool.overlap:.0%} of their probability on average."
    return f"The experts broadly agree: two of them share {pool.overlap:.0%} of their probability on average."


def tell_verdict(
    answers: Answers, weighing: Weighing, *, questions: tuple[ToldQuestion, ...], validation: ToldValidation | None
) -> str:
    """What the study comes to, in a few sentences."""
    split = sum(question.is_split for question in questions)
    sentences = [
        f"{_count(len(answers.experts), 'expert')} answered {_count(len(answers.questions), 'question')}, "
        f"{len(weighing.seeds)} of them for calibration.",
        _tell_weights(weighing, validation),
    ]
    if split:
        sentences.append(
            f"On {split} of {len(questions)} questions the experts are split: read their own answers there, not the "
            "pool alone."
        )
    return " ".join(sentences)


def list_warnings(answers: Answers, weighing: Weighing, *, questions: tuple[ToldQuestion, ...]) -> tuple[str, ...]:
    """What a reader should know before using the answers."""
    found = [*_warn_of_calibration(answers, weighing)]
    lone = [each.question for each in questions if len(each.answers) == 1]
    if lone:
        found.append(f"One expert only answered {_list(lone)}: no disagreement can be seen there.")
    clipped = [
        f"{each.question} ({answer.expert})"
        for each in questions
        for answer in each.answers
        if answer.is_low_clipped or answer.is_high_clipped
    ]
    if clipped:
        found.append(
            f"Stretched to the common level, an end would pass a declared bound and was held there: {_list(clipped)}. "
            "These intervals hold less than the level."
        )
    for question in answers.questions:
        values = [each.quantiles for each in answers.answers if each.question == question.key]
        least, greatest = min(min(row) for row in values), max(max(row) for row in values)
        if question.scale == "linear" and least > 0 and greatest > _WIDE * least:
            found.append(
                f"Answers to {question.key} span a factor of {greatest / least:,.0f} on a linear scale, so what lies "
                "between counts for little. Declare `log` in the column scale if it is an amount."
            )
    if answers.is_standardised:
        found.append("Best values are read as medians, as the four-step form leaves open what they are.")
    return tuple(found)


def _warn_of_calibration(answers: Answers, weighing: Weighing) -> list[str]:
    found = []
    if weighing.left_out:
        found.append(
            f"Not every expert answered {_list(weighing.left_out)}: nobody is scored on it, or experts would be "
            "compared on different questions."
        )
    held = weighing.validation
    if held is not None:
        swing = held.left_out_weights.max(axis=0) - held.left_out_weights.min(axis=0)
        if float(swing.max()) > _MUCH:
            at = int(swing.argmax())
            least, most = held.left_out_weights[:, at].min(), held.left_out_weights[:, at].max()
            found.append(
                f"Leaving out one calibration question moves the weight of {weighing.scored[at]} between {least:.2f} "
                f"and {most:.2f}: the weights hang on single questions."
            )
    unscored = [expert for expert in answers.experts if weighing.scored and expert not in weighing.scored]
    if unscored:
        found.append(
            f"{_list(unscored)} answered no calibration question and so weighs nothing under performance weights."
        )
    weightless = [
        each.key for each in answers.questions if weighing.scored and each.key not in weighing.weights.get("global", {})
    ]
    if weightless:
        found.append(f"Nobody with weight answered {_list(weightless)}: there is no performance-weighted pool for it.")
    if weighing.scores is not None and len(weighing.seeds) < weighing.advised:
        found.append(
            f"{len(weighing.seeds)} calibration questions set the weights; with fewer than {weighing.advised} a "
            "lucky expert looks like a good one."
        )
    if weighing.scores is not None and bool((weighing.scores.calibration < _NEAR_SHARE).all()):
        found.append(
            f"No expert reaches a calibration of {_NEAR_SHARE:.2f}: every one of them was surer than what came true "
            "allows."
        )
    return found


def _tell_weights(weighing: Weighing, validation: ToldValidation | None) -> str:
    count = len(weighing.seeds)
    if count < LEAST_SCORED:
        return (
            f"With {_count(count, 'usable calibration question')} nobody's calibration can be judged (at least "
            f"{LEAST_SCORED}, better {weighing.advised}), so all experts weigh the same."
        )
    joint = weighing.joint
    if "global" not in joint:
        return "Every expert was so far off that none has any weight by performance, so all weigh the same."
    scores = (
        f"Weighed by performance the joint expert scores {joint['global'].combined:.3g} (calibration "
        f"{joint['global'].calibration:.2g}), equally weighed {joint['equal'].combined:.3g} (calibration "
        f"{joint['equal'].calibration:.2g}), on the questions that set the weights."
    )
    if validation is None:
        return f"{scores} With fewer than {LEAST_QUESTIONS} questions this cannot be tried on others, so equal weights are recommended."
    tried = (
        f"On questions held out, performance weights scored {validation.ratio:.2f} times as high (geometric mean of "
        f"{validation.sets:,} splits) and better in {validation.better_share:.0%} of them"
    )
    if weighing.recommended == "global":
        return f"{scores} {tried}: performance weights are recommended."
    if validation.ratio <= 1:
        return f"{scores} {tried}: equal weights are recommended."
    return (
        f"{scores} {tried}, but {count} questions are too few to rely on it (at least {weighing.advised}): equal "
        "weights are recommended."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _list(names: tuple[str, ...] | list[str], *, most: int = 5) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
