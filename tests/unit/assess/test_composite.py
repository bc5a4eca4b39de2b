"""Does a study of an index say what the ranks can be, what is not known, and never more than that?"""

from dataclasses import replace

import numpy as np
import pytest

from tocsin.assess.composite import CoverageError, IndexSizeError, IndexTable, study_index
from tocsin.assess.composite_records import IndexStudy

RNG = np.random.default_rng(7)
VALUES = RNG.normal(size=(8, 4)) + np.arange(8)[:, None] * np.array([0.3, 0.3, 0.3, 0.0])
GAPPY = VALUES.copy()
GAPPY[2, 3] = np.nan
TABLE = IndexTable(
    places=("HH", "BB", "CC", "DD", "EE", "FF", "GG", "AA"),
    codes=("one", "two", "three", "four", "low", "high", "top"),
    titles=("One", "Two", "Three", "Four", "Low", "High", "The index"),
    values=VALUES,
    directions=(1, 1, -1, 1),
    parents=(4, 4, 5, 5, 6, 6, -1),
    weights=(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    groups={"side": ("x", "x", "x", "x", "y", "y", "y", "y")},
)


def study(table: IndexTable = TABLE, **settings: object) -> IndexStudy:
    return study_index(table, **{"replications": 200, "least_known": 0.5, **settings})  # type: ignore[arg-type]  # by name


PLAIN, OPEN = study(), study(replace(TABLE, values=GAPPY))


def test_places_are_listed_by_name_and_not_by_rank() -> None:
    assert [place.place for place in PLAIN.places] == sorted(TABLE.places)


def test_every_rank_lies_in_its_interval() -> None:
    assert all(place.rank_low <= place.rank <= place.rank_high for place in OPEN.places)


def test_every_score_lies_in_its_interval() -> None:
    scores = [score for place in OPEN.places for score in (place.score, *place.parts.values())]
    assert all(score.low <= score.value <= score.high for score in scores)


def test_wholes_below_the_top_have_scores_of_their_own() -> None:
    assert list(PLAIN.places[0].parts) == ["low", "high"]


def test_known_share_is_told_of_each_place() -> None:
    known = {place.place: place.known_share for place in OPEN.places}
    assert (known["CC"], known["AA"]) == (0.75, 1.0)


def test_what_is_not_known_widens_the_score() -> None:
    scores = [next(place.score for place in found.places if place.place == "CC") for found in (PLAIN, OPEN)]
    assert scores[1].high - scores[1].low > 1.5 * (scores[0].high - scores[0].low)


def test_what_is_not_known_is_named() -> None:
    assert next(place.missing for place in OPEN.places if place.place == "CC") == ("four",)


def test_gaps_are_a_choice_only_where_there_are_any() -> None:
    names = [[assumption.name for assumption in found.assumptions] for found in (PLAIN, OPEN)]
    assert names == [["treatment", "scale", "mean", "weights"], ["treatment", "scale", "mean", "weights", "gaps"]]


def test_every_choice_has_its_share_in_what_moves_ranks() -> None:
    assert [driver.assumption for driver in OPEN.drivers] == [assumption.name for assumption in OPEN.assumptions]


def test_a_place_that_never_moves_has_no_shares() -> None:
    values = VALUES.copy()
    values[0] = [99.0, 99.0, -99.0, 99.0]
    first = next(place for place in study(replace(TABLE, values=values)).places if place.place == "HH")
    assert (first.rank_low, first.rank_high, {driver.together for driver in first.drivers}) == (1, 1, {None})


def test_shares_of_indicators_add_up_to_all() -> None:
    assert sum(indicator.share for indicator in PLAIN.indicators) == pytest.approx(1.0)


def test_same_seed_gives_the_same_study() -> None:
    assert study() == PLAIN


def test_another_order_of_rows_gives_the_same_study() -> None:
    turned = replace(TABLE, places=TABLE.places[::-1], values=VALUES[::-1], groups={"side": TABLE.groups["side"][::-1]})
    assert study(turned).places == PLAIN.places


def test_gaps_filled_by_group_are_warned_of() -> None:
    found = study(replace(TABLE, values=GAPPY), fill_by="side")
    assert any("intervals of places with gaps are too narrow" in warning for warning in found.warnings)


def test_gaps_are_neither_zero_nor_average() -> None:
    assert any("1 value of 1 place is not known (3.1 % of all)" in warning for warning in OPEN.warnings)


def test_unused_columns_are_warned_of() -> None:
    found = study(replace(TABLE, left_out=("name",)))
    assert any("were not used: name" in warning for warning in found.warnings)


def test_indicators_with_outliers_left_are_warned_of() -> None:
    values = np.concatenate([VALUES, RNG.normal(size=(30, 4))])
    values[:, 1] = 0.0
    values[0, 1] = 1.0
    places = tuple(f"P{number:02}" for number in range(38))
    found = study(replace(TABLE, values=values, places=places, groups={}))
    assert any("Outliers are left after treatment in two" in warning for warning in found.warnings)


def test_goalposts_join_the_scales_where_they_are_set() -> None:
    found = study(replace(TABLE, posts=((-3.0, -3.0, 9.0, -3.0), (9.0, 9.0, -3.0, 9.0))))
    assert "goalposts" in next(each.choices for each in found.assumptions if each.name == "scale")


def test_verdict_says_how_much_of_the_order_holds() -> None:
    assert f"The order of {100 * PLAIN.settled_pairs_share:.0f} % of all pairs of places holds" in PLAIN.verdict


def test_recipe_changes_with_the_values() -> None:
    assert PLAIN.recipe.inputs_hash != OPEN.recipe.inputs_hash


def test_a_place_of_which_too_little_is_known_is_refused() -> None:
    with pytest.raises(CoverageError, match=r"1 of 8 places .* CC \(75 %\)"):
        study(replace(TABLE, values=GAPPY), least_known=0.8)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"replications": 99}, "99 replications"),
        ({"replications": 20_001}, "20001 replications"),
        ({"least_known": 0.0}, "which is no share"),
        ({"fill_by": "colour"}, "'colour', which is no grouping of places. Known are: side"),
    ],
)
def test_settings_that_mean_nothing_are_refused(settings: dict[str, object], words: str) -> None:
    with pytest.raises(IndexSizeError, match=words):
        study(**settings)


def test_two_places_are_refused() -> None:
    with pytest.raises(IndexSizeError, match="2 places make no order"):
        study(replace(TABLE, places=("AA", "BB"), values=VALUES[:2], groups={}))
