"""Which events that agencies report are probably the same one, and what has a reviewer said of that?"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.link_records import (
    DoublesFigure,
    EventRows,
    LevelRecord,
    LinkClaim,
    LinkSettings,
    LinkState,
    LinkStudy,
    Review,
    Verdict,
)
from tocsin.estimate.link_words import warn_of_links, word_links
from tocsin.methods.link.clusters import suggest_clusters
from tocsin.methods.link.fields import LinkField
from tocsin.methods.link.probability import LinkResult, link_records
from tocsin.terms.recipe import Recipe, hash_content

Ints = NDArray[np.int64]
FIELDS = (
    LinkField("day", "gap", (0, 1, 3, 7)),
    LinkField("place", "text", (0.92,)),
    LinkField("kind", "exact"),
    LinkField("amount", "ratio", (0.005, 0.05, 0.2)),
)
_LEARN_BY = (("day",), ("place",))
_LIKELY_PROB, _LIKELY_LOW = 0.9, 0.5
_WEEK, _MONTH = 7, 28


def study_links(events: EventRows, *, settings: LinkSettings, seed: int, review: Review | None = None) -> LinkStudy:
    """Compare events of different agencies, and give every pair that may be one event as a graded claim."""
    agencies = tuple(sorted(set(events.agency)))
    source = np.array([agencies.index(agency) for agency in events.agency], dtype=np.int64)
    found = link_records(
        {field.name: _tidy(getattr(events, field.name)) for field in FIELDS},
        FIELDS,
        blocks=list_blocks(events),
        learn_by=_LEARN_BY,
        rng=np.random.default_rng(seed),
        source=None if settings.is_within else source,
        least_prob=settings.least_prob,
        replicates=settings.replicates,
        most_pairs=settings.most_pairs,
    )
    links = _list_links(events, found=found, review=review or {})
    clusters, doubles = _list_clusters(events, links), _count_doubles(links)
    equal = _find_equal(events, links, is_within=settings.is_within)
    return LinkStudy(
        events_count=len(events.key),
        agencies=agencies,
        pairs_possible=found.pairs.possible,
        pairs_at_most=found.pairs.at_most,
        prevalence_prob=found.prevalence_prob,
        doubles=doubles,
        links=links,
        suggested_clusters=clusters,
        levels=tuple(
            LevelRecord(field=one.field, level=one.label, m_prob=one.m_prob, u_prob=one.u_prob, is_learnt=one.is_learnt)
            for one in found.weights
        ),
        failed_refits=found.failed_refits,
        verdict=word_links(links, doubles=doubles, clusters=clusters, equal=equal),
        warnings=warn_of_links(events, found=found, links=links, clusters=clusters, equal=equal),
        recipe=Recipe("estimate.links", 2, _hash_inputs(events, review or {}), settings.model_dump(), seed),
    )


def list_blocks(events: EventRows) -> Ints:
    """Blocks (N, 4) in which events are compared: kind and week, kind and the week three days on, place and four weeks, or the
    same place, kind and amount whatever the date.
    """
    weeks = [None if day is None else day // _WEEK for day in events.day]
    shifted = [None if day is None else (day + _WEEK // 2) // _WEEK for day in events.day]
    months = [None if day is None else day // _MONTH for day in events.day]
    kind, place = _tidy(events.kind), _tidy(events.place)
    rules: tuple[tuple[Sequence[object], ...], ...] = (
        (kind, weeks),
        (kind, shifted),
        (place, months),
        (place, kind, events.amount),
    )
    return np.stack([_number(rule) for rule in rules], axis=1)


def _number(columns: Sequence[Sequence[object]]) -> Ints:
    """A number for every combination of values; -1 where one of them is not known."""
    seen: dict[tuple[object, ...], int] = {}
    rows = zip(*columns, strict=True)
    numbers = [-1 if None in row else seen.setdefault(row, len(seen)) for row in rows]
    return np.array(numbers, dtype=np.int64)


def _tidy(values: Sequence[object]) -> list[object]:
    """Text without differences of case and spacing; all else as it is."""
    return [" ".join(value.casefold().split()) if isinstance(value, str) else value for value in values]


def _list_links(events: EventRows, *, found: LinkResult, review: Review) -> tuple[LinkClaim, ...]:
    """Pairs that were found, then pairs that only the reviewer names; each sorted by key."""
    number = {key: row for row, key in enumerate(events.key)}
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    position = {frozenset(pair): at for at, pair in enumerate(pairs)}
    verdicts = {frozenset((number[left], number[right])): verdict for (left, right), verdict in review.items()}
    rows = [*pairs, *(tuple(sorted(pair)) for pair in verdicts if pair not in position)]
    claims = []
    for one, other in rows:
        left, right = sorted((one, other), key=lambda row: events.key[row])
        at, verdict = position.get(frozenset((one, other))), verdicts.get(frozenset((one, other)))
        prob, low, high = (
            (None, None, None)
            if at is None
            else tuple(_known(part[at]) for part in (found.prob, found.prob_low, found.prob_high))
        )
        state = _judge(prob, low=low, verdict=verdict)
        claims.append(
            LinkClaim(
                left=events.key[left], left_agency=events.agency[left], right=events.key[right],
                right_agency=events.agency[right], prob=prob, prob_low=low, prob_high=high,
                grade=_grade(prob, state=state, verdict=verdict), state=state, verdict=verdict,
                agreement={} if at is None else _word_agreement(found.agreement[at]),
            )
        )  # fmt: skip
    return tuple(sorted(claims, key=lambda claim: (claim.left, claim.right)))


def _judge(prob: float | None, *, low: float | None, verdict: Verdict | None) -> LinkState:
    if verdict is Verdict.ACCEPT:
        return LinkState.ACCEPTED
    if verdict is Verdict.REJECT:
        return LinkState.REJECTED
    is_likely = prob is not None and prob >= _LIKELY_PROB and low is not None and low >= _LIKELY_LOW
    return LinkState.LIKELY if is_likely and verdict is None else LinkState.UNCERTAIN


def _grade(prob: float | None, *, state: LinkState, verdict: Verdict | None) -> str:
    """The grade of the claim: what it says by its probability or verdict; how reliable the comparison is, nobody can judge yet."""
    if state is LinkState.ACCEPTED:
        item = "1"
    elif state is LinkState.REJECTED:
        item = "5"
    elif verdict is Verdict.UNSURE or prob is None:
        item = "6"
    elif state is LinkState.LIKELY:
        item = "2"
    else:
        item = "3" if prob >= 0.5 else "4"
    return f"6x6:F{item}"


def _word_agreement(levels: Ints) -> dict[str, str]:
    return {
        field.name: "not known" if level < 0 else field.labels[level]
        for field, level in zip(FIELDS, levels.tolist(), strict=True)
    }


def _list_clusters(events: EventRows, links: Sequence[LinkClaim]) -> tuple[tuple[str, ...], ...]:
    """Events that accepted and likely links join, each cluster and all of them in the order of keys."""
    number = {key: row for row, key in enumerate(events.key)}
    joined = [link for link in links if link.state in (LinkState.ACCEPTED, LinkState.LIKELY)]
    label = suggest_clusters(
        [number[link.left] for link in joined], [number[link.right] for link in joined], records=len(events.key)
    )
    members: dict[int, list[str]] = {}
    for row, cluster in enumerate(label.tolist()):
        members.setdefault(cluster, []).append(events.key[row])
    return tuple(sorted(tuple(sorted(keys)) for keys in members.values() if len(keys) > 1))


def _count_doubles(links: Sequence[LinkClaim]) -> DoublesFigure:
    """Add up probabilities, and their limits as if all links erred together; no limits where those of a link are not known."""
    is_open = [link.state not in (LinkState.ACCEPTED, LinkState.REJECTED) for link in links]
    is_known = bool(links) and all(
        link.prob_low is not None for link, is_left in zip(links, is_open, strict=True) if is_left
    )

    def total(name: str) -> float:
        return math.fsum(
            getattr(link, name) or 0.0 if is_left else float(link.state is LinkState.ACCEPTED)
            for link, is_left in zip(links, is_open, strict=True)
        )

    if not is_known:
        return DoublesFigure(value=total("prob"), low=None, high=None)
    return DoublesFigure(value=total("prob"), low=total("prob_low"), high=total("prob_high"))


def _find_equal(events: EventRows, links: Sequence[LinkClaim], *, is_within: bool) -> tuple[tuple[str, ...], ...]:
    """Keys of rows that are equal in all that is compared, and of which no two are linked, group by group."""
    columns = [_tidy(getattr(events, field.name)) for field in FIELDS]
    group = dict(zip(events.key, _number(columns).tolist(), strict=True))
    linked = {group[link.left] for link in links if group[link.left] == group[link.right]}
    members: dict[int, list[int]] = {}
    for row, key in enumerate(events.key):
        members.setdefault(group[key], []).append(row)
    return tuple(
        sorted(
            tuple(sorted(events.key[row] for row in rows))
            for number, rows in members.items()
            if number >= 0 and number not in linked and len(rows) > 1
            if is_within or len({events.agency[row] for row in rows}) > 1
        )
    )


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _hash_inputs(events: EventRows, review: Review) -> str:
    rows = zip(events.key, events.agency, events.day, events.place, events.kind, events.amount, strict=True)
    said = sorted((*sorted(pair), str(verdict)) for pair, verdict in review.items())
    return hash_content([sorted(rows, key=lambda row: row[0]), said])
