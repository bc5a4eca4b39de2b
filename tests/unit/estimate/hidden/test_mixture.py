"""Are classes mixed by the shares of the method sheet, and the others told?"""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.support.listed import read_listed
from tests.support.lists import make_three
from tocsin.dossier.packaged import load_method_sheet
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.estimate.drivers import Prepared, prepare_model
from tocsin.estimate.evidence_mix import mix_evidence
from tocsin.estimate.hidden.mixture import ListMixture, list_list_findings, mix_lists, tell_narrowing
from tocsin.estimate.hidden.study import FittedLists, fit_lists
from tocsin.terms.finding import Severity

DEPENDENT = [64, 64, 120, 64, 16, 16, 30]


@cache
def fit() -> FittedLists:
    return fit_lists(make_three([64, 60, 18, 66, 15, 17, 4]), methods=("main", "graphs", "chapman"), replicates=100)


@cache
def fit_nothing() -> FittedLists:
    return fit_lists(make_three(DEPENDENT), methods=("main", "chapman"), replicates=100)


def make_sheet(**shares: float) -> MethodSheet:
    sheet = load_method_sheet("default")
    changed = {
        f"lists_share_{name}": sheet.choices["lists_share_main"].model_copy(update={"value": share})
        for name, share in shares.items()
    }
    return sheet.model_copy(update={"choices": {**sheet.choices, **changed}})


def mix(**shares: float) -> ListMixture:
    return mix_lists(fit(), sheet=make_sheet(**shares))


def prepare(folder: Path, lists: dict[str, FittedLists] | None) -> Prepared:
    dossier = read_listed(folder)
    return prepare_model(dossier, model=dossier.models["victims"], tables={}, lists=lists)["unseen"]


def test_shares_are_equal_as_they_come() -> None:
    assert mix().shares == (("main", 0.5), ("graphs", 0.5))


def test_shares_are_those_of_the_sheet() -> None:
    assert mix(main=3).shares == (("main", 0.75), ("graphs", 0.25))


def test_a_class_with_share_zero_is_left_out() -> None:
    assert mix(main=0).shares == (("graphs", 1.0),)


def test_without_any_share_there_is_nothing_to_draw() -> None:
    assert mix(main=0, graphs=0).distribution is None


def test_the_mixture_holds_both_classes() -> None:
    found = mix().distribution
    assert found is not None
    both = np.sort(np.concatenate([fit().samples["main"], fit().samples["graphs"]]))
    assert found.quantile([0.25, 0.5, 0.75]) == pytest.approx(np.quantile(both, [0.25, 0.5, 0.75]), rel=0.02)


def test_a_note_names_the_classes_and_what_is_only_shown() -> None:
    (note,) = [one for one in list_list_findings(mix(), about="driver:m.d", title="V") if one.rule == "lists-mixed"]
    assert note.severity is Severity.NOTE
    assert "main effects only 50%" in note.message
    assert "Shown, not mixed: Chapman, two lists" in note.message


def test_classes_that_differ_widely_are_a_warning() -> None:
    study = fit().study
    far = study.models[1].model_copy(update={"estimate": 5_000.0})
    apart = ListMixture(study.model_copy(update={"models": (study.models[0], far)}), mix().shares, mix().distribution)
    assert "lists-split" in [one.rule for one in list_list_findings(apart, about="driver:m.d", title="V")]


def test_a_banner_is_a_warning() -> None:
    shaken = ListMixture(fit().study.model_copy(update={"banner": "LISTS MATTER"}), mix().shares, None)
    told = [one for one in list_list_findings(shaken, about="driver:m.d", title="V") if one.rule == "lists-unstable"]
    assert [one.severity for one in told] == [Severity.WARNING]


def test_what_would_narrow_it_names_the_classes() -> None:
    assert "by main effects only and average over decomposable graphs" in tell_narrowing(mix())


def test_a_driver_draws_the_mixture(tmp_path: Path) -> None:
    assert prepare(tmp_path, {"victims": fit()}).distribution is not None


def test_lists_that_allow_nothing_leave_a_gap(tmp_path: Path) -> None:
    prepared = prepare(tmp_path, {"victims": fit_nothing()})
    assert (prepared.is_gap, prepared.distribution) == (True, None)
    assert "its lists allow no estimate" in prepared.findings[0].message


def test_a_table_that_is_not_at_hand_leaves_a_gap(tmp_path: Path) -> None:
    assert "not at hand" in prepare(tmp_path, {}).findings[0].message


def test_a_check_says_nothing_of_lists_it_did_not_fit(tmp_path: Path) -> None:
    assert prepare(tmp_path, None).findings == ()


def test_the_grade_is_that_of_the_table(tmp_path: Path) -> None:
    dossier = read_listed(tmp_path)
    assert mix_evidence(prepare(tmp_path, {"victims": fit()}), dossier=dossier) == {"mid": 1.0}
