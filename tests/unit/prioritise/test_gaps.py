from dataclasses import replace

import numpy as np
import pytest

from tests.support.rankings import know, say
from tests.support.threats import (
    POINTS,
    make_claim,
    make_dossier,
    make_figures,
    make_framework,
    make_threat,
    no_figures,
)
from tocsin.assess.picture import assess_threats
from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.judgement import Weight
from tocsin.estimate.pool import Pooled
from tocsin.estimate.spread import Component
from tocsin.methods.draws.distributions import Constant
from tocsin.prioritise.gaps import NOTHING, Gap, GapList, list_gaps
from tocsin.prioritise.ranking import rank_threats


def find(
    threats: str, *claims: Claim, top: int = 1, weights: tuple[Weight, ...] = (), aggregation: str = "additive"
) -> GapList:
    framework = make_framework(3, aggregation=aggregation)
    dossier = make_dossier([make_threat(key) for key in threats], claims, framework=framework)
    figures = no_figures(dossier)
    picture = assess_threats(dossier, figures=figures, points=POINTS)
    ranking = rank_threats(picture, weights=weights, points=POINTS, rng=np.random.default_rng(1), top=top)
    return list_gaps(picture, figures, ranking=ranking)


def make_money_framework() -> Framework:
    plain = make_framework(1)
    value = {"kind": "logarithmic", "least_at": 1e6, "worst_at": 1e10, "unit": "USD/year", "reason": "invented"}
    first = plain.criteria[0].model_validate({**plain.criteria[0].model_dump(), "value": value})
    return plain.model_copy(update={"criteria": (first, *plain.criteria[1:])})


def find_driven(*, is_tied: bool = False) -> GapList:
    """Two threats scored by one figure each: one of a wide range, one narrow in the middle of it."""
    threats = [make_threat(key, figures={"c1": f"income_{key}"}) for key in "ab"]
    dossier = make_dossier(threats, framework=make_money_framework())
    wide = draw_uniforms("wide", points=POINTS)
    narrow = wide if is_tied else draw_uniforms("narrow", points=POINTS)
    draws = {"income_a": 10 ** (7 + 2 * wide), "income_b": 10 ** (7.9 + 0.2 * narrow)}
    figures = make_figures(dossier, draws)
    picture = assess_threats(dossier, figures=figures, points=POINTS)
    ranking = rank_threats(picture, weights=(), points=POINTS, rng=np.random.default_rng(1), top=1)
    return list_gaps(picture, figures, ranking=ranking)


def find_unjudged() -> GapList:
    """A threat on a figure that has evidence only in the second reading, where claims that cannot be judged count."""
    threats = [make_threat(key, figures={"c1": f"income_{key}"}) for key in "ab"]
    dossier = make_dossier(threats, framework=make_money_framework())
    draws = 10 ** (7 + 2 * draw_uniforms("wide", points=POINTS))
    figures = make_figures(dossier, {"income_a": draws, "income_b": draws}, residual=0.2)
    component = Component(1.0, Constant(1.0), ("x",))
    unjudged = Pooled((), 1.0, (component,), (), ())
    prepared = {**figures.prepared, "m.income_a": replace(figures.prepared["m.income_a"], pooled=unjudged)}
    own = {**figures.figures, "income_a": replace(figures.figures["income_a"], draws_with_unjudged=draws)}
    figures = replace(figures, prepared=prepared, figures=own)
    picture = assess_threats(dossier, figures=figures, points=POINTS)
    ranking = rank_threats(picture, weights=(), points=POINTS, rng=np.random.default_rng(1), top=1)
    return list_gaps(picture, figures, ranking=ranking)


def key_of(found: GapList, key: str) -> Gap:
    return next(gap for gap in found.gaps if gap.key == key)


def test_what_is_not_known_of_a_rival_is_worth_most() -> None:
    assert find("ab", *know("a", 5)).gaps[0].key == "unknown:b"


def test_the_only_unknown_is_worth_nearly_everything() -> None:
    found = find("ab", *know("a", 5))
    assert found.gaps[0].share == pytest.approx(1, abs=0.1)


def test_a_cell_that_cannot_change_the_choice_is_not_distinguishable_from_nothing() -> None:
    found = find("ab", *know("a", 9), *know("b", 2))
    assert key_of(found, "score:b/c2").words == NOTHING


def test_worth_is_told_as_a_share_of_full_information() -> None:
    assert find("ab", *know("a", 5)).gaps[0].words.endswith("% of full information")


def test_gaps_stand_by_their_worth() -> None:
    worths = [gap.evppi for gap in find("abc", *know("a", 5), *know("b", 6)).gaps]
    assert worths == sorted(worths, reverse=True)


def test_no_cell_is_worth_more_than_everything() -> None:
    found = find("abc", *know("a", 5))
    assert max(gap.evppi for gap in found.gaps) <= found.everything.value + 3 * found.everything.error


def test_settling_the_weights_is_told_apart() -> None:
    opposite = [make_claim(f"{t}-{c}", t, c, low=m, high=m + 1, grade="a1") for t, c, m in
                (("a", "c1", 8), ("a", "c2", 1), ("a", "c3", 1), ("b", "c1", 1), ("b", "c2", 8), ("b", "c3", 8))]  # fmt: skip
    assert find("ab", *opposite).weights.value > 0.05


def test_settled_weights_are_worth_nothing_to_settle() -> None:
    typed = tuple(say(name, "weight", value) for name, value in (("c1", 0.5), ("c2", 0.3), ("c3", 0.2)))
    assert find("ab", *know("a", 5), weights=typed).weights.value == 0.0


def test_choosing_every_threat_leaves_nothing_to_find_out() -> None:
    found = find("ab", top=2)
    assert (found.gaps, found.everything.value, [each.rule for each in found.findings]) == ((), 0.0, ["no-choice"])


def test_gaps_are_found_under_a_geometric_framework() -> None:
    assert find("ab", *know("a", 5), aggregation="geometric").gaps[0].key == "unknown:b"


def test_a_driver_that_decides_the_choice_is_worth_most_of_everything() -> None:
    found = find_driven()
    assert key_of(found, "driver:m.income_a").share == pytest.approx(1, abs=0.15)


def test_a_cell_that_a_figure_drives_is_valued_by_its_drivers_alone() -> None:
    assert {gap.key for gap in find_driven().gaps} == {"driver:m.income_a", "driver:m.income_b"}


def test_drivers_that_vary_together_are_valued_as_a_group_too() -> None:
    assert "drivers:m.income_a+m.income_b" in {gap.key for gap in find_driven(is_tied=True).gaps}


def test_a_figure_whose_claims_cannot_be_judged_is_a_gap_of_its_cell() -> None:
    assert "score:a/c1" in {gap.key for gap in find_unjudged().gaps}


def test_drivers_apart_are_no_group() -> None:
    assert not any(gap.key.startswith("drivers:") for gap in find_driven().gaps)


@pytest.mark.parametrize(("value", "is_distinguishable"), [(0.2, True), (0.19, False), (-0.3, False), (0.0, False)])
def test_a_worth_under_two_standard_errors_is_not_distinguishable(value: float, is_distinguishable: bool) -> None:
    assert Gap("k", "t", value, 0.1, value).is_distinguishable is is_distinguishable
