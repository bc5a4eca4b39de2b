"""The command on illicit income: how much money crosses the border for it, inward and outward apart."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.estimate.flow.income import IncomeStudy


def study(
    lines: Annotated[
        Path,
        typer.Argument(
            metavar="LINES.csv",
            help="A CSV table of what lines of income rest on: line, identity, item, low, best, high, unit.",
            show_default=False,
        ),
    ],
    *,
    draws: Annotated[int, typer.Option(min=100, help="Random draws, at least 100.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Where the random numbers start.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Value illicit financial flows by the identities of SDG indicator 16.4.1, inward and outward apart."""
    from tocsin.exchange.income import study_income_table

    found = study_income_table(lines, draws=draws, seed=seed)
    if as_json:
        print_json(found)
        return
    _print_study(found)


def _print_study(found: "IncomeStudy") -> None:
    typer.echo(f"{found.verdict}\n")
    typer.echo(f"Lines in {found.lines[0].amount.unit}: median and {found.level:.0%} interval")
    print_columns(
        ("Line", "Direction", "Amount", "Source", "Stage", "May overlap with"),
        [
            (line.name, line.direction, line.amount.interval, line.source, line.stage, ", ".join(line.overlaps) or "–")
            for line in found.lines
        ],
    )
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")
