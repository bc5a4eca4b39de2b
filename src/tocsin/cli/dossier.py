"""Commands on a dossier folder: make one, check one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.publish.check import FolderReport

Folder = Annotated[Path, typer.Argument(help="The dossier folder.", show_default=False)]
Tables = Annotated[Path | None, typer.Option(help="Folder of the large tables that the dossier points to.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def create(
    folder: Folder,
    *,
    country: Annotated[str, typer.Option(help="The State or region: an ISO 3166 code such as COL, or its name.")],
    period: Annotated[
        str | None,
        typer.Option(help="The period assessed, such as 2020 or 2016/2020; by default the year before this one."),
    ] = None,
) -> None:
    """Make a dossier with every file explained, which builds as it is."""
    from tocsin.dossier.skeleton import create_from_words

    made = create_from_words(folder, country=country, period=period or str(date.today().year - 1))  # noqa: DTZ011 - the user's own calendar
    typer.echo(f"Made {made}. Next: fill it in, then run `tocsin build {folder}`.")


def check(folder: Folder, *, tables: Tables = None, as_json: AsJson = False) -> None:
    """Read everything, and say all that must be mended and all that is worth knowing."""
    from tocsin.publish.check import check_folder

    report = check_folder(folder, tables=tables)
    if as_json:
        print_json(report)
    else:
        for problem in report.problems:
            typer.echo(f"error: {problem}")
        for finding in report.warnings:
            typer.echo(f"{finding.severity}: {finding.message}")
        for line in _tell_strategy(report):
            typer.echo(line)
        typer.echo(f"{len(report.problems)} to mend, {len(report.warnings)} worth knowing.")
    raise typer.Exit(0 if report.is_sound else 2)


def _tell_strategy(report: "FolderReport") -> Iterator[str]:
    """How far the strategy is filled in, what each block lacks, and what does not fit together."""
    from tocsin.strategy.lacks import State

    if report.completeness is None:
        return
    for block in report.completeness.blocks:
        yield f"block {block.letter}, {block.title}: {block.state.word}"
        wanted = min((lack.towards for lack in block.lacks), default=None)
        yield from (
            f"  for {lack.towards.word}: {lack.message} ({lack.pointer})"
            for lack in block.lacks
            if lack.towards == wanted or lack.towards < State.VERIFIED
        )
    for objective in report.completeness.objectives:
        yield f"objective {objective.key}: {'complete' if objective.is_complete else 'not complete'}"
        yield from (f"  {lack.message} ({lack.pointer})" for lack in objective.lacks)
    yield from (str(each) for each in report.inconsistencies)
    barred = len(report.completeness.barred_by)
    if barred:
        yield f"The strategy must not be published: {barred} {'measure puts' if barred == 1 else 'measures put'} rights at high risk."
