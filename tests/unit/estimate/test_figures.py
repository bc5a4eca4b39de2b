"""Is every figure computed, kept, and shown with all that belongs to it?"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.synthetic import PERIOD, build, claimed, make_dossier, make_model, ranged, say
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.evidence import Item
from tocsin.dossier.records.table import TableDeclaration
from tocsin.estimate.errors import DifferentPointsError, UndefinedResultError
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.methods.draws.points import Points

NEAR, FAR = (80.0, 100.0, 125.0), (8_000.0, 10_000.0, 12_500.0)
DRIVERS = {"area": claimed(), "loss": ranged(0.1, 0.2)}
MODEL = make_model(DRIVERS, {"kept": ("area * (1 - loss)", "ha"), "lost": ("area - kept", "ha")})


class Memory:
    """A store that counts."""

    def __init__(self) -> None:
        self.kept: dict[str, Mapping[str, NDArray[np.float64]]] = {}
        self.made = 0

    def load(self, fingerprint: str) -> Mapping[str, NDArray[np.float64]] | None:
        return self.kept.get(fingerprint)

    def save(self, fingerprint: str, arrays: Mapping[str, NDArray[np.float64]]) -> None:
        self.kept[fingerprint] = arrays
        self.made += 1


def test_a_figure_has_the_value_of_its_formula_at_every_draw() -> None:
    found = build(make_dossier(MODEL, evidence=[say("a", NEAR)]))
    area, loss = (found.drivers[f"supply.{name}"].draws for name in ("area", "loss"))
    assert np.allclose(found.figures["kept"].draws, area * (1 - loss))


def test_a_figure_may_rest_on_figures() -> None:
    found = build(make_dossier(MODEL, evidence=[say("a", NEAR)]))
    assert {share.key for share in found.figures["lost"].drivers} == {"supply.area", "supply.loss"}


def test_an_estimate_says_what_where_when_and_how() -> None:
    formula = {"title": "T", "formula": "area", "unit": "ha", "concept": "stock", "scope": "net"}
    model = make_model({"area": claimed()}, {}, fields={"formulas": {"f": formula}, "place": "PER", "period": "2019"})
    found = build(make_dossier(model)).figures["f"].estimate
    told = (found.unit, found.place.code, str(found.period), str(found.concept), found.scope, found.recipe.name)
    assert told == ("ha", "PER", "2019", "stock", "net", "estimate.formula/2")


def test_the_recipe_holds_seed_and_settings() -> None:
    recipe = build(make_dossier(MODEL)).figures["kept"].estimate.recipe
    assert (recipe.seed, dict(recipe.settings)) == (7, {"randomisations": 2, "log2_points": 6, "level": 0.9})


def test_sources_and_claims_behind_a_figure_are_named() -> None:
    found = build(make_dossier(MODEL, evidence=[say("b", NEAR), say("a", NEAR)])).figures["kept"]
    assert (sorted(found.sources), sorted(found.claims)) == (["source-a", "source-b"], ["a", "b"])


def test_gaps_behind_a_figure_are_named() -> None:
    assert build(make_dossier(MODEL)).figures["lost"].gaps == ("supply.area",)


def test_a_finding_is_shown_with_all_that_rests_on_it() -> None:
    found = build(make_dossier(MODEL, evidence=[say("a", NEAR), say("b", FAR)]))
    shown = [found.drivers["supply.area"], found.figures["kept"], found.figures["lost"], found.drivers["supply.loss"]]
    assert [[each.rule for each in figure.warnings] for figure in shown] == [["contradiction"]] * 3 + [[]]


def test_the_interval_is_the_hull_of_both_readings() -> None:
    judged, open_ = say("a", NEAR, grade="A1"), say("b", FAR, grade="F6")
    without = build(make_dossier(MODEL, evidence=[judged])).figures["kept"].estimate
    both = build(make_dossier(MODEL, evidence=[judged, open_])).figures["kept"]
    second = both.draws_with_unjudged
    assert second is not None
    low, high = np.quantile(second, [0.05, 0.95])
    assert both.estimate.value == without.value
    assert both.estimate.low == min(without.low, low)
    assert both.estimate.high == max(without.high, high)


def test_a_formula_of_fixed_values_is_the_same_at_every_draw() -> None:
    model = make_model({"two": {"title": "Two", "unit": "share", "fixed": 2}}, {"f": ("two + 1", "share")})
    found = build(make_dossier(model)).figures["f"]
    assert set(found.draws) == {3.0}
    assert (found.estimate.low, found.estimate.high) == (3.0, 3.0)


def test_periods_of_one_variable_rise_and_fall_together() -> None:
    drivers = {f"y{year}": claimed() | {"period": str(year)} for year in (2019, 2020)}
    evidence = [say(f"c{year}", NEAR, fields={"period": str(year)}) for year in (2019, 2020)]
    found = build(make_dossier(make_model(drivers, {"trend": ("y2020 / y2019", "share")}), evidence=evidence))
    assert found.figures["trend"].draws == pytest.approx(1.0)


def test_a_figure_that_joins_periods_of_one_variable_says_that_they_err_alike() -> None:
    drivers = {f"y{year}": claimed() | {"period": str(year)} for year in (2019, 2020)}
    apart = {name: driver | {"independent": True} for name, driver in drivers.items()}
    rules = [
        [each.rule for each in build(make_dossier(make_model(each, {"f": ("y2019 / y2020", "share")}))).findings]
        for each in (drivers, apart)
    ]
    assert rules == [["gap", "gap", "shared-quantile"], ["gap", "gap"]]


def test_one_variable_at_one_place_and_period_is_no_matter_for_a_note() -> None:
    drivers = {"a": claimed(), "b": claimed()}
    found = build(make_dossier(make_model(drivers, {"f": ("a / b", "share")}), evidence=[say("a", NEAR)]))
    assert found.findings == ()


def test_drivers_of_one_variable_share_its_variance() -> None:
    drivers = {f"y{year}": claimed() | {"period": str(year)} for year in (2019, 2020)}
    found = build(make_dossier(make_model(drivers, {"product": ("y2019 * y2020", "ha^2")}), log2_points=8))
    assert [share.share for share in found.figures["product"].drivers] == pytest.approx([0.5, 0.5])


def test_independent_drivers_of_one_variable_have_draws_of_their_own() -> None:
    drivers = {"a": claimed(), "b": claimed() | {"independent": True}}
    found = build(make_dossier(make_model(drivers, {"ratio": ("a / b", "share")})))
    assert float(np.ptp(found.figures["ratio"].draws)) > 1


def test_correlations_that_had_to_be_moved_are_said_of_the_drivers() -> None:
    ties = [(("a", "b"), 0.9), (("b", "c"), 0.9), (("a", "c"), -0.9)]
    fields = {"correlations": [{"drivers": pair, "rank": rank, "reason": "r"} for pair, rank in ties]}
    drivers = {name: ranged(1, 2) for name in "abcd"}
    found = build(make_dossier(make_model(drivers, {"f": ("a + d", "share"), "g": ("d", "share")}, fields=fields)))
    assert [each.about for each in found.findings] == ["driver:supply.a", "driver:supply.b", "driver:supply.c"]
    assert [len(found.figures[key].warnings) for key in ("f", "g")] == [1, 0]


def test_what_is_kept_is_not_made_again() -> None:
    store, dossier = Memory(), make_dossier(MODEL, evidence=[say("a", NEAR)])
    build(dossier, store=store)
    made = store.made
    build(dossier, store=store)
    assert (made, store.made) == (4, 4)


def test_only_what_rests_on_a_change_is_made_again() -> None:
    store = Memory()
    build(make_dossier(MODEL, evidence=[say("a", NEAR)]), store=store)
    build(make_dossier(MODEL, evidence=[say("a", NEAR, grade="E5")]), store=store)
    assert store.made == 4 + 3


def test_new_variables_are_given_dimensions_to_be_written() -> None:
    assert [(each.driver, each.dimension) for each in build(make_dossier(MODEL)).ledger.new] == [
        ("cocaine/area", 0), ("supply.loss", 1),
    ]  # fmt: skip


def test_points_that_the_dossier_does_not_ask_for_are_refused() -> None:
    with pytest.raises(DifferentPointsError, match="Make the points from the head"):
        estimate_figures(make_dossier(MODEL), points=Points(seed=8, randomisations=2, log2_points=6))


def test_a_division_by_zero_is_refused_with_its_place() -> None:
    drivers = {"zero": {"title": "Zero", "unit": "share", "fixed": 0}}
    with pytest.raises(UndefinedResultError, match="1 / zero"):
        build(make_dossier(make_model(drivers, {"f": ("1 / zero", "share")})))


def make_tabled(folder: Path, *, is_there: bool) -> Dossier:
    columns = {"mass": {"column": "mass", "type": "number", "unit": "tonne"}}
    declared = {"key": "t", "title": "T", "item": "i", "file": "t.csv", "columns": columns}
    table = {"table": "t", "of": "mass", "reason": "r"}
    model = make_model(
        {"mass": {"title": "Mass", "unit": "kg", "table": table}}, {"f": ("mass * 2", "kg"), "g": ("f + 1 * f", "kg")}
    )
    dossier = make_dossier(model, evidence=[say("a", NEAR)])
    (folder / "tables").mkdir()
    if is_there:
        (folder / "tables" / "t.csv").write_text("mass\n1\n2\n")
    item = Item.model_validate(
        {"key": "i", "source": "source-a", "title": "I", "date": PERIOD, "locator": "p", "credibility": "1"}
    )
    tables = {"t": TableDeclaration.model_validate(declared)}
    return replace(dossier, folder=folder, tables=tables, items={**dossier.items, "i": item})


@pytest.mark.slow
def test_a_driver_read_from_a_table_is_in_its_own_unit(tmp_path: Path) -> None:
    found = build(make_tabled(tmp_path, is_there=True))
    assert found.figures["f"].estimate.value == pytest.approx(6000, rel=0.01)
    assert found.figures["f"].grade_mix == {"high": 1.0}


def absent(found: Figures) -> list[str]:
    return [finding.message for finding in found.findings if finding.about.startswith("estimate:")]


@pytest.mark.slow
def test_what_needs_an_absent_table_is_named_and_not_computed(tmp_path: Path) -> None:
    found = build(make_tabled(tmp_path, is_there=False))
    assert sorted(found.missing) == ["f", "g", "supply.mass"]
    assert absent(found) == ["F: not computed, for lack of mass.", "G: not computed, for lack of f."]
