"""Is every record printed as JSON that other programs can read, and progress on terminals alone?"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import BaseModel

from tocsin.cli.printing import print_json, show_steps


class Record(BaseModel):
    key: str


@dataclass(frozen=True)
class Told:
    where: Path
    hidden: str = field(repr=False, default="draws")


def printed(record: object, capsys: pytest.CaptureFixture[str]) -> object:
    print_json(record)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"a": (1, 2.5, None, True)}, {"a": [1, 2.5, None, True]}),
        (Record(key="a"), {"key": "a"}),
        ([Record(key="a")], [{"key": "a"}]),
        (Told(Path("x")), {"where": "x"}),
        ({1: {"a"}}, {"1": ["a"]}),
        ("5–7 →", "5–7 →"),
    ],
)
def test_any_record_becomes_plain(record: object, expected: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(record, capsys) == expected


def test_what_is_no_number_becomes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed({"a": float("nan"), "b": [float("inf")]}, capsys) == {"a": None, "b": [None]}


def test_sets_are_printed_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed({"b", "c", "a"}, capsys) == ["a", "b", "c"]


def test_a_pipe_sees_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with show_steps(1) as show:
        show("Ranking")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_the_step(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with show_steps(1) as show:
        show("Ranking")
    assert "Ranking" in capsys.readouterr().err
