"""Is YAML read as text alone, with its rows, and are its traps refused?"""

from __future__ import annotations

import pytest

from tocsin.dossier.file_text import FileText
from tocsin.dossier.problems import Notebook
from tocsin.dossier.yaml_text import YamlNode, parse_yaml


def parse(text: str) -> tuple[YamlNode | None, Notebook]:
    notebook = Notebook()
    return parse_yaml(FileText("a.yaml", text, ""), notebook=notebook), notebook


def plain(text: str) -> object:
    node, notebook = parse(text)
    assert node is not None
    assert not notebook.problems
    return node.plain()


def refusal(text: str) -> str:
    _, notebook = parse(text)
    return str(notebook.problems[0])


@pytest.mark.parametrize("scalar", ["NO", "060132", "1e3", "2020-01-01", "true", "1_000", "12:30:45", "0x10", ".inf"])
def test_scalars_stay_text(scalar: str) -> None:
    assert plain(f"a: {scalar}") == {"a": scalar}


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_empty_fields_are_left_out(empty: str) -> None:
    assert plain(f"a: {empty}\nb: x") == {"b": "x"}


def test_quoted_empty_text_is_kept() -> None:
    assert plain('a: ""\nb: "null"') == {"a": "", "b": "null"}


def test_comments_alone_are_no_record() -> None:
    assert parse("# nothing yet\n") == (None, Notebook())


def test_rows_are_those_of_the_file() -> None:
    node, _ = parse("# top\na:\n  - b\n  - c: d\n")
    assert node is not None
    assert node.at(("a", 1, "c")).row == 4


def test_a_place_that_is_not_written_has_the_row_above_it() -> None:
    node, _ = parse("a:\n  b: c\n")
    assert node is not None
    assert node.at(("a", "x", "y")).row == 2


def test_anchors_and_aliases_are_refused_before_they_grow() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a, *a]\n" for i in range(50))
    assert "anchors" in refusal(bomb)


def test_an_alias_alone_is_refused() -> None:
    assert "row 1" in refusal("a: *b")


@pytest.mark.parametrize("text", ["a: !!python/object:os.system x", "a: !x {b: c}", "a: !!int 3"])
def test_tags_are_refused(text: str) -> None:
    assert "tag" in refusal(text)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 10_000])
def test_bottomless_nesting_is_refused(text: str) -> None:
    assert "nested" in refusal(text)


@pytest.mark.slow
def test_endless_lists_are_refused() -> None:
    assert "values" in refusal("- a\n" * 200_001)


def test_a_field_that_stands_twice_is_refused() -> None:
    assert "row 2, a: 'a' stands twice" in refusal("a: 1\na: 2\n")


def test_a_second_document_is_refused() -> None:
    assert "second document" in refusal("a: 1\n---\nb: 2\n")


def test_a_name_must_be_text() -> None:
    assert "plain text" in refusal("? [a, b]\n: c\n")


@pytest.mark.parametrize("text", ["a: [1", "a: 'x", "\ta: b", "a: b: c", "a: @x", "%", "a: |3\n b"])
def test_broken_yaml_is_told_with_its_row(text: str) -> None:
    assert "YAML cannot be read" in refusal(text)
    assert "row" in refusal(text)


def test_the_end_of_a_text_cut_by_a_comma_between_braces_is_not_lost() -> None:
    assert plain("card: {gap: price, purity}\n") == {"card": {"gap": "price", "purity": ""}}
