"""How is one decision-maker asked question after question, with nothing lost if they stop at any time?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tocsin.dossier.kinds import KINDS
from tocsin.dossier.records.judgement import Weight
from tocsin.dossier.shelves import read_kind
from tocsin.dossier.write import append_weights
from tocsin.prioritise.errors import NoMandateError
from tocsin.prioritise.weight_asking import AskedQuestion, answer_question, check_answer, find_question
from tocsin.prioritise.weight_spaces import Space
from tocsin.prioritise.weight_study import AnswerEffect, AuthorWeights, study_author, tell_last


@dataclass
class Questionnaire:
    """Questions to one author: each answer is checked against those before, written at once, and changes what is asked next."""

    folder: Path
    space: Space
    author: str
    mandate: str
    own: tuple[Weight, ...]
    passed: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, folder: Path, *, space: Space, author: str, mandate: str | None) -> "Questionnaire":
        """The questionnaire of one author, who goes on where they stopped; the mandate is kept from earlier answers."""
        statements = _read(folder, author=author)
        known = mandate or next((each.mandate for each in statements), "")
        if not known:
            raise NoMandateError(
                f"weights.csv has no statement of {author!r} yet, and weights count by the mandate they are given under. Say it "
                'with --mandate, such as --mandate "member of the coordinating committee".'
            )
        return cls(folder, space, author, known, tuple(each for each in statements if space.takes(each)))

    def find_next(self) -> AskedQuestion | None:
        """The most useful question that was not passed over; none once nothing is left to ask."""
        return find_question(self.own, space=self.space, author=self.author, passed=self.passed)

    def skip(self, question: AskedQuestion) -> None:
        """Ask no more about this pair in this sitting."""
        self.passed = (*self.passed, frozenset((question.about, question.than)))

    def answer(self, question: AskedQuestion, *, is_yes: bool, on: date) -> AnswerEffect:
        """Check the answer, write it into weights.csv, and say what it changed; refused if it contradicts earlier ones."""
        statements = _read(self.folder, author=self.author)
        row = answer_question(question, own=statements, author=self.author, mandate=self.mandate, on=on, is_yes=is_yes)
        own = tuple(each for each in statements if self.space.takes(each))
        check_answer(row, own=own, space=self.space)
        append_weights(self.folder, [row])
        self.own = (*own, row)
        return tell_last(self.own, space=self.space, author=self.author)

    def study(self) -> AuthorWeights:
        """Where the answers leave this author's weights."""
        return study_author(self.own, space=self.space, author=self.author)


def _read(folder: Path, *, author: str) -> Sequence[Weight]:
    """What the file says of this author now: somebody may have written to it meanwhile."""
    found = read_kind(folder, KINDS["weights"])
    return [each for each in found if isinstance(each, Weight) and each.author == author]
