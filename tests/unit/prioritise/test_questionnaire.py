"""Is nothing lost when a decision-maker answers, stops, contradicts themselves, or is not alone?"""

from datetime import date
from pathlib import Path

import pytest

from tests.support.dossiers import write_small
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.records.judgement import Weight
from tocsin.dossier.shelves import read_kind
from tocsin.prioritise.errors import NoMandateError, WeightStatementError
from tocsin.prioritise.harm_weights import HarmStep
from tocsin.prioritise.questionnaire import Questionnaire
from tocsin.prioritise.weight_spaces import HarmSpace

SPACE = HarmSpace(
    (HarmStep("deaths", 10, "death/year"), HarmStep("money lost", 1e6, "USD/year"), HarmStep("victims", 50, "victim/year")), 1
)  # fmt: skip
DAY = date(2026, 3, 2)
HEAD = "# theirs\nauthor,mandate,date,about,kind,value,reason\n"
ROW = "chair,law,,harm:deaths,lower,0.2,why\n"


def open_for(folder: Path, *, author: str = "chair", mandate: str | None = None) -> Questionnaire:
    return Questionnaire.of(folder, space=SPACE, author=author, mandate=mandate)


def read(folder: Path) -> list[Weight]:
    return [each for each in read_kind(folder, KINDS["weights"]) if isinstance(each, Weight)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small(tmp_path, weights_dot_csv=HEAD + ROW)


def test_an_answer_is_written_at_once(folder: Path) -> None:
    sitting = open_for(folder)
    question = sitting.find_next()
    sitting.answer(question, is_yes=True, on=DAY)
    last = read(folder)[-1]
    assert (last.about, last.kind, last.value, last.than, last.question, last.date, last.mandate) == (
        question.about, "at_least", question.times, question.than, 1, DAY, "law",
    )  # fmt: skip


def test_no_becomes_at_most(folder: Path) -> None:
    sitting = open_for(folder)
    sitting.answer(sitting.find_next(), is_yes=False, on=DAY)
    assert read(folder)[-1].kind == "at_most"


def test_what_stood_in_the_file_stays(folder: Path) -> None:
    sitting = open_for(folder)
    sitting.answer(sitting.find_next(), is_yes=True, on=DAY)
    text = (folder / "weights.csv").read_text(encoding="utf-8")
    assert text.startswith(
        "# theirs\nauthor,mandate,date,about,kind,value,reason,than,unit,question\nchair,law,,harm:deaths,lower,0.2,why,"
    )


def test_rows_that_others_add_meanwhile_stay(folder: Path) -> None:
    sitting = open_for(folder)
    question = sitting.find_next()
    with (folder / "weights.csv").open("a", encoding="utf-8") as file:
        file.write("council,law,,harm:victims,lower,0.1,\n")
    sitting.answer(question, is_yes=True, on=DAY)
    assert [each.author for each in read(folder)] == ["chair", "council", "chair"]


def test_answers_are_numbered_on_in_the_next_sitting(folder: Path) -> None:
    for _ in range(2):
        sitting = open_for(folder)
        sitting.answer(sitting.find_next(), is_yes=True, on=DAY)
    assert [each.question for each in read(folder)] == [None, 1, 2]


def test_an_answer_that_contradicts_is_refused_and_not_written(folder: Path) -> None:
    sitting = open_for(folder)
    question = sitting.find_next()
    said = f"chair,law,,{question.about},{'at_most'},{question.times / 2},,{question.than},{question.unit},\n"
    (folder / "weights.csv").write_text(HEAD.replace("reason", "reason,than,unit,question") + said, encoding="utf-8")
    with pytest.raises(WeightStatementError, match="these cannot all hold"):
        sitting.answer(question, is_yes=True, on=DAY)
    assert len(read(folder)) == 1


def test_a_pair_that_was_skipped_is_not_asked_again(folder: Path) -> None:
    sitting = open_for(folder)
    first = sitting.find_next()
    sitting.skip(first)
    second = sitting.find_next()
    assert {first.about, first.than} != {second.about, second.than}


def test_with_every_pair_skipped_nothing_is_left_to_ask(folder: Path) -> None:
    sitting = open_for(folder)
    for _ in range(3):
        sitting.skip(sitting.find_next())
    assert sitting.find_next() is None


def test_each_answer_narrows_the_weights(folder: Path) -> None:
    sitting = open_for(folder)
    kept = [sitting.answer(sitting.find_next(), is_yes=True, on=DAY).kept_share for _ in range(3)]
    assert all(0.15 < share < 0.85 for share in kept)


def test_somebody_new_must_say_their_mandate(folder: Path) -> None:
    with pytest.raises(NoMandateError, match="no statement of 'council' yet"):
        open_for(folder, author="council")


def test_somebody_new_starts_with_the_first_question(folder: Path) -> None:
    sitting = open_for(folder, author="council", mandate="the constitution")
    effect = sitting.answer(sitting.find_next(), is_yes=True, on=DAY)
    assert (effect.question, read(folder)[-1].mandate) == (1, "the constitution")


def test_without_a_file_the_first_answer_makes_it(tmp_path: Path) -> None:
    sitting = open_for(write_small(tmp_path), mandate="law")
    sitting.answer(sitting.find_next(), is_yes=True, on=DAY)
    assert len(read(tmp_path)) == 1


def test_the_author_is_told_where_the_answers_leave_the_weights(folder: Path) -> None:
    sitting = open_for(folder)
    sitting.answer(sitting.find_next(), is_yes=True, on=DAY)
    assert len(sitting.study().effects) == 2
