"""Which comparisons of weights can be read, and which are refused?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.support.dossiers import list_problems, write_small
from tocsin.dossier.kinds import KINDS, identity_of
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.judgement import Weight
from tocsin.dossier.write import append_weights

HEAD = "author,mandate,about,kind,value,than,unit,question\n"
SAID = {"author": "chair", "mandate": "law", "about": "harm", "kind": "at_least", "value": 2, "than": "spread"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"than": ""}, "compare with what stands under `than`"),
        ({"kind": "lower"}, "compare with what stands under `than`"),
        ({"kind": "lower", "than": "", "question": 1}, "belong to `at_least` and `at_most` alone"),
        ({"than": "harm"}, "cannot be compared with"),
        ({"than": "harm:deaths"}, "cannot be compared with"),
        ({"value": 0}, "above 0"),
        ({"unit": "USD"}, "stays empty elsewhere"),
        ({"about": "harm:deaths", "than": "harm:victims"}, "so `unit` reads like"),
        ({"about": "Harm:deaths"}, "pattern"),
        ({"question": 0}, "greater than or equal to 1"),
    ],
)
def test_a_statement_that_says_nothing_is_refused(changed: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Weight.model_validate({**SAID, **changed})


def test_two_answers_on_one_pair_are_two_records(tmp_path: Path) -> None:
    rows = "chair,law,harm,at_least,2,scale_and_trend,,1\nchair,law,harm,at_least,3,scale_and_trend,,2\n"
    assert list_problems(tmp_path, weights_dot_csv=HEAD + rows) == ()


def test_one_question_answered_twice_is_refused(tmp_path: Path) -> None:
    rows = "chair,law,harm,at_least,2,scale_and_trend,,1\nchair,law,harm,at_least,3,scale_and_trend,,1\n"
    assert "this stands already in row 2" in list_problems(tmp_path, weights_dot_csv=HEAD + rows)[0].why


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("chair,law,harm,at_least,2,scale,,\n", "than"),
        ("chair,law,harm:deaths,at_least,2,harm:money,USD/death,\n", "than"),
        ("chair,law,harm:death,lower,0.2,,,\n", "about"),
    ],
)
def test_what_is_compared_must_be_known(tmp_path: Path, row: str, field: str) -> None:
    assert [problem.field for problem in list_problems(tmp_path, weights_dot_csv=HEAD + row)] == [field]


def test_kinds_of_harm_may_be_weighed(tmp_path: Path) -> None:
    rows = "chair,law,harm:deaths,at_least,500000,harm:money_lost,USD/death,1\nchair,law,harm:victims,lower,0.1,,,\n"
    assert list_problems(tmp_path, weights_dot_csv=HEAD + rows) == ()


def test_a_statement_without_comparison_is_told_apart_as_before() -> None:
    plain = Weight(author="chair", mandate="law", about="harm", kind="lower", value=0.2)
    assert identity_of(KINDS["weights"], plain) == "chair / harm / lower"


def test_appended_statements_read_back_beside_the_others(tmp_path: Path) -> None:
    folder = write_small(tmp_path, weights_dot_csv="author,mandate,about,kind,value\nchair,law,harm,lower,0.2\n")
    answer = Weight.model_validate({**SAID, "than": "scale_and_trend", "question": 1})
    append_weights(folder, [answer])
    assert (len(read_dossier(folder).weights), read_dossier(folder).weights[1]) == (2, answer)
