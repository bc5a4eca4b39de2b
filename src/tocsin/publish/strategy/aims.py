"""What does a strategy set out to reach, for which threats, in which order, and by which block of its text?"""

from collections.abc import Iterator

from tocsin.dossier.records.strategy import Baseline, Block, Objective, Target
from tocsin.publish.document.phrases import say_period, say_rank
from tocsin.publish.document.tree import Block as Part
from tocsin.publish.document.tree import Bullets, Facts, Notice, Paragraph, Section, Text, say
from tocsin.publish.numbers import render_amount, render_interval, strip_isolates
from tocsin.publish.strategy.view import DASH, StrategyView, list_words, write_table
from tocsin.publish.strategy.working_papers import tabulate_theory
from tocsin.strategy.completeness import BlockReport

_STATES = {
    "absent": "nothing is written",
    "named": "the block is named, and parts of it are not said",
    "specified": "everything the block must say is said",
    "resourced": "owner and money stand behind it",
    "measurable": "it can be read whether it holds",
    "verified": "readings or an evaluation show whether it holds",
}


def compose_aim(view: StrategyView) -> Section:
    """The aim, the principles, and what may be spent in which year."""
    strategy = view.strategy
    adopted = (
        f"{strategy.adopted_by or 'adopted'}, {strategy.adopted_on.isoformat()}"
        if strategy.adopted_on
        else "not adopted yet"
    )
    pairs: list[tuple[str, Text]] = [
        ("Aim", say(strategy.aim or "The strategy names no aim.", "strong")),
        ("Period", say(strip_isolates(say_period(str(strategy.period))))),
        ("Adopted", say(adopted)),
    ]
    pairs += [(f"May be spent in {each.year}", say(view.say_money(each.amount))) for each in strategy.envelope]
    parts: list[Part] = [Facts(tuple(pairs))]
    if strategy.principles:
        parts.append(Paragraph(say("Principles", "strong")))
        parts.append(Bullets(tuple(say(each) for each in strategy.principles)))
    return Section("aim", "Aim and principles", tuple(parts))


def compose_threat_order(view: StrategyView) -> Section | None:
    """The threats in the order of the assessment, with the objectives and measures that answer each."""
    rows = []
    for threat in view.assessment.threats:
        objectives = [each.title for each in view.strategy.objectives if threat.key in each.threats]
        measures = sum(any(effect.threat == threat.key for effect in each.effects) for each in view.adopted)
        rows.append(
            (
                threat.title,
                strip_isolates(say_rank(threat)),
                list_words(objectives),
                str(measures) if measures else "none",
            )
        )
    if not rows:
        return None
    unanswered = [row[0] for row in rows if row[2] == DASH and row[3] == "none"]
    lead = "The order, with its intervals, is that of the threat assessment of the same edition."
    if unanswered:
        lead += f" No objective and no measure of the strategy answers {list_words(unanswered)}."
    columns = ("Threat", "Rank, with its interval", "Objectives", "Measures that touch it")
    table = write_table(
        "table-threat-order", "Threats, and what the strategy sets against them", columns=columns, rows=rows
    )
    return Section("threat-order", "The threats, and what answers them", (Paragraph(say(lead)), table))


def compose_objectives(view: StrategyView) -> Section | None:
    """Every objective with indicator, baseline, target, day, owner and day of evaluation."""
    if not view.strategy.objectives:
        return None
    lacking = {each.key: each.lacks for each in view.completeness.objectives if not each.is_complete}
    parts: list[Part] = []
    for objective in view.strategy.objectives:
        inner: list[Part] = [Facts(tuple(_list_objective(view, objective)))]
        inner += tabulate_theory(view, objective)
        if objective.assumptions:
            inner.append(Paragraph(say("It rests on these assumptions:")))
            inner.append(Bullets(tuple(say(each) for each in objective.assumptions)))
        if objective.key in lacking:
            details = tuple(say(f"{lack.message} ({lack.pointer})") for lack in lacking[objective.key])
            inner.append(
                Notice("warning", "Not complete", say("The objective cannot be followed as it stands."), details)
            )
        parts.append(Section(f"objective-{objective.key}", objective.title, tuple(inner)))
    count = len(view.strategy.objectives)
    whole = count - len(lacking)
    lead = Paragraph(
        say(
            f"{whole} of {count} objectives are complete: with owner, money, baseline, target, day and day of evaluation."
        )
    )
    return Section("objectives", "Objectives", (lead, *parts))


def _list_objective(view: StrategyView, objective: Objective) -> Iterator[tuple[str, Text]]:
    indicator = view.dossier.indicators.get(objective.indicator or "")
    unit = indicator.unit if indicator else ""
    yield "Threats", say(list_words(view.name_threat(key) for key in objective.threats))
    yield "Indicator", say(f"{indicator.title} ({indicator.definition})" if indicator else "none is named")
    yield "Baseline", say(_say_baseline(view, objective.baseline, unit=unit))
    yield "Target", say(_say_target(objective.target, unit=unit))
    yield "To be reached by", say(objective.due_on.isoformat() if objective.due_on else "no day is set")
    yield "Owner", say(view.name_body(objective.owner))
    yield "Evaluated on", say(objective.evaluation_on.isoformat() if objective.evaluation_on else "no day is set")
    yield "Measures", say(list_words(view.name_measure(key) for key in objective.measures))
    if objective.mechanism:
        yield "How they lead there", say(objective.mechanism)


def _say_baseline(view: StrategyView, baseline: Baseline | None, *, unit: str) -> str:
    if baseline is None:
        return "none is given"
    period = strip_isolates(say_period(str(baseline.period)))
    if baseline.figure is not None:
        found = view.assessment.estimates.get(baseline.figure) or view.assessment.inputs.get(baseline.figure)
        if found is None:
            return f"the figure {baseline.figure} could not be computed"
        told = render_interval(found.low, found.high, unit=found.unit, price_year=found.price_year)
        return f"{strip_isolates(told)} in {period} (figure {baseline.figure} of the assessment)"
    return (
        f"{_say_number(baseline.low, baseline.best, baseline.high, unit=unit)} in {period}{_say_source(view, baseline)}"
    )


def _say_source(view: StrategyView, baseline: Baseline) -> str:
    if baseline.assumption:
        return f" (assumed: {baseline.assumption})"
    source = view.name_items([baseline.item]) or view.name_claims(baseline.claims)
    interval = f"; no interval: {baseline.no_interval}" if baseline.no_interval else ""
    return f" ({source}{interval})"


def _say_number(low: float | None, best: float | None, high: float | None, *, unit: str) -> str:
    """A number with its interval where it has one."""
    if low is not None and high is not None:
        return strip_isolates(render_interval(low, high, unit=unit))
    return DASH if best is None else strip_isolates(render_amount(best, unit=unit, digits=3))


def _say_target(target: Target | None, *, unit: str) -> str:
    if target is None:
        return "none is set"
    if target.value is not None:
        return strip_isolates(render_amount(target.value, unit=unit, digits=3))
    share = target.change_share or 0.0
    return f"{abs(share):.0%} {'less' if share < 0 else 'more'} than the baseline"


def compose_blocks(view: StrategyView) -> Section:
    """The fourteen blocks: what each says, who owns it, how far it is filled in."""
    parts = tuple(_compose_block(view, report) for report in view.completeness.blocks)
    rows = [
        (f"{each.letter} {each.title}", each.state.word, _STATES[each.state.word]) for each in view.completeness.blocks
    ]
    table = write_table(
        "table-blocks", "How far each block is filled in", columns=("Block", "State", "That is"), rows=rows
    )
    return Section("blocks", "The fourteen blocks of the strategy", (table, *parts))


def _compose_block(view: StrategyView, report: BlockReport) -> Section:
    held: Block | None = view.strategy.blocks.get(report.letter)  # type: ignore[call-overload]  # a letter of the fourteen
    parts: list[Part] = []
    if held is None:
        parts.append(Notice("warning", "Absent", say("Nothing is written under this block.")))
    else:
        parts.append(Paragraph(say(held.text)))
        parts.append(Facts(tuple(_list_block(view, held))))
    wanted = min((lack.towards for lack in report.lacks), default=None)
    lacks = tuple(say(f"{lack.message} ({lack.pointer})") for lack in report.lacks if lack.towards == wanted)
    if wanted is not None:
        text = f"To be {wanted.word}, the block lacks the following."
        parts.append(Notice("note", report.state.word.capitalize(), say(text), lacks))
    return Section(f"block-{report.letter}", f"{report.letter}. {report.title}", tuple(parts))


def _list_block(view: StrategyView, block: Block) -> Iterator[tuple[str, Text]]:
    for name, answer in block.answers.items():
        told = answer.text or (f"Not settled yet: {answer.gap}" if answer.gap else f"Not needed: {answer.not_needed}")
        source = view.name_items(answer.items)
        yield name.replace("_", " ").capitalize(), say(f"{told} ({source})" if source else told)
    yield "Owner", say(view.name_body(block.owner))
    carried = list_words(view.name_measure(key) for key in block.measures)
    yield "Carried out by", say(f"needs no money: {block.needs_no_money}" if block.needs_no_money else carried)
    indicators = view.dossier.indicators
    yield "Read by", say(list_words(indicators[key].title for key in block.indicators))
    yield "Evaluated on", say(block.evaluation_on.isoformat() if block.evaluation_on else "no day is set")
