"""What will be done: each measure with its effects and their evidence, its costs by year, what it needs and what it risks?"""

from collections.abc import Iterator

from tocsin.convention.law import Pillar
from tocsin.dossier.records.measures import Effect, Measure
from tocsin.publish.document.tree import Block, Facts, Notice, Paragraph, Section, Text, say
from tocsin.publish.numbers import render_interval, strip_isolates
from tocsin.publish.strategy.view import DASH, StrategyView, list_words, write_table
from tocsin.strategy.spending import evaluate_costs

_RIGHTS = {"none": "no risk", "low": "low risk", "medium": "medium risk", "high": "high risk"}


def compose_measures(view: StrategyView) -> Section | None:
    """The measures of the strategy under their pillars, and those that were looked at and not taken."""
    adopted = view.adopted
    if not view.dossier.measures:
        return None
    parts: list[Block] = [Paragraph(say(_say_lead(view)))]
    for pillar in Pillar:
        of_pillar = [measure for measure in adopted if measure.pillar == pillar]
        if of_pillar:
            told = tuple(_compose_measure(view, measure) for measure in of_pillar)
            parts.append(
                Section(
                    f"pillar-{pillar}", str(pillar).capitalize(), (_tabulate(view, of_pillar, key=str(pillar)), *told)
                )
            )
    others = [measure for measure in view.dossier.measures.values() if not measure.is_adopted]
    if others:
        rows = [(each.title, str(each.pillar), each.standing, _say_total(view, each)) for each in others]
        columns = ("Measure", "Pillar", "Standing", "Cost, low to high")
        parts.append(
            write_table("table-other-measures", "Measures that the strategy does not hold", columns=columns, rows=rows)
        )
    return Section("measures", "Measures", tuple(parts))


def _say_lead(view: StrategyView) -> str:
    count, known = len(view.adopted), len(view.dossier.measures)
    assumed = [
        each for each in view.adopted if each.effects and not any(effect.has_evidence for effect in each.effects)
    ]  # fmt: skip
    lead = f"The strategy holds {count} of {known} measures that were looked at."
    if assumed:
        noun = "measure rests" if len(assumed) == 1 else "measures rest"
        lead += f" The effects of {len(assumed)} {noun} on declared assumptions alone, which are marked."
    return lead


def _tabulate(view: StrategyView, measures: list[Measure], *, key: str) -> Block:
    rows = [
        (
            each.title,
            list_words(view.name_threat(effect.threat) for effect in each.effects),
            _say_total(view, each),
            _say_grade(each),
        )
        for each in measures
    ]
    columns = ("Measure", "Touches", "Cost, low to high", "Effects rest on")
    return write_table(f"table-measures-{key}", f"Measures: {key}", columns=columns, rows=rows)


def _say_total(view: StrategyView, measure: Measure) -> str:
    costs = evaluate_costs(measure, strategy=view.strategy).values()
    if not costs:
        return "not costed"
    return strip_isolates(view.say_money_range(sum(each.low for each in costs), sum(each.high for each in costs)))


def _say_grade(measure: Measure) -> str:
    if not measure.effects:
        return "no effect is stated"
    count = sum(effect.has_evidence for effect in measure.effects)
    if count == len(measure.effects):
        return "evidence"
    return "assumption" if not count else "evidence and assumption"


def _compose_measure(view: StrategyView, measure: Measure) -> Section:
    parts: list[Block] = []
    if measure.description:
        parts.append(Paragraph(say(measure.description)))
    if measure.effects:
        rows = [_row_of_effect(view, effect) for effect in measure.effects]
        columns = ("Threat", "Change of its yearly harm", "In time", "Rests on")
        parts.append(
            write_table(f"table-effects-{measure.key}", f"Effects: {measure.title}", columns=columns, rows=rows)
        )
    costs = evaluate_costs(measure, strategy=view.strategy)
    if costs:
        years = [
            (str(year), view.say_money(each.best), view.say_money_range(each.low, each.high))
            for year, each in sorted(costs.items())
        ]
        parts.append(
            write_table(
                f"table-costs-{measure.key}",
                f"Costs: {measure.title}",
                columns=("Year", "Best", "Low to high"),
                rows=years,
            )
        )
    parts.append(Facts(tuple(_list_facts(view, measure))))
    if measure.rights and measure.rights.level == "high" and not measure.rights.mitigation:
        parts.append(
            Notice(
                "warning", "Bars publication", say("Rights are at high risk, and nothing is said to be done about it.")
            )
        )
    return Section(f"measure-{measure.key}", measure.title, tuple(parts))


def _row_of_effect(view: StrategyView, effect: Effect) -> tuple[str, str, str, str]:
    told = strip_isolates(render_interval(abs(effect.low), abs(effect.high), unit="share", is_table=True))
    low, high = sorted((abs(effect.low), abs(effect.high)))
    if effect.direction != "unclear":
        told = strip_isolates(render_interval(low, high, unit="share", is_table=True))
    words = {"lowers": f"{told} less", "raises": f"{told} more"}
    unclear = f"from {abs(effect.low):.0%} more to {effect.high:.0%} less"
    times = [f"from year {effect.onset_years:g}" if effect.onset_years else "at once"]
    times += [f"in full after {effect.ramp_years:g} years"] if effect.ramp_years else []
    times += [f"fading by {effect.decay_share_per_year:.0%} a year"] if effect.decay_share_per_year else []
    source = view.name_claims(effect.claims) or list_words(effect.studies)
    basis = source if effect.has_evidence else f"assumed: {effect.assumption}"
    return view.name_threat(effect.threat), words.get(effect.direction, unclear), ", ".join(times), basis


def _list_facts(view: StrategyView, measure: Measure) -> Iterator[tuple[str, Text]]:
    if measure.costs:
        source = view.name_items(measure.costs.items)
        yield "Costs from", say(source or f"assumed: {measure.costs.assumption}")
    needs = [f"{need.amount:g} {need.unit} of {view.name_body(need.body)}" for need in measure.capacity]
    yield "Needs", say(list_words(needs))
    if measure.requires:
        yield "Requires", say(list_words(view.name_measure(key) for key in measure.requires))
    if measure.excludes:
        yield "Excludes", say(list_words(view.name_measure(key) for key in measure.excludes))
    yield "Serves the duties", say("; ".join(measure.duties) or DASH)
    rights = measure.rights
    yield "Human rights", say(f"{_RIGHTS[rights.level]}: {rights.reason}" if rights else "not analysed")
    if rights and rights.mitigation:
        yield "What is done about it", say(rights.mitigation)
    yield "Gender", say(measure.gender_analysis or "not analysed")
