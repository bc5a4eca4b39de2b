import pytest

from tocsin.assess.errors import MissingScoreError, UnknownAttributeError
from tocsin.assess.oc_index import average_scores, compare_editions, load_edition


def score_all(year: int, *, score: float = 5.0, **others: float) -> dict[str, float]:
    return {**dict.fromkeys(load_edition(year).components, score), **others}


@pytest.mark.parametrize(("year", "sizes"), [(2021, (10, 4, 12)), (2023, (15, 5, 12))])
def test_an_edition_has_its_number_of_components(year: int, sizes: tuple[int, int, int]) -> None:
    edition = load_edition(year)
    assert (len(edition.markets), len(edition.actors), len(edition.resilience)) == sizes


def test_criminality_is_the_mean_of_markets_and_actors() -> None:
    actors = dict.fromkeys(load_edition(2023).actors, 9.0)
    assert average_scores(score_all(2023, **actors), edition=2023).criminality == 7.0


def test_one_market_of_2023_weighs_a_thirtieth_of_criminality() -> None:
    plain, raised = score_all(2023), score_all(2023, cocaine_trade=8.0)
    gain = average_scores(raised, edition=2023).criminality - average_scores(plain, edition=2023).criminality
    assert gain == pytest.approx(3 / 30)


def test_components_may_go_by_their_published_names() -> None:
    scores = {name.replace("_", " ").capitalize(): score for name, score in score_all(2021).items()}
    assert average_scores(scores, edition=2021).markets == 5.0


def test_editions_are_compared_on_the_common_set_alone() -> None:
    later = score_all(2023, financial_crimes=10.0, private_sector_actors=10.0)
    change = compare_editions(score_all(2021), later, years=(2021, 2023))
    assert change.later.criminality == change.earlier.criminality


def test_what_only_one_edition_has_is_named() -> None:
    change = compare_editions(score_all(2021), score_all(2023), years=(2021, 2023))
    assert len(change.common) == 26
    assert set(change.left_out) == {
        "extortion_and_protection_racketeering", "trade_in_counterfeit_goods", "illicit_trade_in_excisable_goods",
        "cyber_dependent_crimes", "financial_crimes", "private_sector_actors",
    }  # fmt: skip


def test_a_missing_component_is_refused() -> None:
    scores = score_all(2021)
    del scores["heroin_trade"]
    with pytest.raises(MissingScoreError, match="heroin_trade"):
        average_scores(scores, edition=2021)


def test_a_component_of_the_other_edition_is_refused() -> None:
    with pytest.raises(UnknownAttributeError, match="extortion_and_protection"):
        average_scores(score_all(2023), edition=2021)


def test_a_score_off_the_published_scale_is_refused() -> None:
    with pytest.raises(MissingScoreError, match="outside the published scale"):
        average_scores(score_all(2021, heroin_trade=0.5), edition=2021)


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownAttributeError, match="1999"):
        load_edition(1999)
