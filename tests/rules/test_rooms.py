"""Is every room in its place, and is something in it?"""

from __future__ import annotations

import ast
import tomllib

from tests.support.repository import PACKAGE, ROOT, find_room, list_python, name_place, read_text, read_tree

LAYERS = tomllib.loads(read_text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
ROOMS = {name.strip(" ()") for layer in LAYERS for name in layer.split("|")}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


def test_the_rooms_are_those_of_the_contract() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == ROOMS


def test_no_room_is_empty() -> None:
    filled = {find_room(path) for path in list_python("src") if _defines_something(read_tree(path))}
    assert sorted(ROOMS - filled) == []


def test_every_package_file_says_what_it_answers() -> None:
    silent = [name_place(path) for path in list_python("src") if not ast.get_docstring(read_tree(path))]
    assert silent == []


def _defines_something(tree: ast.Module) -> bool:
    return any(isinstance(node, DEFINITIONS) for node in tree.body)
