"""Is every hole in the types explained where it is made?"""

from __future__ import annotations

import ast
import io
import re
import tokenize

import pytest

from tests.support.repository import list_python, name_place, read_text

MARKS = re.compile(r"(type:\s*ignore(\[[^\]]*\])?|noqa(:\s*[A-Z0-9, ]+)?|pragma: no cover)")


def find_unexplained(source: str, *, where: str) -> list[str]:
    """List the lines that use Any, cast or `type: ignore` without saying why on the line."""
    comments = _read_comments(source)
    lines = {line: "type: ignore" for line, comment in comments.items() if "type: ignore" in comment}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id == "Any":
            lines[node.lineno] = "Any"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast":
            lines[node.lineno] = "cast"
    bare = [line for line in sorted(lines) if not re.search(r"\w+\W+\w+", MARKS.sub("", comments.get(line, "")))]
    return [f"{where}:{line} {lines[line]} without a reason" for line in bare]


def _read_comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def test_every_hole_in_the_types_has_a_reason() -> None:
    paths = [*list_python("src"), *list_python("tools")]
    assert [place for path in paths for place in find_unexplained(read_text(path), where=name_place(path))] == []


@pytest.mark.parametrize(
    "line",
    ["x: Any = 1", "x = cast(int, y)", "x = y  # type: ignore[arg-type]", "x: dict[str, Any] = {}  # noqa: F821"],
)
def test_a_hole_without_a_reason_is_found(line: str) -> None:
    assert len(find_unexplained(line, where="planted")) == 1


@pytest.mark.parametrize("line", ["x: Any  # what YAML holds", "x = y  # type: ignore[misc]  # pint has no types"])
def test_a_hole_with_a_reason_passes(line: str) -> None:
    assert find_unexplained(line, where="planted") == []
