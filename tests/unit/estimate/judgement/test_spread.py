"""Do answers become distributions that keep their quantiles and their bounds?"""

import pytest

from tocsin.estimate.judgement.answers import Question
from tocsin.estimate.judgement.spread import spread_answers

LEVELS = (0.05, 0.5, 0.95)


def test_an_answer_keeps_its_quantiles() -> None:
    (found,) = spread_answers(Question("q"), [(10, 20, 60)], probabilities=LEVELS)
    assert found.quantile(LEVELS).tolist() == pytest.approx([10, 20, 60])


def test_all_answers_share_one_range() -> None:
    found = spread_answers(Question("q"), [(10, 20, 60), (0, 1, 2)], probabilities=LEVELS)
    assert {each.support for each in found} == {(-6.0, 66.0)}


def test_the_range_stops_at_a_bound() -> None:
    (found,) = spread_answers(Question("q", least=9.5, greatest=61.0), [(10, 20, 60)], probabilities=LEVELS)
    assert found.support == (9.5, 61.0)


def test_what_a_quantile_at_a_bound_leaves_beyond_it_is_spread_inside() -> None:
    (found,) = spread_answers(Question("q", least=10.0), [(10, 20, 60)], probabilities=LEVELS)
    assert float(found.cdf(15.0)) == pytest.approx(0.25)


def test_an_amount_is_spread_on_logarithms() -> None:
    (found,) = spread_answers(Question("q", scale="log"), [(1, 10, 100)], probabilities=LEVELS)
    assert float(found.quantile(0.275)) == pytest.approx(10**0.5)


def test_the_truth_widens_the_range() -> None:
    (found,) = spread_answers(Question("q", realised=110.0), [(10, 20, 60)], probabilities=LEVELS)
    assert found.support == (0.0, 120.0)
