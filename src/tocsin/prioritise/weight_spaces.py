"""What can be weighed against what: criteria and axes for the ranking, kinds of harm for the plan?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.sheet import ScoreSheet
from tocsin.dossier.records.judgement import Weight
from tocsin.methods.score.answer_region import Answer
from tocsin.prioritise.harm_weights import HarmStep, list_harm_answers, list_units, name_harm, sample_harm_weights
from tocsin.prioritise.totals import total_scores
from tocsin.prioritise.weights import check_names, check_said_once, list_answers, list_axes, sample_author

Floats = NDArray[np.float64]

# Draws of weights on which questions are weighed up and answers told.
DRAWS = 4_000


@dataclass(frozen=True)
class Weighable:
    """One thing that can be weighed: its name in weights.csv, its title, whether an axis, a criterion or a kind of harm."""

    name: str
    title: str
    level: str
    amount: float = 1.0
    unit: str = ""


class Space(Protocol):
    """Things that are weighed against each other, and what rests on their weights."""

    @property
    def things(self) -> tuple[Weighable, ...]:
        """Everything that can be weighed, N in all."""

    @property
    def rows(self) -> Floats:
        """Which of the C weights add up to each thing's own, (N, C)."""

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Which things may be compared in a question."""

    def takes(self, statement: Weight) -> bool:
        """Whether a statement is of these things."""

    def sample(self, own: Sequence[Weight], *, author: str) -> Floats:
        """Draws (D, C) of the weights that one author's statements allow; the same statements give the same draws."""

    def list_answers(self, own: Sequence[Weight], *, author: str) -> list[Answer]:
        """What one author's statements say of the weights (C,)."""

    def find_unit(self, above: str, below: str) -> str:
        """The unit in which two things are compared; empty where they are compared whole."""

    def pay(self, weights: Floats) -> tuple[Floats | None, int]:
        """Pay-offs (D, A) of what the weights decide on, and how many are chosen; none where nothing is decided."""


@dataclass(frozen=True)
class CriteriaSpace:
    """Axes, and the criteria inside each, of a sheet of scores; they decide which threats come first."""

    sheet: ScoreSheet = field(repr=False)
    top: int
    seed: int

    @cached_property
    def axes(self) -> Mapping[str, Sequence[str]]:
        """The criteria of each axis."""
        return list_axes(self.sheet.criteria)

    @cached_property
    def things(self) -> tuple[Weighable, ...]:
        """Axes, then criteria in the order of the axes."""
        titles = {criterion.key: criterion.title for criterion in self.sheet.criteria}
        titled = {axis.key: axis.title for axis in self.sheet.framework_record.axes}
        names = [name for members in self.axes.values() for name in members]
        return (
            *(Weighable(axis, titled[axis], "axis") for axis in self.axes),
            *(Weighable(name, titles[name], "criterion") for name in names),
        )

    @cached_property
    def rows(self) -> Floats:
        """Sums of criteria for axes, single ones for criteria."""
        sizes = [len(members) for members in self.axes.values()]
        return np.concatenate([np.repeat(np.eye(len(sizes)), sizes, axis=1), np.eye(sum(sizes))])

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Axes among themselves, and criteria inside each axis."""
        found, start = list(combinations(range(len(self.axes)), 2)), len(self.axes)
        for members in self.axes.values():
            found += combinations(range(start, start + len(members)), 2)
            start += len(members)
        return tuple(found)

    def takes(self, statement: Weight) -> bool:
        """All that is not said of kinds of harm."""
        return not statement.is_of_harm

    def sample(self, own: Sequence[Weight], *, author: str) -> Floats:
        """By axis first, as the ranking draws them."""
        rng = np.random.default_rng(self.seed)
        return sample_author(own, author=author, axes=self.axes, draws=DRAWS, rng=rng, findings=[])

    def list_answers(self, own: Sequence[Weight], *, author: str) -> list[Answer]:
        """On the final weights of all criteria."""
        check_names(author, own, axes=self.axes)
        check_said_once(author, own)
        return list_answers(own, axes=self.axes)

    def find_unit(self, above: str, below: str) -> str:
        """None: axes and criteria are compared whole."""
        return ""

    def pay(self, weights: Floats) -> tuple[Floats | None, int]:
        """Values of threats, at mean scores where they are summed; the first few are chosen."""
        if not 0 < self.top < len(self.sheet.threats):
            return None, self.top
        names = [thing.name for thing in self.things if thing.level == "criterion"]
        weights = weights[:, [names.index(key) for key in self.sheet.criterion_keys]]
        scores = self._scores
        if self.sheet.framework_record.aggregation == "additive":
            scores = scores.mean(axis=0)
        else:  # not linear in the scores: each draw of weights meets a draw of the evidence
            scores = scores[np.arange(len(weights)) % len(scores)]
        return total_scores(scores, weights, sheet=self.sheet), self.top

    @cached_property
    def _scores(self) -> Floats:
        return self.sheet.readings[0].values(self.sheet.unknown_draw)


@dataclass(frozen=True)
class HarmSpace:
    """Kinds of harm, each by the amount of a year; what the plan decides with them is not known here."""

    steps: tuple[HarmStep, ...]
    seed: int

    @cached_property
    def things(self) -> tuple[Weighable, ...]:
        """Kinds of harm with an amount."""
        return tuple(
            Weighable(name_harm(step.kind), step.kind, "kind of harm", step.amount, step.unit) for step in self.steps
        )

    @cached_property
    def rows(self) -> Floats:
        """Each kind by itself."""
        return np.eye(len(self.steps))

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two kinds."""
        return tuple(combinations(range(len(self.steps)), 2))

    def takes(self, statement: Weight) -> bool:
        """All that is said of kinds of harm."""
        return statement.is_of_harm

    def sample(self, own: Sequence[Weight], *, author: str) -> Floats:
        """Shares of the yearly amounts."""
        mine = [each.model_copy(update={"author": author}) for each in own]
        rng = np.random.default_rng(self.seed)
        return sample_harm_weights(mine, steps=self.steps, draws=DRAWS, rng=rng).together.draws

    def list_answers(self, own: Sequence[Weight], *, author: str) -> list[Answer]:
        """On the shares of the yearly amounts."""
        return list_harm_answers(own, author=author, steps=self.steps)

    def find_unit(self, above: str, below: str) -> str:
        """Units of the second kind for one unit of the first."""
        return self._units[above, below]

    def pay(self, weights: Floats) -> tuple[Floats | None, int]:
        """Nothing: which measures the plan takes is worked out elsewhere."""
        return None, 0

    @cached_property
    def _units(self) -> Mapping[tuple[str, str], str]:
        return list_units(self.steps)
