"""What does each kind of harm count for, by those who may say so?

Shares are of 1 and for whole steps: the share of a kind is what averting all of its step would count. Comparisons are by
single units, so they stay true when the evidence on the steps changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.harm import HarmLedger, HarmRow
from tocsin.dossier.records.judgement import HARM, Weight
from tocsin.methods.score.answer_region import Answer
from tocsin.methods.score.answers import sample_answers
from tocsin.methods.score.weights import EmptyWeightRegionError
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.weight_demands import list_demands
from tocsin.prioritise.weights import NOBODY, check_said_once, refuse_contradictions, sort_by_author
from tocsin.terms.errors import TermError
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.problem import Problem, nearest_or_all
from tocsin.terms.unit import IncompatibleUnitsError, UnitText, convert, find_factor, is_compatible, parse_unit
from tocsin.terms.unit_grammar import write_powers

Floats = NDArray[np.float64]

# Draws that show whether statements can be met at all.
_TRIED = 16


@dataclass(frozen=True)
class HarmStep:
    """The amount of one kind of harm that its share is for, such as all deaths of a year; above 0, with its unit."""

    kind: str
    amount: float
    unit: str


@dataclass(frozen=True)
class HarmWeightSet:
    """Weights of kinds of harm that one author's statements allow: shares per step (W, K), and worth per unit (W, K)."""

    author: str
    mandate: str
    draws: Floats = field(repr=False)
    mandated: Floats
    amounts: Floats

    @property
    def per_unit(self) -> Floats:
        """What one unit of each kind counts, (W, K): 1 in all for the steps of all kinds together."""
        return self.draws / self.amounts

    @property
    def mandated_per_unit(self) -> Floats:
        """The same at the mandated weights, (K,)."""
        return self.mandated / self.amounts


@dataclass(frozen=True)
class HarmWeights:
    """Admissible weights of kinds of harm by each author and by all together, and what was noticed."""

    steps: tuple[HarmStep, ...]
    together: HarmWeightSet
    authors: tuple[HarmWeightSet, ...]
    findings: tuple[Finding, ...] = ()


def name_harm(kind: str) -> str:
    """The name by which statements on weights call a kind of harm."""
    return f"{HARM}{kind.replace(' ', '_')}"


def sample_harm_weights(
    statements: Sequence[Weight], *, steps: Sequence[HarmStep], draws: int, rng: np.random.Generator
) -> HarmWeights:
    """Draw the weights of kinds of harm that statements allow; those on criteria are passed over."""
    by_author = sort_by_author(each for each in statements if each.is_of_harm)
    authors = tuple(_sample(author, own, steps=steps, draws=draws, rng=rng) for author, own in by_author.items())
    if not authors:
        nobody = _sample(NOBODY, [], steps=steps, draws=draws, rng=rng)
        text = "No decision-maker has weighed kinds of harm: all weights of their yearly amounts are admitted alike."
        return HarmWeights(tuple(steps), nobody, (), (Finding("no-weights", "weights:harm", text, Severity.NOTE),))
    if len(authors) == 1:
        return HarmWeights(tuple(steps), authors[0], authors)
    turn = rng.permutation(np.arange(draws) % len(authors))
    mixed = np.stack([each.draws for each in authors])[turn, np.arange(draws)]
    mean = np.mean([each.mandated for each in authors], axis=0)
    together = HarmWeightSet("; ".join(by_author), "", mixed, mean, authors[0].amounts)
    return HarmWeights(tuple(steps), together, authors)


def list_harm_weight_problems(
    statements: Sequence[Weight], *, steps: Sequence[HarmStep], rng: np.random.Generator
) -> tuple[Problem, ...]:
    """Every author whose statements on kinds of harm no weights could meet, or that name what has no amount."""
    problems = []
    for author, own in sort_by_author(each for each in statements if each.is_of_harm).items():
        try:
            _sample(author, own, steps=steps, draws=_TRIED, rng=rng)
        except WeightStatementError as error:
            problems.append(Problem("weights.csv", None, "author", author, error.why, ""))
    return tuple(problems)


def list_harm_answers(own: Sequence[Weight], *, author: str, steps: Sequence[HarmStep]) -> list[Answer]:
    """What one author's statements on kinds of harm say of their shares (K,)."""
    names = [name_harm(step.kind) for step in steps]
    check_said_once(author, own)
    for name in (name for each in own for name in (each.about, each.than) if name):
        if name not in names:
            why = f"{name!r} is no kind of harm with an amount in the harm ledger, so it has no weight."
            raise WeightStatementError(author, why=f"{why} {nearest_or_all(name, names)}")
    rows = dict(zip(names, np.eye(len(names)), strict=True))
    by_name = dict(zip(names, steps, strict=True))
    told = [each.model_copy(update={"value": _read_ratio(each, author=author, steps=by_name)}) for each in own]
    amounts = {name: step.amount for name, step in by_name.items()}
    found = list_demands(told, rows=rows, per_unit=amounts)
    return [demand.answer for demand in found]


def list_harm_steps(ledger: HarmLedger) -> tuple[tuple[HarmStep, ...], tuple[Finding, ...]]:
    """For each kind of harm with an amount, all of it in a year as the ledger tells it, and what could not be added.

    An amount is the mean, else the best value, else the middle of the range. Amounts in a unit that cannot be turned into
    the first one of their kind are left out, and said to be.
    """
    steps, findings = [], []
    for kind in dict.fromkeys(row.kind for row in ledger.rows):
        rows = [row for row in ledger.rows if row.kind == kind and _has_amount(row)]
        if not rows:
            continue
        unit, amounts, left = parse_unit(rows[0].unit), [], []
        for row in rows:
            own = parse_unit(row.unit)
            if is_compatible(own, unit):
                amounts.append(convert(_amount(row), given=own, wanted=unit))
            else:
                left.append(row)
        if sum(amounts) > 0:
            steps.append(HarmStep(kind, sum(amounts), str(unit)))
        findings += [_say_left(row, unit=str(unit)) for row in left]
    return tuple(steps), tuple(findings)


def list_units(steps: Sequence[HarmStep]) -> Mapping[tuple[str, str], str]:
    """The unit in which one kind of harm is compared with another, such as USD/death, by their names."""
    return dict(_list_units(steps))


def _list_units(steps: Sequence[HarmStep]) -> Iterator[tuple[tuple[str, str], str]]:
    for one in steps:
        for other in steps:
            if one != other:
                yield (name_harm(one.kind), name_harm(other.kind)), str(_divide(other.unit, one.unit))


def _sample(
    author: str, own: Sequence[Weight], *, steps: Sequence[HarmStep], draws: int, rng: np.random.Generator
) -> HarmWeightSet:
    answers = list_harm_answers(own, author=author, steps=steps)
    try:
        refuse_contradictions(answers, size=len(steps))
        drawn = sample_answers(answers, size=len(steps), draws=draws, rng=rng)
    except EmptyWeightRegionError as error:
        raise WeightStatementError(author, why=str(error)) from error
    amounts = np.array([step.amount for step in steps])
    return HarmWeightSet(author, own[0].mandate if own else "", drawn, drawn.mean(axis=0), amounts)


def _read_ratio(each: Weight, *, author: str, steps: Mapping[str, HarmStep]) -> float:
    """The value of a comparison by single units of the two steps; any other value as it is."""
    if not each.is_answer:
        return each.value
    ratio = _divide(steps[each.than].unit, steps[each.about].unit)
    try:
        given = parse_unit(each.unit)
        factor = find_factor(given, ratio)
        if factor == 1 and given != ratio:  # people of two kinds measure the same, and are not the same
            raise IncompatibleUnitsError(f"{given} is not {ratio}. Give the number in {ratio}.")
        return each.value * factor
    except TermError as error:
        why = f"{each.about!r} is compared with {each.than!r} in {each.unit!r}, but they are told in {ratio}: {error}"
        raise WeightStatementError(author, why=why) from error


def _divide(above: str, below: str) -> UnitText:
    """The unit of a ratio as it is said: people harmed for one death stay both, which arithmetic would cancel."""
    powers = dict(parse_unit(above).powers)
    for name, power in parse_unit(below).powers.items():
        powers[name] = powers.get(name, 0) - power
    return UnitText(write_powers({name: power for name, power in powers.items() if power}))


def _has_amount(row: HarmRow) -> bool:
    return bool(row.unit) and row.low is not None and row.high is not None


def _amount(row: HarmRow) -> float:
    known = [value for value in (row.mean, row.value) if value is not None]
    return known[0] if known else ((row.low or 0.0) + (row.high or 0.0)) / 2


def _say_left(row: HarmRow, *, unit: str) -> Finding:
    text = (
        f"{row.title}: told in {row.unit}, which does not add up with {unit}, so the weight of {row.kind} is for the harm in "
        f"{unit} alone. Give it in the same unit, or under another kind."
    )
    return Finding("harm-units", f"harm:{row.key}", text)
