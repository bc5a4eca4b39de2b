"""Is all that keeps a study from being asked found by reading alone, by the check as by the build?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.studies import FILES, STUDIES, read_studies
from tocsin.monitor.periods import Every
from tocsin.monitor.studies import FigureRange, FigureRanges, answer_studies, check_studies, has_figures
from tocsin.monitor.study_inputs import StudyPlanError, WatchInputs, read_inputs
from tocsin.monitor.watch_record import WatchStudy


def change(*changes: tuple[str, str]) -> str:
    studies = STUDIES
    for old, new in changes:
        assert old in studies
        studies = studies.replace(old, new, 1)
    return studies


def only(key: str, studies: str = STUDIES) -> str:
    return "- " + next(part for part in studies.split("\n- ") if part.startswith(f"key: {key}\n"))


def test_sound_studies_pass(tmp_path: Path) -> None:
    found = check_studies(read_studies(tmp_path))
    assert (found.problems, found.warnings) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('start: "2016"', 'start: "2031"', "'2031' lies outside the data"),
        ("treated: [here]", "treated: [her]", "Did you mean 'here'?"),
        ("expected: rises", "expected: grows", "'grows' does not say what was expected"),
        ("design: interrupted", "design: synthetic", "none is left to compare with"),
        ("{node: a,", "{node: A,", "the margin of 'A' is of a place that no row of table 'legs' names"),
        ("unit: ha\n", "unit: t/year\n", "cannot be turned into"),
        ("currency: USD", "currency: USD, hubs: [PAN]", "'PAN' is in no report"),
        ('first: "2016", last: "2020"', 'first: "2031"', "no row of table 'counts' lies between 2031 and its end"),
    ],
)
def test_a_fault_of_the_plan_is_a_problem(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = check_studies(read_studies(tmp_path, studies=change((old, new))))
    assert [told in str(problem) for problem in found.problems] == [True]


def test_weeks_cannot_be_counted_by_the_month(tmp_path: Path) -> None:
    weeks = "month,drug,records,kg\n" + "".join(f"2016-W{week:02d},a,{week % 7},1\n" for week in range(1, 50))
    (problem,) = check_studies(read_studies(tmp_path, tables__counts_dot_csv=weeks)).problems
    assert "cannot be counted by the month" in str(problem)


def test_all_faults_of_one_plan_are_told(tmp_path: Path) -> None:
    studies = change(("treated: [here]", "treated: [her]"), ('start: "2016"', 'start: "2031"'))
    assert len(check_studies(read_studies(tmp_path, studies=studies)).problems) == 2


def test_a_problem_says_which_study_and_where(tmp_path: Path) -> None:
    (problem,) = check_studies(read_studies(tmp_path, studies=change(("treated: [here]", "treated: [her]")))).problems
    assert (problem.file, problem.field, problem.row is not None) == ("studies.yaml", "effect.effect", True)


def test_what_rows_do_not_allow_is_a_warning(tmp_path: Path) -> None:
    areas = "year,place,area\n2015,here,1\n2015,there,1\n2016,here,2\n"
    found = check_studies(read_studies(tmp_path, tables__areas_dot_csv=areas))
    assert (found.problems, [each.rule for each in found.warnings]) == ((), ["study-refused"])


def test_check_and_build_say_the_same(tmp_path: Path) -> None:
    dossier = read_studies(
        tmp_path,
        studies=only("effect"),
        tables__areas_dot_csv="year,place,area\n2015,here,1\n2015,there,1\n2016,here,2\n",
    )
    (answer,) = answer_studies(dossier, figures=FigureRanges({}, {}))
    assert answer.findings == check_studies(dossier).warnings


def test_a_text_that_is_no_period_is_placed_in_its_file(tmp_path: Path) -> None:
    counts = FILES["tables__counts_dot_csv"].replace("2015-03,b", "2015-13,b")
    (problem,) = check_studies(read_studies(tmp_path, tables__counts_dot_csv=counts)).problems
    assert "In counts.csv, row 7, column 'month': '2015-13'" in str(problem)


def test_many_texts_that_are_no_periods_are_counted(tmp_path: Path) -> None:
    counts = FILES["tables__counts_dot_csv"].replace("2015-", "x2015-")
    problems = check_studies(read_studies(tmp_path, tables__counts_dot_csv=counts)).problems
    assert "7 more texts in that column" in str(problems[-1])


def test_rows_that_cannot_be_placed_are_left_out_and_told(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path, tables__ties_dot_csv=FILES["tables__ties_dot_csv"] + "hub,\n")
    inputs = read_inputs(dossier, dossier.studies["tied"])
    assert ["1 row was left out" in note for note in inputs.notes] == [True]


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path, tables__ties_dot_csv="sender,receiver\n")
    assert "no row of table 'ties'" in str(read_inputs(dossier, dossier.studies["tied"]).faults[0])


def test_periods_are_added_up_as_the_plan_says(tmp_path: Path) -> None:
    studies = only("watched").replace("every: month", "every: quarter")
    (answer,) = answer_studies(read_studies(tmp_path, studies=studies), figures=FigureRanges({}, {}))
    assert isinstance(answer.result, WatchStudy)
    assert (answer.result.every, answer.result.first) == ("quarter", "2016-Q1")


def test_without_a_length_periods_stay_as_they_are_written(tmp_path: Path) -> None:
    dossier = read_studies(tmp_path, studies=only("watched").replace("every: month, ", ""))
    given = read_inputs(dossier, dossier.studies["watched"]).given
    assert isinstance(given, WatchInputs)
    assert given.every is None


def test_a_length_is_one_of_those_known() -> None:
    assert {"month", "quarter", "year"} <= {each.value for each in Every}


@pytest.mark.parametrize(
    ("value", "told"), [("1.5", "has network_perturbations: 1.5"), ("1", "has network_perturbations: 1")]
)
def test_a_number_of_networks_that_cannot_be_drawn_is_refused(tmp_path: Path, value: str, told: str) -> None:
    from importlib.resources import files

    sheet = files("tocsin.dossier").joinpath("data/method_sheets/default.yaml").read_text(encoding="utf-8")
    changed = sheet.replace("network_perturbations:\n    value: 100", f"network_perturbations:\n    value: {value}")
    dossier = read_studies(tmp_path, studies=only("tied"), method_sheet_dot_yaml=changed)
    (problem,) = check_studies(dossier).problems
    assert told in str(problem)


@pytest.mark.slow
def test_a_figure_is_converted_to_the_unit_of_the_flows(tmp_path: Path) -> None:
    answers = []
    for unit, factor in (("ha", 1.0), ("km2", 100.0)):
        studies = (
            only("moved")
            .replace("unit: ha", f"unit: {unit}")
            .replace("low: 5, high: 20", f"low: {5 / factor}, high: {20 / factor}")
        )
        figures = FigureRanges({"coca_area": FigureRange(10, 12, 14, "ha")}, {})
        (answer,) = answer_studies(read_studies(tmp_path / unit, studies=studies), figures=figures)
        assert answer.result is not None
        answers.append(answer.result.supply.value * factor)  # type: ignore[union-attr]  # a study of flows
    assert answers[0] == pytest.approx(answers[1])


def test_studies_that_wait_for_figures_are_known(tmp_path: Path) -> None:
    found = {key for key, study in read_studies(tmp_path).studies.items() if has_figures(study)}
    assert found == {"moved"}


def test_a_plan_that_asks_too_much_is_an_error_of_words() -> None:
    assert StudyPlanError("x").exit_code == 2
