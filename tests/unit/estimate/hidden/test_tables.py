"""Is every table of lists fitted once, by the seed of the dossier, and kept?"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.support.listed import read_listed, write_listed
from tests.support.lists import make_three
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier
from tocsin.estimate.check import check_models
from tocsin.estimate.hidden import tables
from tocsin.estimate.hidden.study import FittedLists, fit_lists
from tocsin.estimate.hidden.tables import fit_list_tables, read_capture_table
from tocsin.methods.hidden.table import CaptureTable


class Memory:
    """A store that counts."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, np.ndarray]] = {}

    def load(self, fingerprint: str) -> Mapping[str, np.ndarray] | None:
        return self.kept.get(fingerprint)

    def save(self, fingerprint: str, arrays: Mapping[str, np.ndarray]) -> None:
        self.kept[fingerprint] = dict(arrays)


@cache
def fit_three() -> FittedLists:
    return fit_lists(make_three(), methods=("main", "stepwise"), replicates=100)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Replace the fit, which takes seconds, and keep the seeds that it is asked with."""
    seeds: list[int] = []

    def fit(table: CaptureTable, *, replicates: int, seed: int, chain_steps: int) -> FittedLists:
        seeds.append(seed)
        return fit_three()

    monkeypatch.setattr(tables, "fit_lists", fit)
    return seeds


def reseed(dossier: Dossier, seed: int) -> Dossier:
    return replace(dossier, head=dossier.head.model_copy(update={"seed": seed}))


def test_lists_are_read_as_a_table_of_lists(tmp_path: Path) -> None:
    table = read_capture_table(read_listed(tmp_path), "victims")
    assert table is not None
    assert (table.lists, table.seen) == (("a", "b", "c", "d"), 800)


def test_the_seed_is_that_of_the_dossier(tmp_path: Path, asked: list[int]) -> None:
    fit_list_tables(read_listed(tmp_path))
    assert asked == [7]


def test_what_was_kept_is_not_fitted_again(tmp_path: Path, asked: list[int]) -> None:
    dossier, store = read_listed(tmp_path), Memory()
    for _ in range(2):
        fit_list_tables(dossier, store=store)
    assert len(asked) == 1


def test_what_was_kept_is_what_was_found(tmp_path: Path, asked: list[int]) -> None:
    dossier, store = read_listed(tmp_path), Memory()
    first, second = (fit_list_tables(dossier, store=store)["victims"] for _ in range(2))
    assert second.study == first.study
    assert all((second.samples[name] == first.samples[name]).all() for name in first.samples)


def test_another_seed_is_fitted_anew(tmp_path: Path, asked: list[int]) -> None:
    dossier, store = read_listed(tmp_path), Memory()
    for seed in (1, 2):
        fit_list_tables(reseed(dossier, seed), store=store)
    assert asked == [1, 2]


def test_a_table_that_is_not_at_hand_lacks(tmp_path: Path, asked: list[int]) -> None:
    dossier = read_listed(tmp_path)
    (tmp_path / "tables" / "victims.csv").unlink()
    assert fit_list_tables(dossier) == {}


def test_lists_that_share_nobody_are_told_by_the_check(tmp_path: Path) -> None:
    alone = ["1,0,0,0,5", "0,1,0,0,4", "0,0,1,0,3", "0,0,0,1,2"]
    problems = check_models(read_dossier(write_listed(tmp_path, alone)))
    assert [problem.field for problem in problems] == ["drivers.unseen"]
