"""The command on flows: what moves from place to place, and which accounts do not close."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.estimate.flow.figures import Amount
    from tocsin.estimate.flow.records import FlowStudy, NodeFlow


def study(
    seed_table: Annotated[
        Path,
        typer.Argument(metavar="SEED.csv", help="A CSV table of records: from, to, amount.", show_default=False),
    ],
    *,
    margins: Annotated[
        Path, typer.Option(help="A CSV table of what is known of places: node, kind, low, best, high, unit.")
    ],
    distances: Annotated[
        Path | None, typer.Option(help="A CSV table of the pairs that are possible: from, to, km.")
    ] = None,
    draws: Annotated[int, typer.Option(min=100, help="Random draws, at least 100.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Where the random numbers start.")] = 1,
    most: Annotated[int, typer.Option(min=1, help="Most legs to print; --json has all.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Balance flows between places, so that all that is known of each agrees; list what no account explains."""
    from tocsin.exchange.flows import study_flow_tables

    found = study_flow_tables(seed_table, margins=margins, distances=distances, draws=draws, seed=seed)
    if as_json:
        print_json(found)
        return
    _print_study(found, most=most)


def _print_study(found: "FlowStudy", *, most: int) -> None:
    typer.echo(f"{found.verdict}\n")
    typer.echo(f"Flows in {found.unit}: median and {found.level:.0%} interval")
    legs = [
        (leg.sender, leg.receiver, _say(leg.amount), "never seen" if leg.is_filled else f"{leg.records:g}")
        for leg in found.legs[:most]
    ]
    print_columns(("From", "To", "Amount", "Records"), legs)
    if len(found.legs) > most:
        typer.echo(f"{len(found.legs) - most} smaller ones not shown.")
    typer.echo(f"\nPlaces in {found.unit}")
    print_columns(
        ("Place", "Enters", "Leaves", "Made", "Used", "Seized", "Lost", "Not accounted for", "Account"),
        [_list_cells(node) for node in found.nodes],
    )
    for node in found.unbalanced:
        typer.echo(f"\nNot balanced: {node.node}, {_say(node.missing)} {found.unit}: {node.note}.")
    if found.exponent is not None:
        typer.echo(
            f"\nFlows fall with distance to the power of {_say(found.exponent)}; the prior stands for {found.prior_records:.1f} records."
        )
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _list_cells(node: "NodeFlow") -> tuple[str, ...]:
    amounts = (
        node.entering,
        node.leaving,
        node.production,
        node.consumption,
        node.seizures,
        node.losses,
        node.missing,
    )
    return (node.node, *map(_say, amounts), node.state)


def _say(amount: "Amount | None") -> str:
    return "–" if amount is None else amount.interval
