"""The command on counts over time: what is new, and whether the counting changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json
from tocsin.terms.number_text import render_count, render_counted, render_number, render_signed_percent

if TYPE_CHECKING:
    from tocsin.monitor.watch_record import Judgement, SeriesWatch, WatchStudy

_MOST_ALARMS = 6
_LEGEND = """Mean expected: what earlier counts let expect on average, with the 90 % interval of that average; single counts scatter
further. Bound: a greater count passes. q: least share of false ones among alarms at which this count would be an alarm.
Within 90 %: past counts inside the interval that was forecast for a count, of so many. Skill: how much nearer forecasts were than the mean
and scatter of all earlier counts would have been; below 0, further off."""


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
    header = ("Series", "Last counts", "Mean expected (90 %)", "Bound", "q", "Alarm", "Within 90 %", "Skill")
    watched = [*found.series, found.together] if found.together is not None else list(found.series)
    print_columns(header, [_list_cells(one) for one in watched])
    typer.echo(_LEGEND)
    for one in watched:
        _print_series(one)
    typer.echo(f"\n{found.control}")
    for warning in found.warnings:
        typer.echo(f"\nNote: {warning}")


def _list_cells(one: "SeriesWatch") -> tuple[str, ...]:
    last = " ".join("?" if seen.count is None else render_count(seen.count) for seen in one.recent)
    from tocsin.monitor.watch_numbers import render_bound, render_mean, render_small_prob

    newest, skill = one.newest, one.forecast
    cover = "–" if skill is None else f"{100 * (skill.coverage.value or 0):.0f} % of {skill.forecasts_count}"
    gain = "–" if skill is None or skill.skill is None else render_signed_percent(skill.skill)
    if newest is None:
        return one.name, last, "–", "–", "–", "not judged", cover, gain
    bound = "–" if newest.bound is None else render_bound(newest.bound)
    q_value = "–" if newest.q_value is None else render_small_prob(newest.q_value)
    return one.name, last, render_mean(newest.mean_expected), bound, q_value, _render_alarm(newest), cover, gain


def _render_alarm(newest: "Judgement") -> str:
    if newest.bound is None:
        return "not judged"
    if newest.void_since is not None:
        return f"void since {newest.void_since}"
    return "ALARM" if newest.is_alarm else "no"


def _print_series(one: "SeriesWatch") -> None:
    from tocsin.monitor.watch_numbers import render_bound, render_ratio, render_small_prob

    typer.echo(f"\n{one.name}: {one.sentence}")
    for change in one.changes:
        dated = f"{change.period} ({change.period_low} to {change.period_high})"
        levels = f"{render_number(change.before_per_period)} to {render_number(change.after_per_period)} per period"
        reasons = " ".join(change.reasons)
        typer.echo(f"  {dated}: {levels}, {render_ratio(change.ratio)}: {change.verdict}. {reasons}")
    if one.emergence is not None:
        began = one.emergence
        typer.echo(
            f"  Began in {began.period}: {render_counted(began.records_count, 'record')} in "
            f"{render_counted(began.window_periods, 'period')} after nothing in {began.quiet_periods} "
            f"(p {render_small_prob(began.p_value)}, q {render_small_prob(began.q_value)}; at least {began.least_count} are needed; "
            "over all windows at most "
            f"{render_number(began.false_alarms_expected, digits=2)} false alarms expected)."
        )
    sound = [alarm for alarm in one.alarms if alarm.void_since is None]
    if sound:
        shown = ", ".join(
            f"{alarm.period} ({render_count(alarm.observed)} over {render_bound(alarm.bound)})"
            for alarm in sound[-_MOST_ALARMS:]
            if alarm.observed is not None and alarm.bound is not None
        )
        typer.echo(f"  Alarms: {len(sound)}, latest {shown}")
    if len(one.alarms) > len(sound):
        typer.echo(
            f"  {render_counted(len(one.alarms) - len(sound), 'more count')} passed bounds that a change in recording had made void."
        )
