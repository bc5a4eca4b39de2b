"""How is a choice of measures told to those who must answer for it, in sentences?"""

from collections.abc import Iterator, Sequence

import numpy as np

from tocsin.methods.decide.portfolio import LimitUse
from tocsin.methods.decide.portfolio_regret import Regret
from tocsin.strategy.portfolio_case import Case
from tocsin.strategy.portfolio_record import (
    Averted,
    BudgetValue,
    KindAverted,
    LimitAnswer,
    MeasureAnswer,
    OwnChoice,
    YearMoney,
)
from tocsin.terms.number_text import render_counted, render_number, render_range, render_with_range

_MOST_NAMED = 6
# Harm averted is told as so many parts in a hundred; less than this is told as next to nothing.
_LEAST_SHARE = 5e-5
# A limit of which less than this is left counts as used up.
_FULL = 1e-6


def tell_verdict(
    case: Case,
    *,
    averted: Averted,
    measures: Sequence[MeasureAnswer],
    money: Sequence[YearMoney],
    limits: Sequence[LimitAnswer],
    gap: float,
    own: OwnChoice | None,
    value: BudgetValue | None,
) -> Iterator[str]:
    """The whole answer, most important first; each sentence can stand alone."""
    chosen, left = (
        [case.titles[place] for place, each in enumerate(measures) if each.is_chosen is wanted]
        for wanted in (True, False)
    )
    yield _tell_choice(chosen, left=left)
    yield _tell_averted(case, averted)
    yield from (_tell_kind(kind, years=case.years) for kind in averted.kinds)
    yield (
        "No better choice exists."
        if gap <= 0
        else f"No choice within the limits averts more than {render_share(averted.share / (1 - gap))}: that is proved."
    )
    yield from (_tell_year(each, money=_name_money(case)) for each in money)
    binding = [each.words for each in limits if each.is_binding]
    yield from binding or ["No limit holds the choice back."]
    if value is not None:
        yield value.words
        yield from (change.words for change in (value.down, value.up) if change is not None)
    if own is not None:
        yield own.words
    yield from _tell_evidence(measures)
    rate = case.strategy.discount_rate
    yield (
        f"Harm of {case.years[0]} to {case.years[-1]} counts, "
        + (
            "every year alike (no discount)."
            if rate == 0
            else f"each year {render_number(100 * rate)} % less than the one before."
        )
        + f" Kinds of harm are weighed by {case.weights.together.author}."
    )


def render_share(share: float) -> str:
    """A share of harm in percent."""
    if 0 < abs(share) < _LEAST_SHARE:
        return "under 0.005 %"
    return f"{render_number(100 * share)} %"


def word_limit(use: LimitUse, *, whole: float, money: str) -> str:
    """What one limit holds back, in a sentence."""
    unit = f" {money}" if use.kind == "budget" else ""
    held = {
        "budget": f"{render_number(use.used)} of {render_number(use.high)}{unit} are used of {use.name}",
        "capacity": f"{render_number(use.used)} of {render_number(use.high)} are used: {use.name}",
        "prerequisite": f"one measure waits for another: {use.name}",
        "exclusion": f"two measures cannot stand together: {use.name}",
        "floor": f"{use.name} is kept",
        "duty": f"{use.name} is served",
        "fixed": use.name,
    }[use.kind]
    if not use.is_binding:
        return f"Not binding: {held}."
    if use.kind in ("budget", "capacity"):
        more = render_share(abs(use.price) * use.high / 100 / whole)
        left = "" if use.used >= use.high * (1 - _FULL) else "; if measures were divisible, the rest would be used too"
        return f"Binding: {held}{left}. One percent more of it would then avert {more} of the harm more."
    return f"Binding: {held}. Without this limit more could be averted."


def word_budget_value(case: Case, *, slope: float, low: float, high: float) -> str:
    """What more money is worth around this budget."""
    step = 10 ** np.floor(np.log10(case.budget / 20))
    money = f"{render_number(float(step), digits=1)} {_name_money(case)}"
    ends = f"{render_share(low * step)} to {render_share(high * step)} within what is proved"
    return f"Around this budget, {money} more avert {render_share(slope * step)} of the harm more ({ends})."


def word_change(
    factor: float,
    *,
    share: float,
    kinds: Sequence[tuple[str, float, str]],
    added: Sequence[str],
    dropped: Sequence[str],
) -> str:
    """What another budget changes."""
    money = f"{abs(factor - 1):.0%}".replace("%", " %") + (" more" if factor > 1 else " less")
    if not added and not dropped:
        return f"With {money} money the choice stays as it is."
    parts = [
        f"{'add' if verb else 'drop'} {_list(names)}" for verb, names in ((True, added), (False, dropped)) if names
    ]
    amounts = "; ".join(f"{kind}: {render_number(amount)} {unit}" for kind, amount, unit in kinds)
    return f"With {money} money: {' and '.join(parts)}, which changes what is averted by {render_share(share)} of the harm ({amounts})."


def word_own(averted: Averted, *, regret: Regret, whole: float, added: Sequence[str], dropped: Sequence[str]) -> str:
    """The committee's own choice beside the best."""
    spread = regret.spread
    text = (
        f"The committee's own choice averts {render_share(averted.share)}; regret is "
        f"{_ends(spread.mean / whole, spread.low / whole, spread.high / whole)} of the harm"
        f" and at most {render_share(regret.most / whole)} in expectation; in {render_share(regret.better_share)} of the draws it "
        "averts more."
    )
    changes = [f"{verb} {_list(names)}" for verb, names in (("add", added), ("drop", dropped)) if names]
    text += f" To reach the best: {' and '.join(changes)}." if changes else " It is the best choice found."
    if regret.own.broken:
        text += f" It breaks: {'; '.join(regret.own.broken)}."
    return text


def _tell_choice(chosen: Sequence[str], *, left: Sequence[str]) -> str:
    of = len(chosen) + len(left)
    if not chosen:
        return f"None of {render_counted(of, 'measure')} is chosen: nothing that may be done averts harm within the limits."
    count = f"{render_counted(len(chosen), 'measure')} of {of} chosen"
    if left and len(left) < len(chosen) and len(chosen) > _MOST_NAMED:
        return f"{count}: all but {'; '.join(left)}."
    return f"{count}: {'; '.join(chosen)}."


def _tell_averted(case: Case, averted: Averted) -> str:
    years = f"{case.years[0]} to {case.years[-1]}"
    return (
        f"They avert {_ends(averted.share, averted.low, averted.high)} of all known weighted harm of {years}, with 90 % intervals; in the "
        f"worst tenth of draws {render_share(averted.worst_decile)} on average."
    )


def _tell_kind(kind: KindAverted, *, years: Sequence[int]) -> str:
    amount = render_with_range(kind.mean, low=kind.low, high=kind.high)
    whole = render_number(kind.expected)
    return f"Averted of {kind.kind} from {years[0]} to {years[-1]}: {amount} {kind.unit}, of {whole} expected."


def _tell_year(each: YearMoney, *, money: str) -> str:
    return (
        f"{each.year}: costs {render_number(each.cost)} ({render_range(each.cost_low, each.cost_high)}) of "
        f"{render_number(each.budget)} {money}; chance of overrun {render_share(each.overrun_prob)}."
    )


def _tell_evidence(measures: Sequence[MeasureAnswer]) -> Iterator[str]:
    chosen = [each for each in measures if each.is_chosen]
    assumed = [
        f"{each.title} (cut off)" if each.is_capped else each.title for each in chosen if each.evidence == "assumed"
    ]
    if assumed:
        rest = "rests" if len(assumed) == 1 else "rest"
        yield f"Of those chosen, {_list(assumed)} {rest} on an assumed effect and on no graded evidence."
    unjudged = [each.title for each in measures if each.evidence == "unjudged"]
    if unjudged:
        yield f"The evidence for an effect of {_list(unjudged)} cannot be judged, so that effect counts as nothing."


def _ends(mean: float, low: float, high: float) -> str:
    return f"{render_share(mean)} ({render_range(100 * low, 100 * high)} %)"


def _list(names: Sequence[str]) -> str:
    named = list(names[:_MOST_NAMED])
    rest = len(names) - len(named)
    return "; ".join([*named, f"{rest} more"] if rest else named)


def _name_money(case: Case) -> str:
    return f"{case.strategy.currency} {case.strategy.price_year}"
