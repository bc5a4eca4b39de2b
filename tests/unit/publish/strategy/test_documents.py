"""Do the documents of a strategy say what its records hold, and name what is missing?"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.support.dossiers import write_small
from tests.support.repository import ROOT
from tests.support.strategies import read_strategy, replace_in
from tocsin.dossier.read import read_dossier
from tocsin.publish.build import evaluate_dossier
from tocsin.publish.document.tree import DataTable, Document, Section, find_charts, find_keys
from tocsin.publish.html import render_html
from tocsin.publish.pdf import render_pdf
from tocsin.publish.strategy.compose import compose_documents
from tocsin.publish.strategy.records import compose_strategy_file, strategy_schema
from tocsin.publish.strategy.view import StrategyView
from tocsin.strategy.portfolio_record import CoreShare

HARMS = """\
- key: deaths
  threat: cocaine
  bearer: individuals
  kind: deaths
  title: Deaths
  low: 80
  best: 100
  high: 150
  unit: person/year
  item: report
  mechanism: Contests
  cause: remote
"""
NAMES = {"strategy", "action-plan", "brief", "briefing", "concept-notes"}


def look_at(folder: Path, **changed: str | None) -> StrategyView:
    view = evaluate_dossier(read_strategy(folder, harms_dot_yaml=HARMS, **changed)).evaluate_strategy()
    assert view is not None
    return view


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> StrategyView:
    return look_at(tmp_path_factory.mktemp("documents") / "dossier")


@pytest.fixture(scope="module")
def documents(view: StrategyView) -> dict[str, Document]:
    return dict(compose_documents(view))


def read(document: Document) -> str:
    return render_html(document)


def find_table(document: Document, key: str) -> DataTable:
    def walk(blocks: tuple[object, ...]) -> list[DataTable]:
        found = [block for block in blocks if isinstance(block, DataTable)]
        return found + [table for block in blocks if isinstance(block, Section) for table in walk(block.blocks)]

    return next(table for table in walk(document.sections) if table.key == key)


def test_every_document_is_made(documents: dict[str, Document]) -> None:
    assert set(documents) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_anchor_stands_twice(name: str, documents: dict[str, Document]) -> None:
    keys = find_keys(documents[name])
    assert len(keys) == len(set(keys))


def test_the_strategy_shows_every_picture_of_money_and_choice(documents: dict[str, Document]) -> None:
    forms = {figure.chart.form for figure in find_charts(documents["strategy"])}
    assert forms == {"frontier-curve", "budget-flow", "value-grid"}


def test_measures_that_hang_on_the_weights_stand_in_a_chart(view: StrategyView) -> None:
    assert view.portfolio is not None
    contested = [replace(each, core=CoreShare(0.4, 0.3, 0.5)) for each in view.portfolio.measures]
    told = compose_documents(replace(view, portfolio=replace(view.portfolio, measures=tuple(contested))))["strategy"]
    assert "share-bars" in {figure.chart.form for figure in find_charts(told)}


def test_the_action_plan_shows_the_calendar(documents: dict[str, Document]) -> None:
    assert "action-calendar" in {figure.chart.form for figure in find_charts(documents["action-plan"])}


def test_a_line_of_the_budget_keeps_its_own_money(documents: dict[str, Document]) -> None:
    rows = find_table(documents["action-plan"], "table-budget").rows
    told = [["".join(run.text for run in cell) for cell in row[4:]] for row in rows]
    assert told == [["USD 2021", "100", "–"], ["EUR 2021", "8", "–"], ["USD 2021", "–", "50"]]


def test_money_of_a_year_is_added_in_the_money_of_the_strategy(documents: dict[str, Document]) -> None:
    row = find_table(documents["strategy"], "table-money").rows[0]
    assert "".join(run.text for run in row[4]).startswith("\u2066USD\u00a010")


def test_an_objective_without_an_owner_is_said_to_be_incomplete(tmp_path: Path) -> None:
    changed = replace_in("strategy.yaml", "    due_on: 2024-12-31\n    owner: customs\n", "    due_on: 2024-12-31\n")
    told = read(compose_documents(look_at(tmp_path / "d", **changed))["strategy"])
    assert "the objective &#39;less-cocaine&#39; has no owner." in told


def test_a_high_risk_to_rights_without_mitigation_bars_publication(tmp_path: Path) -> None:
    changed = replace_in("measures.yaml", "rights: {level: low,", "rights: {level: high,")
    view = look_at(tmp_path / "d", **changed)
    assert all("Bars publication" in read(document) for document in compose_documents(view).values())
    assert not compose_strategy_file(view).is_publishable


def test_a_dossier_without_budget_says_why_there_is_no_portfolio(tmp_path: Path) -> None:
    changed = replace_in(
        "strategy.yaml", "envelope:\n  - {year: 2022, amount: 200}\n  - {year: 2023, amount: 60}\n", ""
    )
    view = look_at(tmp_path / "d", **changed)
    assert (view.portfolio, view.portfolio_refusal.startswith("No portfolio is chosen: ")) == (None, True)


def test_a_dossier_without_a_strategy_has_no_such_documents(tmp_path: Path) -> None:
    assert evaluate_dossier(read_dossier(write_small(tmp_path / "d"))).evaluate_strategy() is None


def test_strategy_json_keeps_to_its_schema(view: StrategyView) -> None:
    written = json.loads(compose_strategy_file(view).model_dump_json())
    assert list(Draft202012Validator(strategy_schema()).iter_errors(written)) == []


def test_the_published_schema_of_strategy_json_is_the_one_in_use() -> None:
    published = json.loads((ROOT / "docs" / "strategy.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(strategy_schema()))


def test_strategy_json_holds_what_a_committee_asks_for(view: StrategyView) -> None:
    told = compose_strategy_file(view)
    assert told.portfolio is not None
    assert len(told.portfolio.frontier) > 2
    assert told.portfolio.collection is not None
    assert [block.state for block in told.blocks] == ["verified"] * 14
    assert {count.force for count in told.coverage} == {"hard", "soft", "optional"}


def test_plans_are_laid_side_by_side(documents: dict[str, Document]) -> None:
    rows = [
        ["".join(run.text for run in cell) for cell in row]
        for row in find_table(documents["briefing"], "table-plans-compared").rows
    ]
    assert ["in no plan", "duty", "untoc/20/1", "–"] in rows


def read_rows(document: Document, key: str) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in find_table(document, key).rows]


def test_needs_stand_in_order_with_what_answers_them(documents: dict[str, Document]) -> None:
    assert read_rows(documents["briefing"], "table-needs-ranked") == [
        [
            "Training of searchers",
            "0.00 to 0.60",
            "Courses for searchers (it is training; it serves untoc/29/1; lacks: nothing on cocaine)",
            "–",
        ]
    ]


def test_what_a_delay_uncovers_is_told_of_actions_that_others_wait_for(documents: dict[str, Document]) -> None:
    assert read_rows(documents["action-plan"], "table-delays") == [
        ["Buy scanners", "Run the checks", "–", "untoc/31/2/a; untoc/20/1"]
    ]


def test_a_concept_note_says_what_it_costs_and_who_could_give_it(documents: dict[str, Document]) -> None:
    told = read(documents["concept-notes"])
    assert "USD 5 to 20 (2021 prices)" in told
    assert (
        "A partner State, Courses for searchers: it is training; it serves untoc/29/1. It leaves open: nothing on cocaine."
        in told
    )


def test_the_self_assessment_holds_the_duties_that_may_bind_and_what_is_known(documents: dict[str, Document]) -> None:
    rows = {
        row[0]: row for cluster in (1, 2, 3, 4) for row in read_rows(documents["briefing"], f"table-cluster-{cluster}")
    }
    assert rows["untoc/5/1/a/i"][2:4] == ["in force", "Penal code art. 12"]
    assert rows["untoc/18/13"][2:4] == ["not known", "to be filled in"]


def test_every_objective_says_how_measures_lead_to_it(documents: dict[str, Document]) -> None:
    assert read_rows(documents["strategy"], "table-theory-less-cocaine") == [
        ["Checks in the port", "Buy scanners and Run the checks", "Cocaine through the port", "Cocaine"]
    ]


def test_kinds_of_barriers_that_nobody_named_are_said(documents: dict[str, Document]) -> None:
    assert "No barrier is named under: Mandate, Data, Law and Coordination." in read(documents["briefing"])


def test_an_unknown_draft_is_marked(view: StrategyView) -> None:
    draft = replace(view, strategy=view.strategy.model_copy(update={"adopted_on": None}))
    assert "The strategy is not adopted." in read(compose_documents(draft)["brief"])


def test_the_ministerial_brief_fills_two_pages_at_most(documents: dict[str, Document]) -> None:
    from pypdf import PdfReader

    assert len(PdfReader(io.BytesIO(render_pdf(documents["brief"]))).pages) <= 2
