"""What do claims and analysts say of one threat on one criterion, on the scale of the criterion?

A score is a judgement on a slow matter, so claims of a neighbouring year count too; claims on another place or a time
further off are left out and said so. What pooling leaves open stays open: it is no middle score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tocsin.assess.choices import BARE_HALF_WIDTH, EXPERT_CREDENCE, YEARS_APART, find_choice
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.framework import Criterion
from tocsin.dossier.records.judgement import Score
from tocsin.dossier.records.model import Bounds, Scale
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.estimate.claims import Statement
from tocsin.estimate.judgement.panel import list_panel_findings, pool_question
from tocsin.estimate.pool import GradedStatement, find_credence, pool_statements
from tocsin.estimate.spread import Component
from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.draws.intervals import quantile_fit
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.grade import ItemClass
from tocsin.terms.period import Period

SCORE = "score"

# No judgement is finer than this share of the scale.
_FINEST = 0.01


@dataclass(frozen=True)
class Part:
    """A share of what is believed, with its distribution on the criterion's scale and the keys behind it."""

    weight: float
    distribution: Distribution
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What was said of one cell: parts and what they leave open, in one or two readings, with what was noticed.

    ``credence`` is that of the best graded claim, or of the analysts; 0 where nothing said can be judged.
    """

    parts: tuple[Part, ...]
    residual: float
    second: tuple[tuple[Part, ...], float] | None
    keys: tuple[str, ...]
    low: float
    high: float
    findings: tuple[Finding, ...]
    credence: float = 0.0


@dataclass(frozen=True)
class _Interval:
    low: float
    best: float
    high: float
    is_bare: bool


def find_score_claims(dossier: Dossier, *, threat: str, criterion: str) -> tuple[Claim, ...]:
    """Claims that score a threat directly on a criterion, wherever and whenever they speak of."""
    return tuple(
        claim
        for _, claim in sorted(dossier.claims.items())
        if claim.subject == threat and claim.variable == criterion and claim.unit == SCORE
    )


def pool_claims(dossier: Dossier, *, threat: str, criterion: Criterion) -> Told | None:
    """What claims say of one cell, pooled by grade and independence; None where no claim scores it."""
    about = f"score:{threat}/{criterion.key}"
    found = find_score_claims(dossier, threat=threat, criterion=criterion.key)
    used = [claim for claim in found if _is_near(claim, dossier)]
    findings = [_left_out(claim, dossier=dossier, about=about) for claim in found if claim not in used]
    graded = []
    for claim in used:
        interval = _complete(claim, criterion=criterion, sheet=dossier.sheet)
        if interval.is_bare:
            findings.append(_bare(f"claim {claim.key}", about=about))
        findings += _off_scale(claim, f"claim {claim.key}", criterion=criterion, about=about)
        statement = Statement(claim, interval.low, interval.best, interval.high, interval.is_bare)
        graded.append(GradedStatement(statement, dossier.grade_of(claim), dossier.source_of(claim).group))
    if not graded:
        return None if not findings else Told((), 1.0, None, (), criterion.low, criterion.high, tuple(findings))
    findings += _notice(graded, about=about)
    scale = Bounds(low=criterion.low, high=criterion.high, reason="the scale of the criterion")
    pooled = pool_statements(graded, scale=Scale.LINEAR, plausible=scale, sheet=dossier.sheet)
    parts, residual = _split(pooled.components)
    second = _split(pooled.with_unjudged) if pooled.with_unjudged else None
    counted = [each.statement for each in graded if _counts(each)]
    return Told(
        parts, residual, second, tuple(each.claim.key for each in counted),
        min((each.low for each in counted), default=criterion.low),
        max((each.high for each in counted), default=criterion.high), tuple(findings),
        max((find_credence(each.grade, dossier.sheet) for each in graded if _is_judged(each)), default=0.0),
    )  # fmt: skip


def pool_experts(scores: Iterable[Score], *, criterion: Criterion, dossier: Dossier, about: str) -> Told | None:
    """What analysts' and experts' scores say of one cell: each author an equal part of the share believed; None without any.

    A score elicited from experts is one author's; within it each expert has the weight earned on calibration questions.
    """
    rows = sorted(scores, key=lambda row: row.author)
    if not rows:
        return None
    authors = tuple(dict.fromkeys(row.author for row in rows))
    credence = find_choice(dossier.sheet, EXPERT_CREDENCE)
    told = [
        _tell_panel(row, row.elicited, dossier=dossier, about=about)
        if row.elicited is not None
        else _tell_score(row, criterion=criterion, sheet=dossier.sheet, about=about)
        for row in rows
    ]
    parts = tuple(
        replace(part, weight=part.weight * credence / len(authors) / sum(other.author == row.author for other in rows))
        for row, each in zip(rows, told, strict=True)
        for part in each.parts
    )
    by_author = {
        author: [each for row, each in zip(rows, told, strict=True) if row.author == author] for author in authors
    }
    findings = [finding for each in told for finding in each.findings] + _disagreement(by_author, about=about)
    low, high = min(each.low for each in told), max(each.high for each in told)
    return Told(parts, 1 - credence, None, authors, low, high, tuple(findings), credence)


@dataclass(frozen=True)
class _ToldScore:
    """One row of scores: its parts, whose weights add up to 1, its ends, and what was noticed."""

    parts: tuple[Part, ...]
    low: float
    high: float
    findings: tuple[Finding, ...]


def _tell_score(row: Score, *, criterion: Criterion, sheet: MethodSheet, about: str) -> _ToldScore:
    interval = _complete(row, criterion=criterion, sheet=sheet)
    noticed = [_bare(f"the score by {row.author}", about=about)] if interval.is_bare else []
    noticed += _off_scale(row, f"the score by {row.author}", criterion=criterion, about=about)
    part = Part(1.0, _fit(interval, level=row.level), (row.author,))
    return _ToldScore((part,), interval.low, interval.high, tuple(noticed))


def _tell_panel(row: Score, question: str, *, dossier: Dossier, about: str) -> _ToldScore:
    """The experts behind an elicited score, each a part of its own, so that camps stay apart."""
    pooled = pool_question(dossier, question)
    parts = tuple(
        Part(share, distribution, (expert,))
        for expert, share, distribution in zip(pooled.experts, pooled.shares, pooled.distributions, strict=True)
        if share > 0
    )
    findings = tuple(list_panel_findings(pooled, about=about, title=f"The score by {row.author}"))
    return _ToldScore(parts, pooled.pool.low, pooled.pool.high, findings)


def _is_near(claim: Claim, dossier: Dossier) -> bool:
    years = find_choice(dossier.sheet, YEARS_APART)
    return claim.place == dossier.head.place and _years_between(claim.period, dossier.head.period) <= years


def _years_between(first: Period, second: Period) -> float:
    gap = max((first.start - second.end).days, (second.start - first.end).days)
    return max(0.0, (gap - 1) / 365.25)


def _complete(row: Claim | Score, *, criterion: Criterion, sheet: MethodSheet) -> _Interval:
    """Three quantiles on the scale of the criterion; a missing side mirrors the other, a lone bound reaches to the end."""
    length = criterion.high - criterion.low
    half = find_choice(sheet, BARE_HALF_WIDTH) * length
    low, best, high = row.low, row.best, row.high
    is_bare = (low is None) + (best is None) + (high is None) == 2
    if best is None:
        low = criterion.low if low is None else low
        high = criterion.high if high is None else high
        best = (low + high) / 2
    if low is None:
        low = best - half if high is None else 2 * best - high
    if high is None:
        high = best + half if row.low is None else 2 * best - low
    finest = _FINEST * length
    return _Interval(min(low, best - finest), best, max(high, best + finest), is_bare)


def _fit(interval: _Interval, *, level: float) -> Distribution:
    return quantile_fit(low=interval.low, best=interval.best, high=interval.high, level=level, scale="linear")


def _split(components: Sequence[Component]) -> tuple[tuple[Part, ...], float]:
    """What is believed, and the share left to the whole scale."""
    parts = tuple(Part(each.weight, each.distribution, each.claims) for each in components if each.claims)
    return parts, sum(each.weight for each in components if not each.claims)


def _counts(each: GradedStatement) -> bool:
    return each.grade.coarse.item is not ItemClass.FALSE_SUSPECTED


def _is_judged(each: GradedStatement) -> bool:
    return _counts(each) and each.grade.coarse.is_judged


def _notice(graded: Sequence[GradedStatement], *, about: str) -> list[Finding]:
    found = []
    for first, second in combinations([each for each in graded if _counts(each)], 2):
        one, other = first.statement, second.statement
        if first.group != second.group and (one.high < other.low or other.high < one.low):
            keys = f"{one.claim.key} and {other.claim.key}"
            text = f"Claims {keys} contradict each other: their intervals do not meet. Both are kept, and the score spans both."
            found.append(Finding("contradiction", about, text, examples=(one.claim.key, other.claim.key)))
    for each in graded:
        key = each.statement.claim.key
        if not _counts(each):
            text = f"Claim {key} is suspected to be false. It is shown and does not count towards the score."
            found.append(Finding("suspected-false", about, text, examples=(key,)))
        elif not each.grade.coarse.is_judged:
            text = f"Claim {key} cannot be judged. The score is given without it and with it; the interval covers both."
            found.append(Finding("cannot-be-judged", about, text, Severity.NOTE, examples=(key,)))
    return found


def _disagreement(by_author: dict[str, list[_ToldScore]], *, about: str) -> list[Finding]:
    spans = {
        author: (min(each.low for each in own), max(each.high for each in own)) for author, own in by_author.items()
    }
    return [
        Finding(
            "disagreement", about,
            f"{first} scores {a[0]:g} to {a[1]:g}, {second} {b[0]:g} to {b[1]:g}: they do not meet. Both are kept.",
            examples=(first, second),
        )
        for (first, a), (second, b) in combinations(spans.items(), 2)
        if a[1] < b[0] or b[1] < a[0]
    ]  # fmt: skip


def _left_out(claim: Claim, *, dossier: Dossier, about: str) -> Finding:
    where = f"{claim.place}, {claim.period}"
    text = (
        f"Claim {claim.key} speaks of {where}, the dossier of {dossier.head.place}, {dossier.head.period}: it is left out of "
        "the score. Add a claim on the dossier's own place and period, or correct this one."
    )
    return Finding("differing-claim", about, text, examples=(claim.key,))


def _bare(what: str, *, about: str) -> Finding:
    text = f"{what[0].upper()}{what[1:]} gives no interval; one was put around it by the method sheet."
    return Finding("no-interval", about, text, Severity.NOTE)


def _off_scale(row: Claim | Score, what: str, *, criterion: Criterion, about: str) -> list[Finding]:
    given = [value for value in (row.low, row.best, row.high) if value is not None]
    if criterion.low <= min(given) and max(given) <= criterion.high:
        return []
    text = (
        f"{what[0].upper()}{what[1:]} runs from {min(given):g} to {max(given):g}, off the scale of {criterion.low:g} to "
        f"{criterion.high:g}: it is cut off at the end. Put it on the scale of the criterion."
    )
    return [Finding("off-the-scale", about, text)]
