"""Do published measures of the karate club come out?"""

import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.communities import Communities, find_communities
from tocsin.methods.network.network import Network

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
EXPECT = CASE["expect"]


def build_club() -> Network:
    ties = np.array([(one, other) for one, others in CASE["ties"].items() for other in others])
    return Network(34, ties[:, 0], ties[:, 1])


@cache
def part_club(seed: int = 1) -> Communities:
    return find_communities(build_club(), rng=np.random.default_rng(seed))


def test_the_club_has_all_its_ties() -> None:
    assert build_club().ties_count == 78


def test_betweenness_is_the_published_one() -> None:
    assert betweenness(build_club()).pairs[0] == pytest.approx(EXPECT["betweenness_of_node_0"], abs=CASE["tolerance"])


@pytest.mark.parametrize("seed", range(5))
def test_modularity_is_the_published_one_for_any_seed(seed: int) -> None:
    assert part_club(seed).modularity == pytest.approx(EXPECT["modularity"], abs=CASE["modularity_tolerance"])


def test_communities_are_as_many_as_published() -> None:
    assert part_club().count == EXPECT["communities"]


def test_case_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    kept = json.loads((shared / "golden" / "network" / "expected.json").read_text(encoding="utf-8"))["karate"]
    named = [EXPECT["modularity"], EXPECT["communities"], EXPECT["betweenness_of_node_0"]]
    assert [kept["leiden_modularity_Q"], kept["k"], kept["betweenness_node0_unnormalised"]] == named
