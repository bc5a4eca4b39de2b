"""Do the decision-makers' weights lead to different orders?"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.sheet import ScoreSheet
from tocsin.methods.score.smaa import rank_totals
from tocsin.prioritise.totals import total_scores
from tocsin.prioritise.weights import Weights, WeightSet
from tocsin.terms.finding import Finding, Severity

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class AuthorView:
    """The ranking at one author's own weights: mean weights, expected rank by threat, and the threats that come first."""

    author: str
    mandate: str
    weights: Mapping[str, float]
    expected_rank: Mapping[str, float]
    first: tuple[str, ...]


def compare_authors(
    admitted: Weights, *, sheet: ScoreSheet, top: int
) -> tuple[tuple[AuthorView, ...], tuple[Finding, ...]]:
    """Rank by each author's weights apart, and say where the first threats differ."""
    if not sheet.threats:
        return (), ()
    values = sheet.readings[0].values(sheet.unknown_draw)
    views = tuple(_view(each, values=values, sheet=sheet, top=top) for each in admitted.authors)
    findings = tuple(
        Finding(
            "disagreement",
            "weights:all",
            _difference(one, other, sheet=sheet),
            Severity.NOTE,
            examples=(one.author, other.author),
        )
        for one, other in combinations(views, 2)
        if set(one.first) != set(other.first)
    )
    return views, findings


def _view(own: WeightSet, *, values: Floats, sheet: ScoreSheet, top: int) -> AuthorView:
    ranks = rank_totals(total_scores(values, own.draws, sheet=sheet), randomisations=sheet.randomisations).expected_rank
    order = sorted(range(len(ranks)), key=lambda at: (round(float(ranks[at]), 9), sheet.threats[at]))
    return AuthorView(
        own.author,
        own.mandate,
        dict(zip(sheet.criterion_keys, own.mandated.tolist(), strict=True)),
        dict(zip(sheet.threats, ranks.tolist(), strict=True)),
        tuple(sheet.threats[at] for at in order[:top]),
    )


def _difference(one: AuthorView, other: AuthorView, *, sheet: ScoreSheet) -> str:
    titles = dict(zip(sheet.threats, sheet.titles, strict=True))
    only = [", ".join(titles[key] for key in a.first if key not in b.first) for a, b in ((one, other), (other, one))]
    return (
        f"By the weights of {one.author}, {only[0]} would be among the first {len(one.first)}; by those of {other.author}, "
        f"{only[1]} would be instead."
    )
