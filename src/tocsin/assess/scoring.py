"""How do all threats score on all criteria of the framework?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.cells import Cell, print_score, score_cell
from tocsin.assess.errors import FrameworkUnitError
from tocsin.assess.sheet import ScoreReading, ScoreSheet
from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.picture import Threat
from tocsin.estimate.figures import Figures
from tocsin.methods.draws.points import Points
from tocsin.terms.finding import Finding


@dataclass(frozen=True)
class Scoring:
    """The score sheet, what was noticed, and what each cell rests on, by ``THREAT/CRITERION``."""

    sheet: ScoreSheet
    findings: tuple[Finding, ...]
    inputs: dict[str, tuple[str, ...]]


def score_threats(dossier: Dossier, figures: Figures, *, threats: Sequence[Threat], points: Points) -> Scoring:
    """Score threats on every criterion of the dossier's framework."""
    framework = dossier.framework
    check_framework(framework)
    unknown = [draw_uniforms(f"unknown/{threat.key}", points=points) for threat in threats]
    rows = [
        [score_cell(dossier, figures, threat=threat, criterion=each, points=points) for each in framework.criteria]
        for threat in threats
    ]
    sheet = ScoreSheet(
        framework_record=framework,
        threats=tuple(threat.key for threat in threats),
        titles=tuple(threat.title for threat in threats),
        criteria=framework.criteria,
        readings=_join(rows, points=points, criteria=len(framework.criteria)),
        unknown_draw=np.stack(unknown, axis=1) if unknown else np.zeros((points.draws, 0)),
        cells=tuple(
            print_score(cell, threat=threat.key, criterion=criterion, unknown_draw=drawn)
            for threat, row, drawn in zip(threats, rows, unknown, strict=True)
            for criterion, cell in zip(framework.criteria, row, strict=True)
        ),
        randomisations=points.randomisations,
        figure_of=tuple(tuple(cell.figure for cell in row) for row in rows),
    )
    return Scoring(
        sheet,
        tuple(finding for row in rows for cell in row for finding in cell.findings),
        {
            f"{threat.key}/{criterion.key}": cell.inputs
            for threat, row in zip(threats, rows, strict=True)
            for criterion, cell in zip(framework.criteria, row, strict=True)
        },
    )


def check_framework(framework: Framework) -> None:
    """Refuse a framework that does not score threats."""
    if framework.unit != "threat":
        raise FrameworkUnitError(
            f"The framework {framework.key} scores a {framework.unit}, not a threat, so threats scored on it would mean "
            "something else than it says. Name `default` or a framework of your own with `unit: threat`; "
            f"{framework.key} can still be computed beside the ranking."
        )


def _join(rows: Sequence[Sequence[Cell]], *, points: Points, criteria: int) -> tuple[ScoreReading, ...]:
    """Readings of all cells as arrays; a cell with one reading stands in both."""
    count = max((len(cell.readings) for row in rows for cell in row), default=1)
    shape = (points.draws, len(rows), criteria)
    readings = []
    for number in range(count):
        known, is_open = np.zeros(shape), np.zeros(shape, dtype=bool)
        share = np.zeros(shape[1:])
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                reading = cell.readings[min(number, len(cell.readings) - 1)]
                known[:, row, column], is_open[:, row, column] = reading.known, reading.is_open
                share[row, column] = reading.unknown_share
        readings.append(ScoreReading(known, is_open, share))
    return tuple(readings)
