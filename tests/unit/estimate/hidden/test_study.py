"""Does a study show all classes side by side, and mix only what passes its checks?"""

from functools import cache, partial

import numpy as np
import pytest

from tests.support.lists import make_lists, make_three
from tocsin.estimate.hidden import classes
from tocsin.estimate.hidden.errors import NoEstimateWithoutListError, StudySettingError
from tocsin.estimate.hidden.records import HiddenStudy, ListModel
from tocsin.estimate.hidden.study import FittedLists, _require, fit_lists, study_lists
from tocsin.methods.hidden.graphs import average_graphs
from tocsin.methods.hidden.table import CaptureTable

QUICK = ("main", "stepwise", "graphs", "chapman")
TWO = CaptureTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], counts=[90, 40, 10])
# The lists A and B share more than chance; the others do not.
DEPENDENT = [64, 64, 120, 64, 16, 16, 30]


@cache
def fit_dependent() -> FittedLists:
    return fit_lists(make_three(DEPENDENT), methods=QUICK, replicates=200)


def find(study: HiddenStudy, model_class: str) -> ListModel:
    return next(model for model in study.models if model.model_class == model_class)


def test_main_effects_that_do_not_fit_are_shown() -> None:
    assert find(fit_dependent().study, "main").estimate is not None


def test_main_effects_that_do_not_fit_are_not_mixed() -> None:
    model = find(fit_dependent().study, "main")
    assert (model.fits, model.is_mixed) == (False, False)


def test_a_selection_that_fits_is_mixed() -> None:
    assert find(fit_dependent().study, "stepwise").is_mixed


def test_two_lists_alone_are_never_mixed() -> None:
    assert not find(fit_dependent().study, "chapman").is_mixed


def test_every_class_that_is_not_mixed_says_why() -> None:
    reasons = [model.reason for model in fit_dependent().study.models if not model.is_mixed]
    assert all("not mixed" in reason or "never mixed" in reason for reason in reasons)


def test_terms_are_the_pairs_that_were_selected() -> None:
    assert find(fit_dependent().study, "stepwise").terms == (("A", "B"),)


def test_a_class_keeps_as_many_values_as_replicates() -> None:
    assert len(fit_dependent().samples["graphs"]) == 200


def test_chapman_has_no_values_to_mix() -> None:
    assert "chapman" not in fit_dependent().samples


def test_the_verdict_gives_no_single_number() -> None:
    assert "between" in fit_dependent().study.verdict


def test_leaving_out_one_of_three_leaves_chapman() -> None:
    assert {row.model_class for row in fit_dependent().study.leave_one_out} == {"chapman"}


def test_another_seed_gives_other_replicates() -> None:
    other = fit_lists(make_three(DEPENDENT), methods=("stepwise",), replicates=200, seed=2)
    assert (other.samples["stepwise"] != fit_dependent().samples["stepwise"]).any()


@pytest.mark.slow
def test_leaving_a_class_out_changes_no_other() -> None:
    alone = fit_lists(make_three(DEPENDENT), methods=("stepwise",), replicates=200)
    assert (alone.samples["stepwise"] == fit_dependent().samples["stepwise"]).all()


def test_json_names_the_class_as_class() -> None:
    assert fit_dependent().study.model_dump(mode="json")["models"][0]["class"] == "main"


def test_no_estimate_without_a_list_says_what_holds_it_up() -> None:
    with pytest.raises(NoEstimateWithoutListError, match="holds the estimate up"):
        _require(float("nan"))


def test_two_lists_have_no_verdict() -> None:
    study = study_lists(TWO, replicates=100)
    assert (study.is_refused, study.verdict.startswith("No estimate")) == (True, True)


def test_two_lists_show_chapman() -> None:
    assert find(study_lists(TWO, replicates=100), "chapman").estimate == pytest.approx(467.27, abs=0.01)


def test_graphs_that_rest_on_the_prior_are_not_mixed() -> None:
    study = study_lists(make_three([40, 30, 6, 20, 0, 0, 0]), methods=("graphs",), replicates=100)
    assert "there the counts say nothing" in find(study, "graphs").reason


def test_a_graph_limit_that_matters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classes, "average_graphs", partial(average_graphs, most_unseen=300))
    study = study_lists(make_three(), methods=("graphs",), replicates=100)
    assert "greatest number allowed" in find(study, "graphs").reason


@pytest.mark.slow
def test_latent_classes_of_three_lists_are_not_mixed() -> None:
    study = fit_lists(make_three(), methods=("latent",), replicates=100, chain_steps=100).study
    assert "the prior decides" in find(study, "latent").reason


@pytest.mark.slow
def test_chains_that_do_not_agree_are_not_mixed() -> None:
    table = make_lists([20] * 15, lists=4)
    assert not find(fit_lists(table, methods=("latent",), replicates=100, chain_steps=16).study, "latent").is_mixed


@pytest.mark.slow
def test_a_list_that_holds_the_estimate_up_raises_the_banner() -> None:
    # Four lists; D overlaps with the others far less than they do with each other.
    counts = [200, 200, 60, 200, 60, 60, 20, 900, 2, 2, 0, 2, 0, 0, 0]
    study = study_lists(make_lists(counts, lists=4), methods=("main",), replicates=200)
    assert study.banner is not None
    assert study.spreads[0].is_wider


def test_missed_links_make_the_estimate_too_high() -> None:
    inflation = [row.inflation for row in fit_dependent().study.missed_links]
    assert inflation[0] == 1.0
    assert all(ratio is not None and ratio > 1 for ratio in inflation[1:])


def test_few_who_are_on_two_lists_are_warned_of() -> None:
    study = study_lists(make_three([60, 50, 3, 40, 2, 2, 0]), methods=("chapman",), replicates=100)
    assert any("Of 157 people only 7 are" in warning for warning in study.warnings)


def test_a_level_of_one_is_refused() -> None:
    with pytest.raises(StudySettingError, match="level is 1"):
        study_lists(TWO, level=1.0)


def test_few_replicates_are_refused() -> None:
    with pytest.raises(StudySettingError, match="99 replicates are too few"):
        study_lists(TWO, replicates=99)


def test_values_are_never_below_those_seen() -> None:
    samples = fit_dependent().samples
    assert min(float(np.min(sample)) for sample in samples.values()) >= sum(DEPENDENT)


def test_settled_ends_stand_beside_those_of_the_replicates() -> None:
    (model,) = study_lists(make_three(), methods=("main",), replicates=200, level=0.999).models
    assert model.has_converged is False
    assert None not in (model.converged_low, model.converged_high, model.converged_high_error)
    assert model.converged_high != model.high


def test_from_ten_thousand_replicates_on_the_interval_ends_where_it_is_settled() -> None:
    (model,) = study_lists(make_three(), methods=("main",), replicates=10_000, level=0.9999).models
    assert model.has_converged
    assert (model.low, model.high) == (model.converged_low, model.converged_high)


def test_the_values_of_a_mixture_are_told() -> None:
    (model,) = study_lists(make_three(), methods=("graphs",), replicates=200).models
    values = [value or 0.0 for value in (model.sample_low, model.sample_middle, model.sample_high)]
    assert 0 < values[0] < values[1] < values[2]
