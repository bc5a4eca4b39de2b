from pathlib import Path

import pytest

from tests.support.strategies import read_strategy, replace_in
from tocsin.strategy.spend import NO_THREAT, add_payments, list_payments


def test_parts_of_all_lines_add_up_to_the_budget_in_the_money_of_the_strategy(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path / "d")
    assert dossier.strategy is not None
    payments = list_payments(dossier, strategy=dossier.strategy)
    assert sum(each.amount for each in payments) == pytest.approx(100 + 8 * 1.25 + 50)


def test_money_flows_from_funder_to_threat(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path / "d")
    assert dossier.strategy is not None
    found = add_payments(list_payments(dossier, strategy=dossier.strategy), by=("funder", "agency", "pillar", "threat"))
    assert found == {
        ("Treasury", "customs", "pursue", "cocaine"): 150.0,
        ("A donor", "customs", "pursue", "cocaine"): 10.0,
    }


def test_money_for_a_measure_that_lowers_no_threat_stays_apart(tmp_path: Path) -> None:
    changed = replace_in(
        "measures.yaml",
        "direction: lowers, low: 0.01, best: 0.05, high: 0.1,",
        "direction: raises, low: -0.1, best: -0.05, high: -0.01,",
    )
    dossier = read_strategy(tmp_path / "d", **changed)
    assert dossier.strategy is not None
    assert {each.threat for each in list_payments(dossier, strategy=dossier.strategy)} == {NO_THREAT}
