"""A researcher builds an index from two plain tables and learns what its ranks rest on."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.indices import DATA, META, write_index
from tests.support.repository import ROOT, read_text
from tests.support.shell import run_tocsin


def test_places_come_by_name_with_the_ranks_they_can_take(tmp_path: Path) -> None:
    told = run_tocsin("index", *write_index(tmp_path), "--replications", 200)
    lines = [line.split()[0] for line in told.out.splitlines() if line[:2] in {"AA", "BB", "CC", "DD", "EE", "FF"}]
    assert (told.code, lines) == (0, ["AA", "BB", "CC", "DD", "EE", "FF"])


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    told = run_tocsin("index", *write_index(tmp_path), "--replications", 200).out
    assert "1 value of 1 place is not known" in told


def test_json_holds_the_study(tmp_path: Path) -> None:
    told = run_tocsin("index", *write_index(tmp_path), "--replications", 200, "--seed", 3, "--json").record()
    assert (told["index"], told["replications"], told["recipe"]["seed"], len(told["places"])) == (
        "Readiness",
        200,
        3,
        6,
    )


def test_every_planted_fault_is_told_at_once(tmp_path: Path) -> None:
    data = DATA.replace("BB,", "AA,").replace("0.5,25", "half,25")
    meta = META.replace("Rule,1,-1", "Role,1,-1").replace("Reach,2,1,Indicator", "Reach,2,7,Indicator")
    told = run_tocsin("index", *write_index(tmp_path, data=data, meta=meta))
    faults = ("stands twice", "'half'", "Did you mean 'Rule'?", "Write 1 or -1")
    assert (told.code, told.out, [fault for fault in faults if fault not in told.err]) == (2, "", [])


def test_a_place_of_which_too_little_is_known_is_refused(tmp_path: Path) -> None:
    told = run_tocsin("index", *write_index(tmp_path), "--least-known", 0.9)
    assert (told.code, "DD (75 %)" in told.err) == (3, True)


def test_the_example_of_the_guide_runs(tmp_path: Path) -> None:
    guide = read_text(ROOT / "docs" / "guide" / "commands.md").partition("## `tocsin index")[2]
    data, meta = re.findall(r"```\n(.*?)```", guide, re.DOTALL)[:2]
    told = run_tocsin("index", *write_index(tmp_path, data=data, meta=meta))
    assert (told.code, told.err) == (0, "")
