"""Does the Colombia example keep what its README promises?"""

from pathlib import Path

import pytest
import yaml

from tests.support.repository import ROOT
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import CheckReport
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.dossier.records.picture import Card, Facet, Threat
from tocsin.dossier.table_warnings import list_table_findings
from tocsin.estimate.check import check_models

FOLDER = ROOT / "examples" / "colombia"


@pytest.fixture(scope="module")
def report() -> CheckReport:
    return check_dossier(FOLDER)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return read_dossier(FOLDER)


def list_facets(threat: Threat) -> list[Facet]:
    return [*(getattr(threat.card, name) for name in Card.model_fields), threat.trend, threat.response]


def find_pair(dossier: Dossier, *, first: str, second: str) -> tuple[float | None, float | None]:
    return dossier.claims[first].best, dossier.claims[second].best


def test_it_has_no_problem(report: CheckReport) -> None:
    assert [str(problem) for problem in report.problems] == []


def test_without_the_outside_tables_only_their_absence_is_warned_of(report: CheckReport) -> None:
    assert {warning.rule for warning in report.warnings} == {"table-absent"}


def test_its_models_have_no_problem(dossier: Dossier) -> None:
    assert [str(problem) for problem in check_models(dossier)] == []


def test_its_first_page_says_that_it_is_not_official(dossier: Dossier) -> None:
    assert "not official" in dossier.head.notice


def test_it_has_ten_threats_and_corruption_apart(dossier: Dossier) -> None:
    roles = {key: threat.role for key, threat in dossier.threats.items()}
    assert (roles["corruption"], list(roles.values()).count("threat") >= 10) == ("enabler", True)


def test_it_has_six_models(dossier: Dossier) -> None:
    assert len(dossier.models) >= 6


def test_four_threats_have_harm_in_numbers(dossier: Dossier) -> None:
    assert len({harm.threat for harm in dossier.harms.values() if not harm.gap}) >= 4


def test_both_official_areas_of_2014_stand_side_by_side(dossier: Dossier) -> None:
    assert find_pair(dossier, first="area-un-2014", second="area-us-2014") == (69_132, 112_000)


def test_no_facet_of_a_card_is_silent(dossier: Dossier) -> None:
    facets = [facet for threat in dossier.threats.values() for facet in list_facets(threat)]
    assert [facet for facet in facets if not (facet.claims or "(item" in facet.text or facet.gap)] == []


def test_no_answer_of_a_card_is_cut_off_by_a_comma() -> None:
    threats = yaml.safe_load((FOLDER / "threats.yaml").read_text(encoding="utf-8"))
    answers = [
        answer for threat in threats for answer in [*threat["card"].values(), threat["trend"], threat["response"]]
    ]
    assert [answer for answer in answers if not set(answer) <= {"text", "gap", "claims"}] == []


@pytest.mark.parametrize(
    ("model", "before", "after"),
    [
        ("cocaine_supply", "potential_2017", "potential_2020"),
        ("smuggling_income", "crossings_2016", "crossings"),
        ("unlawful_gold", "area_2019", "area_2020"),
        ("unlawful_gold", "share_2019", "share_2020"),
    ],
)
def test_errors_of_two_years_are_alike_and_not_the_same(dossier: Dossier, model: str, before: str, after: str) -> None:
    ranks = {frozenset(each.drivers): each.rank for each in dossier.models[model].correlations}
    assert 0 < ranks[frozenset((before, after))] < 1


def test_a_figure_that_was_revised_is_shown_and_not_pooled(dossier: Dossier) -> None:
    first, revised = dossier.claims["potential-un-2017"], dossier.claims["potential-un-2017-revised"]
    assert (first.scope, revised.scope, revised.best) == ("as first published", "", 1058)


def test_only_the_part_of_lasting_groups_in_computer_crime_is_scored(dossier: Dossier) -> None:
    formulas = dossier.models["computer_crime"].formulas
    scored = dossier.threats["cybercrime"].figures.values()
    assert [name for name in scored if "organized_share" not in formulas[name].formula] == []


def test_items_named_in_texts_exist(dossier: Dossier) -> None:
    texts = [facet.text for threat in dossier.threats.values() for facet in list_facets(threat)]
    named = [part.split(")")[0] for text in texts for part in text.split("(item")[1:]]
    keys = {key.strip() for part in named for key in part.removeprefix("s").split(",")}
    assert keys - dossier.items.keys() == set()


def test_every_range_of_the_drafters_has_a_reason(dossier: Dossier) -> None:
    ranges = [driver.range for model in dossier.models.values() for driver in model.drivers.values() if driver.range]
    assert [each for each in ranges if len(each.reason) < 20] == []


def test_key_judgements_have_alternatives_and_assumptions(dossier: Dossier) -> None:
    judgements = dossier.key_judgements.values()
    assert [each.key for each in judgements if not (each.alternatives and each.assumptions and each.indicators)] == []


def test_treaty_status_is_that_of_the_dated_copy(dossier: Dossier) -> None:
    status = {party.instrument: (party.status, str(party.as_of)) for party in dossier.parties}
    bound, unbound = ("party", "2015-03-14"), ("not party", "2015-03-14")
    assert status == {"untoc": bound, "tip": bound, "som": unbound, "firearms": unbound}


def test_a_group_has_a_public_name_only_from_the_designation_list(dossier: Dossier) -> None:
    named = {group.public_name: group.designated_by for group in dossier.groups.values() if group.public_name}
    assert set(named.values()) == {"ofac-list"}


def test_perception_composites_are_one_group(dossier: Dossier) -> None:
    composites = ("gi-toc", "transparency", "world-bank-governance")
    assert len({dossier.sources[key].group for key in composites}) == 1


def test_only_the_mortality_of_animals_rests_on_claims_after_2020(dossier: Dossier) -> None:
    drivers = [driver for model in dossier.models.values() for driver in model.drivers.values() if driver.claims]
    later = [driver.title for driver in drivers if driver.period and driver.period.start.year > 2020]
    assert later == ["Share of trafficked animals that dies"]


def test_scores_stand_only_where_no_figure_or_claim_scores(dossier: Dossier) -> None:
    claims = {(claim.subject, claim.variable) for claim in dossier.claims.values() if claim.unit == "score"}
    figures = {(key, criterion) for key, threat in dossier.threats.items() for criterion in threat.figures}
    assert {(score.threat, score.criterion) for score in dossier.scores} & (claims | figures) == set()


@pytest.mark.slow
def test_outside_tables_are_the_files_that_were_declared(shared: Path) -> None:
    report = check_dossier(FOLDER, tables=shared / "data")
    assert [str(problem) for problem in report.problems] == []


@pytest.mark.slow
def test_the_traps_of_the_seizure_reports_are_warned_of(dossier: Dossier, shared: Path) -> None:
    declaration = dossier.tables["seizures_world"]
    findings = list_table_findings(declaration, folder=FOLDER, tables_root=shared / "data")
    traps = {"duplicates", "unit-outlier", "reporting-break", "incomplete-period", "mixed-categories"}
    assert traps - {finding.rule for finding in findings} == set()
