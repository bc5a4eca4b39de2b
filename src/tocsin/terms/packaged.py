"""What do the lists that come with Tocsin say: places, crimes, grades, marks, phrases?"""

from functools import cache
from importlib.resources import files

import yaml

from tocsin.terms.errors import TermError

# A packaged list as it was typed: every scalar is text, so that `NO` stays Norway and `060132` keeps its zero.
Listed = dict[str, "Listed"] | list["Listed"] | str


@cache
def load_text(name: str) -> str:
    """Load the text of one packaged file of this room."""
    return files("tocsin.terms").joinpath("data", name).read_text(encoding="utf-8")


@cache
def load_listed(name: str) -> dict[str, Listed]:
    """Load one packaged YAML list with every scalar as text; callers must not change what they are given."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C loader is ten times as fast where it was compiled
    return branch(yaml.load(load_text(name), Loader=loader), at=name)  # noqa: S506 - a base loader makes text alone


def branch(node: Listed, *, at: str) -> dict[str, Listed]:
    """Read a node of a packaged list as a mapping."""
    if not isinstance(node, dict):
        raise PackagedDataError(f"{at}: a mapping is expected and {node!r} stands there. Correct the packaged list.")
    return node


def leaves(node: Listed, *, at: str) -> tuple[str, ...]:
    """Read a node of a packaged list as a row of words: a list of them, or one line of words parted by spaces."""
    if isinstance(node, str):
        return tuple(node.split())
    if not isinstance(node, list) or not all(isinstance(item, str) for item in node):
        raise PackagedDataError(f"{at}: words are expected and {node!r} stands there. Correct the packaged list.")
    return tuple(item for item in node if isinstance(item, str))


def word(node: Listed, *, at: str) -> str:
    """Read a node of a packaged list as one text."""
    if not isinstance(node, str):
        raise PackagedDataError(f"{at}: one word is expected and {node!r} stands there. Correct the packaged list.")
    return node


class PackagedDataError(TermError, TypeError):
    """A list that comes with Tocsin is not shaped as the code expects."""
