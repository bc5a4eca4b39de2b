"""What would Sleipnir say of a group, for comparison, and what do unknown attributes really leave open?

The classic score is kept so that earlier assessments can be read; nothing else in Tocsin uses it. Its rule counts an
unknown attribute like a medium one, so a group of which nothing is known gets half of the highest score.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.assess.errors import UnknownAttributeError
from tocsin.dossier.packaged import load_framework
from tocsin.dossier.records.picture import Group
from tocsin.terms.finding import Finding
from tocsin.terms.problem import nearest_or_all

# Published multipliers of the weight of an attribute.
MULTIPLIERS = {"high": 4, "medium": 2, "low": 1, "nil": 0, "unknown": 2}
FOR_COMPARISON = "for comparison only; nothing rests on it"


@dataclass(frozen=True)
class SleipnirScore:
    """The classic score of a group beside the interval that its unknown attributes really leave.

    ``low`` counts unknown attributes as nil, ``high`` counts them as high; ``most`` is the highest score possible.
    """

    classic: int
    low: int
    high: int
    most: int
    unknown: tuple[str, ...]
    framework: str
    note: str = FOR_COMPARISON


def load_weights() -> dict[str, int]:
    """Load the 19 attributes with their weights, 19 for the first down to 1 for the last."""
    criteria = load_framework("sleipnir").criteria
    return {criterion.key: len(criteria) - place for place, criterion in enumerate(criteria)}


def rate_group(ratings: Mapping[str, str]) -> SleipnirScore:
    """Score one group from ratings (high, medium, low, nil, unknown) by attribute; an attribute left out is unknown."""
    weights = load_weights()
    _check_ratings(ratings, weights=weights)
    full = {name: ratings.get(name, "unknown") for name in weights}
    unknown = tuple(name for name, rating in full.items() if rating == "unknown")
    known = sum(weights[name] * MULTIPLIERS[rating] for name, rating in full.items() if rating != "unknown")
    open_weight = sum(weights[name] for name in unknown)
    framework = load_framework("sleipnir")
    return SleipnirScore(
        classic=known + MULTIPLIERS["unknown"] * open_weight,
        low=known,
        high=known + MULTIPLIERS["high"] * open_weight,
        most=MULTIPLIERS["high"] * sum(weights.values()),
        unknown=unknown,
        framework=f"{framework.key}/{framework.version}",
    )


def rate_groups(groups: Mapping[str, Group]) -> tuple[dict[str, SleipnirScore], tuple[Finding, ...]]:
    """Score every group that has ratings; ratings of what Sleipnir does not ask for are left out and named."""
    weights, scores, findings = load_weights(), {}, []
    for key, group in groups.items():
        strange = sorted(set(group.attributes) - set(weights))
        if strange:
            text = f"Sleipnir has no attribute {', '.join(strange)}: left out of its score. Known are: {', '.join(weights)}."
            findings.append(Finding("unknown-attribute", f"group:{key}", text, examples=tuple(strange)))
        if known := {name: rating for name, rating in group.attributes.items() if name in weights}:
            scores[key] = rate_group(known)
    return scores, tuple(findings)


def _check_ratings(ratings: Mapping[str, str], *, weights: Mapping[str, int]) -> None:
    for name, rating in ratings.items():
        if name not in weights:
            raise UnknownAttributeError(
                f"Sleipnir has no attribute {name!r}, so its rating would be lost. {nearest_or_all(name, weights)}"
            )
        if rating not in MULTIPLIERS:
            raise UnknownAttributeError(
                f"Attribute {name!r} is rated {rating!r}, which has no multiplier. Write one of {', '.join(MULTIPLIERS)}."
            )
