"""What must a reader know before using a study of flows?"""

from collections.abc import Sequence

import numpy as np

from tocsin.estimate.flow.accounts import Fitted, Ledger
from tocsin.estimate.flow.figures import Amount, write_count, write_names
from tocsin.estimate.flow.inputs import SeenLegs
from tocsin.estimate.flow.network import LegDraws
from tocsin.estimate.flow.records import LegFlow, NodeFlow

# Over this share of what passes, seizures made analysts doubt the estimate of what is made (UNODC on cocaine in 1998: 46 %).
DOUBTFUL_SEIZED_SHARE = 0.4
_MANY_FAILED_SHARE = 0.05


def write_verdict(legs: Sequence[LegFlow], *, nodes: Sequence[NodeFlow], difference: Amount) -> str:
    """Say in a few sentences what the study found."""
    first = legs[0]
    unbalanced = [node.node for node in nodes if node.state == "unbalanced"]
    closing = (
        f"The accounts of {len(unbalanced)} of {len(nodes)} places do not close: {write_names(unbalanced)}."
        if unbalanced
        else "The account of every place that has one closes within its interval."
    )
    return (
        f"Most moves from {first.sender} to {first.receiver}: {first.amount}. Supply and use differ by {difference} as stated, "
        f"which their intervals allow. {closing}"
    )


def list_left_out(ledger: Ledger, *, seen: SeenLegs) -> tuple[str, ...]:
    """Name the legs that records show and that no margin feeds or drains."""
    pairs = np.argwhere((seen.counts > 0) & ~ledger.legs)
    return tuple(f"{seen.places[row]} → {seen.places[column]}" for row, column in pairs)


def list_warnings(
    ledger: Ledger,
    *,
    flows: Sequence[LegFlow],
    seen: SeenLegs,
    legs: LegDraws,
    nodes: Sequence[NodeFlow],
    fitted: Fitted,
    by_totals: bool,
) -> tuple[str, ...]:
    """List what limits the use of the flows, the gravest first."""
    left_out = list_left_out(ledger, seen=seen)
    silent = [node.node for node in nodes if node.state == "not stated" and node.entering and node.leaving]
    heavy = [
        node.node for node in nodes if node.seized_share is not None and node.seized_share.value > DOUBTFUL_SEIZED_SHARE
    ]
    filled = int((legs.is_filled & ledger.legs).sum())
    thin = [f"{leg.sender} → {leg.receiver}" for leg in flows if leg.records == 1]
    told = (
        _warn_failed(int((~fitted.is_balanced).sum()), draws=len(fitted.is_balanced)),
        left_out
        and f"{write_count(len(left_out), 'leg')} in the records left out, because nothing given feeds or drains them: "
        f"{write_names(left_out)}. What they carry is unknown, not zero: give margins for their places.",
        heavy
        and f"Seizures are over {DOUBTFUL_SEIZED_SHARE:.0%} of all that passes through {write_names(heavy)}. So high a share more "
        "often means that production or inflow is set too low.",
        silent
        and not by_totals
        and f"Nothing is stated of {write_names(silent)}: they are taken to pass on all that enters.",
        filled
        and f"{write_count(filled, 'leg')} never seen, filled in by size and distance: marked, and showing what is possible, "
        "not what was found.",
        thin
        and f"{write_count(len(thin), 'leg')} resting on a single record, the largest first: {write_names(thin)}. Where "
        "nobody records the main way to a place, all that it takes seems to come by the ways that are recorded.",
        seen.domestic_count
        and f"{write_count(seen.domestic_count, 'record')} within one place left out: they say nothing of a route.",
        "Records show where goods were found, not where most of them move: proportions lean to legs that are watched closely, "
        "and intervals know nothing of that.",
    )
    return tuple(line for line in told if line)


def _warn_failed(failed: int, *, draws: int) -> str:
    if not failed:
        return ""
    grave = failed > _MANY_FAILED_SHARE * draws
    return f"{failed} of {draws} draws could not be balanced, so the figures are those of the rest." + (
        " That is so many that the margins themselves contradict the legs: look at the unbalanced places."
        if grave
        else ""
    )
