"""What do decision-makers let the criteria count for?

Where nothing was said, weights are uniform over axes and then within each axis, so an axis does not gain by having more
criteria. Statements narrow that. Several authors are kept apart, and together each has an equal part.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.sheet import ScoreSheet
from tocsin.dossier.records.framework import Criterion, Framework
from tocsin.dossier.records.judgement import Weight
from tocsin.methods.score.answer_region import Answer
from tocsin.methods.score.answers import find_contradictions, sample_answers, sample_nested_answers
from tocsin.methods.score.weights import (
    EmptyWeightRegionError,
    ThinWeightRegionError,
    WeightNameError,
    hierarchical_weights,
    simplex_weights,
)
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.weight_demands import list_demands
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.problem import Problem, nearest_or_all

Floats = NDArray[np.float64]

NOBODY = "no decision-maker"
# Draws that show whether statements can be met at all.
_TRIED = 16


@dataclass(frozen=True)
class WeightSet:
    """Weights that one author's statements allow: draws (D, C), and their mean, the mandated weights (C,)."""

    author: str
    mandate: str
    draws: Floats = field(repr=False)
    mandated: Floats


@dataclass(frozen=True)
class Weights:
    """Admissible weights of each author and of all together, and what was noticed."""

    together: WeightSet
    authors: tuple[WeightSet, ...]
    findings: tuple[Finding, ...] = ()


def sample_weights(statements: Sequence[Weight], *, sheet: ScoreSheet, draws: int, rng: np.random.Generator) -> Weights:
    """Draw the weights that statements allow, over the criteria of a sheet that are ranked."""
    by_author = sort_by_author(each for each in statements if not each.is_of_harm)
    findings: list[Finding] = []
    authors = tuple(
        _sample(author, own, sheet=sheet, draws=draws, rng=rng, findings=findings) for author, own in by_author.items()
    )
    if not authors:
        nobody = _sample(NOBODY, [], sheet=sheet, draws=draws, rng=rng, findings=findings)
        text = "No decision-maker has given weights: all weights are admitted, uniform over axes and then within them."
        return Weights(nobody, (), (Finding("no-weights", "weights:all", text, Severity.NOTE),))
    # In turns, yet shuffled: taken one after the other, turns would go with the halves of the first driver's draws.
    turn = rng.permutation(np.arange(draws) % len(authors))
    mixed = np.stack([each.draws for each in authors])[turn, np.arange(draws)]
    together = WeightSet("; ".join(by_author), "", mixed, np.mean([each.mandated for each in authors], axis=0))
    return Weights(together if len(authors) > 1 else authors[0], authors, tuple(findings))


def list_weight_problems(
    statements: Sequence[Weight], *, framework: Framework, rng: np.random.Generator
) -> tuple[Problem, ...]:
    """Every author whose statements no weights could meet, or that name what the framework does not weigh."""
    weighed = {axis.key for axis in framework.axes if axis.is_ranked}
    axes = list_axes(criterion for criterion in framework.criteria if criterion.axis in weighed)
    problems = []
    for author, own in sort_by_author(each for each in statements if not each.is_of_harm).items():
        try:
            sample_author(own, author=author, axes=axes, draws=_TRIED, rng=rng, findings=[])
        except WeightStatementError as error:
            problems.append(Problem("weights.csv", None, "author", author, error.why, ""))
    return tuple(problems)


def list_answers(own: Sequence[Weight], *, axes: Mapping[str, Sequence[str]]) -> list[Answer]:
    """What one author's statements say of the final weights of all criteria, in the order of the axes."""
    rows = _list_rows(axes)
    return [demand.answer for part in _part(own, axes=axes) for demand in list_demands(part, rows=rows)]


def sort_by_author(statements: Iterable[Weight]) -> dict[str, list[Weight]]:
    """The statements of each author, in the order in which they stand."""
    by_author: dict[str, list[Weight]] = {}
    for statement in statements:
        by_author.setdefault(statement.author, []).append(statement)
    return by_author


def _sample(
    author: str,
    own: Sequence[Weight],
    *,
    sheet: ScoreSheet,
    draws: int,
    rng: np.random.Generator,
    findings: list[Finding],
) -> WeightSet:
    axes = list_axes(sheet.criteria)
    drawn = sample_author(own, author=author, axes=axes, draws=draws, rng=rng, findings=findings)
    drawn = drawn[:, _columns(axes, sheet=sheet)]
    return WeightSet(author, own[0].mandate if own else "", drawn, drawn.mean(axis=0))


def sample_author(
    own: Sequence[Weight],
    *,
    author: str,
    axes: Mapping[str, Sequence[str]],
    draws: int,
    rng: np.random.Generator,
    findings: list[Finding],
) -> Floats:
    """Weights (draws, C) that one author's statements allow, criteria in the order of the axes."""
    check_names(author, own, axes=axes)
    check_said_once(author, own)
    on_axes = [each for each in own if each.about in axes]
    on_criteria = [each for each in own if each.about not in axes]
    try:
        if any(each.is_answer for each in own):
            return _draw_answered(author, own, axes=axes, draws=draws, rng=rng, findings=findings)
        return _draw(on_axes, on_criteria, axes=axes, draws=draws, rng=rng)
    except ThinWeightRegionError as error:
        if on_axes:
            raise WeightStatementError(author, why=str(error)) from error
        text = (
            f"What {author} asks of single criteria leaves too little of the weights by axes; all criteria are weighed on "
            "one level."
        )
        findings.append(Finding("weights-on-one-level", f"weights:{author}", text, Severity.NOTE))
        return _draw_flat(on_criteria, axes=axes, draws=draws, rng=rng)
    except (EmptyWeightRegionError, WeightNameError) as error:
        raise WeightStatementError(author, why=str(error)) from error


def _draw_answered(
    author: str,
    own: Sequence[Weight],
    *,
    axes: Mapping[str, Sequence[str]],
    draws: int,
    rng: np.random.Generator,
    findings: list[Finding],
) -> Floats:
    """Weights that agree with trade-off answers and all else: by axes where that can be met, else on one level."""
    flat = list_answers(own, axes=axes)
    refuse_contradictions(flat, size=len(flat[0].coefficients))
    parts = _split_demands(own, axes=axes)
    if parts is not None:
        on_axes, within, across = parts
        sizes = [len(members) for members in axes.values()]
        with suppress(ThinWeightRegionError):
            return sample_nested_answers(sizes, on_axes=on_axes, within=within, across=across, draws=draws, rng=rng)
    text = (
        f"What {author} answered leaves no weights, or too few, that are drawn by axis first; all criteria are weighed on one "
        "level."
    )
    findings.append(Finding("weights-on-one-level", f"weights:{author}", text, Severity.NOTE))
    return sample_answers(flat, size=len(flat[0].coefficients), draws=draws, rng=rng)


def _split_demands(
    own: Sequence[Weight], *, axes: Mapping[str, Sequence[str]]
) -> tuple[list[Answer], list[list[Answer]], list[Answer]] | None:
    """Demands on axes, within each axis, and across; nothing where one across axes leaves no room for drawing by axis."""
    on_axes, others = _part(own, axes=axes)
    rows = _list_rows(axes)
    sizes = [len(members) for members in axes.values()]
    sorted_out: list[list[Answer]] = [[] for _ in axes]
    across: list[Answer] = []
    for demand in list_demands(others, rows=rows):
        home = next((at for at, members in enumerate(axes.values()) if {*demand.names} <= {*members}), None)
        if home is not None and len(demand.names) > 1:  # a comparison: the same of shares of the axis
            start = sum(sizes[:home])
            sorted_out[home].append(demand.answer.narrowed(slice(start, start + sizes[home])))
        elif demand.answer.low == demand.answer.high:
            return None
        else:
            across.append(demand.answer)
    units = dict(zip(axes, np.eye(len(axes)), strict=True))
    return [demand.answer for demand in list_demands(on_axes, rows=units)], sorted_out, across


def _list_rows(axes: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
    """For each axis and criterion, which of the criteria's weights (C,) add up to its own."""
    names = [name for members in axes.values() for name in members]
    unit = np.eye(len(names))
    single = dict(zip(names, unit, strict=True))
    return single | {
        axis: sum((single[name] for name in members), np.zeros(len(names))) for axis, members in axes.items()
    }


def _part(own: Sequence[Weight], *, axes: Mapping[str, Sequence[str]]) -> tuple[list[Weight], list[Weight]]:
    """Statements on whole axes, and the others: the order of axes is one, that of criteria another."""
    on_axes = [each for each in own if {each.about, each.than} <= {*axes, ""}]
    return on_axes, [each for each in own if each not in on_axes]


def find_conflicts(answers: Sequence[Answer], *, size: int) -> tuple[tuple[str, ...], ...]:
    """Every irreducible set of demands that cannot all hold, by the words of each demand."""
    return find_contradictions(answers, size=size) if answers else ()


def refuse_contradictions(answers: Sequence[Answer], *, size: int) -> None:
    """Refuse demands that cannot all hold, every irreducible set of them named."""
    sets = find_conflicts(answers, size=size)
    if sets:
        told = " Nor these: ".join(f"{'; '.join(names)}." for names in sets)
        raise EmptyWeightRegionError(f"these cannot all hold: {told} Take back or change one of each.")


def _draw(
    on_axes: Sequence[Weight],
    on_criteria: Sequence[Weight],
    *,
    axes: Mapping[str, Sequence[str]],
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    is_exact = any(each.kind == "weight" for each in on_criteria) or _has_ties(on_criteria)
    if is_exact and not on_axes:
        return _draw_flat(on_criteria, axes=axes, draws=draws, rng=rng)
    if is_exact:
        names = ", ".join(sorted({each.about for each in on_criteria}))
        raise WeightNameError(
            f"exact weights or equal places are given to single criteria ({names}) beside demands on whole axes, and weights "
            "drawn by axis never meet them exactly. Give limits (lower, upper) instead, or weigh criteria alone."
        )
    lower, upper, order = _demands(on_criteria)
    axis_lower, axis_upper, axis_order = _demands(on_axes)
    return hierarchical_weights(
        axes, draws=draws, rng=rng, axis_order=axis_order, axis_lower=axis_lower, axis_upper=axis_upper,
        order=order, lower=lower, upper=upper,
    )  # fmt: skip


def _draw_flat(
    on_criteria: Sequence[Weight], *, axes: Mapping[str, Sequence[str]], draws: int, rng: np.random.Generator
) -> Floats:
    lower, upper, order = _demands(on_criteria)
    names = [name for members in axes.values() for name in members]
    return simplex_weights(names, draws=draws, rng=rng, order=order, lower=lower, upper=upper)


def _demands(own: Sequence[Weight]) -> tuple[dict[str, float], dict[str, float], list[list[str]] | None]:
    """Lower limits, upper limits and the order, most important first, equal places together."""
    lower = {each.about: each.value for each in own if each.kind in ("lower", "weight")}
    upper = {each.about: each.value for each in own if each.kind in ("upper", "weight")}
    places: dict[float, list[str]] = {}
    for each in own:
        if each.kind == "order":
            places.setdefault(each.value, []).append(each.about)
    return lower, upper, [places[value] for value in sorted(places)] or None


def _has_ties(own: Sequence[Weight]) -> bool:
    places = [each.value for each in own if each.kind == "order"]
    return len(set(places)) < len(places)


def list_axes(criteria: Iterable[Criterion]) -> dict[str, list[str]]:
    """The criteria of each axis, in their order."""
    axes: dict[str, list[str]] = {}
    for criterion in criteria:
        axes.setdefault(criterion.axis, []).append(criterion.key)
    return axes


def _columns(axes: Mapping[str, Sequence[str]], *, sheet: ScoreSheet) -> list[int]:
    listed = [name for members in axes.values() for name in members]
    return [listed.index(key) for key in sheet.criterion_keys]


def check_names(author: str, own: Sequence[Weight], *, axes: Mapping[str, Sequence[str]]) -> None:
    """Refuse statements on what the framework does not weigh."""
    known = [*axes, *(name for members in axes.values() for name in members)]
    for name in (name for each in own for name in (each.about, each.than) if name):
        if name not in known:
            why = f"{name!r} is no ranked axis or criterion of the framework, so it has no weight."
            raise WeightStatementError(author, why=f"{why} {nearest_or_all(name, known)}")


def check_said_once(author: str, own: Sequence[Weight]) -> None:
    """Refuse two different numbers for one demand; comparisons may be made as often as asked."""
    said: dict[tuple[str, str], float] = {}
    for each in (each for each in own if not each.is_answer):
        before = said.setdefault((each.about, each.kind), each.value)
        if before != each.value:
            raise WeightStatementError(
                author,
                why=f"{each.about!r} is given the {each.kind} {before:g} and again {each.value:g}, so one of the two would be lost. "
                "Keep one, or give `lower` and `upper` if both are meant as limits.",
            )
