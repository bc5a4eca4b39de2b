"""What is open behind the harm that measures avert: drivers of figures, typed harms, and effects, each with its draws?"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.figures import Figures
from tocsin.methods.draws.points import Points
from tocsin.strategy.harm_draws import thin
from tocsin.strategy.portfolio_case import Case

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class OpenInput:
    """One thing that could be found out, its draws (D,), the threats it is about, and the figures it drives."""

    about: str
    title: str
    draws: Floats = field(repr=False)
    threats: tuple[str, ...]
    figures: tuple[str, ...] = ()


def list_inputs(case: Case, *, figures: Figures, points: Points) -> tuple[OpenInput, ...]:
    """Everything open that the harm averted rests on; what is the same in every draw is left out."""
    found = [*_list_drivers(case, figures=figures, points=points), *_list_typed(case), *_list_effects(case)]
    return tuple(each for each in found if np.ptp(each.draws) > 0)


def _list_drivers(case: Case, *, figures: Figures, points: Points) -> list[OpenInput]:
    chosen = thin(points)
    threats: dict[str, list[str]] = {}
    drives: dict[str, list[str]] = {}
    for key in case.harms.counted:
        harm = case.dossier.harms[key]
        if harm.figure is not None:
            for share in figures.figures[harm.figure].drivers:
                threats.setdefault(share.key, []).append(harm.threat)
                drives.setdefault(share.key, []).append(harm.figure)
    return [
        OpenInput(
            f"driver:{key}", figures.drivers[key].title, figures.drivers[key].draws[chosen],
            tuple(dict.fromkeys(about)), tuple(dict.fromkeys(drives[key])),
        )
        for key, about in sorted(threats.items())
    ]  # fmt: skip


def _list_typed(case: Case) -> list[OpenInput]:
    harms = case.dossier.harms
    return [
        OpenInput(f"harm:{key}", harms[key].title, draws, (harms[key].threat,))
        for key, draws in case.harms.typed.items()
    ]


def _list_effects(case: Case) -> list[OpenInput]:
    threats = case.dossier.threats
    titles = dict(zip((measure.key for measure in case.measures), case.titles, strict=True))
    return [
        OpenInput(f"effect:{measure}/{threat}", f"the effect of {titles[measure]} on {threats[threat].title}", draws, (threat,))
        for (measure, threat), draws in case.effects.effects.items()
    ]  # fmt: skip
