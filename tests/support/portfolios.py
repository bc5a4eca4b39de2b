"""Which small dossiers have measures to choose from? The invented strategy with known harm and two more measures."""

from __future__ import annotations

from pathlib import Path

from tests.support.strategies import FILES, read_strategy
from tocsin.assess.harm import list_harms
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.methods.draws.points import Points
from tocsin.strategy.portfolio import DEFAULT, PlanSettings, plan_portfolio
from tocsin.strategy.portfolio_record import PortfolioAnswer

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
- key: losses
  threat: cocaine
  bearer: private-sector entities
  kind: money lost
  title: Losses
  low: 1000
  best: 2000
  high: 4000
  unit: USD/year
  item: report
  mechanism: Theft
  cause: remote
"""

MORE = """\
- key: patrols
  title: Patrols at sea
  pillar: pursue
  effects: [{threat: cocaine, direction: lowers, low: 0.1, best: 0.2, high: 0.4, assumption: invented}]
  costs:
    {currency: USD, price_year: 2021, assumption: invented, years: [{year: 2022, build: {low: 60, best: 90, high: 100}}]}
  rights: {level: low, reason: At sea.}
- key: posters
  title: Posters
  pillar: prevent
  effects: [{threat: cocaine, direction: lowers, low: 0.3, best: 0.5, high: 0.9, assumption: invented}]
  costs:
    {currency: USD, price_year: 2021, assumption: invented, years: [{year: 2022, build: {low: 60, best: 120, high: 150}}]}
  rights: {level: none, reason: Paper.}
"""


def read_choice_dossier(
    folder: Path, *, measures: str = FILES["measures.yaml"] + MORE, **changed: str | None
) -> Dossier:
    """The dossier, with some files changed."""
    return read_strategy(folder, **{"harms_dot_yaml": HARMS, "measures_dot_yaml": measures, **changed})


def find_points(dossier: Dossier) -> tuple[Points, Figures]:
    """The points and figures of a dossier."""
    head = dossier.head
    points = Points(head.seed, head.randomisations, head.log2_points)
    return points, estimate_figures(dossier, points=points)


def plan(dossier: Dossier, *, settings: PlanSettings = DEFAULT) -> PortfolioAnswer:
    """The best portfolio of a dossier."""
    points, figures = find_points(dossier)
    ledger, _ = list_harms(dossier, figures)
    return plan_portfolio(dossier, ledger=ledger, figures=figures, points=points, settings=settings)
