"""The command on effects: did a measure work, was that expected, does the design hold, and did the problem move?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json
from tocsin.terms.number_text import render_count, render_counted, render_number

if TYPE_CHECKING:
    from tocsin.monitor.effect.records import EffectStudy

DesignName = Literal["interrupted", "did", "synthetic"]
ModelName = Literal["linear", "counts", "negative-binomial"]
_MOST_ROWS = 20


def study(
    panel: Annotated[
        Path,
        typer.Argument(
            metavar="PANEL.csv",
            help="A CSV table with a row per unit and period: period, unit, value.",
            show_default=False,
        ),
    ],
    *,
    design: Annotated[DesignName, typer.Option(help="How the effect is told from everything else.")],
    start: Annotated[str, typer.Option(help="When the measure began, such as 2012-10.")] = "",
    treated: Annotated[list[str] | None, typer.Option(help="A treated unit; repeat for more.")] = None,
    neighbours: Annotated[
        list[str] | None, typer.Option(help="A unit that the problem may have moved to; repeat for more.")
    ] = None,
    expected: Annotated[
        str, typer.Option(help="What was expected, such as 'falls by 10 to 30 percent'.", show_default=False)
    ] = "",
    no_expectation: Annotated[
        bool, typer.Option("--no-expectation", help="Nothing was expected: the study is exploratory.")
    ] = False,
    declared_on: Annotated[str, typer.Option(help="The day on which the expectation was declared.")] = "",
    counted_in: Annotated[str, typer.Option(help="What the values are counted in, such as ha.")] = "",
    other_start: Annotated[
        list[str] | None, typer.Option(help="Another change to allow for (interrupted); repeat for more.")
    ] = None,
    model: Annotated[ModelName, typer.Option(help="Amounts or counts (interrupted).")] = "linear",
    season: Annotated[
        int | None, typer.Option(min=0, help="Periods per season, 0 for none (interrupted); by default 12 for months.")
    ] = None,
    level_only: Annotated[
        bool, typer.Option("--level-only", help="The measure may change the level, not the slope (interrupted).")
    ] = False,
    controls: Annotated[Literal["never", "not-yet"], typer.Option(help="Whom to compare with (did).")] = "never",
    predictor: Annotated[
        list[str] | None,
        typer.Option(help="A column to compare units on, or column=1964/1969 (synthetic); repeat for more."),
    ] = None,
    fit: Annotated[str, typer.Option(help="Periods that the synthetic control is fitted to, such as 1960/1969.")] = "",
    level: Annotated[float, typer.Option(help="Probability that an interval is meant to hold.")] = 0.90,
    replicates: Annotated[int, typer.Option(min=100, max=100_000, help="Replicates of the bootstraps.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Where the random numbers start.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Say whether a measure had an effect, how large, against what was expected, and whether the problem moved."""
    from tocsin.exchange.panels import study_panel_table

    if bool(expected) == no_expectation:
        raise typer.BadParameter(
            "say what was expected, or that nothing was by --no-expectation; one of the two, so that no study passes for a test.",
            param_hint="--expected",
        )
    found = study_panel_table(
        panel, design=design, start=start, treated=treated or (), neighbours=neighbours or (), expected=expected,
        declared_on=declared_on, counted_in=counted_in, other_starts=other_start or (), model=model, season=season,
        slopes=not level_only, controls=controls, predictors=predictor or (), fit=fit, level=level,
        replicates=replicates, seed=seed,
    )  # fmt: skip
    if as_json:
        print_json(found)
        return
    _print_answer(found)
    _print_checks(found)
    _print_displacement(found)
    _print_tables(found)
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _print_answer(found: "EffectStudy") -> None:
    if found.banner:
        typer.echo(f"WARNING: {found.banner}\n")
    typer.echo(f"{found.verdict}\n")
    typer.echo(f"Effect: {found.effect}, {found.effect.level:.0%} interval")
    if found.relative is not None:
        typer.echo(f"        {found.relative}")
    if found.p_value is not None:
        typer.echo(f"Share of units that show as much: p = {found.p_value:.2g}")
    typer.echo(
        f"Design: {found.design}, from {found.start}; {render_counted(found.periods_before, 'period')} before, "
        f"{render_count(found.periods_after)} after"
    )


def _print_checks(found: "EffectStudy") -> None:
    typer.echo("\nDoes the design hold?")
    rows = [(check.name, check.value, "look twice" if check.is_worrying else "") for check in found.checks]
    print_columns(("What", "Found", ""), rows)


def _print_displacement(found: "EffectStudy") -> None:
    typer.echo("\nDid it move?")
    if not found.displacement:
        typer.echo("Not looked at: no neighbours were declared.")
        return
    rows = [
        (each.unit, "none" if each.effect is None else str(each.effect), each.answer, each.note)
        for each in found.displacement
    ]
    print_columns(("Neighbour", "Effect", "Answer", "Note"), rows)
    if found.net is not None:
        typer.echo(f"Treated and neighbours together: {found.net}")
    if found.quotient is not None:
        told = "not defined" if found.quotient.value is None else str(found.quotient.value)
        typer.echo(f"Weighted displacement quotient: {told}: {found.quotient.note}")
        if found.quotient.averted is not None:
            typer.echo(f"Averted by that simple comparison, treated and neighbours together: {found.quotient.averted}")


def _print_tables(found: "EffectStudy") -> None:
    if found.steps:
        typer.echo("\nEffect by periods since adoption (below 0: before it; bands hold for all at once)")
        print_columns(("Step", "Effect"), [(render_count(row.step), str(row.effect)) for row in found.steps])
    if found.weights:
        typer.echo("\nThe synthetic control is made of")
        print_columns(("Unit", "Weight"), [(row.name, f"{row.weight:.3f}") for row in found.weights])
    if found.left_out:
        typer.echo("\nEffect without one of them (point only, no interval)")
        print_columns(("Without", "Effect"), [(row.unit, render_number(row.effect)) for row in found.left_out])
    if found.placebos:
        typer.echo("\nEvery unit treated in thought: usual distance before and after, and the ratio of their squares")
        rows = [
            (
                row.unit + (" (treated)" if row.is_treated else ""),
                render_number(row.rmspe_before),
                render_number(row.rmspe_after),
                "unbounded" if row.ratio is None else render_number(row.ratio),
            )
            for row in found.placebos[:_MOST_ROWS]
        ]
        print_columns(("Unit", "Before", "After", "Ratio"), rows)
