"""A researcher has a table of ties and asks who matters to whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.shell import run_tocsin

TIES = "from,to,phase\n" + "".join(
    f"{one},{other},{phase}\n"
    for phase in (2019, 2020)
    for one, other in [("G1", "G2"), ("G1", "G3"), ("G2", "G3"), ("G3", "G4"), ("G4", "G5"), ("G4", "G6"), ("G5", "G6")]
)


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    path = tmp_path / "edges.csv"
    path.write_text(TIES)
    return path


def test_a_study_says_who_stands_between_others(edges: Path) -> None:
    told = run_tocsin("network", edges, "--perturbations", 20)
    assert (told.code, told.err) == (0, "")
    assert "6 nodes, 7 ties" in told.out
    assert "2019 → 2020" in told.out


def test_a_study_as_json_has_every_node_with_its_interval(edges: Path) -> None:
    told = run_tocsin("network", edges, "--perturbations", 20, "--missing", "0.1", "--json").record()
    assert {row["node"] for row in told["nodes"]} == {f"G{number}" for number in range(1, 7)}
    assert {"observed", "value", "low", "high", "level", "unit"} == set(told["nodes"][0]["betweenness"])


def test_pseudonyms_hide_every_label(edges: Path) -> None:
    told = run_tocsin("network", edges, "--perturbations", 20, "--pseudonyms", "--json")
    assert (told.code, "G1" in told.out) == (0, False)


def test_a_table_with_faults_is_refused_with_all_of_them(edges: Path) -> None:
    edges.write_text("from,to,weight,confidence\nG1,,1,1\nG1,G2,-3,1\nG2,G3,1,1.5\n")
    told = run_tocsin("network", edges)
    assert (told.code, told.out, told.err.count("\n- ")) == (2, "", 3)


def test_a_share_that_is_none_is_refused(edges: Path) -> None:
    told = run_tocsin("network", edges, "--missing", "lots")
    assert (told.code, "0.1..0.3" in told.err) == (2, True)


@pytest.mark.slow
def test_a_published_network_is_studied_with_its_phases(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "data" / "covert_networks" / "edges.csv").read_text().splitlines()
    rows = [line.split(",")[1:] for line in lines if line.startswith("caviar,CAVIAR") and "FULL" not in line]
    path = tmp_path / "edges.csv"
    path.write_text("phase,from,to,weight\n" + "\n".join(",".join(row) for row in rows))
    told = run_tocsin("network", path, "--perturbations", 30, "--json").record()
    assert [told["nodes"][0]["node"], len(told["phases"])] == ["1", 10]
