"""What does a study of an effect say, and to which reader's question does each part answer?"""

from datetime import date
from typing import Literal

from tocsin.dossier.records.record import Record
from tocsin.terms.number_text import render_number, render_range
from tocsin.terms.recipe import Recipe

Answer = Literal["fell", "rose", "cannot tell"]
Standing = Literal["declared beforehand", "declared while it ran", "retrospective", "exploratory"]
Outcome = Literal[
    "as expected", "less than expected", "more than expected", "opposite", "cannot tell", "nothing expected"
]


class EffectFigure(Record):
    """An effect with its interval; an end that is None is unbounded, since the data cannot bound it."""

    value: float
    low: float | None
    high: float | None
    level: float
    unit: str

    @property
    def answer(self) -> Answer:
        """The direction that the whole interval shows."""
        if self.high is not None and self.high < 0:
            return "fell"
        return "rose" if self.low is not None and self.low > 0 else "cannot tell"

    @property
    def range(self) -> str:
        """The interval in words, without the unit."""
        return render_range(self.low, self.high)

    def __str__(self) -> str:
        """Write the effect with its interval and unit, as in ``−12.0 (−20.0 to −4.00) t``."""
        return f"{render_number(self.value)} ({self.range}) {self.unit}".strip()


class Expectation(Record):
    """What was expected before anything was fitted: bounds of the effect, None where open."""

    text: str
    low: float | None
    high: float | None
    unit: str  # percent, or that of the values
    declared_on: date | None
    standing: Standing


class PathPoint(Record):
    """What was seen in a period, what would have been, and the difference."""

    period: str
    seen: float
    expected: float
    gap: float


class Check(Record):
    """One thing that was looked at to judge whether the design holds, and what it showed."""

    name: str
    value: str
    is_worrying: bool = False


class PlaceboRow(Record):
    """A unit treated in thought: how well it fits before, how far it is off after, and the ratio of the two."""

    unit: str
    is_treated: bool
    rmspe_before: float
    rmspe_after: float
    ratio: float | None


class WeightRow(Record):
    """How much one donor, or one predictor, counts."""

    name: str
    weight: float


class LeftOutRow(Record):
    """The effect without one of the donors that it rests on: point only, without an interval."""

    unit: str
    effect: float


class StepRow(Record):
    """The effect so many periods after adoption (below 0: before it), with a band that holds for all steps at once."""

    step: int
    effect: EffectFigure


class NeighbourEffect(Record):
    """What the same design finds in a place, market or method next to the treated."""

    unit: str
    effect: EffectFigure | None
    answer: Answer
    note: str = ""


class Quotient(Record):
    """The weighted displacement quotient: below 0 a part moved to the neighbours, above 0 they gained too.

    Neither it nor what was averted is told where the design itself finds no fall.
    """

    value: EffectFigure | None
    note: str
    averted: EffectFigure | None
    replicates_discarded: int


class EffectStudy(Record):
    """Whether a measure had an effect, how large, against what was expected, how far the design holds, and where it moved."""

    design: str
    start: str
    treated: tuple[str, ...]
    neighbours: tuple[str, ...]
    controls: tuple[str, ...]
    periods_before: int
    periods_after: int
    effect: EffectFigure
    relative: EffectFigure | None
    p_value: float | None
    answer: Answer
    expectation: Expectation | None
    outcome: Outcome
    banner: str
    checks: tuple[Check, ...]
    displacement: tuple[NeighbourEffect, ...]
    quotient: Quotient | None
    net: EffectFigure | None
    is_displaced: bool
    path: tuple[PathPoint, ...]
    weights: tuple[WeightRow, ...]
    predictor_weights: tuple[WeightRow, ...]
    placebos: tuple[PlaceboRow, ...]
    left_out: tuple[LeftOutRow, ...]
    steps: tuple[StepRow, ...]
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe
