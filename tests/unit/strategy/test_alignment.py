from pathlib import Path

import pytest

from tests.support.strategies import read_strategy
from tocsin.strategy.alignment import Alignment, align_strategies

HEAD = "- key: region\n  title: R\n  organization: A region\n  objectives:\n"


def align(folder: Path, objective: str) -> Alignment:
    (found,) = align_strategies(read_strategy(folder, regional_dot_yaml=f"{HEAD}    - {{{objective}}}\n"))
    return found


@pytest.mark.parametrize(
    ("objective", "where"),
    [
        ("key: a, title: A, matches: [{objective: less-cocaine, extent: full}]", "full"),
        ("key: a, title: A, matches: [{objective: less-cocaine, extent: partial, reason: half}]", "partial"),
        ("key: a, title: A, matches: [{objective: less-cocaine, extent: against, reason: other}]", "against"),
        ("key: a, title: A, not_followed: no sea", "not_followed"),
        ("key: a, title: A", "unmatched"),
    ],
)
def test_every_regional_objective_stands_in_one_list(objective: str, where: str, tmp_path: Path) -> None:
    found = align(tmp_path / "d", objective)
    lists = ("full", "partial", "against", "not_followed", "unmatched")
    assert {name: getattr(found, name) for name in lists if getattr(found, name)} == {where: ("a",)}


def test_a_national_objective_that_the_region_does_not_know_is_listed(tmp_path: Path) -> None:
    assert align(tmp_path / "d", "key: a, title: A").national_only == ("less-cocaine",)
