"""Is each file read once, and are faults of whole files kept from spreading?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, list_problems, write_small
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.problems import DossierError, Notebook
from tocsin.dossier.records.evidence import Source
from tocsin.dossier.records.head import Head
from tocsin.dossier.shelves import read_kind, read_shelves


def test_records_are_kept_by_kind_and_key(tmp_path: Path) -> None:
    shelves = read_shelves(write_small(tmp_path), notebook=Notebook())
    assert list(shelves.all("sources", Source)) == ["agency", "paper"]


def test_a_single_record_is_found(tmp_path: Path) -> None:
    head = read_shelves(write_small(tmp_path), notebook=Notebook()).one("head", Head)
    assert head is not None
    assert head.key == "small"


def test_one_kind_can_be_read_alone(tmp_path: Path) -> None:
    write_small(tmp_path, threats_dot_yaml="")
    assert len(read_kind(tmp_path, KINDS["claims"])) == 2


def test_a_faulty_kind_read_alone_is_refused(tmp_path: Path) -> None:
    write_small(tmp_path, threats_dot_yaml="")
    with pytest.raises(DossierError):
        read_kind(tmp_path, KINDS["threats"])


def test_two_faulty_records_of_one_key_are_told(tmp_path: Path) -> None:
    claims = SMALL["claims.csv"].replace("10,12,14", "10,8,14") + "area,coca,area,1,2,3,ha,2020,COL,report,\n"
    assert [problem.field for problem in list_problems(tmp_path, claims_dot_csv=claims)] == ["", "key"]


def test_a_record_of_comments_alone_is_told(tmp_path: Path) -> None:
    (problem,) = list_problems(tmp_path, terms_of_reference_dot_yaml="# later\n")
    assert "comments only" in problem.why


def test_a_list_of_comments_alone_has_no_records(tmp_path: Path) -> None:
    assert list_problems(tmp_path, markets_dot_yaml="# later\n") == ()


def test_a_mapping_where_a_list_belongs_is_told(tmp_path: Path) -> None:
    (problem,) = list_problems(tmp_path, markets_dot_yaml="key: one\n")
    assert "list of records" in problem.why


def test_text_where_a_record_belongs_is_told(tmp_path: Path) -> None:
    (problem,) = list_problems(tmp_path, markets_dot_yaml="- one\n")
    assert (problem.row, problem.value) == (1, "one")


def test_two_scores_of_one_author_are_told(tmp_path: Path) -> None:
    row = "cocaine,spread,1,2,3,analyst,why\n"
    (problem,) = list_problems(tmp_path, scores_dot_csv="threat,criterion,low,best,high,author,rationale\n" + row + row)
    assert problem.value == "cocaine / spread / analyst"


@pytest.mark.parametrize("written", ["2", " 2 ", "99999999999999999999"])
def test_every_later_format_is_refused(tmp_path: Path, written: str) -> None:
    (problem,) = list_problems(tmp_path, dossier_dot_yaml=f"format: '{written}'\n")
    assert "Install a newer Tocsin" in problem.mend


@pytest.mark.parametrize("written", ["one", "²", "-1"])
def test_a_format_that_is_no_number_is_an_ordinary_problem(tmp_path: Path, written: str) -> None:
    problems = list_problems(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"] + f"format: {written}\n")
    assert [problem.field for problem in problems] == ["format"]
