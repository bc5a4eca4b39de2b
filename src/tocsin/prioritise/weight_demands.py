"""What does each statement of a decision-maker say of the weights, as one linear demand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.records.judgement import Weight
from tocsin.methods.score.answer_region import Answer
from tocsin.terms.number_text import render_number

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Demand:
    """One statement, or one link of an order: the names it is about, and the demand on the weights of some space."""

    names: tuple[str, ...]
    answer: Answer


def list_demands(
    statements: Sequence[Weight], *, rows: Mapping[str, Floats], per_unit: Mapping[str, float] | None = None
) -> list[Demand]:
    """The demands of statements on weights (C,); ``rows`` says which weights a name adds up, as coefficients (C,).

    Where names are compared by single units, ``per_unit`` is the worth of the whole step of each name in such units.
    """
    found = [_demand(each, rows=rows, per_unit=per_unit) for each in statements if each.kind != "order"]
    return [*found, *_list_order(statements, rows=rows)]


def find_digits(value: float) -> int:
    """With how many significant digits a number is told just as it is."""
    return next((digits for digits in range(1, 16) if float(f"{value:.{digits}g}") == value), 16)


def describe_statement(each: Weight) -> str:
    """One statement in words, as messages and tables name it."""
    match each.kind:
        case "at_least" | "at_most":
            times = f"{_write(each.value)} {each.unit} of" if each.unit else f"{_write(each.value)} times"
            return f"{each.about!r} worth {each.kind.replace('_', ' ')} {times} {each.than!r}"
        case "order":
            return f"{each.about!r} in place {each.value:g}"
        case "weight":
            return f"{each.about!r} exactly {each.value:g}"
        case _:
            return f"{each.about!r} {'at least' if each.kind == 'lower' else 'at most'} {each.value:g}"


def _write(value: float) -> str:
    return render_number(value, digits=find_digits(value))


def _demand(each: Weight, *, rows: Mapping[str, Floats], per_unit: Mapping[str, float] | None) -> Demand:
    words = describe_statement(each)
    if not each.is_answer:
        low = each.value if each.kind in ("lower", "weight") else -np.inf
        high = each.value if each.kind in ("upper", "weight") else np.inf
        return Demand((each.about,), Answer(words, rows[each.about], low=low, high=high))
    times = each.value
    if per_unit is not None:  # by single units: the whole of a kind counts as much more as it has units
        times *= per_unit[each.about] / per_unit[each.than]
    limit = {"least": times} if each.kind == "at_least" else {"most": times}
    answer = Answer.of_ratio(words, above=rows[each.about], below=rows[each.than], **limit)
    return Demand((each.about, each.than), answer)


def _list_order(statements: Sequence[Weight], *, rows: Mapping[str, Floats]) -> list[Demand]:
    """An order as links: each place at least as heavy as the next, names of one place as heavy as each other."""
    places: dict[float, list[str]] = {}
    for each in statements:
        if each.kind == "order":
            places.setdefault(each.value, []).append(each.about)
    groups = [places[value] for value in sorted(places)]
    links = [
        Demand((one, other), Answer(f"{one!r} as heavy as {other!r}", rows[one] - rows[other], low=0.0, high=0.0))
        for group in groups
        for one, other in pairwise(group)
    ]
    links += [
        Demand(
            (above[0], below[0]),
            Answer(f"{above[0]!r} no lighter than {below[0]!r}", rows[above[0]] - rows[below[0]], low=0.0),
        )
        for above, below in pairwise(groups)
    ]
    return links
