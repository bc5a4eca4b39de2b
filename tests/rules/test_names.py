"""Do names say what a thing is for, in the words the project has agreed on?"""

from __future__ import annotations

import ast
import re

import pytest

from tests.support.repository import ROOT, list_functions, list_python, name_place, read_tree

BANNED_FOLDERS_AND_FILES = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc"}
BANNED_VERBS = ("get_", "process_", "handle_", "manage_", "do_")
FOLDERS = ("src", "tests", "tools", "benchmarks")


def find_vague_functions(tree: ast.Module, *, where: str) -> list[str]:
    """List the functions whose verb says nothing; names that Python itself calls are excused."""
    functions = list_functions(tree, where=where)
    own = [function for function in functions if not function.node.name.startswith("__")]
    return [function.where for function in own if function.node.name.lstrip("_").startswith(BANNED_VERBS)]


def test_no_file_or_folder_is_a_drawer_for_odds_and_ends() -> None:
    paths = [path for folder in FOLDERS for path in list_python(folder)]
    parts = [(path, set(path.relative_to(ROOT).with_suffix("").parts)) for path in paths]
    assert [name_place(path) for path, names in parts if names & BANNED_FOLDERS_AND_FILES] == []


def test_no_function_has_a_vague_verb() -> None:
    paths = [path for folder in FOLDERS for path in list_python(folder)]
    assert [place for path in paths for place in find_vague_functions(read_tree(path), where=name_place(path))] == []


@pytest.mark.parametrize("verb", BANNED_VERBS)
def test_a_vague_verb_is_found_in_private_functions_too(verb: str) -> None:
    tree = ast.parse(f"class Box:\n    def _{verb}it(self): ...")
    assert find_vague_functions(tree, where="planted") == [f"planted:2 _{verb}it"]


def find_ragged_rules(tree: ast.Module, *, where: str) -> list[str]:
    """List the findings whose rule is not written in small letters and dashes."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"]
    rules = [
        (call.lineno, call.args[0].value) for call in calls if call.args and isinstance(call.args[0], ast.Constant)
    ]
    ragged = [(line, str(rule)) for line, rule in rules if not re.fullmatch(r"[a-z]+(-[a-z]+)*", str(rule))]
    return [f"{where}:{line} {rule}" for line, rule in ragged]


def test_every_rule_of_a_finding_is_written_in_one_way() -> None:
    paths = list_python("src")
    assert [place for path in paths for place in find_ragged_rules(read_tree(path), where=name_place(path))] == []


def test_a_rule_written_in_another_way_is_found() -> None:
    assert find_ragged_rules(ast.parse("Finding('no source', about, text)"), where="planted") == ["planted:1 no source"]
