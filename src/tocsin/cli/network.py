"""The command on a network: who matters to whom, and what of that survives the ties that nobody saw."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json
from tocsin.terms.number_text import render_count, render_counted, render_number

if TYPE_CHECKING:
    from tocsin.assess.network_record import NetworkFigure, NetworkStudy, NodeRow

_MOST_NODES = 20
_WHOLE_UNITS = ("pieces", "communities", "nodes", "ties")


def study(
    edges: Annotated[
        Path,
        typer.Argument(
            help="A CSV table of ties: from, to, and where known weight, confidence and phase.", show_default=False
        ),
    ],
    *,
    missing: Annotated[str, typer.Option(help="Share of all ties that nobody saw, or a range of it.")] = "0.1..0.3",
    perturbations: Annotated[
        int, typer.Option(min=20, max=20_000, help="How many networks that could be the true one are drawn.")
    ] = 200,
    model: Annotated[
        Literal["uniform", "degree", "community"], typer.Option(help="Where ties that nobody saw lie.")
    ] = "community",
    directed: Annotated[bool, typer.Option("--directed", help="Ties run from the first node to the second.")] = False,
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Put codes in the place of labels.")] = False,
    start: Annotated[str, typer.Option("--from", help="The column of the first node.")] = "from",
    end: Annotated[str, typer.Option("--to", help="The column of the second node.")] = "to",
    seed: Annotated[int, typer.Option(help="Where the random numbers start.", min=0)] = 1,
    as_json: AsJson = False,
) -> None:
    """Say who stands between others, who belongs together, and what is left when nodes are taken out."""
    from tocsin.exchange.edges import study_ties_file

    found = study_ties_file(
        edges, missing=missing, perturbations=perturbations, model=model, is_directed=directed, has_pseudonyms=pseudonyms,
        start=start, end=end, seed=seed,
    )  # fmt: skip
    if as_json:
        print_json(found)
        return
    _print_whole(found)
    _print_nodes(found)
    _print_communities(found)
    _print_removals(found)
    _print_phases(found)
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _print_whole(found: "NetworkStudy") -> None:
    typer.echo(
        f"{render_counted(found.nodes_count, 'node')}, {render_counted(found.ties_count, 'tie')}\n\n{found.verdict}\n"
    )
    typer.echo("Figures read: as seen | median (90 % interval) over the networks that could be the true one\n")
    print_columns(("Measure", "Figure"), [(figure.label, _render_figure(figure)) for figure in found.whole])


def _print_nodes(found: "NetworkStudy") -> None:
    typer.echo("")
    header = ("Node", "Place", "In top", "Betweenness", "Constraint", "In core", "Community", "Role")
    print_columns(header, [_list_cells(row) for row in found.nodes[:_MOST_NODES]])
    if len(found.nodes) > _MOST_NODES:
        typer.echo(f"{render_counted(len(found.nodes) - _MOST_NODES, 'more node')} in the answer of --json.")


def _list_cells(row: "NodeRow") -> tuple[str, ...]:
    return (
        row.node,
        f"{row.place.low:.0f} to {row.place.high:.0f}",
        _percent(row.top_prob),
        _render_figure(row.betweenness),
        _render_figure(row.constraint),
        "–" if row.core_prob is None else _percent(row.core_prob),
        str(row.community),
        f"{row.role} ({_percent(row.role_prob)})",
    )


def _print_communities(found: "NetworkStudy") -> None:
    rows = [
        (
            str(row.community),
            str(len(row.nodes)),
            "–" if row.company_kept_share is None else _percent(row.company_kept_share),
            ", ".join(row.nodes[:10]) + (" …" if len(row.nodes) > 10 else ""),
        )
        for row in found.communities
        if len(row.nodes) > 1
    ]
    typer.echo("")
    print_columns(("Community", "Nodes", "Company kept", "Members"), rows)


def _print_removals(found: "NetworkStudy") -> None:
    typer.echo("")
    rows = [
        (
            row.rule if row.removed_count else "nobody",
            str(row.removed_count),
            _render_figure(row.largest_share),
            _render_figure(row.efficiency),
        )
        for row in found.removals
        if row.removed_count or row.rule == found.removals[0].rule
    ]
    print_columns(("Taken out, by", "Number", "Share in the largest piece", "Efficiency"), rows)


def _print_phases(found: "NetworkStudy") -> None:
    if found.phases:
        typer.echo("\nFrom → to: ties kept, nodes kept; who clearly rose or fell in brokerage")
    for row in found.phases:
        rose, fell = ", ".join(row.rose) or "nobody", ", ".join(row.fell) or "nobody"
        typer.echo(
            f"{row.before} → {row.after}: {_render_figure(row.ties_kept_share)}, {_render_figure(row.nodes_kept_share)}; "
            f"rose {rose}; fell {fell}"
        )


def _render_figure(figure: "NetworkFigure") -> str:
    number = render_count if figure.unit in _WHOLE_UNITS else render_number
    seen = "–" if figure.observed is None else number(figure.observed)
    if figure.value is None or figure.low is None or figure.high is None:
        return f"{seen} | –"
    return f"{seen} | {number(figure.value)} ({number(figure.low)} to {number(figure.high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
