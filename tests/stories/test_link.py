"""An analyst has one table of events from two agencies and asks which are the same, then reviews the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.doubles import invent_doubles, write_events
from tests.support.shell import run_tocsin


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return write_events(tmp_path / "events.csv", invent_doubles(events=500, doubles=100, seed=7).events)


@pytest.mark.slow
def test_links_are_found_written_reviewed_and_undone(events: Path, tmp_path: Path) -> None:
    links = tmp_path / "links.csv"
    told = run_tocsin("link", events, "--out", links, "--replicates", 3)
    assert (told.code, told.err, "nothing was merged" in told.out) == (0, "", True)
    head, *rows = links.read_text().splitlines()
    row = next(row for row in rows if ",likely," in row)
    links.write_text("\n".join([head, f"{row}reject", ""]))
    again = run_tocsin("link", events, "--review", links, "--out", links, "--replicates", 3, "--json").record()
    (claim,) = [link for link in again["links"] if link["verdict"] == "reject"]
    assert (claim["left"], claim["state"]) == (row.split(",")[0], "rejected")
    assert not any({claim["left"], claim["right"]} <= set(cluster) for cluster in again["suggested_clusters"])


@pytest.mark.slow
def test_links_that_would_be_lost_are_refused_before_any_work(events: Path, tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("typed by hand")
    told = run_tocsin("link", events, "--out", tmp_path / "links.csv")
    assert (told.code, "would be lost" in told.err) == (2, True)


def test_a_table_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,agency,date,place,kind,amount\na,p,yesterday,x,k,1\na,p,2024-01-01,x,k,-2\n")
    told = run_tocsin("link", path)
    assert (told.code, told.out, told.err.count("\n- ")) == (2, "", 4)


def test_too_many_pairs_are_refused_before_any_is_made(events: Path) -> None:
    told = run_tocsin("link", events, "--most-pairs", 10)
    assert (told.code, "Nothing was started" in told.err) == (3, True)
