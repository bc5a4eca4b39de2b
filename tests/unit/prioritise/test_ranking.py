import numpy as np
import pytest

from tests.support.rankings import know, rank, say
from tests.support.threats import POINTS, make_claim, make_dossier, make_threat, no_figures
from tocsin.assess.picture import assess_threats
from tocsin.prioritise.errors import PlacesError
from tocsin.prioritise.ranking import NODE, Ranking, rank_threats


def span(ranking: Ranking, key: str) -> tuple[int, int]:
    found = next(each for each in ranking.threats if each.key == key)
    return found.rank_low, found.rank_high


@pytest.fixture(scope="module")
def known() -> Ranking:
    return rank("abcd", *know("a", 8), *know("b", 5), *know("c", 2))


def test_threats_stand_in_the_order_of_their_expected_rank(known: Ranking) -> None:
    assert [each.key for each in known.threats if each.key != "d"] == ["a", "b", "c"]


@pytest.mark.parametrize("criteria", [1, 3, 12])
def test_a_threat_without_evidence_spans_first_to_last(criteria: int) -> None:
    claims = [claim for key, middle in (("a", 8), ("b", 5), ("c", 2)) for claim in know(key, middle, criteria=criteria)]
    assert span(rank("abcd", *claims, criteria=criteria), "d") == (1, 4)


def test_a_threat_without_evidence_spans_first_to_last_under_a_geometric_framework() -> None:
    assert span(rank("ab", *know("a", 5), aggregation="geometric"), "b") == (1, 2)


def test_two_ordinary_claims_on_each_criterion_tell_threats_apart() -> None:
    claims = [
        make_claim(f"{key}-{name}-{group}", key, name, low=middle - 0.5, high=middle + 0.5, grade="b2", source=group)
        for key, middle in (("a", 8), ("b", 5), ("c", 2))
        for name in ("c1", "c2", "c3")
        for group in "xy"
    ]
    ranking = rank("abc", *claims)
    assert [span(ranking, key) for key in "abc"] == [(1, 1), (2, 2), (3, 3)]


def test_a_known_threat_at_the_very_top_cannot_be_passed() -> None:
    assert span(rank("ab", *know("a", 30)), "a")[0] == 1


def test_a_threat_without_evidence_rests_on_unknown_alone(known: Ranking) -> None:
    assert next(each for each in known.threats if each.key == "d").rests_on_unknown == pytest.approx(1)


def test_what_rests_on_unknown_is_weighed() -> None:
    claims = [claim for claim in know("a", 8) if claim.variable == "c1"]
    ranking = rank("ab", *claims, weights=(say("first", "weight", 0.7),))
    assert next(each for each in ranking.threats if each.key == "a").rests_on_unknown == pytest.approx(
        0.3 + 0.7 * 0.1**3
    )


def test_chances_to_be_first_run_from_least_to_most(known: Ranking) -> None:
    assert all(least <= most for each in known.threats for least, most in each.p_top.values())


def test_a_threat_without_evidence_may_surely_or_never_be_first(known: Ranking) -> None:
    least, most = next(each for each in known.threats if each.key == "d").p_top[1]
    assert (least, most) == (0.0, pytest.approx(1.0))


def test_the_interval_over_draws_lies_inside_the_printed_one(known: Ranking) -> None:
    inside = [each.rank_low <= each.drawn_low <= each.drawn_high <= each.rank_high for each in known.threats]
    assert inside == [True] * 4


def test_pairwise_wins_stand_in_the_order_of_the_threats(known: Ranking) -> None:
    place = {each.key: at for at, each in enumerate(known.threats)}
    assert known.pairwise[place["a"], place["c"]] > 0.9


def test_each_version_has_all_threats(known: Ranking) -> None:
    assert {frozenset(each.keys) for each in (known.both, known.evidence, known.weights)} == {frozenset("abcd")}


def test_evidence_alone_is_ranked_at_the_mandated_weights() -> None:
    claims = [*(c for c in know("a", 9) if c.variable == "c1"), *(c for c in know("a", 1) if c.variable != "c1")]
    ranking = rank("ab", *claims, *know("b", 5), weights=(say("first", "lower", 0.9),))
    assert (ranking.evidence.threats[0].key, ranking.evidence.threats[0].drawn_high) == ("a", 1)


def test_a_second_reading_has_a_rank_of_its_own() -> None:
    ranking = rank("ab", *know("a", 8), make_claim("w", "b", "c1", low=4, high=5, grade="f6"))
    assert all(each.expected_rank_with_unjudged is not None for each in ranking.threats)


def test_enablers_are_not_ranked() -> None:
    dossier = make_dossier([make_threat("a"), make_threat("corruption", role="enabler")])
    picture = assess_threats(dossier, figures=no_figures(dossier), points=POINTS)
    ranking = rank_threats(picture, weights=(), points=POINTS, rng=np.random.default_rng(1))
    assert [each.key for each in ranking.threats] == ["a"]


def test_no_threats_make_an_empty_ranking() -> None:
    assert rank("").threats == ()


def test_one_threat_is_first() -> None:
    assert span(rank("a"), "a") == (1, 1)


def test_the_ranking_rests_on_the_claims(known: Ranking) -> None:
    assert "claim:a-c1-x" in {node.key for node in known.graph.upstream(NODE)}


def test_the_response_beside_is_not_weighed(known: Ranking) -> None:
    assert "beside" not in known.mandated


def test_the_recipe_keeps_seed_and_settings(known: Ranking) -> None:
    assert (known.recipe.name, known.recipe.seed, known.recipe.settings["top"]) == ("prioritise.smaa/2", 7, 3)


def test_equal_threats_are_tied() -> None:
    claims = [
        make_claim(f"{key}-{name}", key, name, low=5, high=5, grade="a1", source="s")
        for key in "ab"
        for name in ("c1", "c2", "c3")
    ]
    assert rank("ab", *claims).pairwise[0, 1] == pytest.approx(0.5, abs=0.03)


def test_a_choice_of_no_threat_is_refused() -> None:
    with pytest.raises(PlacesError, match="The first 0 threats"):
        rank("ab", top=0)
