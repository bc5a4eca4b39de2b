"""What should be found out next, what should the reader beware of, and how was all this made?"""

from collections import defaultdict
from collections.abc import Sequence

from tocsin.publish.assessment.evidence_records import ClaimRecord
from tocsin.publish.assessment.records import Assessment, GapRecord, WarningRecord, WeightRecord
from tocsin.publish.document.figures import say_claim
from tocsin.publish.document.meanings import explain_rule
from tocsin.publish.document.phrases import cited, join_texts, link_threat, say_period
from tocsin.publish.document.surroundings import compose_choices
from tocsin.publish.document.tree import (
    Block,
    Bullets,
    Column,
    DataTable,
    Details,
    Facts,
    Link,
    Notice,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import isolate, render_number, render_probability, render_probability_range
from tocsin.terms.language import Standard, list_bands

_MOST_SHOWN = 4


def compose_gaps(assessment: Assessment) -> Section | None:
    """What is worth finding out, in the order of what it could change."""
    if not assessment.gaps and not assessment.requirements:
        return None
    lead = say(
        f"For the decision which {assessment.top} threats come first, each line says what knowing it exactly would be worth, as a "
        "share of what knowing everything would be worth. The collection plan is computed from the decision it would change."
    )
    blocks: list[Block] = [Paragraph(lead)]
    worthy = [gap for gap in assessment.gaps if gap.is_distinguishable]
    rest = [gap for gap in assessment.gaps if not gap.is_distinguishable]
    if worthy:
        blocks.append(
            _tabulate_gaps(
                worthy,
                assessment,
                key="table-gaps",
                caption="Unknowns by what they could change, 95 % intervals of simulation",
            )
        )
    if rest:
        table = _tabulate_gaps(rest, assessment, key="table-gaps-rest", caption="Not distinguishable from nothing")
        blocks.append(
            Details("gaps-rest", f"{len(rest)} unknowns whose worth is not distinguishable from nothing", (table,))
        )
    if assessment.weights_gap:
        blocks.append(Paragraph(say(_say_weights(assessment.weights_gap))))
    if assessment.requirements:
        blocks.append(_tabulate_requirements(assessment))
    return Section("gaps", "What to find out next", tuple(blocks))


def _say_weights(gap: GapRecord) -> str:
    worth = (
        f"{_say_worth(gap)} of full information" if gap.is_distinguishable else "nothing that could be told from chance"
    )
    return f"Settling the weights would be worth {worth}. That is a question of values and no intelligence gap."


def _tabulate_gaps(gaps: Sequence[GapRecord], assessment: Assessment, *, key: str, caption: str) -> DataTable:
    rows: list[tuple[Text, ...]] = []
    for gap in sorted(gaps, key=lambda gap: (-gap.share, gap.title)):
        touches = join_texts([link_threat(name, assessment) for name in gap.touches[:_MOST_SHOWN]]) or say("–")
        more = say(f" and {len(gap.touches) - _MOST_SHOWN} more") if len(gap.touches) > _MOST_SHOWN else ()
        driver = gap.key.removeprefix("driver:")
        name: Text = (Link(gap.title, f"#figure-{driver}"),) if driver in assessment.inputs else say(gap.title)
        rows.append((name, say(_say_worth(gap)), (*touches, *more), say(_find_question(gap, assessment))))
    columns = (
        Column("Unknown"),
        Column("Share of full information", is_number=True),
        Column("Bears on"),
        Column("Already asked"),
    )
    return DataTable(key, caption, columns, tuple(rows))


def _find_question(gap: GapRecord, assessment: Assessment) -> str:
    return next((need.question for need in assessment.requirements if need.key == gap.requirement), "–")


def _say_worth(gap: GapRecord) -> str:
    """The share of full information with its interval, two standard errors to each side."""
    if not gap.is_distinguishable or gap.evppi <= 0:
        return "–"
    ends = [min(max(gap.share * (1 + side * 2 * gap.error / gap.evppi), 0.0), 1.0) for side in (-1, 1)]
    return render_probability_range(*ends)


def _tabulate_requirements(assessment: Assessment) -> DataTable:
    rows = tuple(
        (
            say(need.question),
            say(need.indicator or "–"),
            say(need.collector or "–"),
            say(isolate(need.deadline or "–")),
            say(need.state),
        )
        for need in assessment.requirements
    )
    columns = tuple(
        Column(title, keeps_line=title == "By") for title in ("Question", "Indicator", "Collected by", "By", "State")
    )
    return DataTable("table-requirements", "Collection plan", columns, rows)


def compose_warnings(assessment: Assessment) -> Section | None:
    """Every warning, by the rule that raised it, with what it means for the decision."""
    if not assessment.warnings:
        return None
    groups: dict[str, list[WarningRecord]] = defaultdict(list)
    for warning in sorted(assessment.warnings, key=lambda warning: (warning.severity != "warning", warning.rule)):
        groups[warning.rule].append(warning)
    count = sum(warning.severity == "warning" for warning in assessment.warnings)
    notes = len(assessment.warnings) - count
    told = f"{count} {'warning' if count == 1 else 'warnings'} and {notes} {'note' if notes == 1 else 'notes'}"
    lead = Paragraph(say(f"{told}, raised while the figures were made. Nothing was silently repaired."))
    return Section(
        "warnings",
        "What to be careful with",
        (lead, *(_compose_rule(rule, found, assessment) for rule, found in groups.items())),
    )


def _compose_rule(rule: str, found: list[WarningRecord], assessment: Assessment) -> Notice:
    name = rule.replace("-", " ").replace("_", " ")
    text: list[Span] = [Span(f"{name[0].upper()}{name[1:]} ({len(found)}). ", "strong"), Span(explain_rule(rule))]
    details = tuple(_say_warning(warning, assessment) for warning in found)
    tone = "warning" if any(warning.severity == "warning" for warning in found) else "note"
    return Notice("warning" if tone == "warning" else "note", tone.capitalize(), tuple(text), details)


def _say_warning(warning: WarningRecord, assessment: Assessment) -> Text:
    parts: list[Text] = [say(warning.message)]
    touched = [key for key in warning.touches if key in assessment.estimates]
    if touched:
        links = join_texts(
            [(Link(assessment.estimates[key].title, f"#figure-{key}"),) for key in touched[:_MOST_SHOWN]]
        )
        more = f" and {len(touched) - _MOST_SHOWN} more" if len(touched) > _MOST_SHOWN else ""
        parts.append((Span("Touches: "), *links, Span(f"{more}.")))
    if warning.examples:
        parts.append(say(f"For example: {'; '.join(warning.examples[:_MOST_SHOWN])}."))
    return join_texts(parts, by=" ")


def compose_method(assessment: Assessment) -> Section:
    """For whom and how the assessment was made, and what moved since the build before."""
    blocks: list[Block] = []
    if assessment.terms:
        blocks.append(Facts(_list_terms(assessment)))
    settings = assessment.recipe.settings
    draws = f"{settings.get('randomisations', '–')} randomisations of {settings.get('points', '–')} points"
    blocks.append(
        Paragraph(
            say(
                "Claims about one quantity are pooled by the grade of their sources; copies of one report count once, and what weak "
                "evidence leaves open goes to the plausible range. Formulas are evaluated on all draws at once "
                f"({draws}), so every figure carries an interval. Threats are scored on the criteria below, and ranked over the draws "
                "and over all weights that decision-makers allow."
            )
        )
    )
    if assessment.framework:
        blocks.append(_tabulate_criteria(assessment))
    if assessment.weights:
        blocks.append(_tabulate_weights(assessment))
    blocks.append(_tabulate_words(assessment))
    choices = compose_choices(assessment)
    blocks += [choices] if choices else []
    if assessment.decisions:
        blocks.append(_tabulate_decisions(assessment))
    if assessment.changes:
        blocks.append(_tabulate_changes(assessment))
    return Section("method", "How it was made", tuple(blocks))


def _list_terms(assessment: Assessment) -> tuple[tuple[str, Text], ...]:
    terms = assessment.terms
    assert terms is not None  # the caller asks only where there are terms of reference
    pairs = [
        ("For", terms.customer),
        ("Decision served", terms.decision),
        ("Aim", terms.aim),
        ("Scope", terms.scope),
        ("Left out", "; ".join(terms.exclusions)),
        ("Constraints", "; ".join(terms.constraints)),
        ("Governance", terms.governance),
        ("Review on", terms.review_on or ""),
        *((f"“{word}” means", meaning) for word, meaning in terms.definitions.items()),
    ]
    return tuple((term, cited(value, assessment)) for term, value in pairs if value)


def _tabulate_criteria(assessment: Assessment) -> DataTable:
    framework = assessment.framework
    assert framework is not None  # the caller asks only where there is a framework
    rows: list[tuple[Text, ...]] = []
    for criterion in framework.criteria:
        weight = (
            "beside the ranking"
            if not criterion.is_ranked
            else "–"
            if criterion.weight is None
            else render_probability(criterion.weight)
        )
        scale = f"{render_number(criterion.least)}–{render_number(criterion.most)}"
        anchors = "; ".join(f"{isolate(score)}: {words}" for score, words in criterion.anchors.items())
        question: Text = (Span(criterion.question), Span(f" {anchors}" if anchors else "", "muted"))
        rows.append((say(criterion.title), say(criterion.axis_title), question, say(isolate(scale)), say(weight)))
    numbers = (Column("Scale", is_number=True), Column("Mean weight", is_number=True))
    caption = f"Criteria: {framework.title}, version {framework.version}. Never compared with another framework"
    return DataTable(
        "table-criteria",
        caption,
        (Column("Criterion"), Column("Axis"), Column("Question and anchors"), *numbers),
        tuple(rows),
    )


def _tabulate_weights(assessment: Assessment) -> DataTable:
    rows = tuple(
        (
            say(w.author),
            say(w.mandate),
            say(isolate(w.date or "–")),
            say(w.about.replace("_", " ")),
            say(_say_statement(w)),
            say(w.reason or "–"),
        )
        for w in assessment.weights
    )
    columns = tuple(
        Column(title, keeps_line=title == "Date") for title in ("Author", "Mandate", "Date", "About", "Said", "Reason")
    )
    return DataTable("table-weights", "What decision-makers want criteria to count for", columns, rows)


def _say_statement(weight: WeightRecord) -> str:
    kind, number = weight.kind.replace("_", " "), render_number(weight.value)
    if not weight.than:
        return f"{kind} {number}"
    of = f"{weight.unit} of" if weight.unit else "times"
    return f"worth {kind} {number} {of} {weight.than.replace('_', ' ')}"


def _tabulate_words(assessment: Assessment) -> DataTable:
    standard = Standard.PHIA if assessment.probability_standard == "PHIA" else Standard.ICD203
    rows = tuple(
        (say(band.phrases[0]), say(isolate(f"{100 * band.low:.0f}–{100 * band.high:.0f}\u202f%")))
        for band in list_bands(standard)
    )
    caption = f"Words of probability and their numbers ({assessment.probability_standard})"
    return DataTable("table-words", caption, (Column("Words"), Column("Probability", is_number=True)), rows)


def _tabulate_decisions(assessment: Assessment) -> DataTable:
    rows = tuple(
        (say(d.question), say(d.recommended), say(d.adopted or "open"), say(d.by or "–"), say(d.reason or "–"))
        for d in assessment.decisions
    )
    columns = tuple(Column(title) for title in ("Question", "Recommended", "Adopted", "By", "Reason for departing"))
    return DataTable("table-decisions", "Decisions", columns, rows)


def _tabulate_changes(assessment: Assessment) -> DataTable:
    rows = tuple(
        (say(c.title), say(c.before), say(c.after), say(", ".join(c.causes), "code")) for c in assessment.changes
    )
    columns = tuple(Column(title) for title in ("Result", "Before", "Now", "Because of"))
    return DataTable("table-changes", "What moved since the build before", columns, rows)


def compose_evidence(assessment: Assessment) -> Section | None:
    """Who says what, with which grade."""
    if not assessment.sources and not assessment.claims:
        return None
    sources = tuple(
        (
            say(source.name),
            say(source.kind),
            say(isolate(f"{source.scheme} {source.reliability}")),
            say(source.group),
            say(source.licence or "–"),
        )
        for _, source in sorted(assessment.sources.items(), key=lambda pair: pair[1].name)
    )
    columns = tuple(Column(title) for title in ("Source", "Kind", "Reliability", "Counts as one with", "Licence"))
    blocks: list[Block] = [
        Paragraph(
            say(
                "Grades are kept in the scheme they were given in. Sources that repeat one another share a group and count once."
            )
        ),
        DataTable("table-sources", "Sources", columns, sources),
    ]
    items = tuple(_say_item(key, assessment) for key in sorted(assessment.items))
    blocks.append(Details("items", f"The {len(items)} documents and data sets", (Bullets(items),)))
    blocks.append(
        Details("claims", f"The {len(assessment.claims)} claims, one by one", (_tabulate_claims(assessment),))
    )
    return Section("evidence", "Evidence", tuple(blocks))


def _say_item(key: str, assessment: Assessment) -> Text:
    item = assessment.items[key]
    who = assessment.sources[item.source].name if item.source in assessment.sources else item.source
    is_address = item.locator.startswith("https://") and not set(item.locator) & set(" \"'<>")
    where: Link | Span = Link(item.locator, item.locator) if is_address else Span(item.locator)
    return (
        Span(f"{who} ({say_period(item.date)}). "),
        Span(item.title, "emphasis"),
        Span(". "),
        where,
        Span(f" · credibility {isolate(item.credibility)}", "muted"),
    )


def _tabulate_claims(assessment: Assessment) -> DataTable:
    rows = tuple(_claim_row(key, assessment) for key in assessment.claims)
    columns = (Column("Claim"), Column("Of"), Column("Says"), Column("Grade"), Column("In"))
    keys = tuple(f"claim-{key}" for key in assessment.claims)
    return DataTable("table-claims", "Claims", columns, rows, has_hidden_caption=True, row_keys=keys)


def _claim_row(key: str, assessment: Assessment) -> tuple[Text, ...]:
    claim = assessment.claims[key]
    title = assessment.items[claim.item].title if claim.item in assessment.items else claim.item
    about = f"{claim.subject}: {claim.variable.replace('_', ' ')}; {claim.place}, {say_period(claim.period)}"
    told: Text = (
        (Span(isolate(claim.grade)), Span(f" {claim.grade_words}", "muted"))
        if claim.grade_words
        else say(isolate(claim.grade))
    )
    where = ", ".join(part for part in (title, claim.locator) if part)
    note = say(f" · {claim.note}", "muted") if claim.note else ()
    return (
        say(key),
        say(about),
        (Span(say_claim(claim)), Span(_say_sense(claim), "muted")),
        told,
        (Span(where), *note),
    )


def _say_sense(claim: ClaimRecord) -> str:
    """In which sense a claim is meant: level, concept, basis, scope, as far as it says."""
    told = [
        isolate(f"{claim.level:.0%}") if claim.low is not None and claim.high is not None else "",
        (claim.concept or "").replace("_", " "),
        claim.basis.replace("_", " "),
        f"{claim.price_year} prices" if claim.price_year else "",
        "probability sample" if claim.sampling == "probability" else "",
        claim.scope,
    ]
    return "".join(f" · {part}" for part in told if part)


def compose_recipe(assessment: Assessment) -> Section:
    """What it takes to make this report again, to the last digit."""
    recipe = assessment.recipe
    pairs: list[tuple[str, Text]] = [
        ("Method", say(f"{recipe.method}/{recipe.version}", "code")),
        ("Hash of all inputs", say(recipe.inputs_hash, "code")),
        ("Seed", say(str(recipe.seed), "code")),
        *((name.replace("_", " ").capitalize(), say(str(value), "code")) for name, value in recipe.settings.items()),
    ]
    lead = say(
        "The same dossier, settings and seed give the same figures again. assessment.json and tables/ hold every figure of this report."
    )
    return Section("recipe", "Recipe", (Paragraph(lead), Facts(tuple(pairs))))
