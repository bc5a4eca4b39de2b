"""Where do the decision-makers' answers leave the weights, where do they disagree, and what should be asked next?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.picture import assess_threats
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.judgement import Weight
from tocsin.estimate.figures import Figures
from tocsin.methods.draws.points import Points
from tocsin.methods.score.answer_region import Answer
from tocsin.methods.score.answers import find_weight_ranges
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.harm_weights import list_harm_steps
from tocsin.prioritise.weight_asking import AskedQuestion, find_question
from tocsin.prioritise.weight_demands import describe_statement
from tocsin.prioritise.weight_spaces import CriteriaSpace, HarmSpace, Space
from tocsin.prioritise.weights import NOBODY, find_conflicts, sort_by_author
from tocsin.terms.finding import Finding

Floats = NDArray[np.float64]

# Room between two admitted ranges below this is rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ToldWeight:
    """One weight as a share of 1: mean, 90 % interval over the admitted weights, and the least and most of all of them.

    A kind of harm carries the amount of a year that its share is for, with its unit.
    """

    name: str
    title: str
    level: str
    mean: float
    low: float
    high: float
    least: float
    most: float
    amount: float | None
    unit: str


@dataclass(frozen=True)
class AnswerEffect:
    """What one statement changed: the share of the weights admitted before that it kept, and the threats first after it."""

    words: str
    question: int | None
    kept_share: float
    first: tuple[str, ...]
    moves_first: bool


@dataclass(frozen=True)
class AuthorWeights:
    """One author's weights, what each statement changed, and what to ask next; or the statements that contradict each other."""

    author: str
    mandate: str
    weights: tuple[ToldWeight, ...]
    effects: tuple[AnswerEffect, ...]
    first: tuple[str, ...]
    contradictions: tuple[tuple[str, ...], ...]
    problem: str
    question: AskedQuestion | None


@dataclass(frozen=True)
class Disagreement:
    """How two authors differ: share of all weight that would have to move, weights on which they cannot agree, first threats."""

    authors: tuple[str, str]
    moved_share: float
    apart: tuple[str, ...]
    first_differ: bool


@dataclass(frozen=True)
class SpaceStudy:
    """All that was said of one set of things that are weighed against each other: criteria, or kinds of harm."""

    about: str
    authors: tuple[AuthorWeights, ...]
    disagreements: tuple[Disagreement, ...]
    conflicts: tuple[tuple[str, ...], ...]
    nobody: AuthorWeights | None


@dataclass(frozen=True)
class WeightStudy:
    """What decision-makers' statements come to, for the ranking of threats and for kinds of harm."""

    top: int
    titles: Mapping[str, str]
    spaces: tuple[SpaceStudy, ...]
    findings: tuple[Finding, ...] = ()


def list_spaces(dossier: Dossier, *, figures: Figures, points: Points) -> tuple[tuple[Space, ...], tuple[Finding, ...]]:
    """What can be weighed in a dossier: criteria of its ranking, and kinds of harm that have an amount."""
    picture = assess_threats(dossier, figures=figures, points=points)
    steps, findings = list_harm_steps(picture.harms)
    seed = dossier.head.seed
    criteria = CriteriaSpace(picture.scores.ranked(), dossier.head.top, seed)
    return (criteria, HarmSpace(steps, seed)) if steps else (criteria,), findings


def study_weights(dossier: Dossier, *, figures: Figures, points: Points, author: str | None = None) -> WeightStudy:
    """Where the statements of all authors, or of one, leave the weights; conflicts between authors are told in any case."""
    spaces, findings = list_spaces(dossier, figures=figures, points=points)
    titles = {key: threat.title for key, threat in dossier.threats.items()}
    told = tuple(_study_space(space, dossier.weights, author=author) for space in spaces)
    return WeightStudy(dossier.head.top, titles, told, findings)


def study_author(own: Sequence[Weight], *, space: Space, author: str) -> AuthorWeights:
    """One author's weights in one space."""
    mandate = own[0].mandate if own else ""
    try:
        answers = space.list_answers(own, author=author)
        sets = find_conflicts(answers, size=space.rows.shape[1])
        if sets:
            return AuthorWeights(author, mandate, (), (), (), sets, "", None)
        draws = space.sample(own, author=author)
    except WeightStatementError as error:
        return AuthorWeights(author, mandate, (), (), (), (), str(error), None)
    return AuthorWeights(
        author, mandate, _tell_weights(draws, answers=answers, space=space),
        trace_statements(own, space=space, author=author), _find_first(draws, space=space), (), "",
        find_question(own, space=space, author=author),
    )  # fmt: skip


def _study_space(space: Space, statements: Sequence[Weight], *, author: str | None) -> SpaceStudy:
    by_author = sort_by_author(each for each in statements if space.takes(each))
    told = {
        name: study_author(own, space=space, author=name)
        for name, own in by_author.items()
        if author is None or name == author
    }
    asked = author if author is not None else NOBODY
    nobody = study_author((), space=space, author=asked) if not told else None
    return SpaceStudy(
        "kinds of harm" if isinstance(space, HarmSpace) else "criteria",
        tuple(told.values()),
        tuple(_compare(told, by_author=by_author, space=space)),
        _find_conflicts_between(by_author, space=space),
        nobody,
    )


def _tell_weights(draws: Floats, *, answers: Sequence[Answer], space: Space) -> tuple[ToldWeight, ...]:
    parts = draws @ space.rows.T
    low, high = np.quantile(parts, [0.05, 0.95], axis=0)
    ends = _find_ends(answers, space=space)
    return tuple(
        ToldWeight(
            thing.name, thing.title, thing.level, float(parts[:, at].mean()), float(low[at]), float(high[at]),
            float(ends[at, 0]), float(ends[at, 1]), thing.amount if thing.unit else None, thing.unit,
        )
        for at, thing in enumerate(space.things)
    )  # fmt: skip


def _find_ends(answers: Sequence[Answer], *, space: Space) -> Floats:
    return find_weight_ranges(answers, size=space.rows.shape[1], parts=space.rows)


def trace_statements(own: Sequence[Weight], *, space: Space, author: str) -> tuple[AnswerEffect, ...]:
    """What each statement changed, one after the other as they stand; the places of one order count as one statement."""
    steps = [[each] for each in own if each.kind != "order"]
    placed = [each for each in own if each.kind == "order"]
    if placed:
        steps.insert(next(at for at, each in enumerate(own) if each.kind == "order"), placed)
    said: list[Weight] = []
    effects: list[AnswerEffect] = []
    before = space.sample(said, author=author)
    for step in steps:
        said = [*said, *step]
        effect, before = _tell_effect(step, before=before, said=said, space=space, author=author)
        effects.append(effect)
    return tuple(effects)


def tell_last(own: Sequence[Weight], *, space: Space, author: str) -> AnswerEffect:
    """What the last statement changed."""
    before = _sample_or_keep(own[:-1], space=space, author=author, kept=space.sample((), author=author))
    return _tell_effect(own[-1:], before=before, said=own, space=space, author=author)[0]


def _tell_effect(
    step: Sequence[Weight], *, before: Floats, said: Sequence[Weight], space: Space, author: str
) -> tuple[AnswerEffect, Floats]:
    """What a statement changed of the weights admitted before it, and the weights admitted with it."""
    is_kept = np.ones(len(before), dtype=np.bool_)
    for answer in space.list_answers(step, author=author):
        is_kept &= answer.holds(before)
    kept = before[is_kept] if is_kept.any() else before
    after = _sample_or_keep(said, space=space, author=author, kept=kept)
    first, now = (_find_first(draws, space=space) for draws in (before, after))
    words = "; ".join(describe_statement(each) for each in step)
    return AnswerEffect(words, step[0].question, float(is_kept.mean()), now, set(now) != set(first)), after


def _sample_or_keep(said: Sequence[Weight], *, space: Space, author: str, kept: Floats) -> Floats:
    """Weights by the statements so far; where only the later ones make them fit to be drawn, those kept of the ones before."""
    try:
        return space.sample(said, author=author)
    except WeightStatementError:
        return kept


def _find_first(draws: Floats, *, space: Space) -> tuple[str, ...]:
    """The threats that come first at these weights, by mean value; none where the weights decide nothing."""
    values, top = space.pay(draws)
    if values is None or not isinstance(space, CriteriaSpace):
        return ()
    order = np.argsort(-values.mean(axis=0), kind="stable")
    return tuple(space.sheet.threats[at] for at in order[:top])


def _compare(
    told: Mapping[str, AuthorWeights], *, by_author: Mapping[str, Sequence[Weight]], space: Space
) -> Iterator[Disagreement]:
    sound = [each for each in told.values() if each.weights]
    for one, other in combinations(sound, 2):
        means = [
            space.sample(by_author[each.author], author=each.author).mean(axis=0) for each in (one, other)
        ]  # the mandated weights of each
        apart = tuple(
            mine.name
            for mine, theirs in zip(one.weights, other.weights, strict=True)
            if mine.least > theirs.most + _ROUNDING or theirs.least > mine.most + _ROUNDING
        )
        moved = float(np.abs(means[0] - means[1]).sum() / 2)
        yield Disagreement((one.author, other.author), moved, apart, set(one.first) != set(other.first))


def _find_conflicts_between(by_author: Mapping[str, Sequence[Weight]], *, space: Space) -> tuple[tuple[str, ...], ...]:
    """Smallest sets of statements of several authors that no weights at all would satisfy."""
    answers = []
    for author, own in by_author.items():
        try:
            mine = space.list_answers(own, author=author)
        except WeightStatementError:
            continue
        if not find_conflicts(mine, size=space.rows.shape[1]):
            answers += [replace(each, name=f"{author}: {each.name}") for each in mine]
    return find_conflicts(answers, size=space.rows.shape[1])
