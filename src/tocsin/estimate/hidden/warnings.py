"""What must a reader know before using an estimate from overlapping lists?"""

from collections.abc import Sequence

from tocsin.estimate.hidden.records import ListModel
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["list_warnings"]

FEW_SHARED = 10
COARSE_END = 0.10  # Monte Carlo error of an end, as a share of it


def list_warnings(table: CaptureTable, *, models: Sequence[ListModel]) -> tuple[str, ...]:
    """List what the numbers cannot say of themselves."""
    found = [
        "All lists must count the same kind of person, in the same place and period, and recognise the same person alike; "
        "nothing in the counts can show whether they do.",
        "Tried on tables made from models of the lists of the United Kingdom, 90% intervals of stepwise selection and of the best "
        "model by BIC held the number in 74 to 81 of 100, of graphs in 63 to 72, of latent classes in 9 to 56: read them as too narrow.",
    ]
    several = int(table.counts[table.patterns.sum(axis=1) > 1].sum())
    if several < FEW_SHARED:
        found.append(f"Only {several} of {table.seen:,} people are on more than one list: everything rests on them.")
    empty = sum(table.overlaps[first, second] == 0 for first in range(len(table.lists)) for second in range(first))
    if empty:
        found.append(f"{empty} of {len(table.lists) * (len(table.lists) - 1) // 2} pairs of lists share nobody.")
    found += [
        f"{model.title}: {model.failed_refits:,} of {model.replicates:,} replicates have no estimate; they count as without bound in "
        "the interval and are left out of a mixture."
        for model in models
        if model.failed_refits
    ]
    found += [
        f"{model.title}: with other random numbers an end of the interval would move by {_say_error(model)}. Ask for more "
        "replicates before quoting it."
        for model in models
        if _is_coarse(model)
    ]
    found += [
        f"{model.title}: an end of the interval rests on the few outermost replicates and would move outwards with more of them."
        for model in models
        if model.replicates and model.has_converged is False
    ]
    found += [
        f"{model.title}: too many replicates are without bound for an upper end."
        for model in models
        if model.estimate is not None and model.high is None
    ]
    return tuple(found)


def _is_coarse(model: ListModel) -> bool:
    return _find_error(model) > COARSE_END


def _find_error(model: ListModel) -> float:
    ends = ((model.low, model.low_error), (model.high, model.high_error))
    return max((error / end for end, error in ends if end and error is not None), default=0.0)


def _say_error(model: ListModel) -> str:
    return f"about {_find_error(model):.0%}"
