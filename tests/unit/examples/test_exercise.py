"""Does the exercise keep what its README promises: invented, sound, and near the truth that was planted?"""

import re
from functools import cache
from typing import Any  # the truth is read as plain YAML

import pytest
import yaml

from tests.support.repository import ROOT
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.estimate.check import check_models
from tocsin.estimate.judgement.panel import pool_question

FOLDER = ROOT / "examples" / "exercise"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
(PLANTED,) = re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)
TRUTH: dict[str, Any] = yaml.safe_load(PLANTED)


@cache
def read_exercise() -> Dossier:
    return read_dossier(FOLDER)


def test_it_has_no_problem_and_nothing_stray() -> None:
    report = check_dossier(FOLDER)
    assert (report.problems, report.warnings) == ((), ())


def test_its_models_have_no_problem() -> None:
    assert check_models(read_exercise()) == ()


def test_its_country_is_fictional_by_name() -> None:
    assert read_exercise().head.place.name == "Fictional country XXA"


def test_its_first_page_says_that_it_is_fictional() -> None:
    assert read_exercise().head.notice.startswith("Fictional exercise.")


def test_every_source_and_item_says_that_it_is_invented() -> None:
    names = [source.name for source in read_exercise().sources.values()]
    names += [item.title for item in read_exercise().items.values()]
    assert [name for name in names if "invented" not in name] == []


def test_every_question_of_interest_has_a_planted_truth() -> None:
    asked = {row.question for row in read_exercise().elicitations if row.realisation is None}
    assert asked == set(TRUTH["questions"])


def test_ten_or_more_questions_calibrate() -> None:
    assert len({row.question for row in read_exercise().elicitations if row.realisation is not None}) >= 10


@pytest.mark.parametrize("question", list(TRUTH["questions"]))
def test_the_pool_holds_the_planted_truth(question: str) -> None:
    pool = pool_question(read_exercise(), question).pool
    assert pool.low <= TRUTH["questions"][question] <= pool.high


def test_the_experts_planted_as_too_sure_are_told_apart() -> None:
    pooled = pool_question(read_exercise(), "boats-landing")
    heard = {expert for expert, share in zip(pooled.experts, pooled.shares, strict=True) if share > 0}
    assert heard == {"e01", "e02", "e05"}
