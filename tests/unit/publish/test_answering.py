"""Are studies answered beside the estimating of figures the same as one after the other, whatever becomes of the process?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.studies import estimate, read_studies
from tocsin.monitor.studies import Answer, FigureRanges, answer_studies
from tocsin.publish import answering
from tocsin.publish.answering import Answerer

pytestmark = pytest.mark.slow


def tell(answers: tuple[Answer, ...]) -> list[tuple[str, str, str]]:
    return [(each.study.key, each.missing, each.result.model_dump_json() if each.result else "") for each in answers]


def answer_beside(folder: Path) -> tuple[Answer, ...]:
    dossier = read_studies(folder)
    with Answerer(dossier) as answerer:
        answerer.tell(FigureRanges.of(estimate(dossier)))
        return answerer.collect()


def answer_here(folder: Path) -> tuple[Answer, ...]:
    dossier = read_studies(folder)
    return answer_studies(dossier, figures=FigureRanges.of(estimate(dossier)))


def test_answers_of_the_process_are_those_given_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tell(answer_here(tmp_path))
    monkeypatch.setattr(answering, "answer_studies", None)  # so that it can be nothing but the process
    assert tell(answer_beside(tmp_path)) == expected


def test_a_process_that_fails_leaves_its_studies_to_be_answered_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "_COMMAND", "raise SystemExit(1)")
    assert tell(answer_beside(tmp_path)) == tell(answer_here(tmp_path))


def test_few_studies_are_answered_without_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "FEWEST", 6)
    monkeypatch.setattr(answering, "start_python", None)  # so that a start would fail
    assert tell(answer_beside(tmp_path)) == tell(answer_here(tmp_path))
