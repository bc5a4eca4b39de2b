"""How does a command print: records as JSON, progress to people, nothing but the answer to pipes?"""

import dataclasses
import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer


def print_json(record: object) -> None:
    """Print any record as JSON."""
    typer.echo(json.dumps(_plain(record), ensure_ascii=False, indent=2, allow_nan=False))


def _plain(value: object) -> Any:  # Any: JSON is of many types
    if hasattr(
        value, "model_dump"
    ):  # a pydantic record, told by its method: importing pydantic would slow every command
        return _plain(value.model_dump(mode="json"))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.repr}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(_plain, value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no word for what is not a number
    return value if isinstance(value, str | int | float | bool | None) else str(value)


@contextmanager
def show_steps(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar that names each step, on terminals only; elsewhere silence."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Starting", total=total)

        def show(step: str) -> None:
            progress.update(task, advance=1, description=step)

        yield show
