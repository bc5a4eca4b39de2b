"""How are the amounts of all places made to agree, and what then moves along each leg?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.flow.errors import UnbalancedTotalsError, UnusableFlowsError
from tocsin.estimate.flow.figures import summarise_amount, write_names
from tocsin.estimate.flow.inputs import ACCOUNT_SIGNS, TOTAL_SIGNS, Floats, Margin
from tocsin.estimate.flow.network import Flags, find_live_legs, find_parts, find_sides
from tocsin.methods.flow.balance import balance
from tocsin.methods.flow.conserve import conserve
from tocsin.methods.flow.reconcile import reconcile

# Beyond this share of all that moves a difference is no rounding.
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Ledger:
    """Draws of all margins (D, K), the place (K,) of each, its sign and the account it enters; -1 for none."""

    margins: tuple[Margin, ...]
    drawn: Floats
    place: NDArray[np.int64]
    sign: NDArray[np.int64]
    account: NDArray[np.int64]
    legs: Flags  # (P, P): legs that can carry something

    @property
    def is_placed(self) -> Flags:
        """Which margins (K,) enter an account."""
        return np.asarray(self.account >= 0)


@dataclass(frozen=True)
class Fitted:
    """Flows (D, P, P) after balancing, the draws (D,) that could be balanced, and the margins (D, K) they balance."""

    flows: Floats
    is_balanced: Flags
    margins: Floats


def open_ledger(
    margins: Sequence[Margin], drawn: Floats, *, places: Sequence[str], possible: Flags, by_totals: bool
) -> Ledger:
    """Put every margin in the account of the places that its own hangs together with.

    With ``by_totals`` what leaves and what enters each place is known; else what it adds and takes out.
    """
    signs = TOTAL_SIGNS if by_totals else ACCOUNT_SIGNS
    index = {name: number for number, name in enumerate(places)}
    place = np.array([index[margin.node] for margin in margins], dtype=np.int64)
    sign = np.array([signs.get(margin.kind, 0) if margin.high > 0 else 0 for margin in margins], dtype=np.int64)
    feeds, drains = np.zeros((2, len(places)), dtype=np.bool_)
    feeds[place[sign > 0]] = True
    drains[place[sign < 0]] = True
    if by_totals:
        legs = np.asarray(possible & feeds[:, None] & drains)
        sends, receives = find_sides(legs)
    else:
        legs = find_live_legs(possible, feeds=feeds, drains=drains)
        sends = receives = find_parts(legs)
    account = np.where(sign > 0, sends[place], np.where(sign < 0, receives[place], -1))
    if not legs.any():
        raise UnusableFlowsError(
            "no leg leads from a place that adds something to one that takes something out, so nothing can move. Check that the "
            "names of places are the same in the records and the margins."
        )
    return Ledger(tuple(margins), drawn, place, sign, account, legs)


def check_totals(ledger: Ledger, *, places: Sequence[str], unit: str, level: float) -> None:
    """Refuse accounts whose two sides differ by more than their intervals allow."""
    wrong: list[str] = []
    for number in range(int(ledger.account.max()) + 1):
        inside = ledger.account == number
        parts = ledger.drawn[:, inside] * ledger.sign[inside]
        gap = summarise_amount(parts.sum(axis=1), level=level, unit=unit)
        if gap.excludes_zero and abs(gap.value) > _ROUNDING * float(np.median(np.abs(parts).sum(axis=1))):
            added = summarise_amount(parts.clip(min=0).sum(axis=1), level=level, unit=unit)
            taken = summarise_amount((-parts).clip(min=0).sum(axis=1), level=level, unit=unit)
            names = write_names(dict.fromkeys(places[at] for at in ledger.place[inside]))
            wrong.append(
                f"- {names}: {added} comes in and {taken} goes out. {'Too much' if gap.value > 0 else 'Missing'}: {gap}."
            )
    if wrong:
        raise UnbalancedTotalsError(
            "\n".join(
                [
                    f"Supply and use do not agree: the {level:.0%} interval of their difference excludes zero, so balancing "
                    "would only hide what is missing:",
                    *wrong,
                    "Correct the margins, widen those that are less sure than they say, or name what is missing as a place of "
                    "its own, with its margin and a record of a leg to or from it.",
                ]
            )
        )


def balance_ledger(ledger: Ledger, cells: Floats, *, by_totals: bool) -> Fitted:
    """Reconcile the margins draw by draw, and balance the legs to them."""
    placed = ledger.is_placed
    stated = ledger.drawn.copy()
    stated[:, placed] = reconcile(ledger.drawn[:, placed], ledger.sign[placed], groups=ledger.account[placed]).amounts
    draws, places = len(cells), cells.shape[1]
    added, taken = np.zeros((2, draws, places))
    for number in np.flatnonzero(placed):
        side = added if ledger.sign[number] > 0 else taken
        side[:, ledger.place[number]] += stated[:, number]
    flows = np.zeros(cells.shape)
    rows, columns = ledger.legs.any(axis=1), ledger.legs.any(axis=0)
    if by_totals:
        part = (cells * ledger.legs)[:, rows][:, :, columns]
        fit = balance(part, rows=added[:, rows], columns=taken[:, columns])
        flows[np.ix_(np.arange(draws), rows, columns)] = fit.flows
        return Fitted(flows, fit.is_balanced, stated)
    inside = rows | columns
    part = (cells * ledger.legs)[:, inside][:, :, inside]
    kept = conserve(part, (added - taken)[:, inside])
    flows[np.ix_(np.arange(draws), inside, inside)] = kept.flows
    return Fitted(flows, kept.is_balanced, stated)
