"""Does a study of an effect answer in words, with what stands against it?"""

from functools import cache

import numpy as np
import pytest

from tests.support.panels import make_panel
from tocsin.methods.effect.errors import NoControlsError, TooFewTreatedError
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.panel import Design, EffectSettings, Model, Panel
from tocsin.monitor.effect.records import EffectStudy
from tocsin.monitor.effect.study import study_effect
from tocsin.terms.period import Period

DESIGNS: tuple[Design, ...] = ("interrupted", "did", "synthetic")


@cache
def study(design: Design = "interrupted", *, effect: float = -12.0, moved: float = 0.0) -> EffectStudy:
    treated = ("A", "C", "D") if design == "did" else ("A",)
    panel = make_panel(effect=effect, moved=moved)
    if design == "did":
        panel.values[2:4, 24:] += effect
    settings = EffectSettings(
        design, start="2012-01", treated=treated, neighbours=("B", "E") if design == "did" else ("B",),
        expected="falls by 10 to 40 percent", counted_in="t", replicates=200,
    )  # fmt: skip
    return study_effect(panel, settings)


@pytest.mark.parametrize("design", DESIGNS)
def test_a_planted_fall_is_found(design: Design) -> None:
    found = study(design)
    assert (found.answer, found.outcome) == ("fell", "as expected")


@pytest.mark.parametrize("design", DESIGNS)
def test_its_interval_holds_what_was_planted(design: Design) -> None:
    effect = study(design).effect
    assert effect.low is not None
    assert effect.high is not None
    assert effect.low < -12 < effect.high


@pytest.mark.parametrize("design", DESIGNS)
def test_a_planted_rise_is_the_opposite(design: Design) -> None:
    found = study(design, effect=12.0)
    assert (found.answer, found.outcome, "higher" in found.verdict) == ("rose", "opposite", True)


def test_where_nothing_happened_nothing_can_be_told() -> None:
    assert study("did", effect=0.0).verdict.startswith("Cannot tell: from 2012-01 on A, C, D differed")


@pytest.mark.parametrize("design", ["interrupted", "synthetic"])
def test_what_moved_next_door_is_no_success(design: Design) -> None:
    found = study(design, moved=10.0)
    assert (found.is_displaced, "no success" in found.verdict) == (True, True)


@pytest.mark.parametrize("design", DESIGNS)
def test_neighbours_and_net_effect_are_part_of_every_design(design: Design) -> None:
    found = study(design)
    assert (len(found.displacement), found.net is not None, found.quotient is not None) == (1, True, True)


@pytest.mark.parametrize(("first", "is_told"), [(16, True), (12, False)])
def test_a_quotient_of_few_periods_says_that_its_interval_holds_less_often(first: int, is_told: bool) -> None:
    panel = make_panel(moved=10.0)
    panel.values[2:4, 24:] -= 12.0
    short = Panel(panel.periods[first:], panel.units, panel.values[:, first:])
    quotient = study_effect(short, EffectSettings("did", start="2012-01", treated=("A", "C", "D"), neighbours=("B",),
                                                  replicates=200)).quotient  # fmt: skip
    assert quotient is not None
    assert ("hold less often" in quotient.note) is is_told


def test_neighbours_that_were_not_declared_are_asked_for() -> None:
    found = study_effect(make_panel(), EffectSettings("interrupted", start="2012-01", treated=("A",)))
    assert any("No neighbouring places" in warning for warning in found.warnings)


def test_an_effect_that_nobody_expected_is_exploratory() -> None:
    found = study_effect(make_panel(), EffectSettings("interrupted", start="2012-01", treated=("A",)))
    assert (found.outcome, "exploratory" in found.verdict) == ("nothing expected", True)


def test_placebos_and_donors_left_out_are_told() -> None:
    found = study("synthetic")
    assert (len(found.placebos), found.placebos[0].is_treated, len(found.left_out) > 0) == (13, True, True)


def test_steps_since_adoption_are_told() -> None:
    assert [row.step for row in study("did").steps][-1] == 23


def test_the_path_ends_with_what_would_have_been() -> None:
    last = study("synthetic").path[-1]
    assert last.gap == pytest.approx(last.seen - last.expected)


def test_a_unit_outside_all_donors_gets_a_banner() -> None:
    panel = make_panel()
    panel.values[0] += 500
    found = study_effect(panel, EffectSettings("synthetic", start="2012-01", treated=("A",)))
    assert "outside the range of all donors" in found.banner


def test_trends_that_differed_before_get_a_banner() -> None:
    panel = make_panel(units=40, periods=30)
    panel.values[:15] += 0.8 * np.arange(30)
    years = tuple(Period.of_year(1990 + at) for at in range(30))
    short = Panel(years[20:], panel.units, panel.values[:, 20:])
    names = tuple(panel.units[:15])
    found = study_effect(short, EffectSettings("did", start="2014", treated=names, replicates=200))
    assert "Trends differed before" in found.banner


def test_untouched_units_that_fell_too_are_told() -> None:
    panel = make_panel()
    panel.values[1:, 24:] -= 12
    found = study_effect(panel, EffectSettings("interrupted", start="2012-01", treated=("A",)))
    assert any("untouched units fell at the same moment" in warning for warning in found.warnings)


def test_counts_have_a_ratio_and_a_scatter() -> None:
    panel = make_panel(units=1)
    counts = Panel(panel.periods, panel.units, np.round(panel.values))
    found = study_effect(counts, EffectSettings("interrupted", start="2012-01", model="counts"))
    assert (found.answer, any("scatter" in check.name for check in found.checks)) == ("fell", True)


@pytest.mark.parametrize(("model", "is_told"), [("counts", True), ("linear", False)])
def test_a_short_series_of_counts_warns_of_what_follows_one_another(model: Model, is_told: bool) -> None:
    panel = make_panel(units=1)
    counts = Panel(panel.periods, panel.units, np.round(panel.values))
    found = study_effect(counts, EffectSettings("interrupted", start="2012-01", model=model))
    assert any("counts that follow one another" in warning for warning in found.warnings) is is_told


def test_a_course_carried_on_beyond_belief_is_told() -> None:
    counts = np.where(np.arange(48) < 24, 10 * 1.2 ** np.arange(48), 50.0) + np.tile([0.0, 3.0], 24)
    panel = Panel(make_panel().periods, ("A",), np.round(counts)[None])
    found = study_effect(panel, EffectSettings("interrupted", start="2012-01", model="counts", season=0))
    assert any("times its highest point before" in warning for warning in found.warnings)


def test_units_treated_from_the_beginning_are_left_out_and_named() -> None:
    panel = make_panel()
    when = {0: "2012-01", 1: "2012-01", 2: "2005-01"}
    adopted = tuple(Period.parse(when[row]) if row in when else None for row in range(14))
    dated = Panel(panel.periods, panel.units, panel.values, adopted=adopted)
    found = study_effect(dated, EffectSettings("did", replicates=200))
    assert any("treated from the first period on: C" in warning for warning in found.warnings)


def test_predictors_are_compared_where_they_are_known() -> None:
    panel = make_panel()
    known = np.where(np.arange(48) < 12, np.arange(14)[:, None] + 1.0, np.nan)
    seen = Panel(panel.periods, panel.units, panel.values, covariates={"size": known})
    settings = EffectSettings("synthetic", start="2012-01", treated=("A",), predictors=("size=2010", "value"))
    assert [row.name for row in study_effect(seen, settings).predictor_weights] != []


def test_a_predictor_without_values_is_refused() -> None:
    panel = make_panel()
    empty = Panel(panel.periods, panel.units, panel.values, covariates={"size": np.full((14, 48), np.nan)})
    with pytest.raises(StudySettingError, match="no value before the start for A"):
        study_effect(empty, EffectSettings("synthetic", start="2012-01", treated=("A",)))


def test_an_unknown_predictor_is_refused() -> None:
    settings = EffectSettings("synthetic", start="2012-01", treated=("A",), predictors=("wealth",))
    with pytest.raises(StudySettingError, match="'wealth'"):
        study_effect(make_panel(), settings)


def test_two_treated_units_have_no_synthetic_control() -> None:
    with pytest.raises(StudySettingError, match="2 units are named"):
        study_effect(make_panel(), EffectSettings("synthetic", start="2012-01", treated=("A", "B")))


def test_a_measure_without_a_start_is_refused() -> None:
    with pytest.raises(StudySettingError, match="from when on"):
        study_effect(make_panel(), EffectSettings("interrupted", treated=("A",)))


def test_one_treated_unit_is_no_difference_in_differences() -> None:
    with pytest.raises(TooFewTreatedError, match="only one unit"):
        study_effect(make_panel(), EffectSettings("did", start="2012-01", treated=("A",)))


def test_without_donors_there_is_no_synthetic_control() -> None:
    with pytest.raises((NoControlsError, ValueError), match="at least 4"):
        study_effect(make_panel(units=2), EffectSettings("synthetic", start="2012-01", treated=("A",)))


def test_the_same_question_has_the_same_recipe_and_answer() -> None:
    settings = EffectSettings("did", start="2012-01", treated=("A", "B"), replicates=200)
    first, second = (study_effect(make_panel(), settings) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("effect", "reason"), [(0.0, "cannot tell"), (12.0, "finds no fall but a rise")])
def test_nothing_was_averted_where_nothing_is_said_to_have_fallen(effect: float, reason: str) -> None:
    quotient = study("did", effect=effect).quotient
    assert quotient is not None
    assert (quotient.value, quotient.averted, reason in quotient.note) == (None, None, True)


def look_at_trends(panel: Panel, *, start: str) -> str:
    settings = EffectSettings("did", start=start, treated=("A", "C", "D"), replicates=200)
    return next(check.value for check in study_effect(panel, settings).checks if "trends" in check.name)


def test_trends_that_cannot_be_tested_for_want_of_units_say_so() -> None:
    told = look_at_trends(make_panel(), start="2012-01")
    assert (
        told
        == "cannot be tested: too few units: 3 treated and 11 not, where 23 changes before adoption would take at least 25 and 25"
    )


def test_trends_that_cannot_be_tested_for_want_of_periods_say_so() -> None:
    told = look_at_trends(make_panel(), start="2010-02")
    assert told == "cannot be tested: too few periods lie before adoption; two are needed"


def test_trends_that_do_not_differ_cannot_be_tested() -> None:
    panel = make_panel()
    panel.values[:, :2] = 50.0
    assert look_at_trends(panel, start="2010-03").startswith("cannot be tested: changes before adoption do not differ")
