"""What does taking evidence away do to ranks, for sure?"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.rankings import make_supply, rank_dossier
from tests.support.threats import make_claim, make_dossier, make_threat
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.evidence import Claim
from tocsin.prioritise.ranking import Ranking

CRITERIA = ("c1", "c2", "c3")
# One draw more or less on each side of what is open; a figure is drawn from points that fill no strip exactly.
DRAW, POINTS_OFF = 0.002, 0.03


@st.composite
def draw_claims(draw: st.DrawFn, *, threats: str, criteria: tuple[str, ...] = CRITERIA) -> list[Claim]:
    """Claims of good and poor grades; those on one cell say the same."""
    claims = []
    for threat in threats:
        for criterion in criteria:
            low = draw(st.floats(0, 8).map(lambda each: round(each, 1)))
            for group in draw(st.sets(st.sampled_from("vwxyz"), max_size=4)):
                key, grade = f"{threat}-{criterion}-{group}", draw(st.sampled_from(["a1", "a1", "b2", "c3", "e4"]))
                claims.append(make_claim(key, threat, criterion, low=low, high=low + 2, grade=grade, source=group))
    return claims


@st.composite
def draw_dossiers(draw: st.DrawFn) -> Dossier:
    threats = draw(st.sampled_from(["ab", "abc", "abcd"]))
    return make_dossier([make_threat(key) for key in threats], draw(draw_claims(threats=threats)))


def list_narrowed(before: Ranking, after: Ranking) -> list[str]:
    told = {each.key: each for each in after.threats}
    return [
        each.key
        for each in before.threats
        if told[each.key].rank_low > each.rank_low or told[each.key].rank_high < each.rank_high
    ]


def without(dossier: Dossier, *keys: str) -> Dossier:
    return replace(dossier, claims={key: claim for key, claim in dossier.claims.items() if key not in keys})


def list_places(ranking: Ranking) -> Mapping[str, np.ndarray]:
    return dict(zip(ranking.both.keys, ranking.both.rank_acceptability, strict=True))


def most_moved(before: Ranking, after: Ranking) -> float:
    """The most by which the chance of any set of places of one threat moved."""
    first, second = list_places(before), list_places(after)
    return max(float(np.abs(first[key] - second[key]).sum()) / 2 for key in first)


@pytest.mark.slow
@given(dossier=draw_dossiers(), place=st.integers(0, 100))
def test_taking_all_evidence_of_a_score_away_never_narrows_a_rank(dossier: Dossier, place: int) -> None:
    cells = sorted({(claim.subject, claim.variable) for claim in dossier.claims.values()})
    assume(cells)
    cell = cells[place % len(cells)]
    gone = [key for key, claim in dossier.claims.items() if (claim.subject, claim.variable) == cell]
    assert list_narrowed(rank_dossier(dossier), rank_dossier(without(dossier, *gone))) == []


@pytest.mark.slow
@given(dossier=draw_dossiers(), place=st.integers(0, 100))
def test_taking_one_of_agreeing_claims_away_never_narrows_a_rank(dossier: Dossier, place: int) -> None:
    assume(dossier.claims)
    gone = sorted(dossier.claims)[place % len(dossier.claims)]
    assert list_narrowed(rank_dossier(dossier), rank_dossier(without(dossier, gone))) == []


@pytest.mark.slow
@given(dossier=draw_dossiers(), place=st.integers(0, 100))
def test_one_of_agreeing_claims_moves_no_chance_by_more_than_comes_open(dossier: Dossier, place: int) -> None:
    assume(dossier.claims)
    gone = dossier.claims[sorted(dossier.claims)[place % len(dossier.claims)]]
    before, after = rank_dossier(dossier), rank_dossier(without(dossier, gone.key))
    opened = _open_share(without(dossier, gone.key), gone) - _open_share(dossier, gone)
    assert most_moved(before, after) <= opened + DRAW


def _open_share(dossier: Dossier, claim: Claim) -> float:
    credences = {"A1": 0.9, "B2": 0.75, "C3": 0.5, "E4": 0.1}
    left = [
        1 - credences[str(dossier.grade_of(each)).partition(":")[2]]
        for each in dossier.claims.values()
        if (each.subject, each.variable) == (claim.subject, claim.variable)
    ]
    return float(np.prod(left))


@st.composite
def draw_supplies(draw: st.DrawFn) -> Dossier:
    """Three threats, each scored on `c1` by a figure of two drivers that rest on agreeing claims."""
    areas = {key: draw(st.lists(st.sampled_from(["A1", "B2", "C3", "E4"]), max_size=3)) for key in "abc"}
    yields = {key: draw(st.lists(st.sampled_from(["A1", "B2", "C3", "E4"]), max_size=3)) for key in "abc"}
    centres = {key: draw(st.floats(0.1, 0.9)) for key in "abc"}
    return make_supply(areas, yields, centres=centres)


@pytest.mark.slow
@given(dossier=draw_supplies(), threat=st.sampled_from("abc"))
def test_taking_all_evidence_of_a_figure_away_never_narrows_a_rank(dossier: Dossier, threat: str) -> None:
    gone = [key for key in dossier.claims if key.startswith((f"area-{threat}", f"yield-{threat}"))]
    assume(gone)
    assert list_narrowed(rank_dossier(dossier), rank_dossier(without(dossier, *gone))) == []


@pytest.mark.slow
@given(dossier=draw_supplies(), place=st.integers(0, 100))
def test_a_claim_behind_a_figure_moves_no_chance_by_more_than_comes_open(dossier: Dossier, place: int) -> None:
    assume(dossier.claims)
    gone = dossier.claims[sorted(dossier.claims)[place % len(dossier.claims)]]
    left = without(dossier, gone.key)
    assume(any(each.variable[-1] == gone.variable[-1] for each in left.claims.values()))
    opened = _open_share(left, gone) - _open_share(dossier, gone)
    assert most_moved(rank_dossier(dossier), rank_dossier(left)) <= opened + POINTS_OFF
