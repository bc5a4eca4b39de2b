import pytest

from tocsin.assess.errors import UnknownAttributeError
from tocsin.assess.sleipnir import FOR_COMPARISON, load_weights, rate_group, rate_groups
from tocsin.dossier.records.picture import Group


def test_weights_run_from_19_to_1() -> None:
    assert list(load_weights().values()) == list(range(19, 0, -1))


def test_corruption_weighs_most() -> None:
    assert load_weights()["corruption"] == 19


def test_an_unknown_attribute_widens_the_interval_by_four_times_its_weight() -> None:
    ratings = {**dict.fromkeys(load_weights(), "low"), "corruption": "unknown"}
    score = rate_group(ratings)
    assert score.high - score.low == 4 * 19


def test_unknown_attributes_are_named() -> None:
    assert rate_group({**dict.fromkeys(load_weights(), "nil"), "scope": "unknown"}).unknown == ("scope",)


def test_the_score_says_that_it_is_for_comparison() -> None:
    assert rate_group({}).note == FOR_COMPARISON


def test_a_misspelt_attribute_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownAttributeError, match="Did you mean 'violence'"):
        rate_group({"violense": "high"})


def test_an_unheard_attribute_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownAttributeError, match="Known are: corruption"):
        rate_group({"zzz": "high"})


def test_an_unknown_rating_is_refused() -> None:
    with pytest.raises(UnknownAttributeError, match="rated 'very high'"):
        rate_group({"violence": "very high"})


def make_group(**ratings: str) -> Group:
    return Group.model_validate({"key": "g", "description": "d", "attributes": ratings})


def test_groups_without_ratings_are_not_scored() -> None:
    assert rate_groups({"g": make_group()}) == ({}, ())


def test_groups_are_scored_on_what_was_rated() -> None:
    scores, _ = rate_groups({"g": make_group(violence="high")})
    assert scores["g"].low == 4 * 18


def test_a_rating_of_something_else_is_named_and_left_out() -> None:
    scores, findings = rate_groups({"g": make_group(wealth="high")})
    assert (scores, [finding.examples for finding in findings]) == ({}, [("wealth",)])
