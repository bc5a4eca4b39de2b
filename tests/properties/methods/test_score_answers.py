"""What holds for all weights that any answers leave?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.methods.score.answer_region import Answer
from tocsin.methods.score.answers import (
    find_contradictions,
    find_weight_ranges,
    sample_answers,
    sample_nested_answers,
)
from tocsin.methods.score.weights import EmptyWeightRegionError, simplex_weights

SEEDS = st.integers(0, 2**32 - 1)
SIZE = 4
UNIT = np.eye(SIZE)


@st.composite
def draw_answers(draw: st.DrawFn) -> list[Answer]:
    answers = []
    for at in range(draw(st.integers(0, 6))):
        one, other = draw(st.permutations(range(SIZE)))[:2]
        if draw(st.booleans()):
            times = draw(st.sampled_from([0.25, 0.5, 1.0, 2.0, 5.0]))
            answers.append(Answer.of_ratio(f"a{at}", above=UNIT[one], below=UNIT[other], least=times))
        else:
            answers.append(Answer(f"a{at}", UNIT[one], low=draw(st.sampled_from([0.0, 0.1, 0.4]))))
    return answers


@settings(max_examples=25, deadline=None)
@given(draw_answers(), SEEDS)
def test_every_draw_agrees_with_every_answer(answers: list[Answer], seed: int) -> None:
    if find_contradictions(answers, size=SIZE):
        with pytest.raises(EmptyWeightRegionError):
            sample_answers(answers, size=SIZE, draws=20, rng=np.random.default_rng(seed))
        return
    drawn = sample_answers(answers, size=SIZE, draws=20, rng=np.random.default_rng(seed))
    assert all(answer.holds(drawn).all() for answer in answers)


@settings(max_examples=25, deadline=None)
@given(draw_answers())
def test_no_answer_can_be_dropped_from_a_contradiction(answers: list[Answer]) -> None:
    named = {answer.name: answer for answer in answers}
    for names in find_contradictions(answers, size=SIZE):
        rests = [[named[other] for other in names if other != name] for name in names]
        assert [find_contradictions(rest, size=SIZE) for rest in rests] == [()] * len(names)


@settings(max_examples=25, deadline=None)
@given(draw_answers(), SEEDS)
def test_ranges_hold_every_draw(answers: list[Answer], seed: int) -> None:
    if find_contradictions(answers, size=SIZE):
        return
    ends = find_weight_ranges(answers, size=SIZE)
    drawn = sample_answers(answers, size=SIZE, draws=20, rng=np.random.default_rng(seed))
    assert (drawn >= ends[:, 0] - 1e-9).all()
    assert (drawn <= ends[:, 1] + 1e-9).all()


def test_an_order_by_answers_has_the_moments_of_an_exact_order() -> None:
    chain = [
        Answer.of_ratio(f"{at}", above=UNIT[at], below=UNIT[at + 1], least=1.0) for at in range(SIZE - 1)
    ]  # one in 24 of all weights: rejection
    rng = np.random.default_rng(1)
    exact = simplex_weights(SIZE, draws=4_000, rng=rng, order=list(range(SIZE)))
    assert sample_answers(chain, size=SIZE, draws=4_000, rng=rng).mean(axis=0) == pytest.approx(
        exact.mean(axis=0), abs=0.01
    )


def test_a_walk_has_the_moments_of_rejection() -> None:
    narrow = [
        Answer.of_ratio("x", above=UNIT[0], below=UNIT[1], least=4.0),
        Answer.of_ratio("y", above=UNIT[1], below=UNIT[2], least=4.0),
    ]
    rng = np.random.default_rng(2)
    plain = rng.dirichlet(np.ones(SIZE), size=400_000)
    kept = plain[(plain[:, 0] >= 4 * plain[:, 1]) & (plain[:, 1] >= 4 * plain[:, 2])]
    drawn = sample_answers(narrow, size=SIZE, draws=4_000, rng=rng)
    assert drawn.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.012)
    assert drawn.std(axis=0) == pytest.approx(kept.std(axis=0), abs=0.012)


def test_an_answer_inside_one_axis_leaves_the_axes_alike() -> None:
    within = [[Answer.of_ratio("x", above=np.eye(2)[0], below=np.eye(2)[1], least=9.0)], []]
    drawn = sample_nested_answers(
        [2, 2], on_axes=[], within=within, across=[], draws=4_000, rng=np.random.default_rng(3)
    )
    assert drawn[:, :2].sum(axis=1).mean() == pytest.approx(0.5, abs=0.02)
