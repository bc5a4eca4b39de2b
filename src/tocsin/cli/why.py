"""The command that explains a number."""

from typing import Annotated

import typer

from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json


def explain(
    folder: Folder,
    key: Annotated[
        str,
        typer.Argument(
            help="A figure or driver, as in assessment.json, or any record as KIND:KEY, such as action:KEY or source:KEY.",
            show_default=False,
        ),
    ],
    *,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Say why a figure is what it is, or trace any record to its sources and to the actions that rest on it."""
    from tocsin.publish.why import answer_why

    answer = answer_why(folder, key=key, tables=tables)
    if as_json:
        print_json(answer.record)
    else:
        typer.echo(answer.text)
