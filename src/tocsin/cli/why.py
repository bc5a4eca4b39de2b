"""The command that explains a number."""

from typing import Annotated

import typer

from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json


def explain(
    folder: Folder,
    key: Annotated[str, typer.Argument(help="A figure or driver, as in assessment.json.", show_default=False)],
    *,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Say why a figure is what it is: formula, drivers, weakest link, claims and sources, warnings, what would narrow it."""
    from tocsin.publish.why import answer_why

    answer = answer_why(folder, key=key, tables=tables)
    if as_json:
        print_json(answer.record)
    else:
        typer.echo(answer.text)
