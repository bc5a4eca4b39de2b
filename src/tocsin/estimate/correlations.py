"""Which variables of a dossier are declared to vary together, and what are their joint draws?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from tocsin.dossier.dossier import Dossier
from tocsin.estimate.ledger import Ledger, variable_of
from tocsin.methods.draws.correlation import correlate
from tocsin.methods.draws.points import Points

_LEAST, _MOST = 2.0**-1022, 1.0 - 2.0**-53
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Correlated:
    """Declared rank correlations between variables, and the sets of variables they tie together."""

    ranks: Mapping[tuple[str, str], float]
    sets: tuple[tuple[str, ...], ...]

    def with_(self, variable: str) -> tuple[str, ...]:
        """The variables tied to one, itself included; empty if it stands alone."""
        return next((each for each in self.sets if variable in each), ())

    def ranks_of(self, variable: str) -> list[tuple[str, str, float]]:
        """The declared correlations inside the set of a variable."""
        tied = self.with_(variable)
        return sorted((first, second, rank) for (first, second), rank in self.ranks.items() if first in tied)


@dataclass(frozen=True)
class Declared:
    """One declared correlation: its two variables in order, its rank, and the model and drivers it was declared on."""

    pair: tuple[str, str]
    rank: float
    model: str
    drivers: tuple[str, str]


@dataclass(frozen=True)
class VariableDraws:
    """The uniform draws (D,) of correlated variables, and the sets whose correlations had to be moved to be possible.

    ``moved`` gives, for each variable of such a set, all of the set and the greatest change.
    """

    uniforms: Mapping[str, NDArray[np.float64]]
    moved: Mapping[str, tuple[tuple[str, ...], float]]


def list_declared(dossier: Dossier) -> tuple[Declared, ...]:
    """Every declared correlation between drivers that its model has, in the order of models."""
    return tuple(
        Declared((min(pair), max(pair)), each.rank, model.key, each.drivers)
        for _, model in sorted(dossier.models.items())
        for each in model.correlations
        if all(name in model.drivers for name in each.drivers)
        for pair in [tuple(variable_of(model.key, name, driver=model.drivers[name]) for name in each.drivers)]
    )


def list_correlated(dossier: Dossier) -> Correlated:
    """Declared correlations by variable, and the sets of variables that they tie."""
    ranks: dict[tuple[str, str], float] = {}
    for each in list_declared(dossier):
        if each.pair[0] != each.pair[1]:
            ranks.setdefault(each.pair, each.rank)
    sets: list[set[str]] = []
    for pair in ranks:
        joined = [each for each in sets if each & set(pair)]
        sets = [each for each in sets if not each & set(pair)] + [set(pair).union(*joined)]
    return Correlated(ranks, tuple(tuple(sorted(each)) for each in sets))


def draw_correlated(correlated: Correlated, *, points: Points, ledger: Ledger) -> VariableDraws:
    """Joint uniforms of all correlated variables; those with lower dimensions keep their own draws."""
    uniforms: dict[str, NDArray[np.float64]] = {}
    moved: dict[str, tuple[tuple[str, ...], float]] = {}
    for tied in correlated.sets:
        names = sorted(tied, key=ledger.dimensions.__getitem__)
        wanted = np.eye(len(names))
        for (first, second), rank in correlated.ranks.items():
            if first in tied:
                row, column = names.index(first), names.index(second)
                wanted[row, column] = wanted[column, row] = rank
        normals = np.stack([points.normals(ledger.dimensions[name]) for name in names], axis=1)
        joint = correlate(normals, wanted)
        for column, name in enumerate(names):
            uniforms[name] = np.clip(ndtr(joint.normals[:, column]), _LEAST, _MOST)
        if joint.moved > _TOLERANCE:
            moved |= dict.fromkeys(names, (tuple(names), joint.moved))
    return VariableDraws(uniforms, moved)
