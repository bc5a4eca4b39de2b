"""Is every way to fail tried by a test?"""

from __future__ import annotations

import ast
import re

from tests.support.repository import list_python, name_place, read_text, read_tree

ROOT_CLASS = "TocsinError"


def find_error_classes(trees: dict[str, ast.Module]) -> dict[str, str]:
    """Return the error classes that no other is built on, with the place where each is defined."""
    bases: dict[str, set[str]] = {}
    places: dict[str, str] = {}
    for place, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
                places[node.name] = f"{place}:{node.lineno}"
    errors = {ROOT_CLASS}
    while more := {name for name, above in bases.items() if above & errors} - errors:
        errors |= more
    families = {base for name in errors for base in bases.get(name, set())}
    return {name: places[name] for name in sorted(errors - families) if name in places}


def load_error_classes() -> dict[str, str]:
    """Return the package's error classes with their places."""
    return find_error_classes({name_place(path): read_tree(path) for path in list_python("src")})


def test_every_error_is_raised_by_a_test() -> None:
    tested = {
        word
        for path in list_python("tests")
        if "rules" not in path.parts
        for word in re.findall(r"\b\w+\b", read_text(path))
    }
    assert [f"{place} {name}" for name, place in load_error_classes().items() if name not in tested] == []


def test_every_error_is_of_a_built_in_kind_too() -> None:
    trees = [read_tree(path) for path in list_python("src")]
    found = [
        f"{node.name} is only a {ROOT_CLASS}"
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == [ROOT_CLASS]
    ]
    assert found == []


def test_an_error_two_steps_below_the_root_is_found() -> None:
    tree = ast.parse("class WordError(TocsinError, ValueError): ...\nclass SpellingError(WordError): ...")
    assert find_error_classes({"planted": tree}) == {"SpellingError": "planted:2"}
