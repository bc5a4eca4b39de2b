"""What must a reader know before using an estimate from overlapping lists?"""

from collections.abc import Sequence

from tocsin.estimate.hidden.records import LeftOutList, ListModel
from tocsin.methods.hidden.table import CaptureTable
from tocsin.terms.number_text import render_counted, render_whole

__all__ = ["list_warnings"]

FEW_SHARED = 10
COARSE_END = 0.10  # Monte Carlo error of an end, as a share of it


def list_warnings(
    table: CaptureTable, *, models: Sequence[ListModel], left: Sequence[LeftOutList], replicates: int
) -> tuple[str, ...]:
    """List what the numbers cannot say of themselves; ``replicates`` are those asked for."""
    found = [
        "All lists must count the same kind of person, in the same place and period, and recognise the same person alike; "
        "nothing in the counts can show whether they do.",
        "Tried on tables made from models of the lists of the United Kingdom, 90% intervals of stepwise selection and of the best "
        "model by BIC held the number in 74 to 81 of 100, of graphs in 63 to 72, of latent classes in 16 to 64, of Chapman in 0 to 89, "
        "of strata fitted together in 37 to 65, of tables with one link in 20 missed in 16 to 23: read them as too narrow.",
    ]
    several = int(table.counts[table.patterns.sum(axis=1) > 1].sum())
    if several < FEW_SHARED:
        found.append(
            f"Of {render_counted(table.seen, 'person', plural='people')} only {several} "
            f"{'is' if several == 1 else 'are'} on more than one list: everything rests on them."
        )
    empty = sum(table.overlaps[first, second] == 0 for first in range(len(table.lists)) for second in range(first))
    if empty:
        found.append(f"{empty} of {len(table.lists) * (len(table.lists) - 1) // 2} pairs of lists share nobody.")
    return (*found, *_list_doubts(models, replicates=replicates), *_list_props(left, models=models))


def _list_doubts(models: Sequence[ListModel], *, replicates: int) -> list[str]:
    """What the replicates say of their own ends."""
    found = [
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
    found += [_tell_outermost(model) for model in models if model.replicates and model.has_converged is False]
    found += [
        f"{model.title}: {render_counted(model.replicates, 'replicate')} instead of {replicates:,}, since each searches every "
        "two-list model."
        for model in models
        if 0 < model.replicates < replicates
    ]
    found += [
        f"{model.title}: too many replicates are without bound for an upper end."
        for model in models
        if model.estimate is not None and model.high is None
    ]
    return found


def _tell_outermost(model: ListModel) -> str:
    text = f"{model.title}: an end of the interval rests on the few outermost of {model.replicates:,} replicates, as in published tables"
    ends = (model.converged_low, model.converged_low_error), (model.converged_high, model.converged_high_error)
    told = [
        f"{render_whole(end)}, give or take {render_whole(error)}"
        if end is not None and error is not None
        else "not to be found"
        for end, error in ends
    ]
    return f"{text}. For replicates without number the ends are: low {told[0]}; high {told[1]} (one standard error of simulation)."


def _list_props(left: Sequence[LeftOutList], *, models: Sequence[ListModel]) -> list[str]:
    """Name the lists without which a class says nothing at all."""
    found = []
    for model in models:
        names = [row.left_out for row in left if row.model_class == model.model_class and row.estimate is None]
        if names:
            found.append(
                f"{model.title}: no estimate without {' or without '.join(names)}; the list holds the estimate up."
            )
    return found


def _is_coarse(model: ListModel) -> bool:
    return _find_error(model) > COARSE_END


def _find_error(model: ListModel) -> float:
    ends = ((model.low, model.low_error), (model.high, model.high_error))
    return max((error / end for end, error in ends if end and error is not None), default=0.0)


def _say_error(model: ListModel) -> str:
    return f"about {_find_error(model):.0%}"
