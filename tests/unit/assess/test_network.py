"""Does a study of a network say what survives the ties that nobody saw?"""

from __future__ import annotations

from functools import cache

import pytest

from tocsin.assess.network import study_network
from tocsin.assess.network_record import NetworkSettings, NetworkStudy, NodeRow
from tocsin.assess.network_summary import span_two_ways
from tocsin.assess.network_ties import TieRows, build_seen_network, sort_naturally
from tocsin.assess.pseudonyms import assign_codes, list_namelike
from tocsin.methods.network.errors import MissingShareError, NoTiesError

# Two circles of five, and a broker between them.
CIRCLE = [(f"A{i}", f"A{j}") for i in range(5) for j in range(i)]
PAIRS = [*CIRCLE, *((a.replace("A", "B"), b.replace("A", "B")) for a, b in CIRCLE), ("A0", "M"), ("M", "B0")]
ROWS = TieRows(*zip(*PAIRS, strict=True))  # type: ignore[arg-type]  # two columns of text
FEW = NetworkSettings(perturbations=30)


@cache
def study(*, missing: float = 0.2, seed: int = 1) -> NetworkStudy:
    settings = FEW.model_copy(update={"missing_low": missing, "missing_high": missing})
    return study_network(ROWS, settings=settings, seed=seed)


def find(found: NetworkStudy, node: str) -> NodeRow:
    (row,) = [row for row in found.nodes if row.node == node]
    return row


def test_the_broker_comes_first() -> None:
    assert study().nodes[0].node in ("M", "A0", "B0")


def test_with_nothing_missing_intervals_have_no_width() -> None:
    row = find(study(missing=0.0), "M")
    assert row.betweenness.low == row.betweenness.high == row.betweenness.observed == pytest.approx(25 / 45)


def test_with_nothing_missing_that_is_said() -> None:
    assert any("no width" in warning for warning in study(missing=0.0).warnings)


def test_missing_ties_take_brokerage_away() -> None:
    assert (find(study(), "M").betweenness.high or 1) <= 25 / 45


def test_the_same_seed_gives_the_same_study() -> None:
    again = study_network(ROWS, settings=FEW.model_copy(update={"missing_low": 0.2, "missing_high": 0.2}), seed=1)
    assert again == study()


def test_the_order_of_rows_and_ends_changes_nothing() -> None:
    turned = TieRows(ROWS.end[::-1], ROWS.start[::-1])
    settings = FEW.model_copy(update={"missing_low": 0.2, "missing_high": 0.2})
    assert study_network(turned, settings=settings, seed=1).nodes == study().nodes


def test_circles_are_communities() -> None:
    assert sorted(len(row.nodes) for row in study().communities) == [5, 6]


def test_taking_out_by_brokerage_leaves_less_than_by_chance() -> None:
    last = {row.rule: row.largest_share.observed for row in study().removals if row.removed_count == 3}
    assert (last["betweenness"] or 0) < (last["random"] or 0)


def test_every_figure_lies_in_its_interval() -> None:
    figures = [*study().whole, *(row.betweenness for row in study().nodes), *(row.place for row in study().nodes)]
    assert [one for one in figures if not (one.low or 0) <= (one.value or 0) <= (one.high or 0)] == []


def test_confidence_drops_ties() -> None:
    doubted = TieRows(ROWS.start, ROWS.end, confidence=(0.5,) * len(PAIRS))
    found = study_network(doubted, settings=FEW.model_copy(update={"missing_low": 0.0, "missing_high": 0.0}), seed=1)
    assert 0.35 * len(PAIRS) < (found.dropped_ties.value or 0) < 0.65 * len(PAIRS)


def test_ties_that_all_may_be_none_still_give_a_study() -> None:
    doubted = TieRows(("a",), ("b",), confidence=(1e-9,))
    found = study_network(doubted, settings=FEW.model_copy(update={"missing_high": 0.1}), seed=1)
    assert found.nodes[0].core_prob is None


def test_phases_are_compared_in_their_natural_order() -> None:
    phase = tuple(f"phase {number % 11}" for number in range(len(PAIRS)))
    found = study_network(TieRows(ROWS.start, ROWS.end, phase=phase), settings=FEW, seed=1)
    assert (found.phases[0].before, found.phases[-1].after) == ("phase 0", "phase 10")


def test_labels_dealt_anew_between_phases_are_suspected() -> None:
    ring = [(f"G{i}", f"G{(i + 1) % 9}") for i in range(9)]
    other = [(f"G{i}", f"G{(i + 4) % 9}") for i in range(9)]
    start, end = zip(*ring, *other, strict=True)
    found = study_network(TieRows(start, end, phase=("1",) * 9 + ("2",) * 9), settings=FEW, seed=1)
    assert any("same node in both phases" in warning for warning in found.warnings)


def test_pieces_are_told() -> None:
    found = study_network(TieRows(("a", "c"), ("b", "d")), settings=FEW, seed=1)
    assert any("falls into 2 pieces" in warning for warning in found.warnings)


def test_self_ties_are_left_out_and_told() -> None:
    seen = build_seen_network(TieRows(("a", "a"), ("b", "a")), is_directed=False)
    assert (seen.network.ties_count, seen.notes[0][:10]) == (1, "1 row ties")


def test_repeated_ties_are_merged_and_told() -> None:
    rows = TieRows(("a", "b"), ("b", "a"), weight=(2.0, 3.0), confidence=(0.5, 0.9))
    seen = build_seen_network(rows, is_directed=False)
    assert (seen.network.weight.tolist(), seen.confidence.tolist(), "merged" in seen.notes[0]) == ([5.0], [0.9], True)


def test_opposite_ties_stay_two_in_a_directed_network() -> None:
    assert build_seen_network(TieRows(("a", "b"), ("b", "a")), is_directed=True).network.ties_count == 2


def test_no_ties_but_to_oneself_are_refused() -> None:
    with pytest.raises(NoTiesError, match="no tie"):
        study_network(TieRows(("a", "b"), ("a", "b")), settings=FEW, seed=1)


def test_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(MissingShareError, match="backwards"):
        study_network(ROWS, settings=NetworkSettings(missing_low=0.3, missing_high=0.1), seed=1)


@pytest.mark.parametrize("label", ["Ana Pérez", "Perez, Ana", "John van der Berg", "Jean-Luc Moreau"])
def test_labels_like_names_are_found(label: str) -> None:
    assert list_namelike([label]) == (label,)


@pytest.mark.parametrize("label", ["N12", "GROUP A", "cartel of the north", "Milieu", "G 7", "port north"])
def test_labels_like_codes_are_not(label: str) -> None:
    assert list_namelike([label]) == ()


def test_labels_like_names_are_told_without_being_repeated() -> None:
    notes = build_seen_network(TieRows(("Ana Perez",), ("N1",)), is_directed=False).notes
    assert ("--pseudonyms" in notes[0], "Ana" in notes[0]) == (True, False)


def test_codes_do_not_follow_the_alphabet() -> None:
    codes = assign_codes([f"{letter}x" for letter in "abcdefghij"], seed=1)
    assert list(codes) != sorted(codes)


def test_codes_hide_every_label() -> None:
    hidden = ROWS.with_codes(seed=1)
    assert {*hidden.start, *hidden.end} & {*ROWS.start, *ROWS.end} == set()


def test_two_comes_before_ten() -> None:
    assert sorted(["phase 10", "phase 2"], key=sort_naturally) == ["phase 2", "phase 10"]


def test_ties_none_of_which_is_believed_are_refused() -> None:
    with pytest.raises(MissingShareError, match="every one of 11 ties has a confidence of 0"):
        study_network(TieRows(ROWS.start[:11], ROWS.end[:11], confidence=(0.0,) * 11), settings=FEW, seed=1)


def test_whom_a_rule_takes_out_does_not_depend_on_the_seed() -> None:
    removed = [{row.rule: row.removed for row in study(seed=seed).removals if row.rule != "random"} for seed in (1, 2)]
    assert removed[0] == removed[1]


def test_modularity_spans_two_ways_to_find_it() -> None:
    found = span_two_ways(0.5, ([0.4] * 10, [0.1, 0.2, float("nan")]), settings=FEW, unit="index")
    assert (found.observed, found.value, found.low, found.high) == (0.5, 0.4, 0.1, 0.4)


def test_modularity_that_was_never_known_has_no_interval() -> None:
    found = span_two_ways(0.5, ([float("nan")], [float("nan")]), settings=FEW, unit="index")
    assert (found.value, found.low, found.high) == (None, None, None)
