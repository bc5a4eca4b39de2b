"""The command on counts over time: what is new, and whether the counting changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.monitor.watch_record import Judgement, SeriesWatch, WatchStudy

_MOST_ALARMS = 6


def study(
    counts: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE.csv",
            help="A CSV table: period, count, and where known amount, reporter and a series.",
            show_default=False,
        ),
    ],
    *,
    by: Annotated[
        list[str] | None,
        typer.Option(help="A column that names a series, such as drug; may be given more than once."),
    ] = None,
    period: Annotated[
        Literal["week", "month", "quarter", "year"] | None,
        typer.Option(help="Add counts up to periods of this length; by default as they are."),
    ] = None,
    absent: Annotated[
        Literal["zero", "unknown"],
        typer.Option(help="What no row of a series means in a period in which others have one."),
    ] = "zero",
    alpha: Annotated[float, typer.Option(min=0.0001, max=0.2, help="False alarms per series and period.")] = 0.01,
    discovery_rate: Annotated[float, typer.Option(min=0.001, max=0.5, help="Share of false ones among alarms.")] = 0.1,
    as_json: AsJson = False,
) -> None:
    """Say what is above expectation, what began, where levels changed, and whether recording changed or what is counted."""
    from tocsin.exchange.counts import study_counts_file

    found = study_counts_file(
        counts, by=tuple(by or ()), period=period, absent=absent, alpha=alpha, discovery_rate=discovery_rate
    )
    if as_json:
        print_json(found)
        return
    _print_study(found)


def _print_study(found: "WatchStudy") -> None:
    typer.echo(f"{len(found.series)} series by the {found.every}, {found.first} to {found.last}\n\n{found.verdict}\n")
    typer.echo("Newest counts")
    header = ("Series", "Last counts", "Expected (90 %)", "Bound", "q", "Alarm", "Coverage of 90 %", "Skill")
    watched = [*found.series, found.together] if found.together is not None else list(found.series)
    print_columns(header, [_say_row(one) for one in watched])
    for one in watched:
        _print_series(one)
    typer.echo(f"\n{found.control}")
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _say_row(one: "SeriesWatch") -> tuple[str, ...]:
    last = " ".join("?" if seen.count is None else f"{seen.count:.0f}" for seen in one.recent)
    from tocsin.monitor.watch_numbers import say_expected, say_number

    newest, skill = one.newest, one.forecast
    cover = "–" if skill is None else f"{skill.coverage.value:.0%} of {skill.forecasts_count}"
    gain = "–" if skill is None or skill.skill is None else f"{skill.skill:+.0%}"
    if newest is None:
        return one.name, last, "–", "–", "–", "not judged", cover, gain
    bound = "–" if newest.bound is None else say_number(newest.bound)
    q_value = "–" if newest.q_value is None else f"{newest.q_value:.2g}"
    return one.name, last, say_expected(newest.expected), bound, q_value, _say_alarm(newest), cover, gain


def _say_alarm(newest: "Judgement") -> str:
    if newest.bound is None:
        return "not judged"
    if newest.void_since is not None:
        return f"void since {newest.void_since}"
    return "ALARM" if newest.is_alarm else "no"


def _print_series(one: "SeriesWatch") -> None:
    from tocsin.monitor.watch_numbers import say_number, say_ratio

    typer.echo(f"\n{one.name}: {one.sentence}")
    for change in one.changes:
        dated = f"{change.period} ({change.period_low} to {change.period_high})"
        levels = f"{say_number(change.before_per_period)} to {say_number(change.after_per_period)} per period"
        reasons = " ".join(change.reasons)
        typer.echo(f"  {dated}: {levels}, {say_ratio(change.ratio)}: {change.verdict}. {reasons}")
    if one.emergence is not None:
        began = one.emergence
        typer.echo(
            f"  Began in {began.period}: {began.records_count} records in {began.window_periods} periods after nothing in "
            f"{began.quiet_periods} (p {began.p_value:.2g}, q {began.q_value:.2g}; at least {began.least_count} are needed; over all "
            f"windows under {say_number(began.false_alarms_expected)} false alarms expected)."
        )
    sound = [alarm for alarm in one.alarms if alarm.void_since is None]
    if sound:
        shown = ", ".join(
            f"{alarm.period} ({alarm.observed:,.0f} over {alarm.bound:,.0f})" for alarm in sound[-_MOST_ALARMS:]
        )
        typer.echo(f"  Alarms: {len(sound)}, latest {shown}")
    if len(one.alarms) > len(sound):
        typer.echo(
            f"  {len(one.alarms) - len(sound)} more counts passed bounds that a change in recording had made void."
        )
