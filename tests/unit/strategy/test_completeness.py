"""Does the validator say so whenever anything is deleted from a complete strategy, and nothing when all is there?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import write_small
from tests.support.strategies import BLOCKS, FILES, STRATEGY, read_strategy, replace_in, write_block
from tocsin.dossier.read import read_dossier
from tocsin.strategy.completeness import BlockReport, Completeness, evaluate_completeness
from tocsin.strategy.lacks import State


def judge(folder: Path, **changed: str | None) -> Completeness:
    found = evaluate_completeness(read_strategy(folder, **changed))
    assert found is not None
    return found


def find_block(found: Completeness, letter: str) -> BlockReport:
    return next(block for block in found.blocks if block.letter == letter)


def without(name: str, text: str) -> dict[str, str | None]:
    return replace_in(name, text, "")


def with_block(letter: str, text: str) -> dict[str, str | None]:
    return {"strategy_dot_yaml": STRATEGY + "".join({**BLOCKS, letter: text}.values())}


def test_a_dossier_without_strategy_is_not_judged(tmp_path: Path) -> None:
    assert evaluate_completeness(read_dossier(write_small(tmp_path))) is None


def test_the_invented_strategy_has_fourteen_verified_blocks(tmp_path: Path) -> None:
    assert [block.state for block in judge(tmp_path).blocks] == [State.VERIFIED] * 14


def test_its_objective_is_complete(tmp_path: Path) -> None:
    assert [objective.is_complete for objective in judge(tmp_path).objectives] == [True]


def test_nothing_bars_it_from_publication(tmp_path: Path) -> None:
    assert judge(tmp_path).is_publishable


@pytest.mark.parametrize("letter", BLOCKS)
def test_a_deleted_block_is_absent(tmp_path: Path, letter: str) -> None:
    block = find_block(judge(tmp_path, **with_block(letter, "")), letter)
    assert (block.state, block.lacks[0].pointer.field) == (State.ABSENT, f"blocks.{letter}")


@pytest.mark.parametrize("letter", BLOCKS)
def test_the_other_blocks_stay_as_they_were(tmp_path: Path, letter: str) -> None:
    found = judge(tmp_path, **with_block(letter, ""))
    assert {block.state for block in found.blocks if block.letter != letter} == {State.VERIFIED}


@pytest.mark.parametrize(
    ("file", "text", "letter", "state", "field"),
    [
        ("strategy.yaml", "    owner: customs\n", "B", State.NAMED, "objectives.less-cocaine.owner"),
        ("strategy.yaml", "    target: {value: 80}\n", "B", State.NAMED, "objectives.less-cocaine.target"),
        ("strategy.yaml", "    due_on: 2024-12-31\n", "B", State.NAMED, "objectives.less-cocaine.due_on"),
        ("strategy.yaml", "aim: Less harm from the drug trade\n", "B", State.NAMED, "aim"),
        ("strategy.yaml", "    meets: quarterly\n", "C", State.VERIFIED, None),
        ("strategy.yaml", ", legal_basis: Decree 1", "C", State.NAMED, "bodies.office.legal_basis"),
        ("requirements.csv", "next,How much goes by air?,cocaine\n", "A", State.NAMED, "question"),
        ("regional.yaml", "  item: report\n", "N", State.NAMED, "item"),
        ("regional.yaml", "  differences: The region also counts on joint patrols.\n", "N", State.NAMED, "differences"),
        ("regional.yaml", ", matches: [{objective: less-cocaine, extent: full}]", "N", State.NAMED, "objectives"),
        ("measures.yaml", "untoc/31/2/a, ", "J", State.NAMED, "duties"),
        ("measures.yaml", "  standing: chosen\n", "E", State.SPECIFIED, "standing"),
        ("budget.csv", "b1,buy,,2022,100,USD,2021,Treasury,customs,committed\n", "E", State.SPECIFIED, "amount"),
        ("budget.csv", "b2,run,,2022,8,EUR,2021,A donor,customs,planned\n", "E", State.SPECIFIED, "amount"),
        ("budget.csv", "b3,,port-checks,2023,50,USD,2021,Treasury,customs,planned\n", "E", State.SPECIFIED, "amount"),
        ("readings.csv", "r1,seals,2022,,0.2,,counted in full,report\n", "E", State.MEASURABLE, "item"),
    ],
)  # fmt: skip
def test_a_deletion_lowers_the_state_of_its_block(
    tmp_path: Path, file: str, text: str, letter: str, state: State, field: str | None
) -> None:
    block = find_block(judge(tmp_path, **without(file, text)), letter)
    assert (block.state, block.lacks[0].pointer.field if block.lacks else None) == (state, field)


def test_a_deleted_day_of_evaluation_is_said(tmp_path: Path) -> None:
    found = judge(tmp_path, **replace_in("strategy.yaml", "    evaluation_on: 2025-06-30\nblocks:", "blocks:"))
    assert (found.objectives[0].is_complete, find_block(found, "B").state) == (False, State.RESOURCED)


def test_deleted_terms_of_reference_are_said(tmp_path: Path) -> None:
    assert find_block(judge(tmp_path, terms_of_reference_dot_yaml=None), "A").state is State.NAMED


def test_a_deleted_baseline_of_an_objective_is_said(tmp_path: Path) -> None:
    found = judge(
        tmp_path,
        **without("strategy.yaml", "    baseline: {period: 2020, low: 90, best: 100, high: 120, item: report}\n"),
    )
    assert [lack.message for lack in found.objectives[0].lacks] == ["the objective 'less-cocaine' has no baseline."]


def test_a_deleted_baseline_of_an_indicator_is_said(tmp_path: Path) -> None:
    found = judge(tmp_path, **replace_in("indicators.csv", "0.1,counted in full,2020,report,0.5", ",,,,0.5"))
    assert find_block(found, "E").state is State.RESOURCED


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("actions.csv", "port-checks,customs,office", "port-checks,,office"),
        ("actions.csv", "port-checks,customs,,2022", "port-checks,,,2022"),
    ],
)
def test_every_deleted_owner_of_an_action_is_said(tmp_path: Path, file: str, before: str, after: str) -> None:
    found = judge(tmp_path, **replace_in(file, before, after))
    assert (find_block(found, "L").state, find_block(found, "E").state) == (State.NAMED, State.SPECIFIED)


@pytest.mark.parametrize(("before", "after"), [("yearly,customs", "yearly,"), ("quarterly,customs", "quarterly,")])
def test_every_deleted_owner_of_an_indicator_is_said(tmp_path: Path, before: str, after: str) -> None:
    found = judge(tmp_path, **replace_in("indicators.csv", before, after))
    assert find_block(found, "B").state is State.RESOURCED


@pytest.mark.parametrize("letter", BLOCKS)
def test_a_deleted_owner_of_a_block_is_said(tmp_path: Path, letter: str) -> None:
    text = BLOCKS[letter].replace("    owner: council\n", "")
    assert find_block(judge(tmp_path, **with_block(letter, text)), letter).state is State.SPECIFIED


def test_a_declared_gap_names_a_block_and_does_not_specify_it(tmp_path: Path) -> None:
    text = BLOCKS["E"].replace("licensing: {text: Said.}", "licensing: {gap: Not agreed yet.}")
    block = find_block(judge(tmp_path, **with_block("E", text)), "E")
    assert (block.state, "Not agreed yet." in block.lacks[0].message) == (State.NAMED, True)


def test_what_is_not_needed_is_an_answer(tmp_path: Path) -> None:
    text = BLOCKS["E"].replace("licensing: {text: Said.}", "licensing: {not_needed: No trade is licensed.}")
    assert find_block(judge(tmp_path, **with_block("E", text)), "E").state is State.VERIFIED


def test_a_block_that_needs_no_money_says_why(tmp_path: Path) -> None:
    plain = write_block("G", measures="[]")
    found = judge(tmp_path, **with_block("G", plain + "    needs_no_money: Meetings only.\n"))
    assert find_block(found, "G").state is State.VERIFIED


def test_a_block_without_measure_or_reason_is_not_resourced(tmp_path: Path) -> None:
    found = judge(tmp_path, **with_block("G", write_block("G", measures="[]")))
    assert find_block(found, "G").state is State.SPECIFIED


def test_a_text_never_verifies(tmp_path: Path) -> None:
    found = judge(tmp_path, **replace_in("readings.csv", "0.2,,counted in full,report", "0.2,,counted in full,"))
    assert find_block(found, "H").state is State.MEASURABLE


def test_a_reading_of_the_baseline_verifies_nothing(tmp_path: Path) -> None:
    found = judge(tmp_path, **replace_in("readings.csv", "r1,seals,2022", "r1,seals,2020"))
    assert find_block(found, "H").state is State.MEASURABLE


def test_a_cited_evaluation_verifies(tmp_path: Path) -> None:
    changed = with_block("H", BLOCKS["H"] + "    evaluations: [report]\n")
    changed |= without("readings.csv", "r1,seals,2022,,0.2,,counted in full,report\n")
    assert find_block(judge(tmp_path, **changed), "H").state is State.VERIFIED


@pytest.mark.parametrize(
    ("rights", "is_publishable"),
    [
        ("{level: high, reason: Homes are searched.}", False),
        ("{level: high, reason: Homes are searched., mitigation: A judge decides.}", True),
        ("{level: medium, reason: Homes are searched.}", True),
    ],
)
def test_a_high_rights_risk_without_mitigation_bars_publication(
    tmp_path: Path, rights: str, is_publishable: bool
) -> None:
    found = judge(
        tmp_path, **replace_in("measures.yaml", "{level: low, reason: Goods and no persons are searched.}", rights)
    )
    assert found.is_publishable is is_publishable


def test_a_measure_that_is_only_proposed_bars_nothing(tmp_path: Path) -> None:
    text = FILES["measures.yaml"].replace("standing: chosen", "standing: proposed").replace("level: low", "level: high")
    assert judge(tmp_path, measures_dot_yaml=text).is_publishable


def test_a_pointer_names_the_row_of_a_record(tmp_path: Path) -> None:
    found = judge(tmp_path, **replace_in("actions.csv", "port-checks,customs,office", "port-checks,,office"))
    assert str(find_block(found, "L").lacks[0].pointer) == "actions.csv, row 2, owner"
