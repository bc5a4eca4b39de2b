"""What follows when some facts are unknown?

Three-valued logic after Kleene: an unknown fact leaves the answer open only where it could still change it.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Answer(StrEnum):
    """True, false, or not to be said on the facts at hand."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse `if answer:`, which would take false and unknown for true."""
        raise TypeError(f"An answer has three values, so {self!r} is no condition. Compare it with Answer.TRUE.")


class Step(BaseModel):
    """One question on the way, with its answer, the paragraphs it rests on and the reason."""

    model_config = ConfigDict(frozen=True)

    question: str
    answer: Answer
    cites: tuple[str, ...]
    reason: str


class Reasoning(BaseModel):
    """An answer with every step to it and the facts that could still settle it."""

    model_config = ConfigDict(frozen=True)

    answer: Answer
    steps: tuple[Step, ...]
    lacks: tuple[str, ...]

    @property
    def question(self) -> str:
        """The question that this reasoning answers: that of its last step."""
        return self.steps[-1].question


def answer_of(*, value: bool | None) -> Answer:
    """Turn yes, no or not known into an answer."""
    if value is None:
        return Answer.UNKNOWN
    return Answer.TRUE if value else Answer.FALSE


def ask(question: str, *, answer: Answer, cites: Sequence[str], reason: str, fact: str) -> Reasoning:
    """Answer one question from one fact; `fact` is named as lacking while the answer is unknown."""
    step = Step(question=question, answer=answer, cites=tuple(cites), reason=reason)
    return Reasoning(answer=answer, steps=(step,), lacks=(fact,) if answer is Answer.UNKNOWN else ())


def ask_yes_no(question: str, *, value: bool | None, cites: Sequence[str], fact: str) -> Reasoning:
    """Answer one question from one fact that is yes, no or not known."""
    said = {None: "The facts do not say.", True: "The facts say so.", False: "The facts say it is not so."}[value]
    return ask(question, answer=answer_of(value=value), cites=cites, reason=said, fact=fact)


def all_of(question: str, parts: Sequence[Reasoning], *, cites: Sequence[str]) -> Reasoning:
    """Hold only if every part holds; one part that fails settles it."""
    return _join(question, parts, cites=cites, decisive=Answer.FALSE)


def any_of(question: str, parts: Sequence[Reasoning], *, cites: Sequence[str]) -> Reasoning:
    """Hold if at least one part holds; one part that holds settles it."""
    return _join(question, parts, cites=cites, decisive=Answer.TRUE)


def none_of(question: str, parts: Sequence[Reasoning], *, cites: Sequence[str]) -> Reasoning:
    """Hold only if no part holds; one part that holds settles it."""
    answer = _negate(_settle((part.answer for part in parts), decisive=Answer.TRUE))
    return _conclude(question, parts, cites=cites, answer=answer, decisive=Answer.TRUE)


def _join(question: str, parts: Sequence[Reasoning], *, cites: Sequence[str], decisive: Answer) -> Reasoning:
    answer = _settle((part.answer for part in parts), decisive=decisive)
    return _conclude(question, parts, cites=cites, answer=answer, decisive=decisive)


def _settle(answers: Iterable[Answer], *, decisive: Answer) -> Answer:
    seen = set(answers)
    if decisive in seen:
        return decisive
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else _negate(decisive)


def _negate(answer: Answer) -> Answer:
    return {Answer.TRUE: Answer.FALSE, Answer.FALSE: Answer.TRUE}.get(answer, Answer.UNKNOWN)


def _conclude(
    question: str, parts: Sequence[Reasoning], *, cites: Sequence[str], answer: Answer, decisive: Answer
) -> Reasoning:
    """Put the last step under the steps of the parts, naming the parts that settled it or left it open."""
    is_open = answer is Answer.UNKNOWN
    telling = [part for part in parts if part.answer is (Answer.UNKNOWN if is_open else decisive)] or list(parts)
    reason = " ".join(f"{part.question} {part.answer.capitalize()}." for part in telling)
    step = Step(question=question, answer=answer, cites=tuple(cites), reason=reason)
    steps = dict.fromkeys(step for part in parts for step in part.steps)
    lacks = dict.fromkeys(fact for part in telling for fact in part.lacks) if is_open else ()
    return Reasoning(answer=answer, steps=(*steps, step), lacks=tuple(lacks))
