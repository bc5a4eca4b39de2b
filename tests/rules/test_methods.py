"""Can a statistician check every method without reading its code?"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.repository import (
    ROOT,
    Function,
    list_files,
    list_functions,
    list_python,
    name_module,
    name_place,
    read_text,
    read_tree,
)

SECTIONS = ("Parameters", "Returns", "Raises", "Notes", "References", "Examples")
KEY = re.compile(r"\b[a-z]+[12]\d{3}[a-z]?\b")
# Methods are numbers only: they would make sense in ecology or finance too.
DOMAIN_WORDS = re.compile(
    r"\b(crim(e|es|inal|inals)|traffick\w*|smuggl\w*|drugs?|cocaine|heroin|victims?|seizures?|seized|offences?|polic(e|ing)"
    r"|countr(y|ies)|dossiers?|claims?|(evidence|coarse|source) grades?)\b",
    re.IGNORECASE,
)


@cache
def list_method_files() -> tuple[Path, ...]:
    """List the files of methods that offer a function to other rooms."""
    paths = [path for path in list_python("src/tocsin/methods") if path.name not in ("__init__.py", "errors.py")]
    return tuple(path for path in paths if list_offered(path))


@cache
def list_offered(path: Path) -> tuple[Function, ...]:
    """List the public functions at the top of a file, without those that only the same family uses."""
    found = list_functions(read_tree(path), where=name_place(path))
    public = [function for function in found if function.is_public and function.owner is None]
    return tuple(function for function in public if not is_inner(path, function.node.name))


def is_inner(path: Path, name: str) -> bool:
    """Say whether a function serves its own family alone: a sibling imports it, and nobody else does."""
    whole = f"{name_module(path)}.{name}"
    users = [user for user in (*list_python("src"), *list_python("tests/golden")) if whole in list_imported(user)]
    return bool(users) and all(find_family(user) == find_family(path) for user in users)


def find_family(path: Path) -> str:
    """Return the folder of the family a file belongs to; empty outside of methods."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:4]) if parts[:3] == ("src", "tocsin", "methods") else ""


@cache
def list_imported(path: Path) -> frozenset[str]:
    """List the modules, and the names in them, that a file imports."""
    found: set[str] = set()
    for node in ast.walk(read_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(found)


@cache
def load_reference_keys() -> frozenset[str]:
    """Return the keys of the bibliography."""
    return frozenset(re.findall(r"^@\w+\{([^,\s]+),", read_text(ROOT / "docs" / "references.bib"), re.MULTILINE))


def split_sections(docstring: str) -> dict[str, str]:
    """Split a numpydoc docstring into its sections."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}\s*$", docstring, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def find_missing_sections(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """List the sections that a public function of methods must have and this one has not."""
    sections = split_sections(ast.get_docstring(node) or "")
    takes_nothing = not (node.args.posonlyargs or node.args.args or node.args.kwonlyargs or node.args.vararg)
    return [name for name in SECTIONS if name not in sections and not (name == "Parameters" and takes_nothing)]


def test_every_method_has_all_sections() -> None:
    public = [function for path in list_method_files() for function in list_offered(path)]
    missing = [(function.where, find_missing_sections(function.node)) for function in public]
    assert [f"{where}: {', '.join(names)}" for where, names in missing if names] == []


def test_every_method_cites_a_known_reference() -> None:
    problems = []
    for function in (function for path in list_method_files() for function in list_offered(path)):
        cited = set(KEY.findall(split_sections(ast.get_docstring(function.node) or "").get("References", "")))
        unknown = sorted(cited - load_reference_keys())
        if unknown or not cited:
            problems.append(f"{function.where}: {', '.join(unknown) or 'no key of references.bib'}")
    assert problems == []


def test_every_method_has_a_page_in_the_manual() -> None:
    pages = {path.stem: read_text(path) for path in list_files() if path.parent == ROOT / "docs" / "methods"}
    told = [
        name_module(path)
        for path in list_method_files()
        if path.stem not in pages and not any(name_module(path) in text for text in pages.values())
    ]
    assert told == []


def test_every_method_has_a_golden_case_or_a_property() -> None:
    proving = [path for folder in ("tests/golden", "tests/properties") for path in list_python(folder)]
    imported = {name for path in proving for name in list_imported(path)}
    unproved = [name_module(path) for path in list_method_files() if not _list_names(path) & imported]
    assert unproved == []


def test_methods_know_no_words_of_the_domain() -> None:
    found = [
        f"{name_place(path, number)}: {match.group()}"
        for path in list_python("src/tocsin/methods")
        for number, line in enumerate(read_text(path).splitlines(), start=1)
        if (match := DOMAIN_WORDS.search(line))
    ]
    assert found == []


def test_no_reference_key_stands_twice() -> None:
    keys = re.findall(r"^@\w+\{([^,\s]+),", read_text(ROOT / "docs" / "references.bib"), re.MULTILINE)
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def _list_names(path: Path) -> set[str]:
    module = name_module(path)
    family = module.rpartition(".")[0]
    return {module} | {f"{family}.{function.node.name}" for function in list_offered(path)}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_missing_section_is_found(name: str) -> None:
    text = "\n\n".join(f"    {section}\n    {'-' * len(section)}\n    x" for section in SECTIONS if section != name)
    tree = ast.parse(f'def f(x):\n    """Say.\n\n{text}\n    """')
    assert find_missing_sections(list_functions(tree, where="planted")[0].node) == [name]
