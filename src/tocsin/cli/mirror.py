"""The command on mirror trade: where two countries report one flow more differently than usual."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.estimate.flow.mirror import MirrorFlow, MirrorStudy


def study(
    trade: Annotated[
        Path,
        typer.Argument(
            metavar="TRADE.csv",
            help="A CSV table of reports: reporter, partner, flow (import, export, re-export), period, value.",
            show_default=False,
        ),
    ],
    *,
    cif: Annotated[
        str, typer.Option(help="Import values as a multiple of export values when both are right.")
    ] = "1.06..1.10",
    hub: Annotated[
        list[str] | None, typer.Option(help="A place that re-exports, as named in the table; may be repeated.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="The period judged; by default the last.")] = None,
    least_history: Annotated[int, typer.Option(min=3, help="Fewest earlier periods that make a normal range.")] = 5,
    least_peers: Annotated[int, typer.Option(min=3, help="Fewest other flows that make a normal range.")] = 10,
    level: Annotated[
        float, typer.Option(min=0.5, max=0.999, help="Share of ordinary flows inside their normal range.")
    ] = 0.95,
    most: Annotated[int, typer.Option(min=1, help="Most flows to print; --json has all.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Judge the gap between what importer and exporter report of one flow: a signal, never an amount of illicit trade."""
    from tocsin.exchange.mirror import study_trade_table

    found = study_trade_table(
        trade,
        cif=cif,
        hubs=hub or (),
        period=period,
        least_history=least_history,
        least_peers=least_peers,
        level=level,
    )
    if as_json:
        print_json(found)
        return
    _print_study(found, most=most)


def _print_study(found: "MirrorStudy", *, most: int) -> None:
    typer.echo(f"{found.verdict}\n\n{found.caveat}\n")
    typer.echo(
        f"Imports over exports x {found.cif_low:.2f} to {found.cif_high:.2f} in {found.period}: 1 where both agree; normal "
        f"ranges at {found.level:.0%}; gaps over the whole range of the margin ({found.unit})"
    )
    rows = [_list_cells(flow) for flow in found.flows[:most]]
    print_columns(("Importer", "Exporter", "Goods", "Gap", "Ratio", "Own past", "Peers", "Reading"), rows)
    if len(found.flows) > most:
        typer.echo(f"{len(found.flows) - most} more not shown; signals come first.")
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _list_cells(flow: "MirrorFlow") -> tuple[str, ...]:
    from tocsin.estimate.flow.figures import write_number

    ratio = "–" if flow.ratio is None else write_number(flow.ratio)
    own, peers = _say_range(flow.own_low, flow.own_high), _say_range(flow.peers_low, flow.peers_high)
    gap = flow.gap.range
    mark = "SIGNAL: " if flow.is_signal else ""
    hub = " (hub)" if flow.is_hub else ""
    return (
        flow.importer,
        flow.exporter,
        flow.commodity or "all",
        gap,
        ratio,
        own,
        peers,
        f"{mark}{flow.explanation}{hub}",
    )


def _say_range(low: float | None, high: float | None) -> str:
    return "none" if low is None or high is None else f"{low:.2f} to {high:.2f}"
