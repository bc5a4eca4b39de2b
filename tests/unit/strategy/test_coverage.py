from pathlib import Path

import pytest

from tests.support.strategies import list_strategy_problems, read_strategy, replace_in
from tocsin.strategy.coverage import Coverage, DutyCoverage, evaluate_coverage

PARTY = "instrument,status,since,as_of,reservations,item\n{rows}"
BOUND = "untoc,party,2004-01-01,2021-06-01,,report\n"


def cover(folder: Path, *, parties: str = BOUND, **changed: str | None) -> Coverage:
    dossier = read_strategy(folder, law__parties_dot_csv=PARTY.format(rows=parties), **changed)
    assert dossier.strategy is not None
    return evaluate_coverage(dossier, strategy=dossier.strategy)


def find(coverage: Coverage, duty: str) -> DutyCoverage:
    return next(each for each in coverage.duties if each.duty == duty)


def test_a_duty_in_force_is_no_gap(tmp_path: Path) -> None:
    duty = find(cover(tmp_path / "d"), "untoc/5/1/a/i")
    assert (duty.law, duty.force, duty.binding, duty.is_gap) == ("in force", "hard", "bound", False)


def test_a_duty_without_law_that_a_measure_serves_is_no_gap(tmp_path: Path) -> None:
    duty = find(cover(tmp_path / "d"), "untoc/20/1")
    assert (duty.law, duty.measures, duty.actions, duty.is_gap) == ("absent", ("port-checks",), ("buy", "run"), False)


def test_a_duty_that_nothing_answers_is_a_gap(tmp_path: Path) -> None:
    changed = replace_in("measures.yaml", "duties: [untoc/31/2/a, untoc/20/1]", "duties: [untoc/31/2/a]")
    assert [each.duty for each in cover(tmp_path / "d", **changed).gaps] == ["untoc/20/1", "untoc/20/1/s2"]


def test_what_nobody_reports_on_is_not_known_and_no_gap(tmp_path: Path) -> None:
    duty = find(cover(tmp_path / "d"), "untoc/18/1")
    assert (duty.law, duty.is_gap) == ("not known", False)


@pytest.mark.parametrize(
    ("row", "binding"),
    [
        (BOUND, "bound"),
        ("untoc,party,2022-01-01,2022-06-01,,report\n", "not bound"),
        ("untoc,unknown,,2021-06-01,,report\n", "not known"),
        ("untoc,not party,,2021-06-01,,report\n", "not bound"),
        ("", "not known"),
    ],
)
def test_a_duty_binds_only_a_party_on_the_day_of_the_plan(row: str, binding: str, tmp_path: Path) -> None:
    coverage = cover(tmp_path / "d", parties=row)
    assert {each.binding for each in coverage.duties if each.instrument == "untoc"} == {binding}


def test_an_instrument_that_does_not_bind_has_no_gaps_and_may_be_joined(tmp_path: Path) -> None:
    coverage = cover(tmp_path / "d", parties="untoc,not party,,2021-06-01,,report\n")
    assert (coverage.gaps, coverage.ratifiable) == ((), ("untoc",))


def test_gaps_that_hinder_cooperation_come_first(tmp_path: Path) -> None:
    law = (
        "key,duty,state,title,citation,as_of,item\n"
        "p1,untoc/30/1,absent,,,2021-12-01,report\np2,untoc/18/1,absent,,,2021-12-01,report\n"
    )
    gaps = cover(tmp_path / "d", law__provisions_dot_csv=law).gaps
    assert [each.duty for each in gaps][:1] == ["untoc/18/1"]


def test_of_several_provisions_the_least_complete_counts(tmp_path: Path) -> None:
    law = (
        "key,duty,state,title,citation,as_of,item\n"
        "p1,untoc/18/1,in force,Code,art. 1,2021-12-01,report\np2,untoc/18/1,partial,Code,art. 2,2021-12-01,report\n"
    )
    assert find(cover(tmp_path / "d", law__provisions_dot_csv=law), "untoc/18/1").law == "partial"


def test_counts_hold_every_duty_for_states_once(tmp_path: Path) -> None:
    coverage = cover(tmp_path / "d")
    assert sum(count.duties for count in coverage.counts) == len(coverage.duties)
    assert all(
        count.in_force + count.partial + count.absent + count.not_known == count.duties for count in coverage.counts
    )


def test_an_offence_under_four_years_is_named_and_a_heavier_or_unknown_one_is_not(tmp_path: Path) -> None:
    law = (
        "key,duty,state,title,citation,as_of,item,max_penalty\n"
        "p1,untoc/5/1/a,in force,Code,art. 1,2021-12-01,report,3.5 years\n"
        "p2,untoc/6/1,in force,Code,art. 2,2021-12-01,report,4\n"
        "p3,untoc/8/1,in force,Code,art. 3,2021-12-01,report,\n"
    )
    assert cover(tmp_path / "d", law__provisions_dot_csv=law).light_offences == ("p1",)


def test_a_penalty_that_cannot_be_read_is_a_problem_of_its_row(tmp_path: Path) -> None:
    law = "key,duty,state,title,citation,as_of,item,max_penalty\np1,untoc/5/1/a,in force,Code,art. 1,2021-12-01,report,four\n"
    (problem,) = list_strategy_problems(tmp_path / "d", law__provisions_dot_csv=law)
    assert (problem.file, problem.row, problem.field, problem.value) == ("law/provisions.csv", 2, "max_penalty", "four")
