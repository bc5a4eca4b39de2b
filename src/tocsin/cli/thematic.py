"""The command that brings existing thematic plans into a dossier."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.dossier import Folder


def bring_in(
    folder: Folder,
    file: Annotated[
        Path,
        typer.Argument(help="A table of plans: an Excel workbook (its first sheet), or CSV UTF-8.", show_default=False),
    ],
) -> None:
    """Bring existing thematic plans from a spreadsheet into a dossier, where the strategy is held against them."""
    from tocsin.exchange.thematic_plans import import_thematic_plans

    files = import_thematic_plans(folder, file)
    typer.echo(f"Wrote {', '.join(files)}." if files else "Nothing changed: the plans stand as they were.")
    typer.echo(f"Next: `tocsin check {folder}`, then `tocsin build {folder}` lays them side by side.")
