"""Is every command of the shell told of in the guide, with every option it takes?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.support.repository import ROOT, list_files, read_text


def list_commands(command: Any, *, path: str) -> Iterator[tuple[str, list[str]]]:  # click has no public base type here
    """List every command under this one, as it is typed, with its options."""
    children = getattr(command, "commands", {})
    if not children:
        long = [name for option in command.params for name in option.opts if name.startswith("--")]
        yield path, sorted(long)
    for name, child in children.items():
        if not child.hidden:
            yield from list_commands(child, path=f"{path} {name}")


def read_guide() -> str:
    """Return the whole guide and the README as one text."""
    guide = ROOT / "docs" / "guide"
    return "\n".join(read_text(p) for p in list_files() if p.suffix == ".md" and (p.parent in (guide, ROOT)))


def load_commands() -> list[tuple[str, list[str]]]:
    """Return all commands that `tocsin` has."""
    import typer.main

    from tocsin.cli import app

    return list(list_commands(typer.main.get_command(app), path="tocsin"))


def test_every_command_is_told_of() -> None:
    guide = read_guide()
    assert [name for name, _ in load_commands() if name not in guide] == []


def test_every_option_is_told_of() -> None:
    guide = read_guide()
    options = {option for _, options in load_commands() for option in options}
    assert sorted(option for option in options if option not in guide) == []
