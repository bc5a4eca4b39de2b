"""Is every study of a dossier answered by its own method, and does one that cannot be say why without stopping the others?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.studies import STUDIES, estimate, read_studies
from tocsin.assess.network_record import NetworkStudy
from tocsin.estimate.flow.mirror import MirrorStudy
from tocsin.estimate.flow.records import FlowStudy
from tocsin.monitor.effect.records import EffectStudy
from tocsin.monitor.studies import Answer, FigureRanges, answer_studies
from tocsin.monitor.study_inputs import StudyRowsError
from tocsin.monitor.watch_record import WatchStudy


def answer(folder: Path, *, studies: str = STUDIES, **changed: str) -> dict[str, Answer]:
    dossier = read_studies(folder, studies=studies, **changed)
    return {each.study.key: each for each in answer_studies(dossier, figures=FigureRanges.of(estimate(dossier)))}


def only(key: str) -> str:
    parts = STUDIES.split("\n- ")
    return "- " + next(part for part in parts if part.startswith(f"key: {key}\n"))


@pytest.mark.slow
def test_every_study_is_answered_by_its_own_method(tmp_path: Path) -> None:
    found = {key: type(each.result) for key, each in answer(tmp_path).items()}
    assert found == {
        "watched": WatchStudy, "effect": EffectStudy, "moved": FlowStudy, "mirrored": MirrorStudy, "tied": NetworkStudy,
    }  # fmt: skip


@pytest.mark.slow
def test_a_watch_sees_the_periods_it_was_asked_for(tmp_path: Path) -> None:
    result = answer(tmp_path, studies=only("watched"))["watched"].result
    assert isinstance(result, WatchStudy)
    assert (result.first, result.last) == ("2016-01", "2020-12")


@pytest.mark.slow
def test_a_margin_that_is_a_figure_carries_its_interval(tmp_path: Path) -> None:
    result = answer(tmp_path, studies=only("moved"))["moved"].result
    assert isinstance(result, FlowStudy)
    assert result.supply.low < result.supply.value < result.supply.high


@pytest.mark.slow
def test_a_hole_in_a_panel_is_refused_and_no_zero(tmp_path: Path) -> None:
    areas = "year,place,area\n2015,here,1\n2015,there,1\n2016,here,2\n"
    found = answer(tmp_path, studies=only("effect"), tables__areas_dot_csv=areas)["effect"]
    assert "there in 2016" in found.missing


@pytest.mark.slow
def test_a_refusal_is_a_warning_and_stops_no_other_study(tmp_path: Path) -> None:
    found = answer(tmp_path, tables__areas_dot_csv="year,place,area\n2014,here,1\n2015,here,2\n")
    assert [each.rule for each in found["effect"].findings] == ["study-refused"]
    assert found["tied"].result is not None


@pytest.mark.slow
def test_a_margin_without_its_figure_says_why(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path, studies=only("moved"))
    (found,) = answer_studies(dossier, figures=FigureRanges({}, {"coca_area": "it has no claim."}))
    assert "it has no claim" in found.missing


def test_rows_that_do_not_fit_are_an_error_of_method() -> None:
    assert StudyRowsError("x").exit_code == 3


@pytest.mark.slow
def test_quarters_lie_between_months_by_their_dates(tmp_path: Path) -> None:
    counts = "month,drug,records,kg\n" + "".join(
        f"{y}-Q{q},a,{y % 7 + q},1\n" for y in range(2010, 2021) for q in range(1, 5)
    )
    studies = only("watched").replace('first: "2016", last: "2020"', 'first: "2012-04", last: "2019-06"')
    result = answer(tmp_path, studies=studies.replace("every: month", "every: quarter"), tables__counts_dot_csv=counts)[
        "watched"
    ].result
    assert isinstance(result, WatchStudy)
    assert (result.first, result.last) == ("2012-Q2", "2019-Q2")
