"""Is every key that leads nowhere named, with the nearest that does?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, find_problem, list_problems, write_small
from tocsin.dossier.read import read_dossier
from tocsin.dossier.references import Reference, list_references

HARM = (
    "- key: h\n  threat: cocaine\n  bearer: individuals\n  kind: deaths\n  title: Deaths\n  mechanism: m\n  cause: intrinsic\n"
    "  figure: coca_area\n"
)
SCORES = "threat,criterion,low,best,high,author,rationale\n"
WEIGHTS = "author,mandate,about,kind,value\n"


def test_a_dangling_key_names_the_nearest(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, items_dot_csv=SMALL["items.csv"].replace(",agency,A", ",agancy,A"))
    assert (problem.row, problem.value, "'agency'" in problem.mend) == (2, "agancy", True)


@pytest.mark.parametrize(
    ("name", "before", "after", "field"),
    [
        ("claims.csv", "COL,report", "COL,rapport", "item"),
        ("models/area.yaml", "title: Area\n", "title: Area\nitems: [report, rapport]\n", "items.2"),
        ("threats.yaml", "claims: [area]", "claims: [aera]", "trend.claims.1"),
        ("threats.yaml", "who: {gap: not known}", "who: {text: x, claims: [aera]}", "card.who.claims.1"),
        ("threats.yaml", "shown: [coca_area]", "shown: [cocaarea]", "shown.1"),
        ("threats.yaml", "shown: [coca_area]", "markets: [none]", "markets.1"),
        ("threats.yaml", "shown: [coca_area]", "groups: [none]", "groups.1"),
        ("threats.yaml", "shown: [coca_area]", "figures: {spraed: coca_area}", "figures.spraed"),
        ("threats.yaml", "shown: [coca_area]", "figures: {spread: coca}", "figures.spread"),
        ("threats.yaml", "{to: 2025, gap: not known}", "{to: 2025, figure: coca}", "outlook.figure"),
    ],
)
def test_keys_in_records_must_lead_somewhere(tmp_path: Path, name: str, before: str, after: str, field: str) -> None:
    changed = {name.replace("/", "__").replace(".", "_dot_"): SMALL[name].replace(before, after)}
    assert find_problem(tmp_path, **changed).field == field


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [
        ("harms_dot_yaml", HARM.replace("threat: cocaine", "threat: cocane"), "threat"),
        ("harms_dot_yaml", HARM.replace("coca_area", "coca"), "figure"),
        ("harms_dot_yaml", HARM + "  item: none\n", "item"),
        ("scores_dot_csv", SCORES + "cocane,spread,1,2,3,analyst,why\n", "threat"),
        ("scores_dot_csv", SCORES + "cocaine,spraed,1,2,3,analyst,why\n", "criterion"),
        ("weights_dot_csv", WEIGHTS + "chair,law,harmm,weight,1\n", "about"),
        ("sectors_dot_yaml", "- {key: s, title: S, exposure: e, threats: [none]}\n", "threats.1"),
        ("factors_dot_yaml", "- {key: f, title: F, description: d, direction: raises, items: [none]}\n", "items.1"),
        ("markets_dot_yaml", "- {key: m, title: M, crime: cocaine, items: [none]}\n", "items.1"),
        ("groups_dot_yaml", "- {key: g, public_name: G, designated_by: none, description: d}\n", "designated_by"),
        (
            "key_judgements_dot_yaml",
            "- {key: k, statement: s, confidence: low, evidence_for: [none]}\n",
            "evidence_for.1",
        ),
        ("law__parties_dot_csv", "instrument,status,as_of,item\nuntoc,party,2015-01-01,none\n", "item"),
    ],
)
def test_keys_in_further_files_must_lead_somewhere(tmp_path: Path, name: str, text: str, field: str) -> None:
    assert find_problem(tmp_path, **{name: text}).field == field


def test_judgements_may_rest_on_claims_items_figures_and_drivers(tmp_path: Path) -> None:
    judgement = "- {key: k, statement: s, confidence: low, evidence_for: [area, report, coca_area, area.seen]}\n"
    assert list_problems(tmp_path, key_judgements_dot_yaml=judgement) == ()


def test_weights_may_be_of_axes_and_criteria(tmp_path: Path) -> None:
    assert (
        list_problems(tmp_path, weights_dot_csv=WEIGHTS + "chair,law,harm,weight,1\nchair,law,spread,lower,0.1\n") == ()
    )


def test_a_faulty_record_can_still_be_referred_to(tmp_path: Path) -> None:
    broken = SMALL["items.csv"].replace("document,2020,p. 1", "documnt,2020,p. 1")
    assert [problem.field for problem in list_problems(tmp_path, items_dot_csv=broken)] == ["kind"]


def test_references_of_a_claim_are_its_item(tmp_path: Path) -> None:
    claim = read_dossier(write_small(tmp_path)).claims["area"]
    assert list(list_references(claim)) == [Reference(("item",), "report", ("items",))]
