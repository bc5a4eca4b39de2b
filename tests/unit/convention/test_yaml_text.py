"""Plain YAML stays plain text, and every trick is refused with its line."""

from pathlib import Path

import pytest

from tocsin.convention.errors import YamlTextError
from tocsin.convention.yaml_text import parse_yaml_text, read_yaml_text


def refusal(text: str) -> str:
    with pytest.raises(YamlTextError) as caught:
        parse_yaml_text(text, where="x.yaml")
    return str(caught.value)


def test_scalars_stay_the_text_that_was_typed() -> None:
    assert parse_yaml_text("a: NO\nb: 060132\nc: 1e3", where="x") == {"a": "NO", "b": "060132", "c": "1e3"}


def test_lists_and_sections_nest() -> None:
    assert parse_yaml_text("a:\n- b: [1, 2]\n- c", where="x") == {"a": [{"b": ["1", "2"]}, "c"]}


def test_an_empty_document_is_empty_text() -> None:
    assert parse_yaml_text("", where="x") == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: &x 1\nb: 2", "row 1: anchors and aliases are not allowed."),
        ("a: 1\nb: *x", "row 2: anchors and aliases are not allowed."),
        ("a: !!int 1", "row 1: tags such as"),
        ("a: 1\na: 2", "row 2: the key 'a' stands twice"),
        ("a: 1\n---\nb: 2", "a second document begins"),
        ("? [a, b]\n: 1", "a key is not a plain word."),
        ("a: [1", "not YAML"),
        ("a: \x00", "not YAML"),
        ("[" * 30 + "]" * 30, "nested more than 20 deep."),
    ],
)
def test_what_is_not_plain_is_refused_with_its_place(text: str, part: str) -> None:
    assert part in refusal(text)


def test_aliases_that_would_grow_without_end_are_refused() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    assert "anchors and aliases" in refusal("\n".join(lines))


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml_text(path) == {"a": "1"}


def test_a_wrong_encoding_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(YamlTextError, match="row 2: not UTF-8"):
        read_yaml_text(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 12345")
    with pytest.raises(YamlTextError, match="larger than 4 bytes"):
        read_yaml_text(path, limit_bytes=4)


def test_a_missing_file_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(YamlTextError, match=r"cannot be opened .* Check the path"):
        read_yaml_text(tmp_path / "absent.yaml")
