"""Which technical assistance is needed most, which offer answers which need, and which project would be paid twice?

A need is ranked by threat relevance × gap × readiness, each a share: relevance from the places its threats can take in the
ranking, gap and readiness as the dossier judges them. What is not known runs from 0 to 1, so the product is an interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.assistance import Need, Offer

Share = tuple[float, float]


@dataclass(frozen=True)
class OfferMatch:
    """An offer that answers a need: why it fits, what it leaves open, and whether it runs already."""

    offer: str
    reasons: tuple[str, ...]
    lacks: tuple[str, ...]
    is_running: bool


@dataclass(frozen=True)
class NeedRank:
    """One need with the interval of its rank value, its three parts, and the offers that answer it, the best first."""

    need: str
    low: float
    high: float
    relevance: Share
    gap: Share
    readiness: Share
    matches: tuple[OfferMatch, ...]

    @property
    def is_doubled(self) -> bool:
        """Whether a project that runs already answers the need in full: asking again would pay it twice."""
        return any(match.is_running and not match.lacks for match in self.matches)


def rank_needs(dossier: Dossier, *, ranks: Mapping[str, tuple[int, int]]) -> tuple[NeedRank, ...]:
    """Open needs, the highest interval first; ``ranks`` gives the best and worst place of each threat, 1 for the first."""
    found = [
        _rank(need, dossier=dossier, ranks=ranks)
        for need in dossier.needs.values()
        if need.state in ("open", "matched")
    ]
    return tuple(sorted(found, key=lambda each: (-(each.low + each.high), each.need)))


def _rank(need: Need, *, dossier: Dossier, ranks: Mapping[str, tuple[int, int]]) -> NeedRank:
    relevance = _find_relevance(need, ranks=ranks)
    gap = _share(need.gap_low, need.gap_high)
    readiness = _share(need.readiness_low, need.readiness_high)
    low, high = (relevance[end] * gap[end] * readiness[end] for end in (0, 1))
    matches = [match for offer in dossier.offers.values() if (match := _match(need, offer=offer, dossier=dossier))]
    return NeedRank(
        need.key, low, high, relevance, gap, readiness, tuple(sorted(matches, key=lambda each: (len(each.lacks), each.offer)))
    )  # fmt: skip


def _find_relevance(need: Need, *, ranks: Mapping[str, tuple[int, int]]) -> Share:
    """1 for a threat that stands first, 0 for one that stands last; of several the highest ends."""
    count = len(ranks)
    places = [ranks[threat] for threat in need.threats if threat in ranks]
    if not places or count < 2:
        return 0.0, 1.0
    shares = [(1 - (worst - 1) / (count - 1), 1 - (best - 1) / (count - 1)) for best, worst in places]
    return max(low for low, _ in shares), max(high for _, high in shares)


def _share(low: float | None, high: float | None) -> Share:
    return (0.0 if low is None else low), (1.0 if high is None else high)


def _match(need: Need, *, offer: Offer, dossier: Dossier) -> OfferMatch | None:
    """Why an offer fits a need and what it leaves open; None where it is of another kind, closed, or for other places."""
    place = dossier.head.place
    if offer.state == "closed" or offer.kind != need.kind or (offer.places and place not in offer.places):
        return None
    reasons, lacks = [f"it is {offer.kind}"], []
    duties = [duty for duty in need.duties if any(_meets(duty, each) for each in offer.duties)]
    threats = [threat for threat in need.threats if threat in offer.threats]
    if need.duties or need.threats:
        if not duties and not threats:
            return None
        reasons += [f"it serves {', '.join([*duties, *threats])}"]
        lacks += [
            f"nothing on {each}" for each in (*need.duties, *need.threats) if each not in duties and each not in threats
        ]
    if offer.languages and need.languages and not set(offer.languages) & set(need.languages):
        lacks.append(f"not in {', '.join(need.languages)}")
    if None not in (offer.high, need.low) and (offer.currency, offer.price_year) == (need.currency, need.price_year):
        assert offer.high is not None
        assert need.low is not None
        if offer.high < need.low:
            lacks.append("less money than is needed at least")
    if offer.ends_on and need.starts_on and offer.ends_on < need.starts_on:
        lacks.append(f"it ends on {offer.ends_on.isoformat()}, before the need begins")
    return OfferMatch(offer.key, tuple(reasons), tuple(lacks), offer.state == "running")


def _meets(duty: str, other: str) -> bool:
    return duty == other or duty.startswith(f"{other}/") or other.startswith(f"{duty}/")
