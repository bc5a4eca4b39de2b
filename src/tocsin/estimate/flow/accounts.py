"""How are the amounts of all places made to agree, and what then moves along each leg?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.flow.errors import UnbalancedTotalsError, UnusableFlowsError
from tocsin.estimate.flow.figures import summarise_amount, write_names, write_number
from tocsin.estimate.flow.inputs import ACCOUNT_SIGNS, TOTAL_SIGNS, Floats, Margin
from tocsin.estimate.flow.network import Flags, find_live_legs, find_parts, find_sides
from tocsin.methods.flow.balance import balance
from tocsin.methods.flow.conserve import conserve
from tocsin.methods.flow.reconcile import reconcile

# Beyond this share of all that moves a difference is no rounding.
_ROUNDING = 1e-6
# Of the places that stop a balance those are named that are off by more than this share of the worst.
_STUCK_SHARE = 0.2


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
        adds, takes = (write_names(np.array(places)[side].tolist()) or "none" for side in (feeds, drains))
        raise UnusableFlowsError(
            f"no leg leads from a place that adds something ({adds}) to one that takes something out ({takes}), so nothing can move. "
            "Check that the names of places are the same in the records and the margins."
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
                    *_name_unreached(ledger, places=places, unit=unit, level=level),
                    "Correct the margins, widen those that are less sure than they say, or name what is missing as a place of "
                    "its own, with its margin and a record of a leg to or from it.",
                ]
            )
        )


def _name_unreached(ledger: Ledger, *, places: Sequence[str], unit: str, level: float) -> list[str]:
    """The places with an amount that no leg can carry, which no account holds."""
    lost = np.flatnonzero((ledger.sign != 0) & ~ledger.is_placed)
    return [
        f"- {places[ledger.place[at]]} is in no account: no leg that can carry anything leads "
        f"{'away' if ledger.sign[at] > 0 else 'there'}, and its {ledger.margins[at].kind} is "
        f"{summarise_amount(ledger.drawn[:, at], level=level, unit=unit)}."
        for at in lost.tolist()
    ]


def balance_ledger(ledger: Ledger, cells: Floats, *, places: Sequence[str], by_totals: bool) -> Fitted:
    """Reconcile the margins draw by draw, and balance the legs to them.

    Raises
    ------
    UnusableFlowsError
        If a place adds more than it takes out and has no way out, or the other way round, or no draw can be balanced.
    """
    placed = ledger.is_placed
    stated = ledger.drawn.copy()
    stated[:, placed] = reconcile(ledger.drawn[:, placed], ledger.sign[placed], groups=ledger.account[placed]).amounts
    added, taken = np.zeros((2, *cells.shape[:2]))
    for number in np.flatnonzero(placed):
        side = added if ledger.sign[number] > 0 else taken
        side[:, ledger.place[number]] += stated[:, number]
    flows = np.zeros(cells.shape)
    rows, columns = ledger.legs.any(axis=1), ledger.legs.any(axis=0)
    if by_totals:
        part = (cells * ledger.legs)[:, rows][:, :, columns]
        fit = balance(part, rows=added[:, rows], columns=taken[:, columns])
        flows[np.ix_(np.arange(len(cells)), rows, columns)] = fit.flows
        if not fit.is_balanced.any():
            _check_partners(ledger.legs, added=added, taken=taken, places=places)
            _refuse_stuck(np.abs(flows.sum(axis=2) - added), places=places, draws=len(cells))
        return Fitted(flows, fit.is_balanced, stated)
    _check_ways(ledger.legs, added - taken, places=places)
    inside = rows | columns
    part = (cells * ledger.legs)[:, inside][:, :, inside]
    kept = conserve(part, (added - taken)[:, inside])
    flows[np.ix_(np.arange(len(cells)), inside, inside)] = kept.flows
    if not kept.is_balanced.any():
        wrong = np.abs(flows.sum(axis=2) - flows.sum(axis=1) - (added - taken))
        _refuse_stuck(wrong, places=places, draws=len(cells))
    return Fitted(flows, kept.is_balanced, stated)


def _check_ways(legs: Flags, net: Floats, *, places: Sequence[str]) -> None:
    """Refuse a place (P,) whose net amount (D, P) is on one side of zero in every draw and that has no leg for it."""
    linked = np.asarray(legs.any(axis=0) | legs.any(axis=1))
    for what, side, way in (
        ("adds more than it takes out", 1, legs.any(axis=1)),
        ("takes out more than it adds", -1, legs.any(axis=0)),
    ):
        stuck = np.flatnonzero((side * net > 0).all(axis=0) & linked & ~way)
        if stuck.size:
            where = "away" if side > 0 else "there"
            raise UnusableFlowsError(
                f"{write_names(places[at] for at in stuck.tolist())} {what}, and no leg leads {where} that could carry it. Add a record "
                "of such a leg, give distances that make one possible, or correct the margins."
            )


def _check_partners(legs: Flags, *, added: Floats, taken: Floats, places: Sequence[str]) -> None:
    """Refuse a place that in no draw (D,) can receive what it takes out, or be rid of what it adds, by the places it has legs with."""
    for own, other, ways, word in ((taken, added, legs.T, "receive"), (added, taken, legs, "send")):
        reach = other @ ways.T
        short = np.flatnonzero((own > reach * (1 + _ROUNDING)).all(axis=0) & ways.any(axis=1))
        if short.size:
            at = int(short[np.argmax(np.median(own - reach, axis=0)[short])])
            partners = write_names(places[one] for one in np.flatnonzero(ways[at]).tolist())
            raise UnusableFlowsError(
                f"{places[at]} must {word} {write_number(float(np.median(own[:, at])))}, and all that it has legs with ({partners}) "
                f"account for no more than {write_number(float(np.median(reach[:, at])))}, so no draw can be balanced. Add records of "
                "other legs, give distances that make some possible, or correct the margins."
            )


def _refuse_stuck(wrong: Floats, *, places: Sequence[str], draws: int) -> None:
    """Refuse to go on where no draw could be balanced, naming the places (D, P) whose amounts are furthest from what is given."""
    share = np.nan_to_num(np.median(wrong, axis=0), posinf=np.inf)
    worst = [places[at] for at in np.argsort(-share, kind="stable").tolist() if share[at] > _STUCK_SHARE * share.max()]
    raise UnusableFlowsError(
        f"none of {draws:,} draws can be balanced: the legs cannot carry what the places add and take out, above all at "
        f"{write_names(worst, most=3)}. Check that every place that takes something out can be reached from those that add it, or give "
        "distances so that legs never seen are possible."
    )
