"""Which files make up this repository, and what do they define and import?"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tocsin"
NOT_OURS = {".venv", ".git", "node_modules", "build", "dist", "assets", "__pycache__"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One function as written: where it stands, its class if it has one, its syntax tree."""

    where: str
    node: FunctionNode
    owner: ast.ClassDef | None
    is_public: bool


@cache
def list_files() -> tuple[Path, ...]:
    """List every file that is, or would be, committed."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0 and listing.stdout:
        named = (ROOT / name for name in listing.stdout.split("\0") if name)
    else:  # an export without its history
        named = (path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts))
    return tuple(sorted(path for path in named if path.is_file()))


@cache
def list_python(folder: str) -> tuple[Path, ...]:
    """List the Python files under a folder of the repository."""
    return tuple(path for path in list_files() if path.suffix == ".py" and path.is_relative_to(ROOT / folder))


@cache
def read_text(path: Path) -> str:
    """Return a file's text."""
    return path.read_text(encoding="utf-8")


@cache
def read_tree(path: Path) -> ast.Module:
    """Return a Python file's syntax tree."""
    return ast.parse(read_text(path), filename=str(path))


def name_place(path: Path, line: int = 0) -> str:
    """Name a place as `folder/file.py:12`."""
    place = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
    return f"{place}:{line}" if line else place


def name_module(path: Path) -> str:
    """Name the module that a file under src holds."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def find_room(path: Path) -> str:
    """Return the room a file of the package stands in; empty for the package's own `__init__`."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def list_functions(tree: ast.Module, *, where: str) -> list[Function]:
    """List all functions of a file, those inside classes and functions too."""
    return list(_walk(tree, where=where, owner=None, is_public=True))


def _walk(node: ast.AST, *, where: str, owner: ast.ClassDef | None, is_public: bool) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            seen = is_public and not child.name.startswith("_")
            yield Function(f"{where}:{child.lineno} {child.name}", child, owner, seen)
            yield from _walk(child, where=where, owner=None, is_public=False)
        elif isinstance(child, ast.ClassDef):
            seen = is_public and not child.name.startswith("_")
            yield from _walk(child, where=where, owner=child, is_public=seen)
        else:
            yield from _walk(child, where=where, owner=owner, is_public=is_public)
