"""How many people of each kind are there, when kinds are fitted together?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.hidden.records import StrataStudy, StratumRow
from tocsin.estimate.hidden.words import say_amount
from tocsin.methods.hidden.stepwise import select_stepwise
from tocsin.methods.hidden.strata import StrataFit, estimate_strata
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["Strata", "study_strata"]

Floats = NDArray[np.float64]

_SHARED_LEVEL = 0.05


@dataclass(frozen=True)
class Strata:
    """Counts by stratum: the column that parts people, the names of the strata, counts (S, 2^L - 1) in table order."""

    column: str
    names: Sequence[str]
    counts: Floats


def study_strata(table: CaptureTable, strata: Strata, *, level: float) -> StrataStudy:
    """Fit strata together, with the pairs that stepwise selection finds in all of them taken as one table.

    Raises
    ------
    TooFewListsError
        If there are fewer than three lists.
    CaptureTableError
        If a stratum has nobody.
    NoEstimateError
        If the joint model has no estimate, or more than one.
    """
    terms = select_stepwise(table).fit.terms
    result = estimate_strata(strata.counts, lists=table.lists, terms=terms, level=level)
    seen = strata.counts.sum(axis=1)
    rows = tuple(
        StratumRow(
            name=name,
            seen=int(seen[at]),
            estimate=float(result.joint.values[at]),
            low=float(result.joint.low[at]),
            high=float(result.joint.high[at]),
            alone_estimate=_known(result.separate.values[at]),
            alone_low=_known(result.separate.low[at]),
            alone_high=_known(result.separate.high[at]),
            gain=_known(result.gain[at]),
        )
        for at, name in enumerate(strata.names)
    )
    p_value = _known(result.p_value)
    return StrataStudy(
        column=strata.column,
        terms=terms,
        rows=rows,
        estimate=result.joint.total,
        low=result.joint.total_low,
        high=result.joint.total_high,
        level=level,
        gain=_known(result.total_gain),
        p_value=p_value,
        verdict=_write_verdict(strata, fit=result.joint, p_value=p_value, missing=len(result.separate.missing)),
    )


def _write_verdict(strata: Strata, *, fit: StrataFit, p_value: float | None, missing: int) -> str:
    text = (
        f"By {strata.column}, fitted together: {say_amount(fit.total_low)} to {say_amount(fit.total_high)} people in all, the "
        "selection of pairs not counted in."
    )
    if missing:
        text += f" {missing} of {len(strata.names)} strata have no estimate by themselves."
    if p_value is None:
        return text + " Whether lists depend on each other alike in all strata could not be tested."
    if p_value < _SHARED_LEVEL:
        return text + (
            f" The data speak against lists depending on each other alike in all strata (p {p_value:.3f}): trust the separate fits "
            "more."
        )
    return text + f" The data do not speak against lists depending on each other alike in all strata (p {p_value:.2f})."


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
