from pathlib import Path

import pytest

from tests.support.portfolios import MORE, plan, read_choice_dossier
from tests.support.strategies import FILES, replace_in
from tocsin.dossier.dossier import Dossier
from tocsin.strategy.effect_draws import MOST_ASSUMED
from tocsin.strategy.portfolio import PlanSettings
from tocsin.strategy.portfolio_case import NoPortfolioError
from tocsin.strategy.portfolio_conflicts import InfeasiblePortfolioError
from tocsin.strategy.portfolio_record import PortfolioAnswer


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return read_choice_dossier(tmp_path_factory.mktemp("portfolio") / "d")


@pytest.fixture(scope="module")
def answer(dossier: Dossier) -> PortfolioAnswer:
    return plan(dossier, settings=PlanSettings(gap=0.0, has_core=True, has_collection=True, vectors=20))


def test_what_fits_the_money_and_averts_most_is_chosen(answer: PortfolioAnswer) -> None:
    assert {each.key for each in answer.chosen} <= {"patrols", "port-checks", "posters"}
    assert sum(each.cost or 0.0 for each in answer.chosen) <= answer.budget


def test_no_other_choice_within_the_money_averts_more(
    dossier: Dossier, answer: PortfolioAnswer, tmp_path: Path
) -> None:
    for left_out in [each.key for each in answer.chosen]:
        text = FILES["measures.yaml"] + MORE
        measures = text.replace(f"- key: {left_out}\n", f"- key: {left_out}\n  standing: rejected\n").replace(
            "  standing: rejected\n  title: Checks in the port\n  pillar: pursue\n  standing: chosen\n",
            "  standing: rejected\n  title: Checks in the port\n  pillar: pursue\n",
        )
        without = plan(read_choice_dossier(tmp_path / left_out, measures=measures), settings=PlanSettings(gap=0.0))
        assert without.averted.share <= answer.averted.share + 1e-12


def test_more_money_never_averts_less(answer: PortfolioAnswer) -> None:
    shares = [point.averted.share for point in sorted(answer.frontier, key=lambda point: point.factor)]
    assert shares == sorted(shares)


def test_what_is_averted_lies_within_its_interval(answer: PortfolioAnswer) -> None:
    assert answer.averted.low <= answer.averted.share <= answer.averted.high
    assert answer.averted.worst_decile <= answer.averted.share


def test_an_assumed_effect_is_cut_off_and_marked(answer: PortfolioAnswer) -> None:
    posters = next(each for each in answer.measures if each.key == "posters")
    assert (posters.evidence, posters.is_capped) == ("assumed", True)
    assert posters.alone <= MOST_ASSUMED


def test_natural_units_stand_beside_the_shares(answer: PortfolioAnswer) -> None:
    assert [(kind.kind, kind.unit) for kind in answer.averted.kinds] == [("deaths", "person"), ("money lost", "USD")]


def test_core_indices_are_shares_of_weights(answer: PortfolioAnswer) -> None:
    assert answer.core_vectors == 20
    assert all(each.core is not None and 0 <= each.core.share <= 1 for each in answer.measures)


def test_the_committees_own_choice_averts_no_more_than_the_best(answer: PortfolioAnswer) -> None:
    assert answer.own is not None
    assert (answer.own.chosen, answer.own.regret >= -1e-9) == (("port-checks",), True)


def test_questions_are_valued_over_several_portfolios(answer: PortfolioAnswer) -> None:
    assert answer.collection is not None
    assert len(answer.collection.options) > 1
    assert answer.collection.everything >= max(each.value for each in answer.collection.questions) - 1e-9


def test_the_same_dossier_gives_the_same_answer(dossier: Dossier, answer: PortfolioAnswer) -> None:
    assert plan(dossier, settings=PlanSettings(gap=0.0)).averted == answer.averted


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (
            "strategy.yaml",
            "  - {year: 2022, amount: 200}\n  - {year: 2023, amount: 60}\n",
            "  []\n",
            "sets no money aside",
        ),
        ("harms.yaml", "", "", "no amount that is known"),
    ],
)
def test_what_a_portfolio_is_chosen_from_may_be_missing(
    file: str, before: str, after: str, told: str, tmp_path: Path
) -> None:
    changed = {"harms_dot_yaml": None} if file == "harms.yaml" else replace_in(file, before, after)
    with pytest.raises(NoPortfolioError, match=told):
        plan(read_choice_dossier(tmp_path / "d", **changed))


def test_rules_that_cannot_all_be_kept_are_named_with_their_places(tmp_path: Path) -> None:
    floor = "floors:\n  - {key: all, pillar: pursue, least_amount: 255, reason: invented}\nbodies:\n"
    changed = replace_in("strategy.yaml", "bodies:\n", floor)
    with pytest.raises(InfeasiblePortfolioError, match=r"strategy\.yaml, floors") as caught:
        plan(read_choice_dossier(tmp_path / "d", **changed))
    assert caught.value.conflicts
