"""Does each import stand where a reader and the start-up time expect it?

Who may import whom is import-linter's part (see pyproject.toml); this is about where in a file an import stands.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.support.repository import ROOT, find_room, list_python, name_place, read_text, read_tree


@cache
def load_heavy() -> dict[str, frozenset[str]]:
    """Return the heavy libraries, and for each the rooms that may import it at the top of a file."""
    lines = read_text(ROOT / "tests" / "rules" / "heavy.txt").splitlines()
    rows = [line.partition("top:") for line in lines if line and not line.startswith("#")]
    return {name.strip(): frozenset(rooms.split()) for name, _, rooms in rows}


def find_heavy(name: str) -> str | None:
    """Return the most exact entry of heavy.txt that covers a module."""
    parts = name.split(".")
    stems = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((stem for stem in stems if stem in load_heavy()), None)


def list_imports(tree: ast.Module) -> Iterator[tuple[str, int, ast.AST | None]]:
    """List the modules a file imports, the line, and the function around it; those for types alone are left out."""
    waiting: list[tuple[ast.AST, ast.AST | None]] = [(tree, None)]
    while waiting:
        node, function = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, function) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = {f"{module}.{alias.name}" for alias in node.names}
            exact = sorted(name for name in names if find_heavy(name) not in (None, find_heavy(module)))
            yield from ((name, node.lineno, function) for name in exact or [module])
        inside = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) else function
        waiting.extend((child, inside) for child in ast.iter_child_nodes(node))


def find_misplaced(tree: ast.Module, *, where: str, room: str) -> list[str]:
    """List the imports that stand in the wrong place of a file of this room."""
    problems = []
    own_per_function: dict[ast.AST, int] = {}
    for name, line, function in list_imports(tree):
        heavy = find_heavy(name)
        if function is None:
            if heavy is not None and room not in load_heavy()[heavy]:
                problems.append(f"{where}:{line} {name} is heavy: import it in the function that uses it")
        elif room == "cli" and name.split(".")[0] == "tocsin":
            own_per_function[function] = own_per_function.get(function, 0) + 1
            if own_per_function[function] > 1:
                problems.append(f"{where}:{line} {name} is the command's second import of the library")
        elif heavy is None:
            problems.append(f"{where}:{line} {name} is not in heavy.txt: import it at the top")
    return problems


def test_every_import_stands_where_it_should() -> None:
    found = [
        place
        for path in list_python("src")
        for place in find_misplaced(read_tree(path), where=name_place(path), room=find_room(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "room"),
    [
        ("import pint", "terms"),
        ("import numpy as np", "dossier"),
        ("from scipy import stats", "methods"),
        ("from ruamel.yaml import YAML", "dossier"),
        ("def f():\n    import json", "assess"),
        ("def f():\n    from tocsin.terms import money", "assess"),
        ("def f():\n    from tocsin.terms import money\n    from tocsin.dossier import check", "cli"),
    ],
)
def test_a_misplaced_import_is_found(source: str, room: str) -> None:
    assert len(find_misplaced(ast.parse(source), where="planted", room=room)) == 1


@pytest.mark.parametrize(
    ("source", "room"),
    [
        ("import numpy as np\nfrom scipy.special import ndtri\nfrom scipy import special", "methods"),
        ("def f():\n    from scipy.stats import qmc", "methods"),
        ("def f():\n    from tocsin.dossier import check", "cli"),
        ("if TYPE_CHECKING:\n    import altair", "publish"),
    ],
)
def test_an_import_in_its_place_passes(source: str, room: str) -> None:
    assert find_misplaced(ast.parse(source), where="planted", room=room) == []
