"""Who leads, decides and carries out, who pays whom, and what law, help and other plans does the strategy stand on?"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tocsin.convention.errors import UnknownLawError
from tocsin.convention.instruments import find_unit
from tocsin.dossier.records.assistance import Need, Offer
from tocsin.publish.document.phrases import say_period
from tocsin.publish.document.tree import Block, Bullets, Paragraph, Section, say
from tocsin.publish.numbers import render_interval, strip_isolates
from tocsin.publish.strategy.view import StrategyView, list_words, write_table
from tocsin.publish.strategy.working_papers import diagnose_barriers
from tocsin.strategy.alignment import align_strategies
from tocsin.strategy.assistance import rank_needs

_ROLES = {
    "lead": "leads", "committee": "decides", "secretariat": "keeps the files", "member": "sits on the committee",
    "owner": "carries out", "partner": "takes part", "oversight": "oversees",
}  # fmt: skip


def compose_bodies(view: StrategyView) -> Section | None:
    """The bodies with role, mandate and legal basis, and what each carries out."""
    if not view.strategy.bodies:
        return None
    rows = [
        (
            body.title, list_words(_ROLES[role] for role in body.roles), body.mandate, body.legal_basis, body.meets,
            list_words(f"{held.amount:g} {held.unit}" + (f" in {held.year}" if held.year else "") for held in body.capacity),
        )
        for body in view.strategy.bodies
    ]  # fmt: skip
    columns = ("Body", "Role", "Mandate", "Legal basis", "Meets", "Capacity")
    parts: list[Block] = [write_table("table-bodies", "Bodies of the strategy", columns=columns, rows=rows)]
    owned = [(view.name_body(body.key), _list_owned(view, body.key)) for body in view.strategy.bodies]
    carried = [(name, objectives, actions) for name, (objectives, actions) in owned if objectives or actions]
    if carried:
        table = [(name, list_words(objectives), list_words(actions)) for name, objectives, actions in carried]
        parts.append(
            write_table("table-owners", "Who answers for what", columns=("Body", "Objectives", "Actions"), rows=table)
        )
    return Section("bodies", "Who leads, decides and carries out", tuple(parts))


def _list_owned(view: StrategyView, body: str) -> tuple[list[str], list[str]]:
    objectives = [each.title for each in view.strategy.objectives if each.owner == body]
    actions = [each.title for each in view.dossier.actions.values() if each.owner == body]
    return objectives, actions


def compose_law(view: StrategyView) -> Section | None:
    """How national law answers duties of the Convention and its Protocols."""
    provisions = sorted(view.dossier.provisions.values(), key=lambda each: (each.duty, each.key))
    if not provisions:
        return None
    rows = [
        (
            each.duty, find_unit(each.duty).summary if _is_unit(each.duty) else "", each.state,
            " ".join(part for part in (each.title, each.citation) if part),
            each.as_of.isoformat() if each.as_of else "no date", each.difficulties,
        )
        for each in provisions
    ]  # fmt: skip
    columns = ("Duty", "In short", "State", "Provision", "As of", "Difficulties")
    counts = [f"{sum(1 for _ in group)} {state}" for state, group in groupby(sorted(each.state for each in provisions))]
    lead = Paragraph(
        say(
            f"Provisions by state: {', '.join(counts)}. What no row names is not known, and is not counted as answered."
        )
    )
    return Section(
        "provisions",
        "What national law answers",
        (lead, write_table("table-provisions", "Provisions", columns=columns, rows=rows)),
    )


def _is_unit(duty: str) -> bool:
    try:
        find_unit(duty)
    except UnknownLawError:
        return False
    return True


def compose_assistance(view: StrategyView) -> Section | None:
    """Technical assistance that is asked for, and what is offered."""
    dossier = view.dossier
    parts: list[Block] = []
    if dossier.needs:
        rows = [
            (
                need.title, need.kind, view.name_body(need.body), list_words(map(view.name_threat, need.threats)),
                _say_share(need.gap_low, need.gap_high), _say_share(need.readiness_low, need.readiness_high), _say_cost(need),
                need.state,
            )
            for need in dossier.needs.values()
        ]  # fmt: skip
        columns = ("Need", "Kind", "For", "Threats", "Gap", "Readiness", "Cost", "State")
        parts.append(write_table("table-needs", "Technical assistance that is asked for", columns=columns, rows=rows))
        parts += _rank(view)
    if dossier.offers:
        offered = [
            (each.title, each.provider, each.kind, _say_cost(each), each.state, view.name_items([each.item]))
            for each in dossier.offers.values()
        ]
        heads = ("Offer", "By", "Kind", "Worth", "State", "From")
        parts.append(write_table("table-offers", "Technical assistance that is offered", columns=heads, rows=offered))
    if dossier.practices:
        told = [
            (each.title, each.description, each.limits, view.name_items(each.items))
            for each in dossier.practices.values()
        ]
        parts.append(
            write_table(
                "table-practices",
                "What worked elsewhere or before",
                columns=("Practice", "What it is", "Limits", "From"),
                rows=told,
            )
        )
    return Section("assistance", "Technical assistance", tuple(parts)) if parts else None


def _rank(view: StrategyView) -> Iterator[Block]:
    """Needs in order, with the offers that answer them and projects that would be paid twice."""
    ranks = {threat.key: (threat.rank_low, threat.rank_high) for threat in view.assessment.threats}
    needs, offers = view.dossier.needs, view.dossier.offers
    rows = []
    for each in rank_needs(view.dossier, ranks=ranks):
        answers = [
            f"{offers[match.offer].title} ({'; '.join([*match.reasons, *(f'lacks: {lack}' for lack in match.lacks)])})"
            for match in each.matches
        ]
        note = "runs already: do not ask twice" if each.is_doubled else ""
        rows.append((needs[each.need].title, f"{each.low:.2f} to {each.high:.2f}", "; ".join(answers) or "none", note))
    if rows:
        yield Paragraph(
            say(
                "Needs are ranked by threat relevance × gap × readiness, each from 0 to 1; what is not known runs over all of it."
            )
        )
        columns = ("Need", "Rank value", "Offers that answer it", "Note")
        yield write_table("table-needs-ranked", "Needs in order, and what answers them", columns=columns, rows=rows)


def _say_share(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "not known"
    return strip_isolates(render_interval(low, high, unit="share", is_table=True))


def _say_cost(record: Need | Offer) -> str:
    if record.low is None or record.high is None or record.currency is None:
        return "not costed"
    return strip_isolates(
        render_interval(record.low, record.high, unit=record.currency, price_year=record.price_year, is_table=True)
    )


def compose_other_plans(view: StrategyView) -> Section | None:
    """Thematic plans beside the strategy, and regional strategies with what answers each of their objectives."""
    parts: list[Block] = []
    if view.dossier.plans:
        rows = [
            (plan.title, plan.owner, strip_isolates(say_period(str(plan.period))), list_words(map(view.name_threat, plan.threats)),
             list_words(each.title for each in plan.measures))
            for plan in view.dossier.plans.values()
        ]  # fmt: skip
        columns = ("Plan", "Owner", "Period", "Threats", "Measures")
        parts.append(write_table("table-plans", "Thematic plans that exist already", columns=columns, rows=rows))
    parts += _compare(view)
    titles = {each.key: each.title for each in view.strategy.objectives}
    for regional in view.dossier.regional.values():
        rows_of = [
            (
                each.title,
                "; ".join(
                    f"{titles.get(match.objective, match.objective)} ({match.extent}{': ' + match.reason if match.reason else ''})"
                    for match in each.matches
                ) or (f"not followed: {each.not_followed}" if each.not_followed else "nothing"),
            )
            for each in regional.objectives
        ]  # fmt: skip
        caption = f"{regional.title} ({regional.organization})"
        parts.append(
            write_table(
                f"table-regional-{regional.key}",
                caption,
                columns=("Objective of the region", "Answered by"),
                rows=rows_of,
            )
        )
        if regional.differences:
            parts.append(Paragraph(say(f"Where the strategy differs: {regional.differences}")))
    parts += _align(view)
    return Section("other-plans", "Other plans, at home and in the region", tuple(parts)) if parts else None


def _align(view: StrategyView) -> Iterator[Block]:
    """What neither strategy answers of the other."""
    own = {each.key: each.title for each in view.strategy.objectives}
    for each in align_strategies(view.dossier):
        regional = view.dossier.regional[each.regional]
        titles = {objective.key: objective.title for objective in regional.objectives}
        if each.unmatched:
            yield Paragraph(
                say(f"Of {regional.title}, nothing answers: {list_words(titles[key] for key in each.unmatched)}.")
            )
        if each.against:
            yield Paragraph(say(f"The strategy stands against: {list_words(titles[key] for key in each.against)}."))
        if each.national_only:
            yield Paragraph(
                say(
                    f"Objectives that {regional.title} does not know: {list_words(own[key] for key in each.national_only)}."
                )
            )


def _compare(view: StrategyView) -> Iterator[Block]:
    """What the plans leave out, do twice, contradict or pay twice, and whether an umbrella adds anything."""
    found = view.plans
    if found is None:
        return
    yield Bullets(tuple(say(line) for line in found.verdict))
    titles = {key: plan.title for key, plan in view.dossier.plans.items()}
    rows: list[tuple[str, ...]] = [
        ("in no plan", gap.kind, view.name_threat(gap.key) if gap.kind == "threat" else gap.key, "")
        for gap in found.gaps
    ]
    rows += [
        ("done twice", each.kind, each.key, list_words(titles[key] for key in each.plans)) for each in found.overlaps
    ]
    rows += [
        ("contradiction", "target", f"{each.about}: {each.why}", list_words(titles[key] for key in each.plans))
        for each in found.conflicts
    ]
    rows += [
        (
            "paid twice", each.kind,
            f"{each.key} in {each.year}" + (f", {view.say_money(each.amount)} in all" if each.amount is not None else ""),
            list_words(titles[key] for key in each.plans),
        )
        for each in found.double_funding
    ]  # fmt: skip
    if rows:
        columns = ("Finding", "About", "Which", "Plans")
        yield write_table("table-plans-compared", "What lies between the plans", columns=columns, rows=rows)


def compose_authorities(view: StrategyView) -> Section | None:
    """Offices that take requests from other States, and what each asks of a request."""
    rows = [
        (
            each.title, each.place.name, each.request, list_words(each.languages), list_words(each.requirements), each.urgent,
            each.as_of.isoformat() if each.as_of else "no date",
        )
        for each in view.dossier.authorities.values()
    ]  # fmt: skip
    if not rows:
        return None
    columns = ("Office", "State", "For", "Languages", "Asks for", "If urgent", "As of")
    return Section(
        "authorities",
        "Whom to write to",
        (write_table("table-authorities", "Competent authorities", columns=columns, rows=rows),),
    )


def compose_scripts(view: StrategyView) -> Section | None:
    """Crime scripts with the barrier, its owner and the gap at each step, and what keeps the strategy itself from working."""
    parts: list[Block] = []
    for script in view.dossier.scripts.values():
        rows = [
            (
                step.title, step.barrier or "none", view.name_body(step.owner) if step.barrier else "", step.gap,
                list_words(map(view.name_measure, step.measures)),
            )
            for step in script.steps
        ]  # fmt: skip
        columns = ("Step", "Barrier", "Owner", "Gap", "Measures")
        parts.append(write_table(f"table-script-{script.key}", script.title, columns=columns, rows=rows))
    barriers = view.dossier.barriers.values()
    if barriers:
        told = [
            (
                each.title,
                each.kind,
                each.description,
                list_words([*_name_actions(view, each.actions), *_name_needs(view, each.needs)]),
            )
            for each in barriers
        ]
        heads = ("Barrier", "Kind", "What it is", "Answered by")
        parts.append(write_table("table-barriers", "What stands in the way of the strategy", columns=heads, rows=told))
    parts += diagnose_barriers(view)
    return Section("scripts", "Where crime can be stopped, and what stands in the way", tuple(parts)) if parts else None


def _name_actions(view: StrategyView, keys: Iterable[str]) -> list[str]:
    return [view.dossier.actions[key].title for key in keys if key in view.dossier.actions]


def _name_needs(view: StrategyView, keys: Iterable[str]) -> list[str]:
    return [view.dossier.needs[key].title for key in keys if key in view.dossier.needs]
