"""The command on overlapping lists: how many people stand behind them, by every class of models."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json, show_steps

if TYPE_CHECKING:
    from tocsin.estimate.hidden.records import HiddenStudy, ListModel, StrataStudy

ALL_CLASSES = "main,stepwise,bic,graphs,latent,chapman"


def study(
    lists: Annotated[
        Path,
        typer.Argument(
            metavar="LISTS.csv",
            help="A CSV table: a 0/1 column per list and counts in the last column, or a row per person.",
            show_default=False,
        ),
    ],
    *,
    methods: Annotated[str, typer.Option(help="Classes of models, parted by commas.")] = ALL_CLASSES,
    replicates: Annotated[int, typer.Option(help="Bootstrap replicates, at least 100.")] = 1_000,
    level: Annotated[float, typer.Option(help="Probability that each interval is meant to hold.")] = 0.90,
    seed: Annotated[int, typer.Option(help="Where the random numbers start.")] = 1,
    strata: Annotated[
        str | None, typer.Option(help="A column that parts people into kinds, which are then fitted together.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Estimate how many people were never seen, from lists that overlap: all classes of models side by side."""
    from tocsin.exchange.lists import study_list_table

    with show_steps(len(methods.split(",")) + 3) as show:
        found = study_list_table(
            lists, methods=methods, replicates=replicates, level=level, seed=seed, strata=strata, show=show
        )
    if as_json:
        print_json(found)
    else:
        _print_study(found)
    if found.is_refused:
        typer.echo(found.verdict, err=True)
        raise typer.Exit(3)


def _print_study(found: "HiddenStudy") -> None:
    if found.banner:
        typer.echo(f"{found.banner}\n")
    if not found.is_refused:
        typer.echo(f"{found.verdict}\n")
    typer.echo(f"People, seen and unseen, with {found.level:.0%} intervals; {found.seen:,} were seen")
    print_columns(
        ("Class", "Estimate", "Interval", "No refit", "In the mixture", "Why"),
        [_list_cells(model) for model in found.models],
    )
    for model in found.models:
        if model.terms:
            typer.echo(f"  {model.title}: {_say_terms(model.terms)}")
    _print_ends(found)
    _print_overlaps(found)
    _print_left_out(found)
    if found.missed_links:
        typer.echo("\nIf links between lists were missed: the stepwise model with them found again (mean, interval)")
        rows = [
            (
                f"{row.missed_share:.0%}",
                _say(row.estimate),
                f"{_say(row.low)} to {_say(row.high)}",
                _times(row.inflation),
            )
            for row in found.missed_links
        ]
        print_columns(("Missed", "Estimate", "Interval", "Too high by"), rows)
    if found.strata:
        _print_strata(found.strata)
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _list_cells(model: "ListModel") -> tuple[str, ...]:
    from tocsin.estimate.hidden.words import say_interval

    failed = f"{model.failed_refits:,} of {model.replicates:,}" if model.replicates else "-"
    return (
        model.title,
        _say(model.estimate),
        say_interval(model),
        failed,
        "yes" if model.is_mixed else "no",
        model.reason,
    )


def _print_ends(found: "HiddenStudy") -> None:
    """The ends for replicates without number, and the middle 90 % of what a mixture draws from: neither need be the interval."""
    rows = [
        (
            model.title,
            _say_settled(model.converged_low, error=model.converged_low_error) if model.replicates else "-",
            _say_settled(model.converged_high, error=model.converged_high_error) if model.replicates else "-",
            " / ".join(_say(value) for value in (model.sample_low, model.sample_middle, model.sample_high)),
        )
        for model in found.models
        if model.sample_middle is not None
    ]
    if rows:
        typer.echo(
            "\nEnds for replicates without number (± one standard error), and 5 / 50 / 95 % of the values that are mixed"
        )
        print_columns(("Class", "Low end", "High end", "Values"), rows)


def _say_settled(end: float | None, *, error: float | None) -> str:
    return "not found" if end is None or error is None else f"{_say(end)} ± {_say(error)}"


def _print_overlaps(found: "HiddenStudy") -> None:
    typer.echo("\nPeople on both of two lists; on the diagonal all who are on the list")
    shared = {frozenset((pair.first, pair.second)): pair.shared for pair in found.overlaps}
    rows = [
        (
            total.name,
            *(
                f"{total.total:,}" if other == total.name else f"{shared[frozenset((total.name, other))]:,}"
                for other in found.lists
            ),
            f"{total.alone:,}",
        )
        for total in found.list_totals
    ]
    print_columns(("List", *found.lists, "Alone"), rows)


def _print_left_out(found: "HiddenStudy") -> None:
    classes = list(dict.fromkeys(row.model_class for row in found.leave_one_out))
    if not classes:
        return
    values = {(row.model_class, row.left_out): row.estimate for row in found.leave_one_out}
    titles = {model.model_class: model.title for model in found.models}
    typer.echo("\nWithout one list")
    print_columns(
        ("Left out", *(titles[one] for one in classes)),
        [(name, *(_say(values[one, name]) for one in classes)) for name in found.lists],
    )


def _print_strata(found: "StrataStudy") -> None:
    typer.echo(f"\n{found.verdict}")
    print_columns(
        (found.column, "Seen", "Together", "Interval", "By itself", "Interval", "Shorter by"),
        [
            (
                row.name,
                f"{row.seen:,}",
                _say(row.estimate),
                f"{_say(row.low)} to {_say(row.high)}",
                _say(row.alone_estimate),
                f"{_say(row.alone_low)} to {_say(row.alone_high)}",
                _times(row.gain),
            )
            for row in found.rows
        ],
    )


def _say_terms(terms: tuple[tuple[str, ...], ...]) -> str:
    return ", ".join(" × ".join(term) for term in terms)


def _say(value: float | None) -> str:
    from tocsin.estimate.hidden.words import say_amount

    return "none" if value is None else say_amount(value)


def _times(value: float | None) -> str:
    return "-" if value is None else f"× {value:.2f}"
