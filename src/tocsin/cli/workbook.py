"""Commands that let ministries edit actions and budget in a spreadsheet: write it out, take it back."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json


def write(
    folder: Folder,
    *,
    out: Annotated[
        Path | None, typer.Option(help="Where to write it; by default action-plan.xlsx in the current folder.")
    ] = None,
    tables: Tables = None,
) -> None:
    """Write actions and budget lines as an Excel workbook that `tocsin update` takes back."""
    from tocsin.exchange.workbook.write import write_workbook_of

    path = out or Path("action-plan.xlsx")
    dossier = write_workbook_of(folder, path, tables=tables)
    typer.echo(
        f"Wrote {path} with {len(dossier.actions)} actions and {len(dossier.budget)} budget lines. Edit it, then run "
        f"`tocsin update {folder} {path}`."
    )


def update(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="The workbook that was edited.", show_default=False)],
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Write the changes into the dossier.")] = False,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Show what an edited workbook would change, or with --apply change it; every error is told at once."""
    from tocsin.exchange.workbook.read import update_from_workbook

    found, files = update_from_workbook(folder, file, is_applied=apply, tables=tables)
    if as_json:
        told = {
            "changes": found.changes,
            "missing": found.missing,
            "unchanged_count": found.unchanged_count,
            "files": files,
        }
        print_json(told)
        return
    for change in found.changes:
        typer.echo(f"{change.kind} {change.key} (row {change.row}): {'new' if change.is_new else 'changed'}")
        for field in change.fields:
            typer.echo(f"  {field.field}: {field.before or '(empty)'} -> {field.after or '(empty)'}")
    for kind, keys in found.missing.items():
        if keys:
            typer.echo(f"{kind}: {', '.join(keys)} not in the workbook; left as they are")
    count = len(found.changes)
    done = (
        f"Wrote {', '.join(files)}."
        if files
        else "Nothing was written; add --apply to write."
        if count
        else "Nothing to write."
    )
    typer.echo(
        f"{count} {'record' if count == 1 else 'records'} to change, {found.unchanged_count} as they were. {done}"
    )
