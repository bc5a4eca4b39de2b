"""What was observed of which unit in which period, and what is asked of it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tocsin.monitor.effect.errors import StudySettingError
from tocsin.terms.errors import TermError
from tocsin.terms.period import Period, Precision
from tocsin.terms.problem import nearest_or_all
from tocsin.terms.recipe import Setting

Floats = NDArray[np.float64]
Design = Literal["interrupted", "did", "synthetic"]
Model = Literal["linear", "counts", "negative-binomial"]
Controls = Literal["never", "not-yet"]

_SEASONS = {Precision.MONTH: 12}


@dataclass(frozen=True)
class Panel:
    """Values of N units over T periods in the order of time; NaN in covariates where nothing is known."""

    periods: tuple[Period, ...]
    units: tuple[str, ...]
    values: Floats  # (N, T)
    adopted: tuple[Period | None, ...] = ()  # one per unit, or none at all
    covariates: Mapping[str, Floats] = field(default_factory=dict)  # each (N, T)
    exposure: Floats | None = None  # (N, T)

    def rows(self, names: Iterable[str]) -> list[int]:
        """The rows of some units, in the order of the panel."""
        wanted = set(names)
        return [row for row, unit in enumerate(self.units) if unit in wanted]

    def find_start(self, text: str) -> int:
        """The first period that begins with the period named, or after it begins."""
        begins = _parse(text).start
        later = [at for at, period in enumerate(self.periods) if period.start >= begins]
        if not later or begins < self.periods[0].start:
            raise StudySettingError(
                f"{text!r} lies outside the data, which run from {self.periods[0]} to {self.periods[-1]}, so there is no before "
                "or no after. Give a start inside them (--start), or more data."
            )
        return later[0]

    def splits(self, text: str) -> bool:
        """Whether something that starts then starts in the middle of a period."""
        begins = _parse(text).start
        return any(period.start < begins <= period.end for period in self.periods)

    def find_season(self) -> int:
        """Periods per year for months, else 0: years have no season, and days too many."""
        return _SEASONS.get(self.periods[0].precision, 0) if len(self.periods[0].years) == 1 else 0


@dataclass(frozen=True)
class EffectSettings:
    """The question: which design, from when on, on whom, against what expectation."""

    design: Design
    start: str = ""
    treated: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    expected: str = ""  # empty: nothing was expected, and the study is exploratory
    declared_on: date | None = None
    counted_in: str = ""
    other_starts: tuple[str, ...] = ()
    model: Model = "linear"
    season: int | None = None  # periods per season; None: 12 for months where the series is long enough
    slopes: bool = True
    controls: Controls = "never"
    predictors: tuple[str, ...] = ()  # covariate, or covariate=1964/1969
    fit: str = ""  # the periods that a synthetic control is fitted to
    level: float = 0.90
    replicates: int = 1_000
    seed: int = 1

    def list_settings(self) -> dict[str, Setting]:
        """Everything that was chosen, as a recipe keeps it."""
        plain = {name: value for name, value in vars(self).items() if name not in ("seed", "declared_on")}
        return plain | {"declared_on": str(self.declared_on) if self.declared_on else None}


@dataclass(frozen=True)
class Roles:
    """Who was treated, who lies next to them, and who is left to compare with: rows of the panel."""

    treated: list[int]
    neighbours: list[int]
    controls: list[int]


def assign_roles(panel: Panel, settings: EffectSettings) -> Roles:
    """Find the units named; by default the only unit, or those with a date of adoption, were treated."""
    unknown = [name for name in (*settings.treated, *settings.neighbours) if name not in panel.units]
    if unknown:
        told = " ".join(f"{name!r}: {nearest_or_all(name, panel.units)}" for name in unknown)
        raise StudySettingError(f"the panel has no unit of this name, so nothing can be said of it. {told}")
    if both := sorted(set(settings.treated) & set(settings.neighbours)):
        raise StudySettingError(
            f"{', '.join(both)} cannot be treated and a neighbour of the treated at once. Name each unit on one side."
        )
    adopters = [row for row, period in enumerate(panel.adopted) if period is not None]
    if settings.treated:
        treated = panel.rows(settings.treated)
    elif len(panel.units) == 1:
        treated = [0]
    elif settings.design == "did" and adopters:
        treated = adopters
    else:
        raise StudySettingError(
            f"the panel has {len(panel.units)} units and none is named as treated, so there is no effect to find. "
            "Name the treated units (--treated), or give a column `adopted`."
        )
    neighbours = panel.rows(settings.neighbours)
    return Roles(treated, neighbours, [row for row in range(len(panel.units)) if row not in (*treated, *neighbours)])


def find_periods(panel: Panel, text: str) -> list[int]:
    """The periods that lie wholly inside the one named."""
    whole = _parse(text)
    found = [at for at, period in enumerate(panel.periods) if whole.contains(period)]
    if not found:
        raise StudySettingError(
            f"no period of the panel lies in {text!r}; it runs from {panel.periods[0]} to {panel.periods[-1]}. Correct it."
        )
    return found


def _parse(text: str) -> Period:
    try:
        return Period.parse(text)
    except TermError as error:
        raise StudySettingError(str(error)) from error
