"""Is every dangling key in the files of a strategy told, with its place?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import FILES, list_strategy_problems, replace_in
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.records.head import Head
from tocsin.dossier.strategy_references import STRATEGY_REFERENCES

FIRST_OF_STRATEGY = list(KINDS).index("provisions")

DANGLING = [
    ("strategy.yaml", "    threats: [cocaine]", "    threats: [cocane]", "objectives.1.threats.1"),
    ("strategy.yaml", "[port-checks]\n    indicator: flow", "[port-check]\n    indicator: flow", "objectives.1.measures.1"),
    ("strategy.yaml", "indicator: flow", "indicator: flows", "objectives.1.indicator"),
    ("strategy.yaml", "    owner: customs\n", "    owner: custom\n", "objectives.1.owner"),
    ("strategy.yaml", "high: 120, item: report}", "high: 120, item: rapport}", "objectives.1.baseline.item"),
    ("strategy.yaml", "low: 90, best: 100, high: 120, item: report}", "figure: coca}", "objectives.1.baseline.figure"),
    ("strategy.yaml", "source: An invented bank}", "source: A bank, item: rapport}", "rates.1.item"),
    ("strategy.yaml", "    mandate: Leads and decides.", "    mandate: Leads.\n    item: rapport", "bodies.1.item"),
    ("strategy.yaml", "      procurement: {text: Said.}", "      procurement: {text: Said., items: [rapport]}",
     "blocks.E.answers.procurement.items.1"),
    ("measures.yaml", "threat: cocaine,", "threat: cocane,", "effects.1.threat"),
    ("measures.yaml", "claims: [spread]", "claims: [spraed]", "effects.1.claims.1"),
    ("measures.yaml", "claims: [spread]", "studies: [none]", "effects.1.studies.1"),
    ("measures.yaml", "    assumption: invented\n", "    items: [rapport]\n", "costs.items.1"),
    ("measures.yaml", "body: customs", "body: custom", "capacity.1.body"),
    ("measures.yaml", "untoc/20/1]", "untoc/20/9]", "duties.2"),
    ("measures.yaml", "  gender", "  requires: [none]\n  gender", "requires.1"),
    ("measures.yaml", "  gender", "  excludes: [none]\n  gender", "excludes.1"),
    ("measures.yaml", "  gender", "  barriers: [none]\n  gender", "barriers.1"),
    ("measures.yaml", "  gender", "  practices: [none]\n  gender", "practices.1"),
    ("actions.csv", "Run the checks,port-checks", "Run the checks,port-check", "measure"),
    ("actions.csv", "checks,customs,,", "checks,custom,,", "owner"),
    ("actions.csv", "customs,office", "customs,officer", "partners.1"),
    ("actions.csv", "2023-12-31,buy", "2023-12-31,bye", "depends_on.1"),
    ("budget.csv", "b1,buy", "b1,bye", "action"),
    ("budget.csv", "b3,,port-checks", "b3,,port-check", "measure"),
    ("budget.csv", "A donor,customs", "A donor,custom", "agency"),
    ("indicators.csv", "quarterly,customs", "quarterly,custom", "owner"),
    ("indicators.csv", "2020,report", "2020,rapport", "baseline_item"),
    ("readings.csv", "r1,seals", "r1,seal", "indicator"),
    ("readings.csv", "full,report", "full,rapport", "item"),
    ("law/provisions.csv", "untoc/20/1", "untoc/20/9", "duty"),
    ("needs.csv", "training,customs", "training,custom", "body"),
    ("needs.csv", "untoc/29/1", "untoc/29/9", "duties.1"),
    ("offers.csv", "untoc/29/1", "untoc/29/9", "duties.1"),
    ("practices.csv", "cocaine,report", "cocaine,rapport", "items.1"),
    ("authorities.csv", "untoc/18/13", "untoc/18/99", "duties.1"),
    ("barriers.csv", "run,n1", "ran,n1", "actions.1"),
    ("barriers.csv", "run,n1", "run,n2", "needs.1"),
    ("scripts.yaml", "owner: customs", "owner: custom", "steps.1.owner"),
    ("scripts.yaml", "[port-checks]", "[port-check]", "steps.1.measures.1"),
    ("sectors.yaml", "private-sector-cooperation", "private-sector", "covers.1.prevention"),
    ("sectors.yaml", "owner: customs", "owner: custom", "covers.1.owner"),
    ("plans/drugs.yaml", "indicator: flow", "indicator: flows", "targets.1.indicator"),
    ("plans/drugs.yaml", "duties: [untoc/31/5]", "duties: [untoc/31/55]", "duties.1"),
    ("plans/drugs.yaml", "    title: Posters", "    title: Posters\n    same_as: posters", "measures.1.same_as"),
    ("regional.yaml", "objective: less-cocaine", "objective: less-cocane", "objectives.1.matches.1.objective"),
    ("regional.yaml", "item: report", "item: rapport", "item"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "field"), DANGLING)
def test_a_dangling_key_is_told(tmp_path: Path, file: str, before: str, after: str, field: str) -> None:
    found = list_strategy_problems(tmp_path, **replace_in(file, before, after))
    assert [(problem.file, problem.field) for problem in found] == [(file, field)]


def test_every_kind_of_a_strategy_has_its_references_listed() -> None:
    records = {kind.record for kind in list(KINDS.values())[FIRST_OF_STRATEGY:]}
    assert (records, Head in STRATEGY_REFERENCES) == (set(STRATEGY_REFERENCES), False)


def test_every_file_of_the_strategy_is_in_the_invented_one() -> None:
    files = {kind.file for kind in list(KINDS.values())[FIRST_OF_STRATEGY:]}
    assert {file for file in files if not any(name.startswith(file) for name in FILES)} == set()


def test_a_duty_may_be_named_by_its_article(tmp_path: Path) -> None:
    assert list_strategy_problems(tmp_path, **replace_in("law/provisions.csv", "untoc/20/1", "untoc/20")) == ()
