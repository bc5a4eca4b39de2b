"""What may be weighed against what, and what is decided by it?"""

import numpy as np
import pytest

from tests.support.rankings import know
from tests.support.threats import POINTS, make_dossier, make_framework, make_threat, no_figures
from tocsin.assess.picture import assess_threats
from tocsin.prioritise.harm_weights import HarmStep
from tocsin.prioritise.weight_spaces import CriteriaSpace, HarmSpace


def make_space(*, top: int = 1, aggregation: str = "additive") -> CriteriaSpace:
    framework = make_framework(4, aggregation=aggregation)
    claims = [*know("a", 8, criteria=4), *know("b", 2, criteria=4)]
    dossier = make_dossier([make_threat("a"), make_threat("b")], claims, framework=framework)
    picture = assess_threats(dossier, figures=no_figures(dossier), points=POINTS)
    return CriteriaSpace(picture.scores.ranked(), top, 1)


def test_axes_are_compared_with_axes_and_criteria_inside_their_axis() -> None:
    space = make_space()
    named = [{space.things[at].name for at in pair} for pair in space.pairs]
    assert named == [{"first", "second"}, {"c2", "c3"}, {"c2", "c4"}, {"c3", "c4"}]


def test_an_axis_weighs_the_sum_of_its_criteria() -> None:
    parts = make_space().rows @ np.array([0.4, 0.1, 0.2, 0.3])
    assert parts == pytest.approx([0.4, 0.6, 0.4, 0.1, 0.2, 0.3])


@pytest.mark.parametrize("aggregation", ["additive", "geometric"])
def test_the_worse_threat_is_worth_more_at_any_weights(aggregation: str) -> None:
    space = make_space(aggregation=aggregation)
    values, top = space.pay(space.sample([], author="x"))
    assert ((values[:, 0] > values[:, 1]).all(), top) == (True, 1)


def test_where_every_threat_is_chosen_nothing_is_decided() -> None:
    space = make_space(top=2)
    assert space.pay(space.sample([], author="x"))[0] is None


def test_the_same_statements_give_the_same_draws() -> None:
    space = make_space()
    assert (space.sample([], author="x") == space.sample([], author="y")).all()


def test_kinds_of_harm_decide_nothing_here() -> None:
    space = HarmSpace((HarmStep("deaths", 10, "death/year"), HarmStep("money lost", 1e6, "USD/year")), 1)
    assert space.pay(space.sample([], author="x")) == (None, 0)
