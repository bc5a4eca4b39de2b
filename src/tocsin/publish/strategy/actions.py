"""Who does what by when, and with which money: the calendar, the actions of each measure, the budget by line?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tocsin.dossier.records.actions import Action, BudgetLine
from tocsin.publish.charts.action_calendar import CalendarRow, draw_action_calendar
from tocsin.publish.document.tree import Block, ChartFigure, Column, DataTable, Notice, Paragraph, Section, say
from tocsin.publish.strategy.view import DASH, StrategyView, list_words, write_table
from tocsin.strategy.delays import find_delay
from tocsin.strategy.spending import convert_amount, evaluate_costs, find_measure

_PER_CHART = 16
_DELAY_DAYS = 90


def compose_calendar(view: StrategyView) -> Section | None:
    """All actions on one time line; those without days are named."""
    actions = view.dossier.actions
    rows = [
        CalendarRow(
            each.title, view.name_body(each.owner), each.starts_on, each.ends_on,
            tuple((mark.on, mark.title) for mark in each.milestones),
            tuple(actions[key].title for key in each.depends_on if key in actions),
        )
        for each in actions.values()
        if each.starts_on and each.ends_on
    ]  # fmt: skip
    ordered = sorted(rows, key=lambda row: (row.starts_on, row.ends_on, row.title))
    parts: list[Block] = [_draw_part(ordered, at) for at in range(0, len(ordered), _PER_CHART)]
    undated = [each.title for each in actions.values() if not (each.starts_on and each.ends_on)]
    if undated:
        parts.append(
            Notice("warning", "No days", say(f"These actions have no first and last day: {list_words(undated)}."))
        )
    parts += _tell_delays(view)
    return Section("calendar", "Calendar", tuple(parts)) if parts else None


def _tell_delays(view: StrategyView) -> Iterator[Block]:
    """Which actions others wait for, and what a delay of each uncovers."""
    actions = view.dossier.actions
    objectives = {each.key: each.title for each in view.strategy.objectives}
    rows = []
    for key in actions:
        if any(key in other.depends_on for other in actions.values()):
            found = find_delay(view.dossier, key, days=_DELAY_DAYS)
            later = list_words(actions[each.action].title for each in found.late[1:])
            rows.append(
                (
                    actions[key].title,
                    later,
                    list_words(objectives[each] for each in found.objectives),
                    "; ".join(found.duties),
                )
            )
    if rows:
        columns = ("If this is late", "These end later", "Objectives uncovered", "Duties served later")
        yield write_table("table-delays", f"What a delay of {_DELAY_DAYS} days uncovers", columns=columns, rows=rows)


def _draw_part(rows: Sequence[CalendarRow], at: int) -> ChartFigure:
    """So many actions as a chart can show and still be read."""
    shown = rows[at : at + _PER_CHART]
    which = f", actions {at + 1} to {at + len(shown)} of {len(rows)}" if len(rows) > _PER_CHART else ""
    key = f"chart-calendar-{at // _PER_CHART + 1}"
    chart = draw_action_calendar(
        shown, key=key, title=f"The calendar of the action plan{which}",
        subtitle="A bar from the first to the last day of each action; marks are milestones", caption="From actions.csv.",
    )  # fmt: skip
    return ChartFigure(key, chart)


def compose_actions(view: StrategyView) -> Section | None:
    """The actions under the measure that each carries out."""
    by_measure: defaultdict[str, list[Action]] = defaultdict(list)
    for action in view.dossier.actions.values():
        by_measure[action.measure].append(action)
    parts: list[Block] = []
    for measure in view.adopted:
        found = by_measure.get(measure.key)
        if not found:
            continue
        days = (Column("From", keeps_line=True), Column("To", keeps_line=True))
        columns = ("Action", "Owner", "With", *days, "After", "Milestones", "State")
        rows = [_row_of_action(view, each) for each in found]
        parts.append(write_table(f"table-actions-{measure.key}", measure.title, columns=columns, rows=rows))
    idle = [measure.title for measure in view.adopted if measure.key not in by_measure]
    if idle:
        parts.append(Notice("warning", "No action", say(f"No action carries out {list_words(idle)}.")))
    return Section("actions", "Actions by measure", tuple(parts)) if parts else None


def _row_of_action(view: StrategyView, action: Action) -> tuple[str, ...]:
    actions = view.dossier.actions
    return (
        action.title, view.name_body(action.owner), list_words(map(view.name_body, action.partners)),
        action.starts_on.isoformat() if action.starts_on else DASH, action.ends_on.isoformat() if action.ends_on else DASH,
        list_words(actions[key].title for key in action.depends_on if key in actions),
        "; ".join(map(str, action.milestones)), action.state,
    )  # fmt: skip


def compose_money(view: StrategyView) -> Section | None:
    """What the measures cost, what is set aside and what may be spent, year by year, and every budget line."""
    strategy = view.strategy
    rows = _list_years(view)
    if not rows:
        return None
    columns = ("Year", "Measures cost, low to high", "Best", "Committed", "Planned", "May be spent")
    lead = (
        f"Amounts are in {strategy.currency} at prices of {strategy.price_year}. Low and high costs add up as if all were low or all "
        "high at once, so the true range of the sum is narrower."
    )
    parts: list[Block] = [
        Paragraph(say(lead)),
        write_table("table-money", "Money by year", columns=columns, rows=rows),
    ]
    rates = [(f"{each.currency} {each.price_year}", f"{each.rate:g}", each.source) for each in strategy.rates]
    if rates:
        heads = ("From", "Rate", "Source")
        parts.append(write_table("table-rates", "Rates into the money of the strategy", columns=heads, rows=rates))
    if view.dossier.budget:
        parts.append(_tabulate_budget(view))
    return Section("money", "Money", tuple(parts))


def _list_years(view: StrategyView) -> list[tuple[str, ...]]:
    """What every year costs, what is set aside for it and what may be spent."""
    budget, strategy = view.dossier.budget.values(), view.strategy
    costs = [evaluate_costs(measure, strategy=strategy) for measure in view.adopted]
    envelope = {each.year: each.amount for each in strategy.envelope}
    rows = []
    for year in sorted({*envelope, *(line.year for line in budget), *(each for cost in costs for each in cost)}):
        spans = [cost[year] for cost in costs if year in cost]
        low, best, high = (sum(getattr(span, end) for span in spans) for end in ("low", "best", "high"))
        lines = [line for line in budget if line.year == year]
        set_aside = [_add(view, (line for line in lines if line.state == state)) for state in ("committed", "planned")]
        may = view.say_plain_money(envelope[year]) if year in envelope else "not said"
        told = [view.say_plain_money(amount) for amount in (best, *set_aside)]
        rows.append((str(year), view.say_plain_money_range(low, high), *told, may))
    return rows


def _add(view: StrategyView, lines: Iterable[BudgetLine]) -> float:
    return sum(
        convert_amount(line.amount, currency=line.currency, price_year=line.price_year, strategy=view.strategy)
        for line in lines
    )


def _tabulate_budget(view: StrategyView) -> DataTable:
    """Lines of one purpose, funder, agency, state and money as one row, with a column per year."""
    lines = list(view.dossier.budget.values())
    years = sorted({line.year for line in lines})
    groups: dict[tuple[str, ...], dict[int, float]] = {}
    for line in lines:
        sums = groups.setdefault(_name_line(view, line), dict.fromkeys(years, 0.0))
        sums[line.year] += line.amount
    moneys = {names[-1] for names in groups}
    width = len(next(iter(groups))) - (len(moneys) == 1)  # one money for all stands in the caption
    rows = [(*names[:width], *(_say_amount(sums[year]) for year in years)) for names, sums in groups.items()]
    heads = ("For", "Funder", "Spent by", "State", "Money")
    columns = (*(Column(head) for head in heads[:width]), *(Column(str(year), is_number=True) for year in years))
    caption = "Budget lines by purpose and year" + (f" ({moneys.pop()})" if len(moneys) == 1 else "")
    return write_table("table-budget", caption, columns=columns, rows=rows)


def _name_line(view: StrategyView, line: BudgetLine) -> tuple[str, ...]:
    measure, action = find_measure(line, dossier=view.dossier), view.dossier.actions.get(line.action or "")
    purpose = action.title if action and measure is None else view.name_measure(measure or "")
    return purpose, line.funder, view.name_body(line.agency), line.state, f"{line.currency} {line.price_year}"


def _say_amount(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", "\u202f") if amount else DASH
