"""The command on a composite index: what the rank of each place can be, and what that rests on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.assess.composite_records import ChoiceShare, IndexPlace, IndexStudy


def study(
    data: Annotated[
        Path, typer.Argument(help="A CSV table: a code column, an indicator a column.", show_default=False)
    ],
    meta: Annotated[
        Path, typer.Argument(help="A CSV table: what each indicator belongs to and counts for.", show_default=False)
    ],
    *,
    replications: Annotated[int, typer.Option(help="How many times the index is built in other ways.")] = 1_000,
    seed: Annotated[int, typer.Option(help="Where the random numbers start.")] = 1,
    least_known: Annotated[float, typer.Option(help="Share of indicators that must be known of every place.")] = 0.65,
    fill_by: Annotated[
        str | None, typer.Option(help="Fill gaps with the mean of this group, to reproduce an index built so.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Build an index in many defensible ways; list places by name with the ranks they can take."""
    from tocsin.exchange.indicators import study_indicator_tables

    found = study_indicator_tables(
        data, meta, replications=replications, seed=seed, least_known=least_known, fill_by=fill_by
    )
    if as_json:
        print_json(found)
        return
    _print_study(found)


def _print_study(found: "IndexStudy") -> None:
    typer.echo(f"{found.index}: {len(found.places)} places, {len(found.indicators)} indicators\n{found.verdict}\n")
    for assumption in found.assumptions:
        typer.echo(f"  {assumption.name:<10} {' | '.join(assumption.choices)}")
    level = _percent(found.level)
    typer.echo()
    header = ("Place", "Known", f"Rank ({level})", f"Score of 100 ({level})", "Moved most by")
    print_columns(header, [_list_cells(place) for place in found.places])
    typer.echo(f"\nWhat moves ranks away from those of the stated index, as shares of variance ({level}):")
    shares = [(d.assumption, _render_share(d, kind="alone"), _render_share(d, kind="together")) for d in found.drivers]
    print_columns(("Choice", "Alone", "With others"), shares)
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _list_cells(place: "IndexPlace") -> tuple[str, ...]:
    rank = f"{place.rank_low:g}" if place.rank_low == place.rank_high else f"{place.rank_low:g} to {place.rank_high:g}"
    score = f"{place.score.value:.1f} ({place.score.low:.1f} to {place.score.high:.1f})"
    known = [driver for driver in place.drivers if driver.together is not None]
    most = max(known, key=lambda driver: driver.together or 0.0).assumption if known else "nothing"
    return place.place, _percent(place.known_share), rank, score, most


def _render_share(driver: "ChoiceShare", *, kind: str) -> str:
    value, low, high = (getattr(driver, name) for name in (kind, f"{kind}_low", f"{kind}_high"))
    if value is None:
        return "none, nothing moves"
    return f"{_percent(value)} ({_percent(low)} to {_percent(high)})"


def _percent(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.0f} %"
