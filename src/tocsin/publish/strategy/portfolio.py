"""How is the choice of measures shown: what it averts, what it would be with other money, how firm it is, what to find out?"""

from collections.abc import Iterator

from tocsin.publish.charts.frontier_curve import FrontierRow, draw_frontier_curve
from tocsin.publish.charts.share_bars import ShareRow, draw_share_bars
from tocsin.publish.document.tree import Block, Bullets, ChartFigure, Column, Notice, Paragraph, Section, say
from tocsin.publish.strategy.view import DASH, StrategyView, list_words, write_table
from tocsin.strategy.collection_record import CollectionPlan
from tocsin.strategy.portfolio_record import MeasureAnswer, PortfolioAnswer
from tocsin.terms.number_text import render_counted, render_number

_MOST_QUESTIONS = 15


def compose_portfolio(view: StrategyView) -> Section | None:
    """The best portfolio with its frontier, core indices, limits and the committee's own choice; or why there is none."""
    answer = view.portfolio
    if answer is None:
        if not view.portfolio_refusal:
            return None
        return Section(
            "portfolio",
            "Which measures, within the money",
            (Notice("note", "No portfolio", say(view.portfolio_refusal)),),
        )
    parts: list[Block] = [Bullets(tuple(say(line) for line in answer.verdict))]
    parts += _draw_frontier(answer)
    parts += _draw_core(answer)
    parts.append(_tabulate_measures(answer))
    parts.append(_tabulate_money(view, answer))
    parts += _tabulate_limits(answer)
    parts += _list_notices(answer)
    rate = "no discount" if not answer.discount_rate else f"a discount of {answer.discount_rate:.1%} a year"
    parts.append(
        Paragraph(
            say(
                f"Shares are of all known harm, weighted by {answer.weights_by}, over {answer.years[0]} to {answer.years[-1]} "
                f"with {rate}. Gap {answer.gap:.2%}; {answer.recipe.name}, seed {answer.recipe.seed}."
            ),
            "small",
        )
    )
    return Section("portfolio", "Which measures, within the money", tuple(parts))


def _list_notices(answer: PortfolioAnswer) -> Iterator[Notice]:
    """Measures whose effects nobody has measured in one sentence, since the table names them; what else was noticed in a list."""
    assumed = [each for each in answer.measures if each.evidence == "assumed"]
    if assumed:
        of = render_counted(len(answer.measures), "measure")
        text = f"Effects of {len(assumed)} of {of} rest on assumptions and on no graded evidence"
        cut = sum(each.is_capped for each in assumed)
        text += f"; of {cut} of them, what would be averted beyond a quarter of a harm is cut off" if cut else ""
        yield Notice("warning", "Assumed effects", say(f"{text}. The table of measures names them."))
    others = [say(finding.message) for finding in answer.warnings if finding.rule != "effect-assumed"]
    if others:
        yield Notice(
            "note", "What the choice does not count", say("These limits of the reckoning were noticed."), tuple(others)
        )


def _tabulate_limits(answer: PortfolioAnswer) -> Iterator[Block]:
    rows = [
        (
            each.name, each.kind, render_number(each.used), _say_ends(each.low, each.high),
            "yes" if each.is_binding else DASH,
        )
        for each in answer.limits
        if each.is_binding or each.kind == "budget"
    ]  # fmt: skip
    if rows:
        columns = ("Limit", "Kind", "Used", "Between", "Holds it back")
        yield write_table(
            "table-limits", "The budgets, and every limit that holds the choice back", columns=columns, rows=rows
        )


def _say_ends(low: float | None, high: float | None) -> str:
    ends = [f"at least {render_number(low)}"] if low is not None else []
    ends += [f"at most {render_number(high)}"] if high is not None else []
    return list_words(ends)


def _draw_frontier(answer: PortfolioAnswer) -> Iterator[Block]:
    rows = [
        FrontierRow(
            each.budget, 100 * each.averted.share, 100 * each.averted.low, 100 * each.averted.high,
            is_planned=abs(each.factor - 1.0) < 1e-9,
        )
        for each in answer.frontier
    ]  # fmt: skip
    if len(rows) < 2:
        return
    own = None
    if answer.own is not None:
        keys = {each.key: each.cost or 0.0 for each in answer.measures}
        own = (sum(keys[key] for key in answer.own.chosen if key in keys), 100 * answer.own.averted.share)
    chart = draw_frontier_curve(
        rows, key="chart-frontier", title="What other money would avert",
        subtitle="Best portfolio at each budget, with its 90 % interval; the dot is the budget, the diamond the committee's own choice",
        caption="From measures.yaml, harms.yaml and strategy.yaml, over the draws of the assessment.",
        money=answer.currency, harm="% of weighted harm", own=own,
    )  # fmt: skip
    yield ChartFigure("chart-frontier", chart)


def _draw_core(answer: PortfolioAnswer) -> Iterator[Block]:
    """Core indices of the measures that some admissible weights choose and others do not; the rest in a sentence."""
    known = [(each, each.core) for each in answer.measures if each.core is not None]
    rows = [
        ShareRow(each.title, core.share, core.low, core.high, is_marked=each.is_chosen)
        for each, core in known
        if 0 < core.share < 1
    ]
    if rows:
        chart = draw_share_bars(
            rows, key="chart-core", title="Which measures depend on how kinds of harm are weighed",
            subtitle="Share of admissible weights whose best portfolio holds the measure, with 90 % interval; bold: chosen",
            caption=f"Core index over {answer.core_vectors} weight vectors.", measure="Core index",
        )  # fmt: skip
        yield ChartFigure("chart-core", chart)
    always, never = (sum(core.share == end for _, core in known) for end in (1.0, 0.0))
    if known:
        told = (
            f"{always} of {len(known)} measures are in the best portfolio under all {answer.core_vectors} weights tried"
        )
        yield Paragraph(say(f"{told}, {never} under none."))


def _tabulate_measures(answer: PortfolioAnswer) -> Block:
    rows = [
        (
            each.title, "chosen" if each.is_chosen else DASH, each.standing, _say_cost(each),
            each.evidence + (", cut off" if each.is_capped else ""),
        )
        for each in sorted(answer.measures, key=lambda each: (not each.is_chosen, each.title))
    ]  # fmt: skip
    columns = (
        "Measure",
        "Best portfolio",
        "Committee",
        Column("Cost, low to high", is_number=True),
        "Effects rest on",
    )
    caption = f"Measures in the best portfolio and out of it ({answer.currency}, prices of {answer.price_year})"
    return write_table("table-portfolio", caption, columns=columns, rows=rows)


def _say_cost(measure: MeasureAnswer) -> str:
    if measure.cost_low is None or measure.cost_high is None:
        return "not known"
    return f"{render_number(measure.cost_low)} to {render_number(measure.cost_high)}"


def _tabulate_money(view: StrategyView, answer: PortfolioAnswer) -> Block:
    rows = [
        (
            str(each.year), view.say_plain_money(each.budget), view.say_plain_money(each.cost),
            f"{render_number(each.cost_low)} to {render_number(each.cost_high)}", f"{each.overrun_prob:.0%}",
        )
        for each in answer.money
    ]  # fmt: skip
    columns = ("Year", "Budget", "Cost, best", "Low to high", "Chance that it does not suffice")
    return write_table("table-portfolio-money", "The money of the best portfolio", columns=columns, rows=rows)


def compose_collection(view: StrategyView) -> Section | None:
    """What would be worth finding out before measures are chosen, and the dossier's own questions."""
    plan: CollectionPlan | None = view.portfolio.collection if view.portfolio else None
    if plan is None:
        return None
    parts: list[Block] = [Paragraph(say(plan.words))]
    worth = [each for each in plan.questions if each.is_distinguishable][:_MOST_QUESTIONS]
    rows = [(each.title, _say_share(each.value), each.kind, each.words) for each in worth]
    if rows:
        columns = ("Question", "Worth, share of weighted harm", "That is", "In words")
        parts.append(write_table("table-worth", "What is worth finding out", columns=columns, rows=rows))
    silent = len(plan.questions) - len([each for each in plan.questions if each.is_distinguishable])
    if silent:
        parts.append(
            Paragraph(
                say(f"{silent} further questions are worth nothing to this choice: no answer to them would change it.")
            )
        )
    told = [
        (
            each.question, each.indicator, each.source, each.collector, each.deadline.isoformat() if each.deadline else DASH,
            DASH if each.cost is None else render_number(each.cost), DASH if each.gain is None else _say_share(each.gain), each.words,
        )
        for each in plan.rows
    ]  # fmt: skip
    if told:
        heads = ("Question", "Indicator", "Source", "Collector", "By", "Cost", "Expected gain", "In words")
        parts.append(write_table("table-collection", "The collection plan", columns=heads, rows=told))
    return Section("collection", "What to find out next", tuple(parts))


def _say_share(share: float) -> str:
    return f"{100 * share:.2g} %"
