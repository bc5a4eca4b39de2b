"""Is every result that moved laid to the input that moved it, and nothing else?"""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.publish.changes import Change, Move, fold_changes, list_changed_files, list_changes
from tocsin.publish.reuse import BuildLedger, Printed

EDGES = {
    "claim:a": (),
    "claim:b": (),
    "driver:m.d": ("claim:a",),
    "estimate:f": ("driver:m.d",),
    "estimate:g": (),
    "ranking:threats": ("estimate:f", "claim:b"),
}
FIGURES = {"f": (1.0, 2.0, 3.0), "g": (4.0, 5.0, 6.0)}
MOVED = {**FIGURES, "f": (1.0, 2.0, 9.0)}


def make(
    *,
    figures: Mapping[str, Printed] = FIGURES,
    rank: Printed = (1, 1.5, 3),
    changed: tuple[str, ...] = (),
    without: str = "",
    program: str = "p",
    inputs: Mapping[str, str] | None = None,
) -> BuildLedger:
    """A build, with some nodes changed or left out."""
    edges = {key: tuple(used for used in inside if used != without) for key, inside in EDGES.items() if key != without}
    digests = {key: "new" if key in changed else "old" for key in edges}
    return BuildLedger(program, inputs or {}, {}, digests, edges, figures, {"cocaine": rank})


def compare(before: BuildLedger, after: BuildLedger) -> dict[str, list[str]]:
    found = list_changes(before, after=after, titles={})
    return {change.node: [f"{move.kind} {move.key}" for move in change.moves] for change in found}


def tell(before: BuildLedger, after: BuildLedger, **titles: str) -> list[str]:
    named = {key.replace("_", ":"): title for key, title in titles.items()}
    return [str(change) for change in list_changes(before, after=after, titles=named)]


def test_without_a_build_before_nothing_changed() -> None:
    assert list_changes(None, after=make(), titles={}) == ()


def test_a_changed_claim_explains_the_figure_that_rests_on_it() -> None:
    assert compare(make(), make(changed=("claim:a",), figures=MOVED)) == {"claim:a": ["estimate f"]}


def test_a_changed_claim_explains_the_ranks_it_bears_on() -> None:
    assert compare(make(), make(changed=("claim:b",), rank=(1, 2.5, 3))) == {"claim:b": ["rank cocaine"]}


def test_a_change_that_moves_nothing_is_told_all_the_same() -> None:
    assert tell(make(), make(changed=("claim:b",))) == ["claim:b changed; no figure moved"]


def test_a_claim_that_is_gone_explains_what_rested_on_it() -> None:
    assert compare(make(), make(without="claim:a", figures=MOVED)) == {"claim:a": ["estimate f"]}


def test_two_causes_of_one_move_are_both_named() -> None:
    after = make(without="claim:a", changed=("driver:m.d",), figures=MOVED)
    assert compare(make(), after) == {"driver:m.d": ["estimate f"], "claim:a": ["estimate f"]}


def test_a_new_figure_is_told_as_absent_before() -> None:
    before = make(without="estimate:g", figures={"f": FIGURES["f"]})
    assert tell(before, make()) == ["estimate:g is new; moved: g absent → 5 (4 to 6)"]


def test_a_move_is_told_from_what_to_what() -> None:
    assert tell(make(), make(changed=("claim:a",), figures=MOVED)) == [
        "claim:a changed; moved: f 2 (1 to 3) → 2 (1 to 9)"
    ]


def test_what_reads_the_same_has_not_moved() -> None:
    after = make(changed=("claim:a",), figures={**FIGURES, "f": (1.0001, 2.0, 3.0)})
    assert compare(make(), after) == {"claim:a": []}


def test_a_title_is_told_with_the_key() -> None:
    (told,) = tell(make(), make(changed=("estimate:f",)), estimate_f="Area")
    assert told.startswith("estimate:f (Area) changed")


def test_evidence_is_told_by_its_key_alone() -> None:
    (told,) = tell(make(), make(changed=("claim:a",)), claim_a="What the informant said")
    assert "informant" not in told


def test_a_file_outside_the_graph_explains_what_nothing_else_does() -> None:
    after = make(figures=MOVED, inputs={"framework.yaml": "2"})
    assert compare(make(inputs={"framework.yaml": "1"}), after) == {"file:framework.yaml": ["estimate f"]}


def test_another_version_of_the_program_explains_what_nothing_else_does() -> None:
    assert compare(make(), make(figures=MOVED, program="q")) == {"program": ["estimate f"]}


def test_of_many_moves_the_first_six_are_told() -> None:
    figures = {f"f{number}": (1.0, 1.0, 1.0) for number in range(9)}
    edges = {"claim:a": (), **{f"estimate:{key}": ("claim:a",) for key in figures}}
    before = BuildLedger("p", {}, {}, {"claim:a": "old"}, edges, figures)
    after = BuildLedger("p", {}, {}, {"claim:a": "new"}, edges, dict.fromkeys(figures, (2.0, 2.0, 2.0)))
    assert tell(before, after)[0].endswith("; and 3 more")


def test_a_change_can_be_printed_without_a_title() -> None:
    assert str(Change("claim:a", "", "is new")) == "claim:a is new; no figure moved"


def test_files_new_changed_and_gone_are_listed() -> None:
    assert list_changed_files({"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}) == ("a", "b", "d")


def test_changes_of_one_kind_that_moved_the_same_are_told_together() -> None:
    found = list(fold_changes([Change(f"claim:{name}", "", "is new") for name in "abcdefgh"]))
    assert found == [
        "8 of kind claim (claim:a, claim:b, claim:c, claim:d, claim:e, claim:f, …): each is new; together no figure moved"
    ]


def test_changes_that_moved_different_things_are_told_apart() -> None:
    move = Move("estimate", "f", (1.0, 2.0, 3.0), (1.0, 2.0, 4.0))
    changes = [Change("claim:a", "", "changed", (move,)), Change("claim:b", "", "changed")]
    assert list(fold_changes(changes)) == [str(change) for change in changes]
