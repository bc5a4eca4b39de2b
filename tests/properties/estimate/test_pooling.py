"""What holds for pooled evidence, whatever the claims say?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.synthetic import Witness, build, claimed, make_dossier, make_model, say, width
from tocsin.estimate.figures import Figures

MODEL = make_model({"area": claimed()}, {"twice": ("2 * area", "ha"), "nothing": ("area - area", "ha")})
GRADES = st.sampled_from(["A1", "B2", "C2", "C3", "D3", "E5", "F6"])
JUDGED = st.sampled_from(["A1", "B2", "C2", "C3", "D3", "E5"])
CENTRES = st.floats(10.0, 1e5)
SPREADS = st.floats(1.05, 3.0)


def around(centre: float, spread: float) -> tuple[float, float, float]:
    return centre / spread, centre, centre * spread


def estimate(*evidence: Witness) -> Figures:
    return build(make_dossier(MODEL, evidence=evidence, log2_points=9))


@st.composite
def draw_witnesses(draw: st.DrawFn) -> list[Witness]:
    count = draw(st.integers(1, 4))
    return [
        say(f"c{at}", around(draw(CENTRES), draw(SPREADS)), grade=draw(GRADES), group=draw(st.sampled_from(["", "g"])))
        for at in range(count)
    ]


@given(draw_witnesses(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(witnesses: list[Witness], random: np.random.Generator) -> None:
    shuffled = list(witnesses)
    random.shuffle(shuffled)  # type: ignore[arg-type]  # hypothesis' own random numbers
    first, second = estimate(*witnesses), estimate(*shuffled)
    assert np.array_equal(first.figures["twice"].draws, second.figures["twice"].draws)


@given(CENTRES, SPREADS, JUDGED)
def test_a_copy_from_one_group_changes_nothing(centre: float, spread: float, grade: str) -> None:
    told = around(centre, spread)
    alone = estimate(say("a", told, grade=grade, group="g"))
    copied = estimate(say("a", told, grade=grade, group="g"), say("b", told, grade=grade, group="g"))
    assert np.allclose(copied.figures["twice"].draws, alone.figures["twice"].draws, rtol=1e-9)


@given(CENTRES, SPREADS, st.sampled_from(["B2", "C2", "C3"]))
def test_a_third_independent_claim_that_agrees_narrows(centre: float, spread: float, grade: str) -> None:
    told = around(centre, spread)
    copies = [say("a", told, grade=grade, group="g"), say("b", told, grade=grade, group="g")]
    assert width(estimate(*copies, say("c", told, grade=grade)), "twice") < width(estimate(*copies), "twice")


@given(CENTRES, SPREADS, JUDGED, JUDGED)
def test_removing_a_claim_that_agrees_never_narrows(centre: float, spread: float, first: str, second: str) -> None:
    told = around(centre, spread)
    both = estimate(say("a", told, grade=first), say("b", told, grade=second))
    alone = estimate(say("a", told, grade=first))
    assert width(alone, "twice") >= width(both, "twice") * (1 - 1e-9)


@given(CENTRES, SPREADS)
def test_a_lone_weak_claim_is_wider_than_a_lone_strong_one(centre: float, spread: float) -> None:
    told = around(centre, spread)
    widths = [width(estimate(say("a", told, grade=grade)), "twice") for grade in ("A1", "B2", "C3", "E5")]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


@given(CENTRES, SPREADS)
def test_a_changed_grade_moves_the_interval_and_is_the_named_cause(centre: float, spread: float) -> None:
    told = around(centre, spread)
    before, after = estimate(say("a", told, grade="B2")), estimate(say("a", told, grade="E5"))
    one, other = (each.figures["twice"].estimate for each in (before, after))
    assert (one.low, one.high) != (other.low, other.high)
    assert after.graph.causes("estimate:twice", before.graph.digests()) == ("source:source-a", "item:item-a")


@given(CENTRES, SPREADS)
def test_a_claim_that_cannot_be_judged_never_narrows(centre: float, spread: float) -> None:
    told = around(centre, spread)
    without, with_it = estimate(say("a", told)), estimate(say("a", told), say("b", told, grade="F6"))
    assert width(with_it, "twice") >= width(without, "twice")


@given(draw_witnesses())
def test_a_variable_less_itself_is_nothing(witnesses: list[Witness]) -> None:
    assert np.all(estimate(*witnesses).figures["nothing"].draws == 0)


@given(draw_witnesses())
def test_every_draw_is_positive_where_amounts_are(witnesses: list[Witness]) -> None:
    assert np.all(estimate(*witnesses).figures["twice"].draws > 0)


@given(draw_witnesses())
def test_evidence_behind_a_figure_adds_up_to_one(witnesses: list[Witness]) -> None:
    assert sum(estimate(*witnesses).figures["twice"].grade_mix.values()) == pytest.approx(1)
