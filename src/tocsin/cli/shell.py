"""What happens around every command: errors of Tocsin become messages, and no terminal is too plain for an answer."""

import io
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from tocsin.terms.errors import TocsinError


class Shell(TyperGroup):
    """All commands together; any other error than Tocsin's own is a fault of the program and keeps its trace."""

    def invoke(self, ctx: Any) -> Any:  # Any: the class of contexts that a group is given is private to typer
        """Run the command that was asked for; a refusal is printed, and ends with the exit code of its family."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # else a terminal without → would end in a trace
        try:
            return super().invoke(ctx)
        except TocsinError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(error.exit_code) from error
