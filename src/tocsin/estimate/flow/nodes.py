"""Does the account of each place close: is what enters and is made also used, seized, lost or sent on?"""

from collections.abc import Sequence

import numpy as np

from tocsin.estimate.flow.accounts import Fitted, Ledger
from tocsin.estimate.flow.figures import Amount, summarise_amount
from tocsin.estimate.flow.inputs import ACCOUNT_SIGNS, TOTAL_SIGNS, Floats, Kind
from tocsin.estimate.flow.network import Flags
from tocsin.estimate.flow.records import NodeFlow

# A missing amount under this share of what passes through a place is rounding.
_ROUNDING = 1e-6


def describe_nodes(
    ledger: Ledger, fitted: Fitted, *, places: Sequence[str], unit: str, level: float
) -> tuple[NodeFlow, ...]:
    """Describe every place, in alphabetical order."""
    kept = fitted.is_balanced
    leaving, entering = fitted.flows.sum(axis=2)[kept], fitted.flows.sum(axis=1)[kept]
    is_left, is_entered = np.asarray(ledger.legs.any(axis=1)), np.asarray(ledger.legs.any(axis=0))
    return tuple(
        _describe(
            name,
            stated={
                margin.kind: ledger.drawn[kept, at]
                for at, margin in enumerate(ledger.margins)
                if ledger.place[at] == number
            },
            moved=(entering[:, number], leaving[:, number]),
            is_open=(bool(is_entered[number]), bool(is_left[number])),
            missing=_find_missing(ledger, kept, place=number, staying=entering[:, number] - leaving[:, number]),
            unit=unit,
            level=level,
        )
        for number, name in enumerate(places)
    )


def _find_missing(ledger: Ledger, kept: Flags, *, place: int, staying: Floats) -> Floats | None:
    """What is added at a place and not accounted for, in the draws that balance; None where no account is stated."""
    own = np.flatnonzero(ledger.place == place)
    if own.size == 0:
        return None
    account = [at for at in own if ledger.margins[at].kind in ACCOUNT_SIGNS]
    lost = [at for at in own if ledger.margins[at].kind in TOTAL_SIGNS and not ledger.is_placed[at]]
    if not account and not lost:
        return None
    total = staying if account else np.zeros(len(staying))
    for at in account:
        total = total + ACCOUNT_SIGNS[ledger.margins[at].kind] * ledger.drawn[kept, at]
    for at in [] if account else lost:  # what should leave or enter, and no leg carries
        total = total + TOTAL_SIGNS[ledger.margins[at].kind] * ledger.drawn[kept, at]
    return total


def _describe(
    name: str,
    *,
    stated: dict[Kind, Floats],
    moved: tuple[Floats, Floats],
    is_open: tuple[bool, bool],
    missing: Floats | None,
    unit: str,
    level: float,
) -> NodeFlow:
    entering, leaving = moved
    passing = entering + stated.get("production", np.zeros(len(entering)))
    told = {kind: summarise_amount(draws, level=level, unit=unit) for kind, draws in stated.items()}
    gap = None if missing is None else summarise_amount(missing, level=level, unit=unit)
    throughput = float(np.median(passing + leaving)) + sum(amount.value for amount in told.values())
    is_unbalanced = gap is not None and gap.excludes_zero and abs(gap.value) > _ROUNDING * throughput
    return NodeFlow(
        node=name,
        entering=summarise_amount(entering, level=level, unit=unit) if is_open[0] else None,
        leaving=summarise_amount(leaving, level=level, unit=unit) if is_open[1] else None,
        production=told.get("production"),
        consumption=told.get("consumption"),
        seizures=told.get("seizures"),
        losses=told.get("losses"),
        missing=gap,
        seized_share=_share_seized(stated.get("seizures"), passing=passing, level=level),
        state="unbalanced" if is_unbalanced else "not stated" if gap is None else "balanced",
        note=_explain(gap, is_reached=any(is_open)) if is_unbalanced and gap is not None else "",
    )


def _share_seized(seized: Floats | None, *, passing: Floats, level: float) -> Amount | None:
    if seized is None or (passing <= 0).any():
        return None
    return summarise_amount(seized / passing, level=level, unit="share")


def _explain(gap: Amount, *, is_reached: bool) -> str:
    if not is_reached:
        return "no leg that can carry anything leads here or away: add a record of one, or distances that make one possible"
    if gap.value > 0:
        return (
            "more is made or enters than is used, seized, lost or leaves: an outlet is missing, or a figure is too high"
        )
    return "more is used, seized, lost or leaves than is made or enters: a source is missing, or a figure is too low"
