"""Which small strategy do tests start from? An invented one of an invented country, sound and complete, as files."""

from __future__ import annotations

from pathlib import Path

from tests.support.dossiers import SMALL, write_small
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.terms.problem import Problem

ANSWERS = {
    "A": (),
    "B": (),
    "C": (),
    "D": ("new_laws", "revised_laws"),
    "E": ("anti_money_laundering", "licensing", "company_registers", "procurement"),
    "F": ("collection", "sharing", "intelligence_capability", "research_and_analysis"),
    "G": ("protocols", "fusion_points"),
    "H": ("audiences", "messages", "evaluation"),
    "I": ("agreements", "contact_points", "border_management"),
    "J": (),
    "K": ("institutions", "staff", "article_29_training"),
    "L": (),
    "M": (),
    "N": (),
}


def write_block(letter: str, *, measures: str = "[port-checks]") -> str:
    """One block of the invented strategy, with a text under each field that only a text can answer."""
    answers = "".join(f"      {name}: {{text: Said.}}\n" for name in ANSWERS[letter])
    return (
        f"  {letter}:\n    text: What block {letter} says.\n    owner: council\n    measures: {measures}\n"
        "    indicators: [seals]\n    evaluation_on: 2025-06-30\n" + (f"    answers:\n{answers}" if answers else "")
    )


BLOCKS = {letter: write_block(letter) for letter in ANSWERS}

STRATEGY = """\
key: strategy
title: An invented strategy
aim: Less harm from the drug trade
principles: [human rights, proportionality]
period: 2022/2024
plan_on: 2021-12-01
adopted_on: 2021-12-15
currency: USD
price_year: 2021
envelope:
  - {year: 2022, amount: 200}
  - {year: 2023, amount: 60}
rates:
  - {currency: EUR, price_year: 2021, rate: 1.25, source: An invented bank}
bodies:
  - key: council
    title: National council
    roles: [lead, committee]
    mandate: Leads and decides.
    legal_basis: Decree 1
    meets: quarterly
  - {key: office, title: Office of the council, roles: [secretariat], mandate: Keeps the files., legal_basis: Decree 1}
  - key: customs
    title: Customs
    roles: [member, owner]
    mandate: Checks goods.
    legal_basis: Customs act
    capacity: [{unit: full-time staff, amount: 10}]
  - {key: audit, title: Court of audit, roles: [oversight], mandate: Audits., legal_basis: Constitution}
objectives:
  - key: less-cocaine
    title: A fifth less cocaine through the port
    pillar: pursue
    threats: [cocaine]
    measures: [port-checks]
    indicator: flow
    baseline: {period: 2020, low: 90, best: 100, high: 120, item: report}
    target: {value: 80}
    due_on: 2024-12-31
    owner: customs
    evaluation_on: 2025-06-30
blocks:
"""

MEASURES = """\
- key: port-checks
  title: Checks in the port
  pillar: pursue
  standing: chosen
  effects:
    - {threat: cocaine, direction: lowers, low: 0.01, best: 0.05, high: 0.1, claims: [spread], ramp_years: 1}
  costs:
    currency: USD
    price_year: 2021
    assumption: invented
    years:
      - {year: 2022, build: {low: 80, best: 100, high: 150}, run: {low: 8, best: 10, high: 15}}
      - {year: 2023, run: {low: 40, best: 50, high: 60}}
  capacity: [{body: customs, unit: full-time staff, amount: 4}]
  duties: [untoc/31/2/a, untoc/20/1]
  rights: {level: low, reason: Goods and no persons are searched.}
  gender_analysis: Staff of both sexes; nobody is searched.
"""

FILES: dict[str, str] = {
    "dossier.yaml": SMALL["dossier.yaml"].replace("COL", "XXA"),
    "claims.csv": SMALL["claims.csv"].replace("COL", "XXA"),
    "models/area.yaml": SMALL["models/area.yaml"].replace("COL", "XXA"),
    "threats.yaml": SMALL["threats.yaml"].replace("what: {gap: not known}", "what: {text: Cocaine for export}"),
    "terms_of_reference.yaml": "customer: A council\ndecision: Which measures\nscope: The drug trade\n",
    "requirements.csv": "key,question,about\nnext,How much goes by air?,cocaine\n",
    "strategy.yaml": STRATEGY + "".join(BLOCKS.values()),
    "measures.yaml": MEASURES,
    "actions.csv": (
        "key,title,measure,owner,partners,starts_on,ends_on,depends_on,milestones,state\n"
        "buy,Buy scanners,port-checks,customs,office,2022-01-01,2022-06-30,,2022-03-31 Tender out; 2022-06-30 Delivered,planned\n"
        "run,Run the checks,port-checks,customs,,2022-07-01,2023-12-31,buy,,planned\n"
    ),
    "budget.csv": (
        "key,action,measure,year,amount,currency,price_year,funder,agency,state\n"
        "b1,buy,,2022,100,USD,2021,Treasury,customs,committed\n"
        "b2,run,,2022,8,EUR,2021,A donor,customs,planned\n"
        "b3,,port-checks,2023,50,USD,2021,Treasury,customs,planned\n"
    ),
    "indicators.csv": (
        "key,title,definition,unit,better,stage,frequency,owner,baseline,no_interval,baseline_period,baseline_item,target,due_on\n"
        "flow,Cocaine through the port,Mass a year,tonne/year,lower,outcome,yearly,customs,,,,,,\n"
        "seals,Seals checked,Share of containers,share,higher,output,quarterly,customs,0.1,counted in full,2020,report,0.5,2024-12-31\n"
    ),
    "readings.csv": (
        "key,indicator,period,low,best,high,no_interval,item\n"
        "r1,seals,2022,,0.2,,counted in full,report\n"
        "r2,flow,2022,85,95,110,,report\n"
    ),
    "law/provisions.csv": (
        "key,duty,state,title,citation,as_of,item\n"
        "p1,untoc/5/1/a,in force,Penal code,art. 12,2021-12-01,report\n"
        "p2,untoc/20/1,absent,,,2021-12-01,report\n"
    ),
    "needs.csv": (
        "key,title,kind,body,duties,threats,gap_low,gap_high,gap_reason,low,best,high,currency,price_year\n"
        "n1,Training of searchers,training,customs,untoc/29/1,cocaine,0.2,0.6,Two of five posts,5,10,20,USD,2021\n"
    ),
    "offers.csv": (
        "key,provider,title,kind,duties,places,low,best,high,currency,price_year,state\n"
        "o1,A partner State,Courses for searchers,training,untoc/29/1,XXA,5,8,10,EUR,2021,offered\n"
    ),
    "practices.csv": "key,title,description,pillar,threats,items\nq1,Seals,Sealed at loading,pursue,cocaine,report\n",
    "authorities.csv": (
        "key,place,title,request,duties,languages,requirements,as_of,item\n"
        "a1,XXA,Ministry of justice,mutual legal assistance,untoc/18/13,en; fr,A sealed original; a translation,2021-06-01,report\n"
    ),
    "barriers.csv": "key,kind,title,actions,needs\nno-staff,money,No staff at night,run,n1\n",
    "scripts.yaml": (
        "- key: by-sea\n  title: Cocaine by container\n  crime: cocaine\n  threats: [cocaine]\n  steps:\n"
        "    - {key: loading, title: Loading, barrier: Seals, owner: customs, gap: None at night, measures: [port-checks]}\n"
    ),
    "sectors.yaml": (
        "- key: ports\n  title: Ports\n  exposure: Containers\n  threats: [cocaine]\n  covers:\n"
        "    - {prevention: private-sector-cooperation, measures: [port-checks], owner: customs}\n"
    ),
    "plans/drugs.yaml": (
        "key: drugs\ntitle: Drug plan\nowner: Ministry of health\nperiod: 2020/2023\nthreats: [cocaine]\nduties: [untoc/31/5]\n"
        "targets:\n  - {key: t1, indicator: flow, value: 85, due_on: 2023-12-31}\n"
        "measures:\n  - key: m1\n    title: Posters\n    threats: [cocaine]\n"
        "    spending: [{year: 2022, amount: 3, currency: USD, price_year: 2021, funding: F-1}]\n"
    ),
    "regional.yaml": (
        "- key: region\n  title: An invented regional strategy\n  organization: A region\n  item: report\n"
        "  differences: The region also counts on joint patrols.\n  objectives:\n"
        "    - {key: ports, title: Safer ports, matches: [{objective: less-cocaine, extent: full}]}\n"
    ),
}


def write_strategy(folder: Path, **changed: str | None) -> Path:
    """Write the invented strategy; files are named and changed as in the small dossier."""
    files: dict[str, str | bytes | None] = {
        name.replace("/", "__").replace(".", "_dot_"): text for name, text in FILES.items()
    }
    return write_small(folder, **{**files, **changed})


def read_strategy(folder: Path, **changed: str | None) -> Dossier:
    """The invented strategy with some files changed, read as a dossier."""
    return read_dossier(write_strategy(folder, **changed))


def replace_in(name: str, before: str, after: str) -> dict[str, str | None]:
    """One file of the invented strategy with one text in place of another, as an argument for the two above."""
    text = FILES[name]
    if text.count(before) != 1:
        raise ValueError(f"{before!r} stands {text.count(before)} times in {name}; a test wants it once.")
    return {name.replace("/", "__").replace(".", "_dot_"): text.replace(before, after)}


def list_strategy_problems(folder: Path, **changed: str | None) -> tuple[Problem, ...]:
    """The problems of the invented strategy with some files changed."""
    return check_dossier(write_strategy(folder, **changed)).problems
