"""Can a call be read without looking the function up?"""

from __future__ import annotations

import ast

import pytest

from tests.support.repository import Function, list_functions, list_python, name_place, read_tree

MOST_POSITIONAL = 2
MUTABLE_CALLS = {"list", "dict", "set"}


def find_unreadable_signatures(tree: ast.Module, *, where: str) -> list[str]:
    """List what is wrong with the signatures of the public functions of a file."""
    public = [function for function in list_functions(tree, where=where) if function.is_public]
    return [f"{function.where}: {problem}" for function in public for problem in _judge(function)]


def _judge(function: Function) -> list[str]:
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if function.owner is not None and not _is_static(function):
        positional = positional[1:]
    problems = []
    if len(positional) > MOST_POSITIONAL:
        problems.append(f"{len(positional)} positional parameters")
    if arguments.kwarg is not None:
        problems.append("takes any keyword")
    defaults = arguments.defaults[-len(positional) :] if positional else []
    if any(_is_boolean_annotation(argument.annotation) for argument in positional):
        problems.append("a boolean positional parameter")
    elif any(isinstance(default, ast.Constant) and isinstance(default.value, bool) for default in defaults):
        problems.append("a boolean positional default")
    if any(_is_mutable(default) for default in [*arguments.defaults, *arguments.kw_defaults] if default is not None):
        problems.append("a mutable default")
    return problems


def _is_static(function: Function) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in function.node.decorator_list)


def _is_boolean_annotation(annotation: ast.expr | None) -> bool:
    return annotation is not None and "bool" in {part.strip() for part in ast.unparse(annotation).split("|")}


def _is_mutable(default: ast.expr) -> bool:
    if isinstance(default, ast.Call):
        return isinstance(default.func, ast.Name) and default.func.id in MUTABLE_CALLS
    return isinstance(default, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def test_public_signatures_can_be_read_at_the_call() -> None:
    found = [
        place
        for path in list_python("src")
        for place in find_unreadable_signatures(read_tree(path), where=name_place(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("signature", "problem"),
    [
        ("a, b, c", "3 positional parameters"),
        ("a, **rest", "takes any keyword"),
        ("a, loud: bool", "a boolean positional parameter"),
        ("a, loud=False", "a boolean positional default"),
        ("a, *, seen=[]", "a mutable default"),
        ("a, seen=dict()", "a mutable default"),
    ],
)
def test_an_unreadable_signature_is_found(signature: str, problem: str) -> None:
    tree = ast.parse(f"def say({signature}): ...")
    assert find_unreadable_signatures(tree, where="planted") == [f"planted:1 say: {problem}"]


@pytest.mark.parametrize("signature", ["a, b, *, c, d", "a, *, loud: bool = False", "a, seen=()"])
def test_a_readable_signature_passes(signature: str) -> None:
    assert find_unreadable_signatures(ast.parse(f"def say({signature}): ..."), where="planted") == []
