"""The command on doubles: which events that several agencies report are probably the same one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.estimate.link_records import LinkClaim, LinkStudy

_MOST_LINKS = 30


def study(
    events: Annotated[
        Path,
        typer.Argument(help="A CSV table of events: id, agency, date, place, kind, amount.", show_default=False),
    ],
    *,
    out: Annotated[Path | None, typer.Option(help="Write links here, with a column for a reviewer's verdict.")] = None,
    review: Annotated[Path | None, typer.Option(help="Links with verdicts, as written by --out.")] = None,
    within: Annotated[bool, typer.Option("--within", help="Compare events of one agency with each other too.")] = False,
    least_prob: Annotated[
        float, typer.Option(min=0.001, max=0.999, help="Pairs less probable than this are left out.")
    ] = 0.1,
    most_pairs: Annotated[
        int, typer.Option(min=1, help="Refuse to start if more pairs would be compared.")
    ] = 20_000_000,
    replicates: Annotated[
        int, typer.Option(min=0, max=50, help="Parts left out in turn for the intervals; 0 for none.")
    ] = 5,
    column_id: Annotated[str, typer.Option("--id", help="The column of ids.")] = "id",
    agency: Annotated[str, typer.Option(help="The column of agencies.")] = "agency",
    date: Annotated[str, typer.Option(help="The column of dates.")] = "date",
    place: Annotated[str, typer.Option(help="The column of places.")] = "place",
    kind: Annotated[str, typer.Option(help="The column of kinds.")] = "kind",
    amount: Annotated[str, typer.Option(help="The column of amounts, in one unit.")] = "amount",
    seed: Annotated[int, typer.Option(help="Where the random numbers start.", min=0)] = 1,
    as_json: AsJson = False,
) -> None:
    """Find events that are probably the same one, as links to review; nothing is merged."""
    from tocsin.exchange.events import study_events_file

    found = study_events_file(
        events,
        columns={
            "id": column_id,
            "agency": agency,
            "date": date,
            "place": place,
            "kind": kind,
            "amount": amount,
        },
        settings={
            "is_within": within,
            "least_prob": least_prob,
            "most_pairs": most_pairs,
            "replicates": replicates,
        },
        seed=seed,
        out=out,
        review=review,
    )
    if as_json:
        print_json(found)
        return
    _print_study(found)
    if out:
        typer.echo(
            f"\nWrote {out}. Type accept, reject or unsure into its last column, and read it with --review {out}."
        )


def _print_study(found: "LinkStudy") -> None:
    typer.echo(
        f"{found.events_count:,} events of {len(found.agencies)} agencies; at most {found.pairs_at_most:,} of "
        f"{found.pairs_possible:,} pairs compared\n\n{found.verdict}\n"
    )
    shown = [link for link in found.links if link.state != "rejected"][:_MOST_LINKS]
    if shown:
        print_columns(
            ("Pair", "Probability (90 %)", "Grade", "State", "Agree on"), [_list_cells(link) for link in shown]
        )
    if len(found.links) > len(shown):
        typer.echo(f"{len(found.links) - len(shown)} more pairs are in the answer of --json and in the file of --out.")
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _list_cells(link: "LinkClaim") -> tuple[str, ...]:
    prob = _percent(link.prob)
    if link.prob_low is not None:
        prob += f" ({_percent(link.prob_low)} to {_percent(link.prob_high)})"
    agree = ", ".join(f"{name} {level}" for name, level in link.agreement.items())
    return f"{link.left} = {link.right}", prob, link.grade, str(link.state), agree


def _percent(prob: float | None) -> str:
    """A probability in percent; one that rounds to certainty is not shown as certain."""
    if prob is None:
        return "–"
    return "> 99 %" if prob > 0.995 else "< 1 %" if prob < 0.005 else f"{100 * prob:.0f} %"
