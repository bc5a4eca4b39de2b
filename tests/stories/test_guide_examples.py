"""A newcomer copies the tables of the guide and types its commands: do they answer what the guide prints?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.repository import ROOT, read_text
from tests.support.shell import run_tocsin

HEADS = {
    "from,to,amount,records": "seed.csv",
    "node,kind,low,best,high,unit": "margins.csv",
    "reporter,partner,flow,period,value,unit": "trade.csv",
    "stage,item,low,best,high,unit": "stages.csv",
    "line,identity,item,low,best,high,unit,direction,source,stage,overlaps": "lines.csv",
    "id,agency,date,place,kind,amount": "events.csv",
}


def list_blocks(command: str) -> list[str]:
    """Return the fenced blocks of the section on one command."""
    section = read_text(ROOT / "docs" / "guide" / "commands.md").split(f"## `tocsin {command} ")[1].split("\n## ")[0]
    return re.findall(r"^```\n(.*?)^```$", section, flags=re.DOTALL | re.MULTILINE)


def write_tables(command: str, *, folder: Path) -> list[str]:
    """Write the tables of a section; return its blocks that are typed."""
    typed = []
    for block in list_blocks(command):
        head = block.partition("\n")[0]
        if head in HEADS:
            (folder / HEADS[head]).write_text(block, encoding="utf-8")
        else:
            typed.append(block)
    return typed


@pytest.mark.parametrize(
    "command", ["flows", "mirror", "market", "income", pytest.param("link", marks=pytest.mark.slow)]
)
def test_the_guide_prints_what_the_command_answers(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (typed,) = write_tables(command, folder=tmp_path)
    line, _, wanted = typed.partition("\n")
    monkeypatch.chdir(tmp_path)
    told = run_tocsin(*line.removeprefix("$ tocsin ").split())
    assert (told.code, told.err) == (0, "")
    assert " ".join(told.out.split()).startswith(" ".join(wanted.split()))


@pytest.mark.slow
def test_the_events_of_the_guide_are_linked_without_intervals_too(tmp_path: Path) -> None:
    write_tables("link", folder=tmp_path)
    told = run_tocsin("link", tmp_path / "events.csv", "--replicates", 0)
    assert (told.code, "interval not known" in told.out, "0 pairs likely" in told.out) == (0, True, True)


@pytest.mark.slow
def test_two_events_alone_are_answered_without_intervals(tmp_path: Path) -> None:
    write_tables("link", folder=tmp_path)
    head, *rows = (tmp_path / "events.csv").read_text().splitlines()
    chosen = [row for row in rows if row.startswith(("P-01", "C-01"))]
    (tmp_path / "two.csv").write_text("\n".join([head, *chosen]))
    assert run_tocsin("link", tmp_path / "two.csv", "--replicates", 0).code == 0


def test_too_few_rows_for_intervals_name_the_option(tmp_path: Path) -> None:
    write_tables("link", folder=tmp_path)
    lines = (tmp_path / "events.csv").read_text().splitlines()
    (tmp_path / "some.csv").write_text("\n".join([*lines[:5], *lines[13:17]]))
    told = run_tocsin("link", tmp_path / "some.csv")
    assert (told.code, "--replicates 0 for no intervals, or from 3 to 4." in told.err) == (3, True)
