"""What should a decision-maker be asked next, and what does an answer become in weights.csv?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tocsin.dossier.records.judgement import Weight
from tocsin.methods.decide.weight_question import Question, rank_questions
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.weight_demands import find_digits
from tocsin.prioritise.weight_spaces import Space
from tocsin.prioritise.weights import NOBODY, find_conflicts
from tocsin.terms.number_text import render_number


@dataclass(frozen=True)
class AskedQuestion:
    """Is ``about`` worth at least ``times`` (of ``unit``) ``than``? With the words to ask it and what the answer is worth.

    ``gain`` and ``gain_error`` are in the unit of the threats' values, summed over those chosen first; ``narrowing`` is the
    share of the weights' variance that the answer is expected to take away.
    """

    words: str
    about: str
    than: str
    times: float
    unit: str
    yes_prob: float
    gain: float
    gain_error: float
    narrowing: float
    is_distinguishable: bool


def find_question(
    own: Sequence[Weight], *, space: Space, author: str = NOBODY, passed: Sequence[frozenset[str]] = ()
) -> AskedQuestion | None:
    """The most useful question to ask one author next; pairs that were ``passed`` are not asked about again."""
    if len(space.things) < 2:
        return None
    weights = space.sample(own, author=author)
    amounts = np.array([thing.amount for thing in space.things])
    names = [thing.name for thing in space.things]
    pairs = [pair for pair in space.pairs if frozenset(names[at] for at in pair) not in passed]
    values, top = space.pay(weights)
    found = rank_questions(weights, parts=weights @ space.rows.T / amounts, pairs=pairs, values=values, top=max(top, 1))
    return _word(found[0], space=space) if found else None


def answer_question(
    question: AskedQuestion, *, own: Sequence[Weight], author: str, mandate: str, on: date, is_yes: bool
) -> Weight:
    """The answer as a row of weights.csv, numbered after those given before."""
    return Weight(
        author=author,
        mandate=mandate,
        date=on,
        about=question.about,
        kind="at_least" if is_yes else "at_most",
        value=question.times,
        than=question.than,
        unit=question.unit,
        question=1 + max((each.question or 0 for each in own), default=0),
    )


def check_answer(answer: Weight, *, own: Sequence[Weight], space: Space) -> None:
    """Refuse an answer that cannot hold beside what its author said before, every contradiction named."""
    mine = [each for each in (*own, answer) if space.takes(each)]
    sets = find_conflicts(space.list_answers(mine, author=answer.author), size=space.rows.shape[1])
    if sets:
        told = " Nor these: ".join(f"{'; '.join(names)}." for names in sets)
        raise WeightStatementError(answer.author, why=f"these cannot all hold: {told} Take back or change one of each.")


def _word(question: Question, *, space: Space) -> AskedQuestion:
    above, below = space.things[question.above], space.things[question.below]
    unit = space.find_unit(above.name, below.name)
    number = render_number(question.times, digits=find_digits(question.times))
    if unit:
        words = (
            f"Is averting 1 {above.unit} ({above.title}) worth at least as much as averting {number} {below.unit} "
            f"({below.title})?"
        )
    else:
        times = "as much as" if question.times == 1 else f"{number} times"
        words = f"Is {above.title} worth at least {times} {below.title}?"
    return AskedQuestion(
        words, above.name, below.name, question.times, unit, question.yes_prob, question.gain, question.gain_error,
        question.narrowing, question.is_distinguishable,
    )  # fmt: skip
