"""Do variables vary together as declared, and does a contradiction among declarations show?"""

import numpy as np
import pytest

from tests.support.synthetic import claimed, make_dossier, make_model, ranged
from tocsin.dossier.records.model import Model
from tocsin.estimate.correlations import draw_correlated, list_correlated, list_declared
from tocsin.estimate.graph import list_variables
from tocsin.estimate.ledger import Ledger
from tocsin.methods.draws.points import Points

POINTS = Points(seed=1, randomisations=4, log2_points=9)


def tie(first: str, second: str, rank: float) -> dict[str, object]:
    return {"drivers": [first, second], "rank": rank, "reason": "r"}


def make(*ties: dict[str, object], key: str = "m") -> Model:
    drivers = {name: ranged(0.1, 0.4) for name in "abcd"}
    return make_model(drivers, {}, key=key, fields={"correlations": ties})


def draw(*models: Model) -> tuple[dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]], dict[str, float]]:
    dossier = make_dossier(*models)
    ledger = Ledger.of([]).extended(list_variables(dossier))
    found = draw_correlated(list_correlated(dossier), points=POINTS, ledger=ledger)
    return dict(found.uniforms), {name: moved for name, (_, moved) in found.moved.items()}


def spearman(
    first: np.ndarray[tuple[int], np.dtype[np.float64]], second: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> float:
    ranks = [np.argsort(np.argsort(each)) for each in (first, second)]
    return float(np.corrcoef(*ranks)[0, 1])


@pytest.mark.parametrize("rank", [-0.9, -0.3, 0.5, 1.0])
def test_ranks_are_correlated_as_declared(rank: float) -> None:
    uniforms, _ = draw(make(tie("a", "b", rank)))
    assert spearman(uniforms["m.a"], uniforms["m.b"]) == pytest.approx(rank, abs=0.02)


def test_variables_without_a_tie_are_not_drawn_jointly() -> None:
    uniforms, _ = draw(make(tie("a", "b", 0.5)))
    assert sorted(uniforms) == ["m.a", "m.b"]


def test_ties_that_share_a_variable_make_one_set() -> None:
    found = list_correlated(make_dossier(make(tie("a", "b", 0.5), tie("c", "d", 0.5), tie("b", "c", 0.2))))
    assert found.sets == (("m.a", "m.b", "m.c", "m.d"),)


def test_separate_ties_make_separate_sets() -> None:
    found = list_correlated(make_dossier(make(tie("a", "b", 0.5), tie("c", "d", 0.5))))
    assert found.with_("m.c") == ("m.c", "m.d")
    assert found.ranks_of("m.c") == [("m.c", "m.d", 0.5)]


def test_a_variable_that_stands_alone_is_tied_to_nothing() -> None:
    assert list_correlated(make_dossier(make())).with_("m.a") == ()


def test_the_first_of_two_variables_keeps_its_draws() -> None:
    uniforms, _ = draw(make(tie("a", "b", 0.5)))
    assert np.allclose(uniforms["m.a"], POINTS.uniforms(0), atol=1e-12)


def test_possible_correlations_are_not_moved() -> None:
    assert draw(make(tie("a", "b", 0.5)))[1] == {}


def test_correlations_that_cannot_hold_together_are_moved_and_said_of_each_variable() -> None:
    _, moved = draw(make(tie("a", "b", 0.9), tie("b", "c", 0.9), tie("a", "c", -0.9)))
    assert sorted(moved) == ["m.a", "m.b", "m.c"]
    assert min(moved.values()) > 0.1


def test_declarations_are_listed_by_variable_with_their_model() -> None:
    model = make_model({"x": claimed("price"), "y": claimed()}, {}, fields={"correlations": [tie("x", "y", 0.4)]})
    found = list_declared(make_dossier(model))
    assert [(each.pair, each.rank, each.model) for each in found] == [
        (("cocaine/area", "cocaine/price"), 0.4, "supply")
    ]


def test_a_driver_that_the_model_lacks_is_not_drawn() -> None:
    assert list_declared(make_dossier(make(tie("a", "nobody", 0.5)))) == ()


def test_one_variable_is_not_tied_to_itself() -> None:
    model = make_model({"x": claimed(), "y": claimed()}, {}, fields={"correlations": [tie("x", "y", 0.4)]})
    assert list_correlated(make_dossier(model)).sets == ()
