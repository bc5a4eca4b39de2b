"""Which small dossiers do tests of pictures and rankings need? Invented threats, claims and scores, built in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.evidence import Claim, Item, Source
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.head import Head
from tocsin.dossier.records.model import Driver
from tocsin.dossier.records.picture import Threat
from tocsin.estimate.drivers import Prepared
from tocsin.estimate.figures import Figure, Figures
from tocsin.estimate.graph import find_dependencies
from tocsin.estimate.ledger import Ledger
from tocsin.estimate.pool import Pooled
from tocsin.estimate.shares import DriverShare
from tocsin.methods.draws.points import Points
from tocsin.terms.estimate import Estimate
from tocsin.terms.graph import Node
from tocsin.terms.period import Period
from tocsin.terms.place import Place
from tocsin.terms.recipe import Recipe

Floats = NDArray[np.float64]

POINTS = Points(seed=7, randomisations=4, log2_points=9)
GAP = {"gap": "not known"}
CARD = dict.fromkeys(("who", "collaborators", "enablers", "what", "where", "when", "why", "how"), GAP)


def make_framework(criteria: int = 3, *, aggregation: str = "additive") -> Framework:
    """Make a framework with two ranked axes and one beside: `c1`, `c2` and so on, and `beside`, from 0 to 10."""
    rows = [
        {
            "key": f"c{n}",
            "title": f"Criterion {n}",
            "axis": "first" if n == 1 else "second",
            "question": "?",
            "anchors": {0: "none"},
        }
        for n in range(1, criteria + 1)
    ]
    rows.append({"key": "beside", "title": "Beside", "axis": "shown", "question": "?", "anchors": {0: "none"}})
    axes: list[dict[str, object]] = [{"key": "first", "title": "First"}]
    axes += [{"key": "second", "title": "Second"}] if criteria > 1 else []
    axes += [{"key": "shown", "title": "Shown", "is_ranked": False}]
    return Framework.model_validate(
        {
            "key": "small",
            "title": "Small",
            "version": "1",
            "source": "invented",
            "axes": axes,
            "criteria": rows,
            "aggregation": aggregation,
        }
    )


def make_threat(key: str, *, role: str = "threat", **named: object) -> Threat:
    """Make a threat of which every facet is a gap."""
    fields = {
        "key": key, "title": key.upper(), "crime": "cocaine", "role": role, "card": CARD, "trend": GAP, "response": GAP,
        "outlook": {"to": "2025", "gap": "not known", "early_warnings": ["price"]}, "confidence": "low",
        "confidence_reason": "invented", **named,
    }  # fmt: skip
    return Threat.model_validate(fields)


def make_claim(
    key: str, threat: str, criterion: str, *, low: float | None, high: float | None, **named: object
) -> Claim:
    """Make a claim that scores a threat; its item is `i` followed by its grade, `iB2` unless `grade` says otherwise."""
    grade, source = str(named.pop("grade", "b2")), str(named.pop("source", key))
    fields = {
        "key": key, "subject": threat, "variable": criterion, "low": low, "high": high, "unit": "score", "period": "2020",
        "place": "COL", "item": f"{source}-{grade}", **named,
    }  # fmt: skip
    return Claim.model_validate(fields)


def make_dossier(threats: Iterable[Threat], claims: Iterable[Claim] = (), **named: object) -> Dossier:
    """Make a dossier with the sources and items that its claims name: item `x-b2` is of source `x-b2`, group `x`, grade B2."""
    told = {claim.key: claim for claim in claims}
    items: dict[str, Item] = {}
    sources: dict[str, Source] = {}
    for claim in told.values():
        group, _, grade = claim.item.rpartition("-")
        sources[claim.item] = Source.model_validate(
            {
                "key": claim.item,
                "name": group,
                "kind": "agency",
                "reliability": grade[0].upper(),
                "independence_group": group,
            }
        )
        items[claim.item] = Item.model_validate(
            {
                "key": claim.item,
                "source": claim.item,
                "title": "t",
                "date": "2020",
                "locator": "p. 1",
                "credibility": grade[1],
            }
        )
    fields: dict[str, object] = {
        "folder": Path(), "head": make_head(), "sheet": load_method_sheet("default"), "framework": make_framework(),
        "sources": sources, "items": items, "claims": told, "threats": {threat.key: threat for threat in threats}, **named,
    }  # fmt: skip
    return Dossier(**fields)  # type: ignore[arg-type]  # fields are those of Dossier, checked when it is used


def make_head(**named: object) -> Head:
    """Make the head of an invented dossier on Colombia in 2020."""
    fields: Mapping[str, object] = {
        "key": "small", "title": "Small", "place": "COL", "period": "2020", "edition": "1", "seed": 7, **named,
    }  # fmt: skip
    return Head.model_validate(fields)


def no_figures(dossier: Dossier) -> Figures:
    """Figures of a dossier without models."""
    ledger = Ledger.of(())
    return Figures({}, {}, {}, {}, (), find_dependencies(dossier, ledger=ledger), ledger)


def make_estimate(draws: Floats, *, unit: str = "USD/year", period: str = "2020") -> Estimate:
    """Make the estimate that goes with draws."""
    low, value, high = np.quantile(draws, (0.05, 0.5, 0.95))
    return Estimate(
        value=float(value), mean=float(draws.mean()), low=float(low), high=float(high), unit=unit, place=Place.parse("COL"),
        period=Period.parse(period), recipe=Recipe("invented", 1, "0"),
    )  # fmt: skip


def make_figures(
    dossier: Dossier,
    draws: Mapping[str, Floats],
    *,
    unit: str = "USD/year",
    residual: float = 0.0,
    is_gap: bool = False,
    is_assumed: bool = False,
) -> Figures:
    """Make figures by key, each with one driver `m.KEY` that is the figure itself and leaves `residual` open.

    An assumed driver is a range that an analyst set; a gap has no evidence at all.
    """
    bare = no_figures(dossier)
    figures, drivers, prepared = {}, {}, {}
    for key, own in draws.items():
        estimate, name = make_estimate(own, unit=unit), f"m.{key}"
        driver = Driver.model_validate(
            {"title": name, "unit": unit, "range": {"low": 1, "high": 2, "reason": "invented"}}
        )
        pooled = None if is_assumed else Pooled((), residual, None, (), ())
        prepared[name] = Prepared(name, driver, None, pooled=pooled, is_gap=is_gap)
        drivers[name] = Figure(name, name, estimate, own, "m")
        figures[key] = Figure(
            key, key, estimate, own, "m", formula=key, drivers=(DriverShare(name, name, 1.0, 0.0),), grade_mix={"mid": 1.0},
            sources=() if is_gap or is_assumed else ("s",), gaps=(name,) if is_gap else (),
        )  # fmt: skip
    nodes = [Node(f"estimate:{key}", key) for key in draws]
    return replace(bare, figures=figures, drivers=drivers, prepared=prepared, graph=bare.graph.joined(nodes))
