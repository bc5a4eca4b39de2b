"""Are ties read from a plain table, with every problem told at once?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.assess.network_record import NetworkSettings
from tocsin.exchange.edges import ShareRangeError, parse_settings, read_ties
from tocsin.exchange.errors import PlainTableError


def write(folder: Path, text: str) -> Path:
    path = folder / "edges.csv"
    path.write_text(text, encoding="utf-8")
    return path


def list_problems(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(PlainTableError) as caught:
        read_ties(path)
    return [(problem.field, problem.row) for problem in caught.value]


def test_columns_that_are_not_there_stay_empty(tmp_path: Path) -> None:
    rows = read_ties(write(tmp_path, "from,to\na,b\n"))
    assert (rows.weight, rows.confidence, rows.phase) == ((), (), ())


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    rows = read_ties(write(tmp_path, "x,y,phase\na,b,2020\n"), start="x", end="y")
    assert (rows.start, rows.end, rows.phase) == (("a",), ("b",), ("2020",))


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = "from,to,weight,confidence\na,b,0,2\n,b,x,1\n"
    assert set(list_problems(write(tmp_path, text))) == {("weight", 2), ("confidence", 2), ("from", 3), ("weight", 3)}


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    assert ("to", 1) in list_problems(write(tmp_path, "from,too\na,b\n"))


def test_one_node_is_no_network(tmp_path: Path) -> None:
    assert list_problems(write(tmp_path, "from,to\na,a\n")) == [("to", None)]


def test_ties_of_nodes_to_themselves_alone_are_no_network(tmp_path: Path) -> None:
    assert list_problems(write(tmp_path, "from,to\na,a\nb,b\n")) == [("to", None)]


@pytest.mark.parametrize(("words", "bounds"), [("0.2", (0.2, 0.2)), ("0.1..0.3", (0.1, 0.3)), ("0", (0.0, 0.0))])
def test_a_share_or_a_range_of_it_is_read(words: str, bounds: tuple[float, float]) -> None:
    settings = parse_settings(words, NetworkSettings())
    assert (settings.missing_low, settings.missing_high) == bounds


@pytest.mark.parametrize("words", ["", "some", "0.3..0.1", "0.95", "-0.1", "0.1..0.2..0.3", "nan", "10%"])
def test_words_that_give_no_share_are_refused(words: str) -> None:
    with pytest.raises(ShareRangeError, match="Write a share"):
        parse_settings(words, NetworkSettings())


def test_a_column_of_confidence_without_any_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = write(tmp_path, "from,to,confidence\na,b,0\nb,c,0\n")
    with pytest.raises(PlainTableError, match="every confidence is 0, so every tie would be none"):
        read_ties(path)
