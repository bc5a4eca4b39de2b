from pathlib import Path

import pytest

from tests.support.strategies import read_strategy
from tocsin.dossier.dossier import Dossier
from tocsin.strategy.graph import list_strategy_nodes
from tocsin.terms.graph import Node

KNOWN = {"threat:cocaine", "claim:spread", "item:report", "item:article", "harm:deaths"}


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Node]:
    dossier: Dossier = read_strategy(tmp_path_factory.mktemp("graph") / "dossier")
    return {node.key: node for node in list_strategy_nodes(dossier, known=KNOWN)}


@pytest.mark.parametrize(
    ("key", "inputs"),
    [
        ("measure:port-checks", ("threat:cocaine", "claim:spread")),
        ("action:run", ("measure:port-checks", "action:buy")),
        ("budget:b1", ("action:buy",)),
        ("budget:b3", ("measure:port-checks",)),
        ("objective:less-cocaine", ("threat:cocaine", "measure:port-checks", "indicator:flow", "item:report")),
        ("reading:r1", ("indicator:seals", "item:report")),
        ("need:n1", ("threat:cocaine",)),
        ("practice:q1", ("item:report",)),
        ("plan:drugs", ("threat:cocaine",)),
        ("script:by-sea", ("threat:cocaine", "measure:port-checks")),
    ],
)
def test_each_record_rests_on_what_it_names(key: str, inputs: tuple[str, ...], nodes: dict[str, Node]) -> None:
    assert nodes[key].inputs == inputs


def test_what_nothing_defines_is_left_out(tmp_path: Path) -> None:
    found = list_strategy_nodes(read_strategy(tmp_path / "dossier"), known=set())
    assert all(not each.startswith(("threat:", "claim:", "item:")) for node in found for each in node.inputs)
