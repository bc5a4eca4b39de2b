"""Does a claim have the grade and the handling of what it rests on?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tocsin.dossier.read import read_dossier
from tocsin.terms.handling import EmptyScopeError, Handling


def test_a_grade_joins_source_and_item(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    assert str(dossier.grade_of(dossier.claims["area"])) == "6x6:B2"


def test_a_grade_keeps_the_scheme_of_its_source(tmp_path: Path) -> None:
    folder = write_small(tmp_path, sources_dot_csv=SMALL["sources.csv"].replace("agency,B,,", "agency,B,4x4,"))
    dossier = read_dossier(folder)
    assert str(dossier.grade_of(dossier.claims["area"])) == "4x4:B2"


def test_handling_takes_the_highest_rank(tmp_path: Path) -> None:
    folder = write_small(tmp_path, items_dot_csv=SMALL["items.csv"].replace("p. 1,2,,", "p. 1,2,TLP:GREEN,"))
    dossier = read_dossier(folder)
    assert dossier.handling_of(dossier.claims["area"]).rank == Handling.parse("TLP:GREEN").rank


def test_handling_that_leaves_nobody_is_refused(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    police, customs = Handling.parse("TLP:AMBER for police"), Handling.parse("TLP:AMBER for customs")
    item = dossier.items["report"].model_copy(update={"handling": police})
    claim = dossier.claims["area"].model_copy(update={"handling": customs})
    changed = type(dossier)(
        folder=tmp_path, head=dossier.head, sheet=dossier.sheet, framework=dossier.framework, sources=dossier.sources,
        items={**dossier.items, "report": item},
    )  # fmt: skip
    with pytest.raises(EmptyScopeError, match="item report"):
        changed.handling_of(claim)


def test_what_was_not_read_from_a_file_has_no_position(tmp_path: Path) -> None:
    assert read_dossier(write_small(tmp_path)).position_of("claims", "none") is None
