"""Which keys may be named, and is the law loaded only where a record names a duty?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import FILES, write_strategy
from tocsin.dossier import targets as module
from tocsin.dossier.problems import Notebook
from tocsin.dossier.read import check_dossier
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.shelves import read_shelves
from tocsin.dossier.targets import Targets, list_targets


def list_all(folder: Path, **changed: str | None) -> Targets:
    framework: Framework | None = None
    return list_targets(read_shelves(write_strategy(folder, **changed), notebook=Notebook()), framework=framework)


def test_bodies_and_objectives_are_those_of_the_strategy(tmp_path: Path) -> None:
    found = list_all(tmp_path)
    assert (found["objectives"], len(found["bodies"] or ())) == (frozenset({"less-cocaine"}), 4)


def test_without_a_strategy_there_are_no_bodies(tmp_path: Path) -> None:
    assert list_all(tmp_path, strategy_dot_yaml=None)["bodies"] == frozenset()


@pytest.mark.parametrize("text", ["key: [\n", FILES["strategy.yaml"].replace("period: 2022/2024", "period: soon")])
def test_of_a_strategy_that_cannot_be_read_nothing_is_said(tmp_path: Path, text: str) -> None:
    assert list_all(tmp_path, strategy_dot_yaml=text)["bodies"] is None


@pytest.mark.parametrize(
    ("key", "is_known"),
    [
        ("untoc/5", True),
        ("untoc/5/1", True),
        ("untoc/5/1/a", True),
        ("tip/5/1", True),
        ("untoc", False),
        ("untoc/2/a", False),
        ("untoc/5/9", False),
    ],
)
def test_paragraphs_and_articles_with_a_duty_are_known(key: str, is_known: bool) -> None:
    assert (key in (Targets()["duties"] or ())) is is_known


def test_the_fifteen_measures_of_article_31_are_known() -> None:
    assert len(Targets()["prevention"] or ()) == 15


def test_a_kind_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        Targets()["nothing"]


def test_the_law_is_left_alone_where_no_record_names_a_duty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the law was loaded")

    from tests.support.dossiers import write_small

    monkeypatch.setattr(module, "load_duties", refuse)
    assert check_dossier(write_small(tmp_path)).is_sound
