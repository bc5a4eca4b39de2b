"""The command that writes documents in a ministry's own Word template."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json, show_steps


def write(
    folder: Folder,
    *,
    template: Annotated[Path, typer.Option(help="The template, a Word file (.docx or .dotx).", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="Where to write the files; by default DIR/word.")] = None,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Write the report and the strategy in a ministry's own Word template, and say which of its fields nothing fills."""
    from tocsin.publish.word import STEPS, write_in_template

    with show_steps(STEPS) as show:
        answer = write_in_template(folder, template=template, out=out or folder / "word", tables=tables, on_step=show)
    if as_json:
        print_json(answer)
        return
    for line in answer.lines:
        typer.echo(line)
    for file in answer.files:
        typer.echo(f"  {file}")
