"""A secretariat lays three thematic plans side by side: every gap, overlap, conflict and double payment planted in them is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.shell import run_tocsin
from tests.support.strategies import FILES, read_strategy, write_strategy
from tocsin.strategy.thematic import DoubleFunding, Gap, Overlap, PlanComparison, compare_plans

THREATS = FILES["threats.yaml"] + FILES["threats.yaml"].replace("key: cocaine", "key: extortion").replace(
    "title: Cocaine", "title: Extortion"
)
DRUGS = """\
key: drugs
title: Drug plan
owner: Ministry of health
period: 2020/2023
threats: [cocaine]
duties: [untoc/31/5]
targets:
  - {key: t1, indicator: flow, value: 85, due_on: 2023-12-31}
  - {key: t2, about: Overdoses, change_share: -0.1, due_on: 2023-12-31}
measures:
  - key: posters
    title: Posters
    threats: [cocaine]
    duties: [untoc/31/5]
    spending: [{year: 2022, amount: 3, currency: USD, price_year: 2021, funding: F-1}]
  - key: searches
    title: Searches in the port
    same_as: port-checks
    threats: [cocaine]
    spending: [{year: 2022, amount: 20, currency: USD, price_year: 2021, funding: F-2}]
"""
PORTS = """\
key: ports
title: Port plan
owner: Ministry of transport
period: 2021/2024
threats: [cocaine]
targets:
  - {key: t1, indicator: flow, value: 60, due_on: 2023-12-31}
  - {key: t2, about: Overdoses, change_share: -0.1, due_on: 2023-12-31}
  - {key: t3, indicator: seals, value: 0.9, due_on: 2023-12-31}
measures:
  - key: scanners
    title: Scanners
    same_as: port-checks
    spending: [{year: 2022, amount: 8, currency: EUR, price_year: 2021, funding: F-3}]
  - key: divers
    title: Divers under hulls
    threats: [cocaine]
    spending: [{year: 2023, amount: 4, currency: USD, price_year: 2021, funding: F-2}]
"""
SCHOOLS = """\
key: schools
title: School plan
owner: Ministry of education
period: 2021/2024
threats: [extortion]
targets:
  - {key: t1, indicator: seals, value: 0.9, due_on: 2024-12-31}
measures:
  - key: lessons
    title: Lessons
    threats: [extortion]
    duties: [untoc/31/5]
    spending:
      - {year: 2022, amount: 2, currency: USD, price_year: 2021, funding: F-1}
      - {year: 2023, amount: 2, currency: USD, price_year: 2021, funding: F-4}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> PlanComparison:
    dossier = read_strategy(
        tmp_path_factory.mktemp("plans") / "d", threats_dot_yaml=THREATS, plans__drugs_dot_yaml=DRUGS, plans__ports_dot_yaml=PORTS,
        plans__schools_dot_yaml=SCHOOLS,
    )  # fmt: skip
    told = compare_plans(dossier)
    assert told is not None
    return told


def test_every_duty_that_no_plan_speaks_of_is_found(found: PlanComparison) -> None:
    assert found.gaps == (Gap("duty", "untoc/20/1"),)


def test_every_overlap_is_found(found: PlanComparison) -> None:
    assert set(found.overlaps) == {
        Overlap("measure", "port-checks", ("drugs", "ports"), ("searches", "scanners")),
        Overlap("threat", "cocaine", ("drugs", "ports"), ("posters", "divers")),
        Overlap("duty", "untoc/31/5", ("drugs", "schools"), ("posters", "lessons")),
    }


def test_every_contradiction_of_targets_is_found_and_no_other(found: PlanComparison) -> None:
    assert [(each.about, each.plans, each.targets) for each in found.conflicts] == [
        ("flow", ("drugs", "ports"), ("t1", "t1"))
    ]


def test_every_double_payment_is_found_and_no_other(found: PlanComparison) -> None:
    assert set(found.double_funding) == {
        DoubleFunding("measure", "port-checks", 2022, ("drugs", "ports"), 30.0),
        DoubleFunding("fund", "F-1", 2022, ("drugs", "schools"), 5.0),
    }


def test_what_an_umbrella_would_settle_is_said_in_a_sentence(found: PlanComparison) -> None:
    assert found.verdict[0] == (
        "Between the 3 plans there are 1 unanswered duty that no plan speaks of, 3 things that two plans work on, 1 pair of targets "
        "that cannot both hold, 2 sums that two plans count."
    )


def test_a_threat_that_no_plan_speaks_of_is_found(tmp_path: Path) -> None:
    lone = DRUGS.replace("threats: [cocaine]", "threats: []")
    told = compare_plans(read_strategy(tmp_path / "d", plans__drugs_dot_yaml=lone))
    assert told is not None
    assert Gap("threat", "cocaine") in told.gaps


def test_plans_that_leave_nothing_open_need_no_umbrella(tmp_path: Path) -> None:
    law = "key,duty,state,title,citation,as_of,item\np1,untoc/5/1/a,in force,Penal code,art. 12,2021-12-01,report\n"
    told = compare_plans(read_strategy(tmp_path / "d", plans__drugs_dot_yaml=DRUGS, law__provisions_dot_csv=law))
    assert told is not None
    assert told.verdict == (
        "Nothing was found between the 1 plans that an umbrella strategy would settle: each covers its part.",
    )


def test_a_dossier_without_plans_has_nothing_to_compare(tmp_path: Path) -> None:
    assert compare_plans(read_strategy(tmp_path / "d", plans__drugs_dot_yaml=None)) is None


def test_plans_come_from_a_spreadsheet(tmp_path: Path) -> None:
    table = tmp_path / "plans.csv"
    header = "plan,plan_title,plan_owner,plan_period,key,title,threats\n"
    table.write_text(
        f"{header}ports,Port plan,Ministry of transport,2021/2024,scan,Scanners,cocaine\n", encoding="utf-8"
    )
    folder = write_strategy(tmp_path / "d")
    told = run_tocsin("import-plans", folder, table)
    assert (told.code, told.out.startswith("Wrote plans/ports.yaml.")) == (0, True)
    assert "Port plan" in (folder / "plans" / "ports.yaml").read_text(encoding="utf-8")
