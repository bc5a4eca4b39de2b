"""Do ranks stay honest about ignorance, whatever the dossier?"""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.support.threats import POINTS, make_claim, make_dossier, make_threat, no_figures
from tocsin.assess.picture import assess_threats
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.evidence import Claim
from tocsin.prioritise.ranking import Ranking, rank_threats

GRADES = ("a1", "b2", "c3", "e4", "f6")
CRITERIA = ("c1", "c2", "c3")


def rank(dossier: Dossier) -> Ranking:
    picture = assess_threats(dossier, figures=no_figures(dossier), points=POINTS)
    return rank_threats(picture, weights=(), points=POINTS, rng=np.random.default_rng(1), top=2)


@st.composite
def draw_claims(draw: st.DrawFn, *, threats: str) -> list[Claim]:
    """Claims without contradiction: those on one cell lie about one middle and overlap."""
    claims = []
    for threat in threats:
        for criterion in CRITERIA:
            middle = draw(st.integers(1, 9))
            for group in draw(st.sets(st.sampled_from("xyz"), max_size=2)):
                shift, grade = draw(st.sampled_from([-0.3, 0.0, 0.3])), draw(st.sampled_from(GRADES))
                key, low = f"{threat}-{criterion}-{group}", middle + shift - 1
                claims.append(make_claim(key, threat, criterion, low=low, high=low + 2, grade=grade, source=group))
    return claims


@st.composite
def draw_dossiers(draw: st.DrawFn) -> Dossier:
    threats = draw(st.sampled_from(["ab", "abc", "abcd"]))
    return make_dossier([make_threat(key) for key in threats], draw(draw_claims(threats=threats)))


def list_spans(ranking: Ranking) -> dict[str, tuple[int, int]]:
    return {each.key: (each.rank_low, each.rank_high) for each in ranking.threats}


@given(dossier=draw_dossiers())
def test_a_threat_without_evidence_is_never_placed(dossier: Dossier) -> None:
    claims = {key: claim for key, claim in dossier.claims.items() if claim.subject != "a"}
    span = list_spans(rank(replace(dossier, claims=claims)))["a"]
    assert span == (1, len(dossier.threats))


@given(dossier=draw_dossiers())
def test_chances_and_places_are_possible(dossier: Dossier) -> None:
    threats = rank(dossier).threats
    assert all(
        1 <= each.rank_low <= each.drawn_low <= each.drawn_high <= each.rank_high <= len(threats) for each in threats
    )
    assert all(0 <= least <= most <= 1 for each in threats for least, most in each.p_top.values())


@given(dossier=draw_dossiers())
def test_pairwise_wins_of_two_threats_add_up_to_one(dossier: Dossier) -> None:
    pairwise = rank(dossier).pairwise
    assert np.allclose(pairwise + pairwise.T, 1)


@given(dossier=draw_dossiers())
def test_the_order_of_claims_and_threats_in_the_files_does_not_matter(dossier: Dossier) -> None:
    turned = replace(
        dossier, claims=dict(reversed(dossier.claims.items())), threats=dict(reversed(dossier.threats.items()))
    )
    assert list_spans(rank(turned)) == list_spans(rank(dossier))
