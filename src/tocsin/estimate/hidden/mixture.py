"""Which distribution has a number of people that several classes of models estimate, and what must be said of it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.dossier.records.sheet import MethodSheet
from tocsin.estimate.hidden.records import HiddenStudy, ListModel, ModelClass
from tocsin.estimate.hidden.study import FittedLists
from tocsin.estimate.hidden.words import say_amount, say_interval
from tocsin.methods.draws.distributions import Distribution, Empirical, Mixture
from tocsin.terms.finding import Finding, Severity

__all__ = ["SHARE_PREFIX", "ListMixture", "list_list_findings", "mix_lists", "tell_narrowing"]

SHARE_PREFIX = "lists_share_"
_SPLIT_FACTOR = 1.5  # middles of classes so far apart are told as a warning and not as a note


@dataclass(frozen=True)
class ListMixture:
    """A study, the share of each class that is mixed, and their mixture; None where nothing may be mixed."""

    study: HiddenStudy
    shares: tuple[tuple[ModelClass, float], ...]
    distribution: Distribution | None


def mix_lists(fitted: FittedLists, *, sheet: MethodSheet) -> ListMixture:
    """Mix the classes that pass their checks, by the shares of the method sheet."""
    weights = {
        model.model_class: max(sheet.choices[f"{SHARE_PREFIX}{model.model_class}"].value, 0.0)
        for model in fitted.study.mixed
        if model.model_class in fitted.samples
    }
    total = sum(weights.values())
    if total <= 0:
        return ListMixture(fitted.study, (), None)
    shares = tuple((name, weight / total) for name, weight in weights.items() if weight > 0)
    parts = [Empirical(fitted.samples[name].tolist()) for name, _ in shares]
    whole = parts[0] if len(parts) == 1 else Mixture(parts, [share for _, share in shares])
    return ListMixture(fitted.study, shares, whole)


def list_list_findings(found: ListMixture, *, about: str, title: str) -> Iterator[Finding]:
    """What a reader should know: the classes and their shares, those shown only, the banner, the doubts."""
    study = found.study
    models = {model.model_class: model for model in study.models}
    mixed = [models[name] for name, _ in found.shares]
    shown = [model for model in study.models if model not in mixed]
    told = "; ".join(f"{models[name].name} {share:.0%}, {_say(models[name])}" for name, share in found.shares)
    text = f"{title}: from {study.seen:,} people on {len(study.lists)} lists. "
    text += f"Mixed: {told}. " if mixed else "No class of models is mixed. "
    text += "Shown, not mixed: " + "; ".join(f"{model.name}, {_say(model)}" for model in shown) + "." if shown else ""
    middles = [model.estimate for model in mixed if model.estimate is not None]
    if middles and max(middles) >= _SPLIT_FACTOR * min(middles):
        yield Finding("lists-split", about, text.strip())
    else:
        yield Finding("lists-mixed", about, text.strip(), Severity.NOTE)
    if study.banner:
        yield Finding("lists-unstable", about, f"{title}: {study.banner}")
    # The first warning is true of all lists, and the method page says it; the others speak of intervals and of these lists.
    yield Finding("lists-doubt", about, f"{title}: {' '.join(study.warnings[1:])}")


def tell_narrowing(found: ListMixture) -> str:
    """What would narrow a number of people from lists."""
    names = [model.name for model in found.study.mixed if model.model_class in dict(found.shares)]
    return (
        f"it is estimated from {len(found.study.lists)} overlapping lists by {_join(names)}. Better links between the lists, "
        "or another list that overlaps them, would narrow the figure."
    )


def _say(model: ListModel) -> str:
    if model.estimate is None:
        return "no estimate"
    why = "" if model.is_mixed else f" ({model.reason.partition(':')[0]})"
    return f"{say_amount(model.estimate)} ({say_interval(model)}){why}"


def _join(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
