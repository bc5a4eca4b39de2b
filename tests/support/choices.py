"""Which small choice of measures do tests start from? Two threats, two kinds of harm, six measures, two years of money."""

from __future__ import annotations

from pathlib import Path

from tests.support.strategies import FILES, read_strategy, write_strategy
from tocsin.assess.harm import HarmLedger, list_harms
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.methods.draws.points import Points
from tocsin.strategy.portfolio import DEFAULT, PlanSettings, plan_portfolio
from tocsin.strategy.portfolio_case import Case, pose_case
from tocsin.strategy.portfolio_record import PortfolioAnswer

HARMS = """\
- {key: deaths, threat: cocaine, bearer: individuals, kind: deaths, title: Killed over cocaine, low: 80, best: 100, high: 150,
   unit: person/year, item: report, mechanism: Contests, cause: intrinsic}
- {key: fields, threat: cocaine, bearer: environment, kind: environment, title: Land under coca, figure: coca_area,
   mechanism: Clearing, cause: intrinsic}
- {key: shots, threat: guns, bearer: individuals, kind: deaths, title: Killed with such guns, low: 20, best: 60, high: 200,
   unit: person, item: report, mechanism: Shots, cause: intrinsic}
- {key: bribes, threat: guns, bearer: government entities, kind: institutions, title: Posts bought, gap: never counted,
   mechanism: Bribes, cause: remote}
"""

_HEAD = (
    "  pillar: pursue\n  rights: {level: none, reason: No person is touched.}\n  gender_analysis: Nobody is touched.\n"
)


def write_measure(
    key: str, *, effects: str, cost: str = "10", more: str = "", years: tuple[int, ...] = (2022, 2023)
) -> str:
    """One measure in YAML with the same cost in each year; without a cost where it is empty."""
    costs = "".join(
        f"      - {{year: {year}, run: {{low: {float(cost) * 0.8}, best: {cost}, high: {float(cost) * 1.5}}}}}\n"
        for year in years
        if cost
    )
    money = (
        f"  costs:\n    currency: USD\n    price_year: 2021\n    assumption: invented\n    years:\n{costs}"
        if cost
        else ""
    )
    return f"- key: {key}\n  title: The {key}\n{_HEAD}  effects: [{effects}]\n{money}{more}"


def write_effect(threat: str, *, best: float, claims: str = "area") -> str:
    """One effect with its interval; on an assumption where no claim is named."""
    rests = f"claims: [{claims}]" if claims else "assumption: invented"
    return f"{{threat: {threat}, direction: lowers, low: {best / 2:g}, best: {best:g}, high: {min(best * 1.5, 0.9):g}, {rests}}}"


MEASURES = {
    "scanners": write_measure(
        "scanners", effects=write_effect("cocaine", best=0.2), cost="20", more="  standing: chosen\n"
    ),
    "patrols": write_measure("patrols", effects=write_effect("cocaine", best=0.1)),
    "amnesty": write_measure("amnesty", effects=write_effect("guns", best=0.3), cost="15"),
    "registry": write_measure(
        "registry", effects=write_effect("guns", best=0.1), cost="5", more="  standing: running\n"
    ),
    "campaign": write_measure("campaign", effects=write_effect("guns", best=0.5, claims="")),
    "posters": write_measure("posters", effects=write_effect("cocaine", best=0.01), cost="30"),
}

_GUNS = (
    FILES["threats.yaml"]
    .replace("# what is ranked\n", "")
    .replace("key: cocaine", "key: guns")
    .replace("Cocaine  # a remark", "Guns")
    .replace("crime: cocaine", "crime: firearms")
    .replace("shown: [coca_area]", "shown: []")
)

STRATEGY = (
    FILES["strategy.yaml"]
    .replace("{year: 2022, amount: 200}", "{year: 2022, amount: 40}")
    .replace("{year: 2023, amount: 60}", "{year: 2023, amount: 40}")
    .replace("plan_on: 2021-12-01", "plan_on: 2021-12-01\nhorizon: 2022/2023")
    .replace("[port-checks]", "[scanners]")
)

_WITHOUT = (
    "actions_dot_csv",
    "budget_dot_csv",
    "scripts_dot_yaml",
    "sectors_dot_yaml",
    "barriers_dot_csv",
    "needs_dot_csv",
)


def list_files(**changed: str | None) -> dict[str, str | None]:
    """The files of the small choice, some of them changed, as `write_strategy` takes them."""
    return {
        **dict.fromkeys(_WITHOUT),
        "threats_dot_yaml": FILES["threats.yaml"] + _GUNS,
        "harms_dot_yaml": HARMS,
        "measures_dot_yaml": "".join(MEASURES.values()),
        "strategy_dot_yaml": STRATEGY,
        **changed,
    }


def write_choice(folder: Path, **changed: str | None) -> Path:
    """The small choice as a folder."""
    return write_strategy(folder, **list_files(**changed))


def read_choice_dossier(folder: Path, **changed: str | None) -> Dossier:
    """The small choice as a dossier with few draws, so that it is quickly solved."""
    head = FILES["dossier.yaml"] + "randomisations: 4\nlog2_points: 6\n"
    return read_strategy(folder, **list_files(dossier_dot_yaml=head, **changed))


def change_measure(key: str, before: str, after: str) -> dict[str, str | None]:
    """One text of one measure in place of another, as an argument for the functions above."""
    if MEASURES[key].count(before) != 1:
        raise ValueError(f"{before!r} does not stand once in {key}.")
    changed = {**MEASURES, key: MEASURES[key].replace(before, after)}
    return {"measures_dot_yaml": "".join(changed.values())}


def assess_choice(dossier: Dossier) -> tuple[HarmLedger, Figures, Points]:
    """Ledger, figures and points of a dossier."""
    head = dossier.head
    points = Points(head.seed, head.randomisations, head.log2_points)
    figures = estimate_figures(dossier, points=points)
    return list_harms(dossier, figures)[0], figures, points


def pose_choice(folder: Path, **changed: str | None) -> Case:
    """The small choice as a problem."""
    return pose(read_choice_dossier(folder, **changed))


def pose(dossier: Dossier, *, budget_factor: float = 1.0) -> Case:
    """The problem of choice of any dossier."""
    ledger, figures, points = assess_choice(dossier)
    return pose_case(dossier, ledger=ledger, figures=figures, points=points, budget_factor=budget_factor)


def answer_choice(folder: Path, *, settings: PlanSettings = DEFAULT, **changed: str | None) -> PortfolioAnswer:
    """The answer for the small choice."""
    dossier = read_choice_dossier(folder, **changed)
    ledger, figures, points = assess_choice(dossier)
    return plan_portfolio(dossier, ledger=ledger, figures=figures, points=points, settings=settings)
