"""What may be said, in words, of people behind overlapping lists?"""

from collections.abc import Sequence

from tocsin.estimate.hidden.records import ListModel, Spread
from tocsin.terms.number_text import render_whole

__all__ = ["say_amount", "say_interval", "write_banner", "write_verdict"]


def write_verdict(models: Sequence[ListModel], *, seen: int, lists: Sequence[str]) -> str:
    """Say what the classes allow to be said; never one number."""
    mixed = [model for model in models if model.is_mixed and model.estimate is not None]
    if len(lists) < 3:
        return (
            f"No estimate: with the two lists {' and '.join(lists)} nothing shows whether being on one makes being on the other "
            "more or less likely, and that changes the answer without limit. Find a third list that overlaps them. What Chapman's "
            "formula makes of the two is shown for comparison."
        )
    if not mixed:
        return (
            "No estimate: no class of models passes its checks, for the reasons beside each. Merge lists of the same kind, check "
            "how people were recognised across lists, or find another list."
        )
    middles = [model.estimate for model in mixed if model.estimate is not None]
    lows = [model.low for model in mixed if model.low is not None]
    highs = [model.high for model in mixed if model.high is not None]
    low, high = min(lows), max(highs) if len(highs) == len(mixed) else None
    said = (
        f"between {say_amount(low)} and {say_amount(high)} people"
        if high
        else f"at least {say_amount(low)} people, without an upper bound"
    )
    text = f"{seen:,} people were seen. Seen and unseen together, the data allow {said} ({mixed[0].level:.0%} intervals of "
    if len(mixed) == 1:
        return text + (
            f"{mixed[0].name}, the only class that passes its checks: nothing shows how far another would differ)."
        )
    text += f"the {len(mixed)} classes of models that pass their checks, taken together)."
    factor = max(middles) / min(middles)
    if factor >= 1.25:
        text += (
            f" Defensible models differ by a factor of {factor:.1f} ({say_amount(min(middles))} to "
            f"{say_amount(max(middles))}): the choice of the model matters, so quote the range and not a number."
        )
    else:
        text += f" Their middles lie close together ({say_amount(min(middles))} to {say_amount(max(middles))})."
    return text


def write_banner(spreads: Sequence[Spread], *, models: Sequence[ListModel]) -> str | None:
    """Warn where leaving one list out moves an estimate more than its own interval allows; None where it does not."""
    wider = [spread for spread in spreads if spread.is_wider]
    if not wider:
        return None
    told = []
    for spread in wider:
        model = next(model for model in models if model.model_class == spread.model_class)
        lacking = f", and no estimate without {' or '.join(spread.without_estimate)}" if spread.without_estimate else ""
        told.append(
            f"{model.name} {say_amount(spread.least)} to {say_amount(spread.greatest)}{lacking}, own interval "
            f"{say_interval(model)}"
        )
    return (
        "WHICH LISTS ARE USED MATTERS MORE THAN THE INTERVALS SAY. Leaving one list out moves the estimate further than its interval "
        f"is wide: {'; '.join(told)}."
    )


def say_interval(model: ListModel) -> str:
    """The interval of a class."""
    if model.low is None:
        return "none"
    return f"{say_amount(model.low)} to {say_amount(model.high)}" if model.high else f"{say_amount(model.low)} or more"


def say_amount(value: float | None) -> str:
    """A number of people as they are counted in sentences; none where there is no number."""
    return "none" if value is None else render_whole(value)
