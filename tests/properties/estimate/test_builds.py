"""Does a build that reuses what did not change equal one made anew, bit for bit, after any edit?"""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.support.synthetic import Witness, build, claimed, make_dossier, make_model, ranged, say
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figures

TIES = {"correlations": [{"drivers": ["area", "loss"], "rank": 0.6, "reason": "invented"}]}
TOLD = ((80.0, 100.0, 125.0), (50.0, 60.0, 300.0), (None, 1_000.0, None))


class Memory:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, NDArray[np.float64]]] = {}

    def load(self, fingerprint: str) -> Mapping[str, NDArray[np.float64]] | None:
        return self.kept.get(fingerprint)

    def save(self, fingerprint: str, arrays: Mapping[str, NDArray[np.float64]]) -> None:
        self.kept[fingerprint] = {name: array.copy() for name, array in arrays.items()}


@st.composite
def draw_dossier(draw: st.DrawFn) -> Dossier:
    """One of many editions of a small dossier: other claims, grades, ranges, ties, formulas."""
    count = draw(st.integers(0, 3))
    grades = st.sampled_from(["B2", "E5", "F6"])
    evidence: list[Witness] = [say(f"c{at}", draw(st.sampled_from(TOLD)), grade=draw(grades)) for at in range(count)]
    drivers = {"area": claimed(), "loss": ranged(0.1, draw(st.sampled_from([0.2, 0.5])))}
    formula = draw(st.sampled_from(["area * (1 - loss)", "area * (1 - loss) / 2"]))
    fields = TIES if draw(st.booleans()) else {}
    first = make_model(drivers, {"kept": (formula, "ha")}, fields=fields)
    second = make_model({"price": ranged(1, 2, unit="USD/ha")}, {"worth": ("kept * price", "USD")}, key="value")
    return make_dossier(first, second, evidence=evidence)


def same(first: Figures, second: Figures) -> bool:
    """Whether all that is printed of two builds is the same, to the last bit."""
    return all(
        np.array_equal(figure.draws, second.figures[key].draws)
        and figure.estimate == second.figures[key].estimate
        and figure.drivers == second.figures[key].drivers
        and figure.interactions == second.figures[key].interactions
        for key, figure in first.figures.items()
    )


@pytest.mark.slow
@given(st.lists(draw_dossier(), min_size=2, max_size=4))
def test_a_build_that_reuses_equals_one_made_anew(editions: list[Dossier]) -> None:
    store = Memory()
    for edition in editions:
        assert same(build(edition, store=store), build(edition))


@given(draw_dossier())
def test_a_further_driver_changes_no_other_draw(dossier: Dossier) -> None:
    before = build(dossier)
    written = make_dossier(
        *dossier.models.values(),
        make_model(
            {"other": claimed("other"), "more": ranged(1, 2)}, {"sum": ("other * more", "ha")}, key="a-new-model"
        ),
        draws=before.ledger.new,
    )
    extended = Dossier(**{**dossier.__dict__, "models": written.models, "draws": written.draws})
    after = build(extended)
    assert all(np.array_equal(figure.draws, after.drivers[key].draws) for key, figure in before.drivers.items())


@given(draw_dossier())
def test_all_figures_stand_on_the_same_draws(dossier: Dossier) -> None:
    found = build(dossier)
    kept, price = found.figures["kept"].draws, found.drivers["value.price"].draws
    assert np.allclose(found.figures["worth"].draws, kept * price)
