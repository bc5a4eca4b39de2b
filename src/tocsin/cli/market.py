"""The command on markets: what an illicit good is worth at each stage, and who adds most of its price."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.estimate.flow.market import MarketStudy


def study(
    stages: Annotated[
        Path,
        typer.Argument(
            metavar="STAGES.csv",
            help="A CSV table of stages in the order of the chain: stage, item, low, best, high, unit.",
            show_default=False,
        ),
    ],
    *,
    draws: Annotated[int, typer.Option(min=100, help="Random draws, at least 100.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Where the random numbers start.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Value a market along its chain, with what each stage adds."""
    from tocsin.exchange.market import study_market_table

    found = study_market_table(stages, draws=draws, seed=seed)
    if as_json:
        print_json(found)
        return
    _print_study(found)


def _print_study(found: "MarketStudy") -> None:
    typer.echo(f"{found.verdict}\n")
    typer.echo(f"Stages in {found.unit}: median and {found.level:.0%} interval")
    print_columns(
        ("Stage", "Turnover", "Value added", "Share of all value added"),
        [
            (
                stage.name,
                stage.turnover.interval,
                stage.added.interval,
                "–" if stage.added_share is None else stage.added_share.interval,
            )
            for stage in found.stages
        ],
    )
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")
