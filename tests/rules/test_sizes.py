"""Is every file and function short enough to be read in one go?"""

from __future__ import annotations

import ast

from tests.support.repository import FunctionNode, list_functions, list_python, name_place, read_text, read_tree

MOST_FILE_LINES = 400
MOST_BODY_LINES = 40
FOLDERS = ("src", "tests", "tools", "benchmarks")


def count_body_lines(node: FunctionNode) -> int:
    """Count the lines from the first statement after the docstring to the last."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def find_long_functions(tree: ast.Module, *, where: str) -> list[str]:
    """List the functions whose body is too long."""
    sized = [(function.where, count_body_lines(function.node)) for function in list_functions(tree, where=where)]
    return [f"{place}: {lines} lines" for place, lines in sized if lines > MOST_BODY_LINES]


def test_no_file_is_longer_than_400_lines() -> None:
    sized = [(path, read_text(path).count("\n")) for folder in FOLDERS for path in list_python(folder)]
    assert [f"{name_place(path)}: {lines} lines" for path, lines in sized if lines > MOST_FILE_LINES] == []


def test_no_function_body_is_longer_than_40_lines() -> None:
    paths = [path for folder in FOLDERS for path in list_python(folder)]
    assert [place for path in paths for place in find_long_functions(read_tree(path), where=name_place(path))] == []


def test_a_body_of_41_lines_is_found() -> None:
    tree = ast.parse('def f():\n    """Say."""\n' + "    x = 1\n" * 41)
    assert find_long_functions(tree, where="planted") == ["planted:1 f: 41 lines"]


def test_a_docstring_does_not_count() -> None:
    tree = ast.parse('def f():\n    """Say.\n' + "\n" * 60 + '    """\n' + "    x = 1\n" * 40)
    assert find_long_functions(tree, where="planted") == []
