"""Does each rule find its planted case, leave its near miss alone, and point to where it is mended?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.dossiers import write_small
from tests.support.repository import ROOT
from tests.support.strategies import FILES, read_strategy, replace_in
from tocsin.dossier.read import read_dossier
from tocsin.strategy.consistency import find_inconsistencies
from tocsin.strategy.inconsistency import Gravity

SECOND = """\
- key: posters
  title: Posters
  pillar: prevent
  standing: STANDING
  rights: {level: none, reason: Nobody is searched.}
  gender_analysis: For all.
"""


def rules(folder: Path, **changed: str | None) -> list[str]:
    return [each.rule for each in find_inconsistencies(read_strategy(folder, **changed))]


def with_second(standing: str, line: str = "", *, also: tuple[str, str] | None = None) -> dict[str, str | None]:
    text = FILES["measures.yaml"] + line + SECOND.replace("STANDING", standing)
    return {"measures_dot_yaml": text.replace(*also) if also else text}


def test_a_dossier_without_strategy_has_none(tmp_path: Path) -> None:
    assert find_inconsistencies(read_dossier(write_small(tmp_path))) == ()


def test_the_invented_strategy_agrees_with_itself(tmp_path: Path) -> None:
    assert rules(tmp_path) == []


PLANTED = [
    ("measures.yaml", "level: low", "level: high", "rights-risk-without-mitigation"),
    ("measures.yaml", "  rights: {level: low, reason: Goods and no persons are searched.}\n", "", "rights-not-assessed"),
    ("measures.yaml", "  gender_analysis: Staff of both sexes; nobody is searched.\n", "", "gender-not-analysed"),
    ("measures.yaml", "claims: [spread]", "assumption: invented", "effect-without-evidence"),
    ("measures.yaml", "amount: 4}", "amount: 11}", "capacity-exceeded"),
    ("actions.csv", "customs,,2022-07-01,", "customs,,2022-06-30,", "starts-before-dependency-ends"),
    ("strategy.yaml", "    measures: [port-checks]\n    indicator: flow", "    indicator: flow", "objective-without-measure"),
    ("strategy.yaml", "evaluation_on: 2025-06-30\nblocks", "evaluation_on: 2024-06-30\nblocks", "evaluated-before-due"),
    ("strategy.yaml", "    mandate: Checks goods.\n", "", "owner-without-mandate"),
    ("strategy.yaml", "roles: [oversight]", "roles: [oversight, secretariat]", "oversight-not-independent"),
    ("strategy.yaml", "{year: 2022, amount: 200}", "{year: 2022, amount: 109}", "budget-over-envelope"),
    ("strategy.yaml", "  - {year: 2023, amount: 60}\n", "", "budget-without-envelope"),
    ("budget.csv", ",2023,50,", ",2023,61,", "budget-over-cost"),
    ("budget.csv", ",2023,50,", ",2023,49,", "budget-under-cost"),
    ("regional.yaml", ", matches: [{objective: less-cocaine, extent: full}]", "", "regional-objective-unmatched"),
    ("regional.yaml", ", matches: [{objective: less-cocaine, extent: full}]", "", "objective-not-in-region"),
    ("strategy.yaml", "    threats: [cocaine]\n", "", "threat-without-objective"),
    ("barriers.csv", "No staff at night,run,n1", "No staff at night,,", "barrier-unanswered"),
    ("readings.csv", "0.2,,counted in full,report", "0.2,,counted in full,", "reading-not-cited"),
    ("law/provisions.csv", "p2,untoc/20/1,", "p2,untoc/5/1/a,", "provisions-contradict"),
    ("sectors.yaml", "  covers:\n    - {prevention: private-sector-cooperation, measures: [port-checks], owner: customs}\n", "",
     "sector-uncovered"),
    ("scripts.yaml", "owner: customs, ", "", "step-without-task"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "rule"), PLANTED)
def test_a_planted_case_is_found(tmp_path: Path, file: str, before: str, after: str, rule: str) -> None:
    assert rule in rules(tmp_path, **replace_in(file, before, after))


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("measures.yaml", "level: low", "level: medium"),
        ("measures.yaml", "amount: 4}", "amount: 10}"),
        ("measures.yaml", "unit: full-time staff, amount: 4}", "unit: patrol boats, amount: 40}"),
        ("actions.csv", "2022-07-01,2023-12-31,buy", "2022-07-01,2023-12-31,"),
        ("strategy.yaml", "evaluation_on: 2025-06-30\nblocks", "evaluation_on: 2024-12-31\nblocks"),
        ("strategy.yaml", "roles: [oversight]", "roles: [oversight, partner]"),
        ("strategy.yaml", "{year: 2022, amount: 200}", "{year: 2022, amount: 110}"),
        ("strategy.yaml", "envelope:\n  - {year: 2022, amount: 200}\n  - {year: 2023, amount: 60}\n", ""),
        ("budget.csv", ",2023,50,", ",2023,60,"),
        ("barriers.csv", "No staff at night,run,n1", "No staff at night,,n1"),
        ("law/provisions.csv", "p2,untoc/20/1,absent", "p2,untoc/5/1/b,absent"),
        (
            "sectors.yaml",
            "measures: [port-checks], owner: customs}",
            "gap: Nothing guards them.}",
        ),
    ],
)
def test_a_near_miss_is_left_alone(tmp_path: Path, file: str, before: str, after: str) -> None:
    assert rules(tmp_path, **replace_in(file, before, after)) == []


def test_a_regional_objective_that_is_not_followed_says_why(tmp_path: Path) -> None:
    changed = replace_in("regional.yaml", "matches: [{objective: less-cocaine, extent: full}]", "not_followed: No sea.")
    assert rules(tmp_path, **changed) == ["objective-not-in-region"]


@pytest.mark.parametrize(
    ("standing", "line", "expected"),
    [
        ("proposed", "  requires: [posters]\n", ["prerequisite-not-chosen"]),
        ("proposed", "  excludes: [posters]\n", []),
        ("running", "  excludes: [posters]\n", ["exclusion-broken", "measure-without-action", "measure-without-cost"]),
        ("chosen", "  requires: [posters]\n", ["measure-without-action", "measure-without-cost"]),
        ("rejected", "", []),
    ],
)
def test_measures_that_cannot_stand_together_are_found(
    tmp_path: Path, standing: str, line: str, expected: list[str]
) -> None:
    assert rules(tmp_path, **with_second(standing, line)) == expected


def test_money_and_actions_for_what_is_not_chosen_are_found(tmp_path: Path) -> None:
    found = rules(tmp_path, **replace_in("measures.yaml", "standing: chosen", "standing: proposed"))
    assert {"action-of-measure-not-chosen", "money-for-measure-not-chosen", "threat-without-measure"} <= set(found)


def test_a_measure_that_makes_a_threat_worse_is_found(tmp_path: Path) -> None:
    before = "direction: lowers, low: 0.01, best: 0.05, high: 0.1"
    changed = replace_in("measures.yaml", before, "direction: raises, low: -0.1, best: -0.05, high: 0")
    assert {"threat-made-worse", "objective-misses-threat", "threat-without-measure"} <= set(rules(tmp_path, **changed))


def test_a_need_that_comes_from_nowhere_is_found(tmp_path: Path) -> None:
    changed = replace_in("needs.csv", "customs,untoc/29/1,cocaine", "customs,,")
    assert rules(tmp_path, **changed, **replace_in("barriers.csv", ",run,n1", ",run,")) == ["need-without-origin"]


def test_a_need_that_answers_a_barrier_has_an_origin(tmp_path: Path) -> None:
    assert rules(tmp_path, **replace_in("needs.csv", "customs,untoc/29/1,cocaine", "customs,,")) == []


def test_an_indicator_that_nothing_names_is_found(tmp_path: Path) -> None:
    text = FILES["indicators.csv"] + "spare,Spare,None,share,higher,output,yearly,customs,,,,,,\n"
    assert rules(tmp_path, indicators_dot_csv=text) == ["indicator-unused"]


@pytest.mark.parametrize(("value", "expected"), [(70.0, ["target-already-met"]), (81.0, [])])
def test_a_target_is_held_against_a_computed_baseline(tmp_path: Path, value: float, expected: list[str]) -> None:
    before = "low: 90, best: 100, high: 120, item: report}"
    dossier = read_strategy(tmp_path, **replace_in("strategy.yaml", before, "figure: coca_area}"))
    assert [each.rule for each in find_inconsistencies(dossier, figures={"coca_area": value})] == expected


def test_what_bars_publication_comes_first(tmp_path: Path) -> None:
    text = (
        FILES["measures.yaml"].replace("level: low", "level: high").replace("claims: [spread]", "assumption: invented")
    )
    found = find_inconsistencies(read_strategy(tmp_path, measures_dot_yaml=text))
    assert [each.severity for each in found] == [Gravity.BARS, Gravity.NOTE]


def test_an_inconsistency_says_where_it_is_mended(tmp_path: Path) -> None:
    (found,) = find_inconsistencies(read_strategy(tmp_path, **replace_in("measures.yaml", "level: low", "level: high")))
    assert str(found).startswith(
        "bars publication rights-risk-without-mitigation, measures.yaml, row 1, rights.mitigation: "
    )


def list_rules() -> set[str]:
    room = Path(find_inconsistencies.__code__.co_filename).parent
    texts = [path.read_text(encoding="utf-8") for path in room.glob("consistency*.py")]
    found = {rule for text in texts for rule in re.findall(r'(?:rule=|Inconsistency\(\s*)"([a-z-]+)"', text)}
    assert len(found) >= 30
    return found


def test_every_rule_is_planted_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert sorted(rule for rule in list_rules() if f'"{rule}"' not in source) == []


def test_every_rule_stands_in_the_guide() -> None:
    guide = (ROOT / "docs" / "guide" / "strategy.md").read_text(encoding="utf-8")
    assert sorted(rule for rule in list_rules() if f"`{rule}`" not in guide) == []
