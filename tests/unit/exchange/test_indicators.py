"""Are two plain tables read as one index, and is everything wrong with them told at once?"""

from pathlib import Path

import numpy as np
import pytest

from tests.support.indices import DATA, META, write_index
from tocsin.assess.composite import IndexTable
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.indicators import read_indicators


def read(folder: Path, *, data: str = DATA, meta: str = META) -> IndexTable:
    return read_indicators(*write_index(folder, data=data, meta=meta))


def refuse(folder: Path, *, data: str = DATA, meta: str = META) -> list[str]:
    with pytest.raises(PlainTableError) as caught:
        read(folder, data=data, meta=meta)
    return [str(problem) for problem in caught.value]


def test_parts_come_as_indicators_then_wholes(tmp_path: Path) -> None:
    assert read(tmp_path).codes == ("Coast", "Patrols", "Courts", "Fees", "Reach", "Rule", "Index")


def test_parents_point_to_wholes(tmp_path: Path) -> None:
    assert read(tmp_path).parents == (4, 4, 5, 5, 6, 6, -1)


def test_an_indicator_is_divided_by_its_denominator(tmp_path: Path) -> None:
    assert read(tmp_path).values[:3, 0].tolist() == [5.0, 5.0, 35.0]


def test_na_is_not_known_and_never_zero(tmp_path: Path) -> None:
    assert np.argwhere(np.isnan(read(tmp_path).values)).tolist() == [[3, 3]]


def test_a_place_may_be_called_na(tmp_path: Path) -> None:
    assert read(tmp_path, data=DATA.replace("AA,Aland", "NA,Namibia")).places[0] == "NA"


def test_columns_that_nobody_described_are_named(tmp_path: Path) -> None:
    assert read(tmp_path).left_out == ("name",)


def test_places_stand_in_the_first_column_if_no_name_is_usual(tmp_path: Path) -> None:
    assert read(tmp_path, data=DATA.replace("code,", "iso,")).places[:2] == ("AA", "BB")


def test_groups_are_read(tmp_path: Path) -> None:
    table = read(tmp_path, meta=META + "name,Name,NA,NA,NA,NA,Group,NA\n")
    assert table.groups == {"name": ("Aland", "Beland", "Celand", "Deland", "Eeland", "Feland")}


def test_posts_count_where_every_indicator_has_them(tmp_path: Path) -> None:
    lines = META.splitlines()
    ends = ["Worst,Best", "0,40", "0,9", "0,1", "50,0", ",", ",", ",", ","]
    meta = "\n".join(f"{line},{end}" for line, end in zip(lines, ends, strict=True))
    assert read(tmp_path, meta=meta).posts == ((0.0, 0.0, 0.0, 50.0), (40.0, 9.0, 1.0, 0.0))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("BB,Beland", "AA,Beland", "this place stands twice"),
        ("AA,Aland,10", "AA,Aland,ten", "no plain number"),
        ("AA,Aland,10,5,0.2,30,2", "AA,Aland,10,5,0.2,30,0", "must be above 0"),
        ("code,name,Coast,Patrols", "code,name,Coast,Patrol", "no column 'Patrols'. Did you mean 'Patrol'?"),
    ],
)
def test_faults_of_the_data_are_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert any(words in problem for problem in refuse(tmp_path, data=DATA.replace(old, new)))


def test_two_places_are_too_few(tmp_path: Path) -> None:
    few = "\n".join(DATA.splitlines()[:3])
    assert any("there are 2 places" in problem for problem in refuse(tmp_path, data=few))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["7"] * 6, "it is 7 wherever it is known"),
        (["NA"] * 6, "known for 0 places"),
        (["1", "2"] + ["NA"] * 4, "for 2 places"),
    ],
)
def test_an_indicator_that_makes_no_scale_is_told(tmp_path: Path, cells: list[str], words: str) -> None:
    head, *rows = DATA.splitlines()
    changed = [
        ",".join([*row.split(",")[:3], cell, *row.split(",")[4:]]) for row, cell in zip(rows, cells, strict=True)
    ]
    assert any(words in problem for problem in refuse(tmp_path, data="\n".join([head, *changed])))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Patrols,Patrols,1,Reach,2,1", "Patrols,Patrols,1,Reach,2,0", "Write 1 or -1"),
        ("Fees,1,Rule,1,-1", "Fees,1,Role,1,-1", "no Aggregate has this code. Did you mean 'Rule'?"),
        ("Reach,2,Index,1,1", "Reach,2,Index,1,-1", "a whole cannot be turned round"),
        ("Reach,2,Index", "Reach,2,NA", "belongs to nothing"),
        ("Rule,Rule,2,Index", "Rule,Rule,4,Index", "not below that of its whole"),
        ("Courts,1,Rule,1", "Courts,1,Rule,-1", "at least 0"),
        ("Courts,1,Rule,1", "Courts,1,Rule,NA", "would count for nothing"),
        ("Indicator,Area", "Indikator,Area", "Did you mean 'Indicator'?"),
        ("Patrols,Patrols", "Coast,Patrols", "this code stands twice"),
        ("Index,Readiness,3,NA", "Index,Readiness,3,Rule", "there is no top"),
        ("Index,Readiness,3,NA", "Index,Readiness,3,Rule", "a part of itself"),
        ("Type,Denominator", "Kind,Denominator", "no column 'Type'"),
    ],
)
def test_faults_of_the_description_are_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert any(words in problem for problem in refuse(tmp_path, meta=META.replace(old, new, 1)))


def test_a_whole_without_parts_is_told(tmp_path: Path) -> None:
    meta = META + "Spare,Spare,2,Index,1,1,Aggregate,NA\n"
    assert any("nothing belongs to this whole" in problem for problem in refuse(tmp_path, meta=meta))


def test_shares_that_do_not_add_up_are_told(tmp_path: Path) -> None:
    meta = META.replace("Courts,1,Rule,1", "Courts,1,Rule,0.5").replace("Fees,1,Rule,1", "Fees,1,Rule,0.3")
    assert any("these add up to 0.8" in problem for problem in refuse(tmp_path, meta=meta))


def test_weights_that_are_all_zero_are_told(tmp_path: Path) -> None:
    meta = META.replace("Courts,1,Rule,1", "Courts,1,Rule,0").replace("Fees,1,Rule,1", "Fees,1,Rule,0")
    assert any("all weights are 0" in problem for problem in refuse(tmp_path, meta=meta))


@pytest.mark.parametrize(("best", "words"), [("", "only one of Worst and Best"), ("60", "is not better than Worst")])
def test_posts_that_make_no_scale_are_told(tmp_path: Path, best: str, words: str) -> None:
    lines = META.splitlines()
    ends = ["Worst,Best", "0,40", "0,9", "0,1", f"50,{best}", ",", ",", ",", ","]
    meta = "\n".join(f"{line},{end}" for line, end in zip(lines, ends, strict=True))
    assert any(words in problem for problem in refuse(tmp_path, meta=meta))


def test_faults_of_both_files_are_told_at_once(tmp_path: Path) -> None:
    told = refuse(
        tmp_path, data=DATA.replace("BB,", "AA,"), meta=META.replace("Courts,1,Rule,1,1", "Courts,1,Rule,1,3")
    )
    assert {problem.split(",")[0] for problem in told} == {"data.csv", "meta.csv"}


def test_two_files_that_are_no_tables_are_both_told(tmp_path: Path) -> None:
    assert len(refuse(tmp_path, data="", meta="")) == 2
