"""Which small rankings do tests need?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from tests.support.synthetic import claimed, make_model
from tests.support.synthetic import make_dossier as make_synthetic
from tests.support.synthetic import say as tell
from tests.support.threats import POINTS, make_claim, make_dossier, make_framework, make_threat, no_figures
from tocsin.assess.picture import assess_threats
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.judgement import Weight
from tocsin.estimate.figures import estimate_figures
from tocsin.prioritise.ranking import Ranking, rank_threats


def say(about: str, kind: str, value: float, *, author: str = "minister") -> Weight:
    return Weight.model_validate({"author": author, "mandate": "law", "about": about, "kind": kind, "value": value})


def know(threat: str, middle: float, *, criteria: int = 3, groups: str = "xyz") -> list[Claim]:
    """Well-graded claims of independent groups on every criterion."""
    return [
        make_claim(
            f"{threat}-c{n}-{group}", threat, f"c{n}", low=middle - 0.5, high=middle + 0.5, grade="a1", source=group
        )
        for n in range(1, criteria + 1)
        for group in groups
    ]


def rank(
    threats: str, *claims: Claim, criteria: int = 3, weights: tuple[Weight, ...] = (), top: int = 3, **named: object
) -> Ranking:
    framework = make_framework(criteria, aggregation=str(named.pop("aggregation", "additive")))
    dossier = make_dossier([make_threat(key) for key in threats], claims, framework=framework, **named)
    picture = assess_threats(dossier, figures=no_figures(dossier), points=POINTS)
    return rank_threats(picture, weights=weights, points=POINTS, rng=np.random.default_rng(1), top=top)


def rank_dossier(dossier: Dossier, *, top: int = 2) -> Ranking:
    """Rank the threats of a dossier, figures of its models included."""
    figures = estimate_figures(dossier, points=POINTS) if dossier.models else no_figures(dossier)
    picture = assess_threats(dossier, figures=figures, points=POINTS)
    return rank_threats(picture, weights=(), points=POINTS, rng=np.random.default_rng(1), top=top)


def make_supply(
    areas: Mapping[str, Sequence[str]], yields: Mapping[str, Sequence[str]], *, centres: Mapping[str, float]
) -> Dossier:
    """A dossier whose threats are scored on `c1` by area times yield, each resting on agreeing claims of the grades given.

    A centre is where the claims lie, as a share of the way through the plausible range. Nothing else is known.
    """
    evidence, models = [], []
    for key in areas:
        drivers = {}
        for name, grades, high, unit in (("area", areas[key], 1e5, "ha"), ("yield", yields[key], 1e3, "kg/ha")):
            variable, best = f"{name}_{key}", float(high ** centres[key])
            drivers[variable] = claimed(variable, unit=unit, low=1.0, high=high)
            evidence += [
                tell(f"{name}-{key}-{at}", (best / 1.2, best, best * 1.2), variable=variable, grade=grade, unit=unit)
                for at, grade in enumerate(grades)
            ]
        made = {f"made_{key}": (f"area_{key} * yield_{key}", "kg")}
        models.append(make_model(drivers, made, key=f"supply_{key}"))
    dossier = make_synthetic(*models, evidence=evidence)
    head = dossier.head.model_copy(update={"randomisations": POINTS.randomisations, "log2_points": POINTS.log2_points})
    threats = {key: make_threat(key, figures={"c1": f"made_{key}"}) for key in areas}
    return replace(dossier, head=head, threats=threats, framework=_make_framework())


def _make_framework() -> Framework:
    """One ranked criterion, scored by mass, beside one that is not ranked."""
    plain = make_framework(1)
    value = {"kind": "logarithmic", "least_at": 1.0, "worst_at": 1e8, "unit": "kg/year", "reason": "invented"}
    first = plain.criteria[0].model_validate({**plain.criteria[0].model_dump(), "value": value})
    return plain.model_copy(update={"criteria": (first, *plain.criteria[1:])})
