"""In which order does each document of a strategy say what it has to say?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.publish.document.phrases import say_period
from tocsin.publish.document.tree import (
    Block,
    Bullets,
    DataTable,
    Document,
    Notice,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import strip_isolates
from tocsin.publish.strategy.actions import compose_actions, compose_calendar, compose_money
from tocsin.publish.strategy.aims import compose_aim, compose_blocks, compose_objectives, compose_threat_order
from tocsin.publish.strategy.coverage import compose_coverage
from tocsin.publish.strategy.flows import compose_flows
from tocsin.publish.strategy.institutions import (
    compose_assistance,
    compose_authorities,
    compose_bodies,
    compose_law,
    compose_other_plans,
    compose_scripts,
)
from tocsin.publish.strategy.measurement import compose_indicators, compose_state
from tocsin.publish.strategy.measures import compose_measures
from tocsin.publish.strategy.portfolio import compose_collection, compose_portfolio
from tocsin.publish.strategy.view import StrategyView, list_words
from tocsin.publish.strategy.working_papers import compose_concept_notes, compose_self_assessment

_MOST_NAMED = 5
_MOST_SENTENCES = 8


def compose_documents(view: StrategyView) -> Mapping[str, Document]:
    """Every document of the strategy by the name of its file."""
    return {
        "strategy": compose_strategy(view),
        "action-plan": compose_action_plan(view),
        "brief": compose_brief(view),
        "briefing": compose_briefing(view),
    } | _compose_notes(view)


def compose_strategy(view: StrategyView) -> Document:
    """The whole strategy: threats, aims, measures, bodies, money, law, measurement, and what is still missing."""
    sections = (
        compose_aim(view),
        compose_threat_order(view),
        compose_objectives(view),
        compose_portfolio(view),
        compose_measures(view),
        compose_bodies(view),
        compose_money(view),
        compose_flows(view),
        compose_coverage(view),
        compose_law(view),
        compose_other_plans(view),
        compose_assistance(view),
        compose_scripts(view),
        compose_indicators(view),
        compose_collection(view),
        compose_blocks(view),
        compose_state(view),
    )
    return _bind(view, sections, title=view.strategy.title, kind="Strategy", answer=_say_answer(view))


def compose_action_plan(view: StrategyView) -> Document:
    """The action plan: who does what by when with which money."""
    sections = (
        compose_calendar(view),
        compose_actions(view),
        compose_money(view),
        compose_flows(view),
        compose_bodies(view),
    )
    count, lines = len(view.dossier.actions), len(view.dossier.budget)
    answer = say(f"{count} actions carry out {len(view.adopted)} measures, on {lines} budget lines.")
    return _bind(view, sections, title=f"Action plan: {view.strategy.title}", kind="Action plan", answer=answer)


def compose_brief(view: StrategyView) -> Document:
    """Two pages for a minister: what is aimed at, against what, what there is to decide, with which money."""
    order, money = compose_threat_order(view), compose_money(view)
    sections = (
        order and replace(order, blocks=(order.blocks[0], *_shorten(order.blocks[1:]))),
        compose_decision(view),
        money and replace(money, blocks=money.blocks[:2]),
    )
    return _bind(
        view, sections, title=f"Brief: {view.strategy.title}", kind="Ministerial brief", answer=_say_answer(view)
    )


def _shorten(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Tables with their first rows alone."""
    return tuple(
        replace(each, rows=each.rows[:_MOST_NAMED]) if isinstance(each, DataTable) else each for each in blocks
    )


def compose_briefing(view: StrategyView) -> Document:
    """For a working group of States: law, assistance, authorities and alignment with the region."""
    sections = (
        compose_coverage(view),
        compose_self_assessment(view),
        compose_law(view),
        compose_assistance(view),
        compose_authorities(view),
        compose_other_plans(view),
        compose_scripts(view),
    )
    answer = say(
        f"{view.assessment.place_name} asks for {len(view.dossier.needs)} kinds of technical assistance and answers "
        f"{sum(each.state == 'in force' for each in view.dossier.provisions.values())} of "
        f"{len(view.dossier.provisions)} duties it reports on with law in force."
    )
    return _bind(
        view, sections, title=f"Briefing: {view.strategy.title}", kind="Briefing for a working group", answer=answer
    )


def _compose_notes(view: StrategyView) -> dict[str, Document]:
    """Concept notes of the needs, where there are any."""
    sections = compose_concept_notes(view)
    if not sections:
        return {}
    answer = say(f"{len(sections)} needs for technical assistance, the most pressing first.")
    title = f"Concept notes: {view.strategy.title}"
    return {"concept-notes": _bind(view, sections, title=title, kind="Technical assistance", answer=answer)}


def compose_decision(view: StrategyView) -> Section | None:
    """The choice of measures in its main sentences, and what bars publication."""
    barred = tuple(say(f"{lack.message} ({lack.pointer})") for lack in view.completeness.barred_by)
    told: list[Block] = []
    if barred:
        told.append(
            Notice("warning", "Bars publication", say("The strategy must not be published as it stands."), barred)
        )
    if view.portfolio is not None:
        count = sum(each.is_chosen for each in view.portfolio.measures)
        lead = f"The best portfolio within the money holds {count} of {len(view.portfolio.measures)} measures; the strategy names them."
        lines = (lead, *view.portfolio.verdict[1:_MOST_SENTENCES])
        told.append(Bullets(tuple(say(line) for line in lines)))
        if view.portfolio.own is not None:
            told.append(Paragraph(say(view.portfolio.own.words)))
    elif view.portfolio_refusal:
        told.append(Paragraph(say(view.portfolio_refusal)))
    return Section("decision", "What there is to decide", tuple(told)) if told else None


def _bind(view: StrategyView, sections: tuple[Section | None, ...], *, title: str, kind: str, answer: Text) -> Document:
    told = view.assessment
    period = strip_isolates(say_period(str(view.strategy.period)))
    return Document(
        title=title,
        kicker=f"{kind} · {told.place_name} · {period}",
        language=told.language,
        edition=told.edition,
        handling=told.handling,
        answer=answer,
        notices=_list_notices(view),
        facts=_list_facts(view),
        sections=tuple(section for section in sections if section is not None),
    )


def _say_answer(view: StrategyView) -> Text:
    touched = {effect.threat for measure in view.adopted for effect in measure.effects}
    named = [threat.title for threat in view.assessment.threats if threat.key in touched]
    words = [*named[:_MOST_NAMED], f"{len(named) - _MOST_NAMED} others"] if len(named) > _MOST_NAMED else named
    text = f" With {len(view.adopted)} measures it sets out to lower the harm of {list_words(words)}." if named else ""
    return (Span(f"{(view.strategy.aim or 'The strategy names no aim').rstrip('.')}.", "strong"), Span(text))


def _list_notices(view: StrategyView) -> tuple[Notice, ...]:
    found = []
    if view.assessment.notice:
        found.append(Notice("status", "Note", say(view.assessment.notice)))
    if view.strategy.adopted_on is None:
        found.append(
            Notice("status", "Draft", say("The strategy is not adopted. It states what a committee proposes."))
        )
    if view.completeness.barred_by:
        found.append(
            Notice(
                "warning",
                "Bars publication",
                say("A measure puts rights at high risk, and nothing is said to be done about it."),
            )
        )
    return tuple(found)


def _list_facts(view: StrategyView) -> tuple[tuple[str, Text], ...]:
    whole = sum(each.is_complete for each in view.completeness.objectives)
    return (
        ("Objectives", say(f"{len(view.strategy.objectives)}, of which {whole} complete")),
        ("Measures", say(f"{len(view.adopted)} of {len(view.dossier.measures)} looked at")),
        ("Edition", say(view.assessment.edition)),
    )
