"""How much of an illicit good moves along each leg from origin through transit to destination?"""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from tocsin.estimate.flow.accounts import Fitted, Ledger, balance_ledger, check_totals, open_ledger
from tocsin.estimate.flow.errors import UnusableFlowsError
from tocsin.estimate.flow.figures import Amount, summarise_amount
from tocsin.estimate.flow.inputs import (
    TOTAL_SIGNS,
    Distance,
    Floats,
    LegRecord,
    Margin,
    SeenLegs,
    draw_spreads,
    gather_distances,
    gather_legs,
)
from tocsin.estimate.flow.network import LegDraws, draw_legs
from tocsin.estimate.flow.nodes import describe_nodes
from tocsin.estimate.flow.records import FlowStudy, LegFlow
from tocsin.estimate.flow.warnings import list_left_out, list_warnings, write_verdict
from tocsin.methods.flow.gravity import Gravity
from tocsin.terms.recipe import Recipe, hash_content

LEAST_DRAWS = 100
_NORMAL_90 = 1.6449  # half-width of a 90 % interval in standard errors


def study_flows(
    records: Sequence[LegRecord],
    *,
    margins: Sequence[Margin],
    unit: str,
    distances: Sequence[Distance] = (),
    draws: int = 1_000,
    seed: int = 1,
    level: float = 0.90,
) -> FlowStudy:
    """Balance what moves between places, so that all that is known of each agrees, over all that is uncertain.

    Records give proportions only; amounts come from the margins. Where any margin is an outflow or inflow, these are the
    totals that legs are scaled to; else each place adds and takes out what its account says and passes on the rest.

    Raises
    ------
    UnbalancedTotalsError
        If supply and use differ by more than their intervals allow.
    UnusableFlowsError
        If there is nothing to balance, too few draws are asked for, or no draw can be balanced.
    """
    _check_inputs(records, margins=margins, draws=draws)
    rng = np.random.default_rng(seed)
    seen = gather_legs(records, nodes=[margin.node for margin in margins])
    drawn = draw_spreads([margin.spread for margin in margins], draws=draws, rng=rng)
    by_totals = any(margin.kind in TOTAL_SIGNS for margin in margins)
    apart = gather_distances(distances, places=seen.places) if distances else None
    legs = _draw_legs(seen, margins=margins, drawn=drawn, apart=apart, rng=rng)
    ledger = open_ledger(
        margins,
        drawn,
        places=seen.places,
        possible=np.asarray((seen.counts > 0) | legs.is_filled),
        by_totals=by_totals,
    )
    check_totals(ledger, places=seen.places, unit=unit, level=level)
    fitted = balance_ledger(ledger, legs.cells, places=seen.places, by_totals=by_totals)
    recipe = Recipe(
        method="estimate.flows",
        version=1,
        inputs_hash=hash_content([[asdict(row) for row in rows] for rows in (records, margins, distances)]),
        settings={"draws": draws, "level": level, "unit": unit},
        seed=seed,
    )
    return _tell(ledger, fitted, seen=seen, legs=legs, by_totals=by_totals, recipe=recipe, unit=unit, level=level)


def _check_inputs(records: Sequence[LegRecord], *, margins: Sequence[Margin], draws: int) -> None:
    if not margins:
        raise UnusableFlowsError(
            "no margin is given, so no amount is known. Give what is made, used, sent or received."
        )
    if not any(record.amount > 0 and record.sender != record.receiver for record in records):
        raise UnusableFlowsError(
            "no record shows anything moving from one place to another, so proportions are not known. Give records of legs."
        )
    if draws < LEAST_DRAWS:
        raise UnusableFlowsError(
            f"{draws:,} draws are too few for the ends of an interval. Ask for at least {LEAST_DRAWS}."
        )


def _draw_legs(
    seen: SeenLegs, *, margins: Sequence[Margin], drawn: Floats, apart: Floats | None, rng: np.random.Generator
) -> LegDraws:
    index = {place: number for number, place in enumerate(seen.places)}
    shares = np.zeros((2, len(seen.places)))
    for number, margin in enumerate(margins):
        side = 0 if margin.kind in ("production", "outflow") else 1
        shares[side, index[margin.node]] += float(np.median(drawn[:, number]))
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    return draw_legs(seen, distances=apart, sending=shares[0], receiving=shares[1], draws=len(drawn), rng=rng)


def _tell(
    ledger: Ledger,
    fitted: Fitted,
    *,
    seen: SeenLegs,
    legs: LegDraws,
    by_totals: bool,
    recipe: Recipe,
    unit: str,
    level: float,
) -> FlowStudy:
    placed = ledger.is_placed
    signed = ledger.drawn[:, placed] * ledger.sign[placed]
    nodes = describe_nodes(ledger, fitted, places=seen.places, unit=unit, level=level)
    flows = _list_flows(ledger, fitted, seen=seen, legs=legs, unit=unit, level=level)
    failed = int((~fitted.is_balanced).sum())
    difference = summarise_amount(signed.sum(axis=1), level=level, unit=unit)
    return FlowStudy(
        unit=unit,
        level=level,
        draws=len(fitted.is_balanced),
        failed_draws=failed,
        margins="totals" if by_totals else "accounts",
        supply=summarise_amount(signed.clip(min=0).sum(axis=1), level=level, unit=unit),
        use=summarise_amount((-signed).clip(min=0).sum(axis=1), level=level, unit=unit),
        difference=difference,
        legs=flows,
        nodes=nodes,
        exponent=_tell_exponent(legs.gravity),
        prior_records=legs.prior_records,
        left_out=list_left_out(ledger, seen=seen),
        verdict=write_verdict(flows, nodes=nodes, difference=difference),
        warnings=list_warnings(
            ledger, flows=flows, seen=seen, legs=legs, nodes=nodes, fitted=fitted, by_totals=by_totals
        ),
        recipe=recipe,
    )


def _list_flows(
    ledger: Ledger, fitted: Fitted, *, seen: SeenLegs, legs: LegDraws, unit: str, level: float
) -> tuple[LegFlow, ...]:
    """List the legs, the largest first."""
    is_balanced = fitted.is_balanced
    told = [
        LegFlow(
            sender=seen.places[row],
            receiver=seen.places[column],
            amount=summarise_amount(fitted.flows[is_balanced, row, column], level=level, unit=unit),
            records=float(seen.counts[row, column]),
            is_filled=bool(legs.is_filled[row, column]),
        )
        for row, column in np.argwhere(ledger.legs)
    ]
    return tuple(sorted(told, key=lambda leg: (-leg.amount.value, leg.sender, leg.receiver)))


def _tell_exponent(gravity: Gravity | None) -> Amount | None:
    if gravity is None:
        return None
    reach = _NORMAL_90 * gravity.error
    return Amount(
        value=gravity.exponent,
        low=gravity.exponent - reach,
        high=gravity.exponent + reach,
        level=0.90,
        unit="per unit of log distance",
    )
