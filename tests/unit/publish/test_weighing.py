"""Can the weights of a dossier's decision-makers be told, and can they be asked?"""

from pathlib import Path

import pytest

from tests.support.dossiers import write_small
from tocsin.prioritise.errors import NothingToWeighError
from tocsin.publish.weighing import open_weighing


def test_the_weights_of_a_small_dossier_are_told(tmp_path: Path) -> None:
    assert [space.about for space in open_weighing(write_small(tmp_path)).study().spaces] == ["criteria"]


def test_a_new_member_can_be_asked(tmp_path: Path) -> None:
    sitting = open_weighing(write_small(tmp_path)).open_questionnaire(author="chair", mandate="law")
    assert sitting.find_next() is not None


def test_without_amounts_kinds_of_harm_cannot_be_asked_about(tmp_path: Path) -> None:
    with pytest.raises(NothingToWeighError, match="fewer than two kinds of harm"):
        open_weighing(write_small(tmp_path)).open_questionnaire(author="chair", mandate="law", is_of_harm=True)


def test_asking_writes_nothing_before_the_first_answer(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in write_small(tmp_path).rglob("*") if path.is_file()}
    open_weighing(tmp_path).open_questionnaire(author="chair", mandate="law").find_next()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
