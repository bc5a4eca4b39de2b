"""How does the money of a strategy flow, and how is it spread over threats and pillars?"""

from tocsin.convention.law import Pillar
from tocsin.publish.charts.budget_flow import Payment, draw_budget_flow
from tocsin.publish.charts.value_grid import GridRow, draw_value_grid
from tocsin.publish.document.tree import Block, ChartFigure, Paragraph, Section, say
from tocsin.publish.numbers import strip_isolates
from tocsin.publish.strategy.view import StrategyView
from tocsin.strategy.spend import NO_AGENCY, NO_THREAT, add_payments, list_payments

_RULE = (
    "A budget line is parted evenly among the threats that its measure lowers. That shows where money points, not what it does "
    "there; money for a measure that lowers no single threat stands apart."
)


def compose_flows(view: StrategyView) -> Section | None:
    """Budget lines from funder over agency and pillar to threat, and spend by threat and pillar."""
    payments = list_payments(view.dossier, strategy=view.strategy)
    if not payments:
        return None
    joined = add_payments(payments, by=("funder", "agency", "pillar", "threat"))
    stops = [
        Payment((funder, _name_agency(view, agency), pillar, _name_threat(view, threat)), amount)
        for (funder, agency, pillar, threat), amount in sorted(joined.items(), key=lambda pair: -pair[1])
    ]
    caption = f"From budget.csv, in {view.money} at prices of {view.strategy.price_year}. {_RULE}"
    flow = draw_budget_flow(
        stops, stages=("Funder", "Agency", "Pillar", "Threat"), key="chart-budget-flow",
        title="From whom the money comes, and where it goes",
        subtitle="Bands are as wide as the amounts set aside over all years", caption=caption, unit=view.money,
        say=[strip_isolates(view.say_plain_money(each.amount)) for each in stops],
    )  # fmt: skip
    parts: list[Block] = [
        Paragraph(say(_RULE)),
        ChartFigure("chart-budget-flow", flow),
        _draw_grid(view, caption=caption),
    ]
    return Section("spend", "Where the money goes", tuple(parts))


def _draw_grid(view: StrategyView, *, caption: str) -> ChartFigure:
    payments = list_payments(view.dossier, strategy=view.strategy)
    totals = add_payments(payments, by=("threat", "pillar"))
    pillars = [str(pillar) for pillar in Pillar]
    order = [threat.key for threat in view.assessment.threats]
    threats = sorted(
        {threat for threat, _ in totals}, key=lambda key: (order.index(key) if key in order else len(order), key)
    )
    rows = []
    for threat in [*order, *(each for each in threats if each not in order)]:
        values = [totals.get((threat, pillar)) for pillar in pillars]
        said = tuple("" if value is None else strip_isolates(view.say_plain_money(value)) for value in values)
        rows.append(GridRow(_name_threat(view, threat), tuple(values), said))
    grid = draw_value_grid(
        rows, columns=pillars, key="chart-spend", title="Spend by threat and pillar",
        subtitle="Threats in the order of the assessment; empty where no money is set aside", caption=caption, unit=view.money,
    )  # fmt: skip
    return ChartFigure("chart-spend", grid)


def _name_agency(view: StrategyView, key: str) -> str:
    return key if key == NO_AGENCY else view.name_body(key)


def _name_threat(view: StrategyView, key: str) -> str:
    return key if key == NO_THREAT else view.name_threat(key)
