"""What holds for every next question?"""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.methods.decide.weight_question import rank_questions


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_both_answers_are_possible_and_the_ratio_is_at_least_1(size: int, seed: int) -> None:
    weights = np.random.default_rng(seed).dirichlet(np.ones(size), size=400)
    found = rank_questions(weights, parts=weights, pairs=list(combinations(range(size), 2)))
    assert all(0.2 <= each.yes_prob <= 0.8 and each.times >= 1 for each in found)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_narrowing_is_a_share(size: int, seed: int) -> None:
    weights = np.random.default_rng(seed).dirichlet(np.ones(size), size=400)
    found = rank_questions(weights, parts=weights, pairs=list(combinations(range(size), 2)))
    assert all(0 <= each.narrowing <= 1 for each in found)
