"""What does the formula of the Global Organized Crime Index give, and what changed between two editions?

The editions ask for different things, so their averages are compared only on what both of them asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.assess.errors import MissingScoreError, UnknownAttributeError
from tocsin.dossier.packaged import load_framework
from tocsin.terms.problem import nearest_or_all

EDITIONS = (2021, 2023)


@dataclass(frozen=True)
class Edition:
    """What one edition scores: markets, kinds of actors and resilience indicators, by key."""

    year: int
    markets: tuple[str, ...]
    actors: tuple[str, ...]
    resilience: tuple[str, ...]

    @property
    def components(self) -> tuple[str, ...]:
        """All that is scored."""
        return (*self.markets, *self.actors, *self.resilience)


@dataclass(frozen=True)
class IndexScores:
    """Averages of one place, on the published scale of 1 to 10; higher resilience is better, all else worse."""

    markets: float
    actors: float
    criminality: float
    resilience: float
    framework: str


@dataclass(frozen=True)
class EditionChange:
    """Averages of one place in two editions over the components that both have, and which those are."""

    earlier: IndexScores
    later: IndexScores
    common: tuple[str, ...]
    left_out: tuple[str, ...]


def load_edition(year: int) -> Edition:
    """Load the structure of one edition."""
    if year not in EDITIONS:
        raise UnknownAttributeError(
            f"The structure of a {year} edition is not known here, so its averages cannot be made. "
            f"Known are {' and '.join(map(str, EDITIONS))}."
        )
    criteria = load_framework(f"oc-index-{year}").criteria
    by_axis = {
        axis: tuple(each.key for each in criteria if each.axis == axis) for axis in ("markets", "actors", "resilience")
    }
    return Edition(year, **by_axis)


def average_scores(scores: Mapping[str, float], *, edition: int) -> IndexScores:
    """Average the component scores of one place by the published formula, every component of the edition given.

    Markets, actors and resilience are plain means of their components; criminality is the mean of markets and actors.
    Components go by key or by their published name.
    """
    structure = load_edition(edition)
    return _average(
        _by_key(scores, known=structure.components), structure=structure, framework=f"oc-index-{edition}/{edition}"
    )


def compare_editions(
    earlier: Mapping[str, float], later: Mapping[str, float], *, years: tuple[int, int]
) -> EditionChange:
    """Compare two editions for one place, over the components that both of them score and over no others."""
    first, second = load_edition(years[0]), load_edition(years[1])
    shared = set(first.components) & set(second.components)
    structure = Edition(
        first.year,
        *(tuple(key for key in group if key in shared) for group in (first.markets, first.actors, first.resilience)),
    )
    framework = f"oc-index, common set of {first.year} and {second.year}"
    return EditionChange(
        earlier=_average(_by_key(earlier, known=first.components), structure=structure, framework=framework),
        later=_average(_by_key(later, known=second.components), structure=structure, framework=framework),
        common=structure.components,
        left_out=tuple(key for key in (*first.components, *second.components) if key not in shared),
    )


def _average(scores: Mapping[str, float], *, structure: Edition, framework: str) -> IndexScores:
    missing = [key for key in structure.components if key not in scores]
    if missing:
        raise MissingScoreError(
            f"{len(missing)} of {len(structure.components)} components have no score ({', '.join(missing[:5])}): a mean over "
            "fewer would be another index under the same name. Give all of them."
        )
    markets, actors, resilience = (
        sum(scores[key] for key in group) / len(group)
        for group in (structure.markets, structure.actors, structure.resilience)
    )
    return IndexScores(markets, actors, (markets + actors) / 2, resilience, framework)


def _by_key(scores: Mapping[str, float], *, known: tuple[str, ...]) -> dict[str, float]:
    keyed = {name.lower().replace("-", " ").replace(" ", "_"): score for name, score in scores.items()}
    for key, score in keyed.items():
        if key not in known:
            raise UnknownAttributeError(
                f"The edition does not score {key!r}, so its mean would silently leave it out. {nearest_or_all(key, known)}"
            )
        if not 1 <= score <= 10:
            raise MissingScoreError(
                f"The score of {key!r} is {score:g}, outside the published scale of 1 to 10. Correct it."
            )
    return keyed
