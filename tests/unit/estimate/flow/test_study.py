"""Are flows balanced to what is known of places, and is what does not agree told or refused?"""

from collections.abc import Sequence

import pytest

from tocsin.estimate.flow.errors import UnbalancedTotalsError, UnusableFlowsError
from tocsin.estimate.flow.inputs import Distance, LegRecord, Margin
from tocsin.estimate.flow.records import FlowStudy, NodeFlow
from tocsin.estimate.flow.study import study_flows

LEGS = (
    LegRecord("Avalon", "Brigadoon", 50, 40),
    LegRecord("Avalon", "Camelot", 20, 20),
    LegRecord("Brigadoon", "Camelot", 60, 55),
    LegRecord("Brigadoon", "Dis", 30, 10),
)
ACCOUNTS = (
    Margin("Avalon", "production", 90, 130, 110),
    Margin("Avalon", "seizures", 10, 20, 15),
    Margin("Brigadoon", "seizures", 10, 20, 15),
    Margin("Camelot", "consumption", 30, 70, 50),
    Margin("Dis", "consumption", 15, 45, 30),
)
TOTALS = (
    Margin("Avalon", "outflow", 90, 130, 110),
    Margin("Brigadoon", "outflow", 60, 80, 70),
    Margin("Brigadoon", "inflow", 70, 100, 85),
    Margin("Camelot", "inflow", 50, 90, 70),
    Margin("Dis", "inflow", 15, 45, 30),
)


def study(
    margins: Sequence[Margin] = ACCOUNTS,
    *,
    legs: Sequence[LegRecord] = LEGS,
    distances: Sequence[Distance] = (),
    seed: int = 1,
) -> FlowStudy:
    return study_flows(legs, margins=margins, unit="t/year", distances=distances, draws=200, seed=seed)


def find_node(found: FlowStudy, name: str) -> NodeFlow:
    return next(node for node in found.nodes if node.node == name)


def test_transit_follows_from_the_accounts() -> None:
    node = find_node(study(), "Brigadoon")
    assert node.entering is not None
    assert node.leaving is not None
    assert node.entering.value - node.leaving.value == pytest.approx(15, abs=2)


def test_every_account_closes() -> None:
    assert [node.state for node in study().nodes] == ["balanced"] * 4


def test_every_figure_has_an_interval_and_the_unit() -> None:
    amounts = [leg.amount for leg in study().legs]
    assert all(amount.low < amount.value < amount.high and amount.unit == "t/year" for amount in amounts)


def test_the_same_seed_gives_the_same_study_and_another_one_does_not() -> None:
    assert study() == study()
    assert study(seed=2).legs != study().legs


def test_more_records_give_narrower_legs() -> None:
    widths = []
    for factor in (1, 100):
        legs = [LegRecord(leg.sender, leg.receiver, leg.amount, leg.records * factor) for leg in LEGS]
        direct = next(leg for leg in study(legs=legs).legs if leg.receiver == "Camelot" and leg.sender == "Avalon")
        widths.append(direct.amount.high / direct.amount.low)
    assert widths[1] < widths[0]


def test_totals_are_met_where_they_are_given() -> None:
    found = study(TOTALS)
    node = find_node(found, "Avalon")
    assert (found.margins, node.entering) == ("totals", None)
    assert node.leaving is not None
    assert node.leaving.value == pytest.approx(110, rel=0.1)


def test_an_account_that_totals_contradict_is_listed_with_what_is_missing() -> None:
    node = find_node(study((*TOTALS, Margin("Brigadoon", "seizures", 40, 50))), "Brigadoon")
    assert node.missing is not None
    assert (node.state, node.missing.high < 0, "a source is missing" in node.note) == ("unbalanced", True, True)


def test_a_place_that_nothing_reaches_is_listed_with_all_it_takes() -> None:
    node = find_node(study((*ACCOUNTS, Margin("Elysium", "consumption", 5, 9))), "Elysium")
    assert node.missing is not None
    assert node.state == "unbalanced"
    assert node.missing.value == pytest.approx(-6.7, abs=0.2)
    assert "no leg that can carry anything" in node.note


def test_a_total_that_no_leg_carries_lacks_an_outlet() -> None:
    node = find_node(study((*TOTALS, Margin("Elysium", "outflow", 5, 9))), "Elysium")
    assert node.missing is not None
    assert (node.state, node.leaving, node.missing.low > 0) == ("unbalanced", None, True)


def test_a_leg_that_nothing_feeds_is_left_out_and_named() -> None:
    found = study(legs=[*LEGS, LegRecord("Elysium", "Dis", 5)])
    assert found.left_out == ("Elysium → Dis",)
    assert any("unknown, not zero" in warning for warning in found.warnings)


def test_supply_and_use_that_disagree_are_refused_with_the_amount() -> None:
    with pytest.raises(UnbalancedTotalsError, match=r"Avalon, Brigadoon, Camelot: .* comes in .* Too much: \d+"):
        study(ACCOUNTS[:4])


def test_use_beyond_supply_is_said_to_be_missing() -> None:
    with pytest.raises(UnbalancedTotalsError, match="Missing: −"):
        study((Margin("Avalon", "production", 10, 20), *ACCOUNTS[1:]))


PLACES = {"Avalon": 0.0, "Brigadoon": 3.0, "Camelot": 5.0, "Dis": 9.0, "Elysium": 4.0}
MANY = (
    *LEGS,
    LegRecord("Avalon", "Elysium", 9, 12),
    LegRecord("Brigadoon", "Elysium", 40, 50),
    LegRecord("Elysium", "Camelot", 12, 30),
    LegRecord("Elysium", "Dis", 3, 2),
)


def list_distances(*, without: frozenset[str] = frozenset()) -> list[Distance]:
    pairs = [(one, other) for one in PLACES for other in PLACES if one < other and {one, other} != without]
    return [Distance(one, other, 100 * abs(PLACES[one] - PLACES[other]) + 10) for one, other in pairs]


def test_distances_fill_legs_never_seen() -> None:
    found = study(legs=MANY, distances=list_distances())
    assert found.exponent is not None
    assert {leg.is_filled for leg in found.legs} == {True, False}
    assert all(leg.amount.high > 0 for leg in found.legs)


def test_pairs_without_a_distance_stay_without_a_flow() -> None:
    found = study(legs=MANY, distances=list_distances(without=frozenset({"Avalon", "Dis"})))
    assert ("Avalon", "Dis") not in {(leg.sender, leg.receiver) for leg in found.legs}


def test_a_high_share_of_seizures_is_warned_of() -> None:
    found = study(
        (
            *ACCOUNTS[:2],
            Margin("Brigadoon", "seizures", 45, 55),
            Margin("Camelot", "consumption", 20, 50),
            Margin("Dis", "consumption", 5, 15),
        )
    )
    assert any("Seizures are over 40%" in warning and "Brigadoon" in warning for warning in found.warnings)


def test_a_place_of_which_nothing_is_stated_is_named() -> None:
    found = study((*ACCOUNTS[:2], Margin("Camelot", "consumption", 40, 80), Margin("Dis", "consumption", 20, 50)))
    assert any("Nothing is stated of Brigadoon" in warning for warning in found.warnings)


def test_draws_that_cannot_be_balanced_are_counted() -> None:
    found = study(
        (
            Margin("Avalon", "production", 60, 140),
            Margin("Avalon", "consumption", 60, 140),
            Margin("Brigadoon", "production", 20, 60),
            Margin("Camelot", "consumption", 20, 60),
        )
    )
    assert found.failed_draws > 0
    assert any("could not be balanced" in warning for warning in found.warnings)


def test_records_within_one_place_are_counted_and_left_out() -> None:
    found = study(legs=[*LEGS, LegRecord("Avalon", "Avalon", 1_000)])
    assert found.legs == study().legs
    assert any("1 record within one place" in warning for warning in found.warnings)


def test_places_in_another_order_give_the_same_accounts() -> None:
    turned = study(tuple(reversed(ACCOUNTS)), legs=LEGS[::-1])
    assert [node.node for node in turned.nodes] == [node.node for node in study().nodes]
    assert turned.legs[0].amount.value == pytest.approx(study().legs[0].amount.value, rel=0.1)


def test_no_margins_are_refused() -> None:
    with pytest.raises(UnusableFlowsError, match="no margin is given"):
        study(())


def test_records_of_nothing_are_refused() -> None:
    with pytest.raises(UnusableFlowsError, match="no record shows anything"):
        study(legs=[LegRecord("Avalon", "Camelot", 0)])


def test_margins_that_no_leg_joins_are_refused() -> None:
    with pytest.raises(UnusableFlowsError, match="names of places are the same"):
        study((Margin("avalon", "production", 1, 2), Margin("camelot", "consumption", 1, 2)))


def test_flows_that_the_legs_cannot_carry_are_refused() -> None:
    legs = [LegRecord("Avalon", "Camelot", 1), LegRecord("Brigadoon", "Camelot", 1), LegRecord("Brigadoon", "Dis", 1)]
    margins = (
        Margin("Avalon", "production", 100, 120),
        Margin("Brigadoon", "production", 10, 12),
        Margin("Camelot", "consumption", 20, 30),
        Margin("Dis", "consumption", 80, 100),
    )
    with pytest.raises(UnusableFlowsError, match="none of 200 draws"):
        study(margins, legs=legs)


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(UnusableFlowsError, match="99 draws are too few"):
        study_flows(LEGS, margins=ACCOUNTS, unit="t/year", draws=99)


def test_a_place_that_cannot_receive_what_it_must_is_named() -> None:
    margins = (
        Margin("Avalon", "outflow", 90, 130, 110),
        Margin("Brigadoon", "outflow", 5, 7, 6),
        Margin("Brigadoon", "inflow", 5, 7, 6),
        Margin("Camelot", "inflow", 10, 30, 20),
        Margin("Dis", "inflow", 80, 100, 90),
    )
    with pytest.raises(UnusableFlowsError, match=r"Dis must receive \d.*, and all that it has legs with \(Brigadoon\)"):
        study(margins)


def test_places_between_which_nothing_can_move_are_named() -> None:
    margins = (Margin("Dis", "production", 90, 130), Margin("Camelot", "consumption", 90, 130))
    with pytest.raises(UnusableFlowsError, match=r"adds something \(Dis\) to one that takes something out \(Camelot\)"):
        study(margins)


def test_a_place_that_no_leg_reaches_is_named_where_totals_disagree() -> None:
    margins = (*ACCOUNTS[:3], Margin("Elysium", "consumption", 60, 80, 70))
    with pytest.raises(UnbalancedTotalsError, match="Elysium is in no account"):
        study(margins)


def test_a_place_that_makes_more_than_it_uses_and_sends_nothing_is_named() -> None:
    margins = (Margin("Avalon", "production", 35, 55, 45), *ACCOUNTS[1:], Margin("Dis", "production", 55, 75, 65))
    with pytest.raises(UnusableFlowsError, match="Dis adds more than it takes out, and no leg leads away"):
        study(margins)
