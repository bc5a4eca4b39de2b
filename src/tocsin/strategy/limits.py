"""What must a portfolio of the dossier's measures keep: money, staff, order, exclusions, floors, duties and decisions taken?"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Floor, Strategy
from tocsin.methods.decide.portfolio_limits import limit_amounts, limit_count, require_first
from tocsin.methods.decide.portfolio_problem import CostDraws, Limit
from tocsin.methods.draws.points import Points
from tocsin.strategy.coverage import evaluate_coverage, is_served
from tocsin.strategy.harm_draws import draw_range, thin
from tocsin.strategy.spending import evaluate_costs

Floats = NDArray[np.float64]


def list_cost_bounds(measures: Sequence[Measure], *, strategy: Strategy, years: Sequence[int]) -> Floats:
    """Low, best and high cost (3, M, Y) of each measure in each year, in the money of the strategy."""
    table = np.zeros((3, len(measures), len(years)))
    for place, measure in enumerate(measures):
        for year, amount in evaluate_costs(measure, strategy=strategy).items():
            if year in years:
                table[:, place, years.index(year)] = amount.low, amount.best, amount.high
    return table


def draw_costs(
    bounds: Floats, *, measures: Sequence[Measure], budgets: Sequence[float], cover: float | None, points: Points
) -> CostDraws:
    """Draws of costs between their bounds: a measure that turns out dear is dear in every year, one says nothing of another."""
    chosen = thin(points)
    drawn = np.zeros((len(chosen), bounds.shape[1], bounds.shape[2]))
    for place, measure in enumerate(measures):
        uniforms = draw_uniforms(f"cost/{measure.key}", points=points)[chosen]
        for year in range(bounds.shape[2]):
            low, best, high = bounds[:, place, year].tolist()
            drawn[:, place, year] = np.maximum(draw_range(uniforms, low=low, best=best, high=high, level=0.9), 0.0)
    return CostDraws(drawn, np.array(budgets), cover)


def list_limits(
    dossier: Dossier, *, strategy: Strategy, measures: Sequence[Measure], years: Sequence[int], bounds: Floats
) -> tuple[Limit, ...]:
    """Every limit that the dossier sets on a choice among these measures; each has a name that a reader understands."""
    keys = [measure.key for measure in measures]
    titles = name_measures(measures)
    envelope = {each.year: each.amount for each in strategy.envelope}
    budgeted = [at for at, year in enumerate(years) if year in envelope]
    best = bounds[1]
    needs = [(keys.index(m.key), keys.index(key)) for m in measures for key in m.requires if key in keys]
    return (
        *limit_amounts(
            best[:, budgeted], [envelope[years[at]] for at in budgeted],
            names=[f"the budget of {years[at]}" for at in budgeted], kind="budget",
        ),
        *_list_capacities(strategy, measures=measures, years=years),
        *require_first(needs, names=titles),
        *_list_lost_needs(measures, keys=keys),
        *_leave_out_uncosted(measures, titles=titles),
        *_list_exclusions(measures, keys=keys, titles=titles),
        *(_set_floor(floor, measures=measures, totals=best.sum(axis=1)) for floor in strategy.floors),
        *_list_duties(dossier, strategy=strategy, measures=measures),
    )  # fmt: skip


def name_measures(measures: Sequence[Measure]) -> list[str]:
    """The titles of measures, with the key behind a title that two of them share."""
    titles = [measure.title for measure in measures]
    return [
        f"{measure.title} ({measure.key})" if titles.count(measure.title) > 1 else measure.title for measure in measures
    ]


def _list_capacities(strategy: Strategy, *, measures: Sequence[Measure], years: Sequence[int]) -> Iterator[Limit]:
    """What each body has in each year; an amount for one year stands before the amount for every year."""
    for body in strategy.bodies:
        for unit in dict.fromkeys(held.unit for held in body.capacity):
            held_by_year = {held.year: held.amount for held in body.capacity if held.unit == unit}
            for year in years:
                held = held_by_year.get(year, held_by_year.get(None))
                used = [_sum_needs(measure, body=body.key, unit=unit, year=year) for measure in measures]
                if held is not None and any(used):
                    name = f"{unit} of {body.title} in {year}"
                    yield from limit_amounts(np.array(used)[:, None], [held], names=[name], kind="capacity")


def _sum_needs(measure: Measure, *, body: str, unit: str, year: int) -> float:
    needs = (need for need in measure.capacity if (need.body, need.unit) == (body, unit))
    return sum(need.amount for need in needs if need.year in (None, year))


def _list_lost_needs(measures: Sequence[Measure], *, keys: Sequence[str]) -> Iterator[Limit]:
    """A measure that requires one which was rejected cannot be taken."""
    for place, measure in enumerate(measures):
        lost = [key for key in measure.requires if key not in keys]
        if lost:
            name = f"{measure.title} ({measure.key}) needs {lost[0]}, which was rejected"
            yield limit_count([place], measures=len(measures), name=name, kind="prerequisite", most=0)


def _leave_out_uncosted(measures: Sequence[Measure], *, titles: Sequence[str]) -> Iterator[Limit]:
    """What costs an unknown amount cannot be held against a budget; it is not free."""
    for place, measure in enumerate(measures):
        if measure.costs is None:
            name = f"{titles[place]} has no costs, so whether it can be paid is not known"
            yield limit_count([place], measures=len(measures), name=name, kind="fixed", most=0)


def _list_exclusions(measures: Sequence[Measure], *, keys: Sequence[str], titles: Sequence[str]) -> Iterator[Limit]:
    pairs = {tuple(sorted((keys.index(m.key), keys.index(key)))) for m in measures for key in m.excludes if key in keys}
    for first, second in sorted(pairs):
        name = f"not both {titles[first]} and {titles[second]}"
        yield limit_count([first, second], measures=len(measures), name=name, kind="exclusion", most=1)


def _set_floor(floor: Floor, *, measures: Sequence[Measure], totals: Floats) -> Limit:
    members = [place for place, measure in enumerate(measures) if _is_of(measure, floor)]
    name = f"the floor {floor.key} ({floor.reason})"
    if floor.least_measures is not None:
        return limit_count(members, measures=len(measures), name=name, kind="floor", least=floor.least_measures)
    if floor.least_amount is not None:
        return limit_count(
            members, measures=len(measures), name=name, kind="floor", least=floor.least_amount, amounts=totals
        )
    inside = np.isin(np.arange(len(measures)), members)
    return Limit(name, "floor", np.where(inside, totals, 0.0) - (floor.least_share or 0.0) * totals, low=0.0)


def _is_of(measure: Measure, floor: Floor) -> bool:
    if floor.pillar is not None:
        return measure.pillar == floor.pillar
    if floor.place is not None:
        return floor.place in measure.places
    return floor.protects in measure.protects


def _list_duties(dossier: Dossier, *, strategy: Strategy, measures: Sequence[Measure]) -> Iterator[Limit]:
    """A hard duty that binds the State, that its law is known not to answer in full, and that some measure serves."""
    for duty in evaluate_coverage(dossier, strategy=strategy).duties:
        members = [place for place, measure in enumerate(measures) if is_served(duty.duty, measure.duties)]
        if members and (duty.force, duty.binding) == ("hard", "bound") and duty.law in ("absent", "partial"):
            name = f"the duty {duty.duty} ({duty.summary})"
            yield limit_count(members, measures=len(measures), name=name, kind="duty", least=1)
