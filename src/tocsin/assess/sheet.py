"""What is known of each threat on each criterion, what is not, and what does that rest on?"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.records.framework import Criterion, Framework

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class ScoreReading:
    """One reading of the evidence for A threats on C criteria in D draws; scores are shares of the scale, 1 the worst.

    A cell of ``known`` is what the evidence says wherever it may be believed. ``is_open`` marks the draws in which it is
    not believed, so that the cell may lie anywhere on its scale; ``unknown_share`` is how probable that is, 1 where there
    is no evidence at all. Draws of a figure spread over what its drivers leave open by themselves and are never marked.
    """

    known: Floats = field(repr=False)  # (D, A, C)
    is_open: Marks = field(repr=False)  # (D, A, C)
    unknown_share: Floats  # (A, C)

    @property
    def is_unknown(self) -> Marks:
        """Cells (A, C) for which there is no evidence at all."""
        return self.unknown_share >= 1

    def values(self, unknown_draw: Floats) -> Floats:
        """Scores (D, A, C) with the unknown parts of each threat at the draw (D, A) that they share."""
        return np.where(self.is_open, unknown_draw[:, :, None], self.known)

    def extremes(self, unknown_draw: Floats) -> tuple[Floats, Floats]:
        """Scores (D, A, C) with the cells that have no evidence at their least, and at their worst.

        What weak evidence leaves open stays at the draw that the threat's unknown parts share.
        """
        values = self.values(unknown_draw)
        return np.where(self.is_unknown, 0.0, values), np.where(self.is_unknown, 1.0, values)

    def bounds(self, unknown_draw: Floats) -> tuple[Floats, Floats]:
        """Scores (D, A, C) with all that is open at its least, and at its worst.

        Cells without evidence lie at the ends of their scale; what weak evidence leaves open lies at what the evidence
        says or at the draw that the threat's unknown parts share, whichever is less, or more. Losing a claim that agrees
        with the others opens draws and closes none, so the bounds never draw in.
        """
        values = self.values(unknown_draw)
        least, worst = np.minimum(values, self.known), np.maximum(values, self.known)
        return np.where(self.is_unknown, 0.0, least), np.where(self.is_unknown, 1.0, worst)

    def narrowed(self, columns: NDArray[np.int64]) -> "ScoreReading":
        """The same reading on some of the criteria."""
        return ScoreReading(
            self.known[:, :, columns], self.is_open[:, :, columns], self.unknown_share[:, columns]
        )  # fmt: skip


@dataclass(frozen=True)
class CellScore:
    """One printed score on the criterion's own scale: interval at 90 %, what it rests on, experts' scores beside it.

    ``value`` is None where nothing is known: an unknown score has no middle. ``basis`` reads ``estimate:KEY``,
    ``claims:KEY;KEY``, ``expert:AUTHOR;AUTHOR`` or ``unknown``. ``expert_share`` is how much of a score on claims analysts
    fill.
    """

    threat: str
    criterion: str
    value: float | None
    low: float
    high: float
    basis: str
    unknown_share: float
    beside: tuple[str, ...] = ()
    expert_share: float = 0.0


@dataclass(frozen=True)
class ScoreSheet:
    """Scores of A threats on C criteria of one framework, in one reading of the evidence or, beside it, a second one.

    The second reading counts claims whose grade cannot be judged. ``unknown_draw`` (D, A) is the one draw that all
    unknown parts of a threat share: drawn apart, many unknowns would average to a medium. ``figure_of`` names the figure
    behind each cell that has one.
    """

    framework_record: Framework
    threats: tuple[str, ...]
    titles: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    readings: tuple[ScoreReading, ...] = field(repr=False)
    unknown_draw: Floats = field(repr=False)  # (D, A)
    cells: tuple[CellScore, ...] = field(repr=False)  # A × C, threat by threat
    randomisations: int = 1
    figure_of: tuple[tuple[str, ...], ...] = ()

    @property
    def framework(self) -> str:
        """Key and version of the framework."""
        return f"{self.framework_record.key}/{self.framework_record.version}"

    @property
    def axes(self) -> tuple[str, ...]:
        """The axis of each criterion, (C,)."""
        return tuple(criterion.axis for criterion in self.criteria)

    @property
    def known(self) -> Floats:
        """What evidence of known grade says, (D, A, C)."""
        return self.readings[0].known

    @property
    def unknown_share(self) -> Floats:
        """How probable it is that each cell is not known, (A, C), by evidence of known grade."""
        return self.readings[0].unknown_share

    @property
    def basis(self) -> tuple[tuple[str, ...], ...]:
        """What each cell rests on, threat by threat."""
        return self._table([cell.basis for cell in self.cells])

    def cell(self, threat: str, criterion: str) -> CellScore:
        """The printed score of one threat on one criterion."""
        place = self.threats.index(threat) * len(self.criteria) + self.criterion_keys.index(criterion)
        return self.cells[place]

    @property
    def criterion_keys(self) -> tuple[str, ...]:
        """Keys of the criteria, (C,)."""
        return tuple(criterion.key for criterion in self.criteria)

    def ranked(self) -> "ScoreSheet":
        """The sheet without criteria on axes that stand beside the ranking."""
        weighed = {axis.key for axis in self.framework_record.axes if axis.is_ranked}
        columns = np.array(
            [at for at, criterion in enumerate(self.criteria) if criterion.axis in weighed], dtype=np.int64
        )
        size = len(self.criteria)
        return replace(
            self,
            criteria=tuple(self.criteria[at] for at in columns),
            readings=tuple(reading.narrowed(columns) for reading in self.readings),
            cells=tuple(self.cells[row * size + at] for row in range(len(self.threats)) for at in columns),
            figure_of=tuple(tuple(row[at] for at in columns) for row in self.figure_of),
        )

    def _table(self, flat: list[str]) -> tuple[tuple[str, ...], ...]:
        size = len(self.criteria)
        return tuple(tuple(flat[row * size : (row + 1) * size]) for row in range(len(self.threats)))
