"""What does a dossier look like in which everything is known, the truth included?

Small dossiers are made in memory, without files. A synthetic country has planted truths, and sources that err as their
grades say: a claim of credence c is honest with probability c, and otherwise lies anywhere in the plausible range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.packaged import load_framework, load_method_sheet
from tocsin.dossier.records.evidence import Claim, Item, Source
from tocsin.dossier.records.head import Head
from tocsin.dossier.records.judgement import DrawEntry
from tocsin.dossier.records.model import Model
from tocsin.dossier.records.sheet import Credence, MethodSheet
from tocsin.estimate.figures import Figures, Store, estimate_figures
from tocsin.estimate.pool import find_credence
from tocsin.methods.draws.points import Points
from tocsin.terms.grade import Grade

PLACE, PERIOD = "COL", "2020"


@dataclass(frozen=True)
class Witness:
    """A claim with the grade of its source and item, and the independence group of its source."""

    claim: Claim
    grade: str
    group: str


def say(
    key: str,
    interval: tuple[float | None, float | None, float | None],
    *,
    variable: str = "area",
    grade: str = "B2",
    group: str = "",
    unit: str = "ha",
    fields: Mapping[str, object] | None = None,
) -> Witness:
    """A claim (low, best, high) by a source of its own, whose independence group may be shared."""
    low, best, high = interval
    record = {
        "key": key,
        "subject": "cocaine",
        "variable": variable,
        "low": low,
        "best": best,
        "high": high,
        "unit": unit,
        "period": PERIOD,
        "place": PLACE,
        "item": f"item-{key}",
    }
    return Witness(Claim.model_validate({**record, **(fields or {})}), grade, group or f"source-{key}")


def claimed(variable: str = "area", *, unit: str = "ha", low: float = 1.0, high: float = 1e6) -> dict[str, object]:
    """A driver that rests on claims, with its plausible range, as a model file would say it."""
    return {
        "title": variable.capitalize(),
        "unit": unit,
        "claims": {"subject": "cocaine", "variable": variable},
        "plausible": {"low": low, "high": high, "reason": "invented"},
    }


def ranged(low: float, high: float, *, unit: str = "share", best: float | None = None) -> dict[str, object]:
    """A driver whose range the analyst set."""
    given = {"low": low, "best": best, "high": high, "reason": "invented"}
    return {"title": "Set by the analyst", "unit": unit, "range": given}


def make_model(
    drivers: Mapping[str, object],
    formulas: Mapping[str, tuple[str, str]],
    *,
    key: str = "supply",
    fields: Mapping[str, object] | None = None,
) -> Model:
    """A model from drivers, and formulas with their units."""
    made = {
        name: {"title": name.capitalize(), "formula": text, "unit": unit} for name, (text, unit) in formulas.items()
    }
    record = {"key": key, "title": key.capitalize(), "drivers": drivers, "formulas": made}
    return Model.model_validate({**record, **(fields or {})})


def make_dossier(
    *models: Model,
    evidence: Sequence[Witness] = (),
    sheet: MethodSheet | None = None,
    draws: Sequence[DrawEntry] = (),
    log2_points: int = 6,
) -> Dossier:
    """A dossier in memory: the models, and every claim with an item and a source of its own."""
    head = {"key": "synthetic", "title": "Synthetic", "place": PLACE, "period": PERIOD, "edition": "1", "seed": 7}
    sources, items = {}, {}
    for each in evidence:
        source, item = f"source-{each.claim.key}", each.claim.item
        words = {"name": f"Source of {each.claim.key}", "kind": "agency", "reliability": each.grade[0]}
        sources[source] = Source.model_validate({"key": source, **words, "independence_group": each.group})
        told = {"title": "Report", "date": PERIOD, "locator": "p. 1", "credibility": each.grade[1]}
        items[item] = Item.model_validate({"key": item, "source": source, **told})
    return Dossier(
        folder=Path("synthetic"),
        head=Head.model_validate({**head, "randomisations": 2, "log2_points": log2_points}),
        sheet=sheet or load_method_sheet("default"),
        framework=load_framework("default"),
        sources=sources,
        items=items,
        claims={each.claim.key: each.claim for each in evidence},
        models={model.key: model for model in models},
        draws=tuple(draws),
    )


def build(dossier: Dossier, *, store: Store | None = None) -> Figures:
    """The figures of a dossier at the points its head asks for."""
    head = dossier.head
    points = Points(seed=head.seed, randomisations=head.randomisations, log2_points=head.log2_points)
    return estimate_figures(dossier, points=points, store=store)


def width(figures: Figures, key: str) -> float:
    """How many times larger the upper end of a figure or driver is than the lower, as a logarithm."""
    found = figures.figures.get(key) or figures.drivers[key]
    return float(np.log(found.estimate.high / found.estimate.low))


def believe_all(sheet: MethodSheet) -> MethodSheet:
    """The sheet with every grade believed in full, so that nothing is left to the plausible range."""
    sure = tuple(Credence.model_validate({**each.model_dump(), "credence": 1.0}) for each in sheet.credences)
    return sheet.model_copy(update={"credences": sure})


@dataclass(frozen=True)
class Country:
    """A dossier and the planted truth of every figure in it."""

    dossier: Dossier
    truths: Mapping[str, float]


VARIABLES = {  # unit, and plausible range
    "area": ("ha", 1e3, 1e6),
    "yield": ("kg/ha", 0.5, 50.0),
    "exports": ("kg", 1e4, 1e7),
    "home_use": ("kg", 1e4, 1e7),
    "losses": ("kg", 1e4, 1e7),
}
GRADES = ("A1", "A2", "B2", "C2", "C3", "E5")


def make_country(rng: np.random.Generator, *, sheet: MethodSheet | None = None) -> Country:
    """A country with truths anywhere in their plausible ranges; each variable is spoken of by one to four sources."""
    used = load_method_sheet("default")
    truths = {name: float(np.exp(rng.uniform(np.log(low), np.log(high)))) for name, (_, low, high) in VARIABLES.items()}
    evidence = [witness for name in VARIABLES for witness in _witnesses(name, truth=truths[name], sheet=used, rng=rng)]
    drivers = {name: claimed(name, unit=unit, low=low, high=high) for name, (unit, low, high) in VARIABLES.items()}
    first = make_model(
        {name: drivers[name] for name in ("area", "yield")}, {"production": ("area * yield", "kg")}, key="supply"
    )
    second = make_model(
        {name: drivers[name] for name in ("exports", "home_use", "losses")},
        {"disposed": ("exports + home_use + losses", "kg"), "unit_share": ("exports / disposed", "share")},
        key="demand",
    )
    total = truths["exports"] + truths["home_use"] + truths["losses"]
    told = {
        **{f"supply.{name}": truths[name] for name in ("area", "yield")},
        **{f"demand.{name}": truths[name] for name in ("exports", "home_use", "losses")},
        "production": truths["area"] * truths["yield"],
        "disposed": total,
        "unit_share": truths["exports"] / total,
    }
    return Country(make_dossier(first, second, evidence=evidence, sheet=sheet, log2_points=7), told)


def _witnesses(variable: str, *, truth: float, sheet: MethodSheet, rng: np.random.Generator) -> list[Witness]:
    unit, low, high = VARIABLES[variable]
    found: list[Witness] = []
    for number in range(int(rng.integers(1, 5))):
        key, grade = f"{variable}-{number}".replace("_", "-"), str(rng.choice(GRADES))
        if found and rng.random() < 0.25:
            original = found[-1]
            told = (original.claim.low, original.claim.best, original.claim.high)
            found.append(say(key, told, variable=variable, unit=unit, grade=original.grade, group=original.group))
            continue
        is_honest = rng.random() < find_credence(Grade.parse(grade), sheet)
        centre = truth if is_honest else float(np.exp(rng.uniform(np.log(low), np.log(high))))
        spread = float(rng.uniform(0.1, 0.5))
        best = centre * float(np.exp(rng.normal(0.0, spread)))
        reach = float(np.exp(1.6448536 * spread))
        found.append(say(key, (best / reach, best, best * reach), variable=variable, unit=unit, grade=grade))
    return found
