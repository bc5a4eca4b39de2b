"""The command that chooses measures within the money and the rules."""

import re
from typing import Annotated

import typer

from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json, show_steps


def choose(
    folder: Folder,
    *,
    budget: Annotated[
        str, typer.Option(help="The money of every year changed by a share, such as +10% or -25%.")
    ] = "+0%",
    core: Annotated[
        bool, typer.Option("--core", help="Also say under how many admissible weights each measure is chosen.")
    ] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="Also say what would be worth finding out before choosing.")
    ] = False,
    cover: Annotated[
        float | None,
        typer.Option(help="Plan so that the money of each year suffices with this probability, such as 0.8."),
    ] = None,
    gap: Annotated[
        float, typer.Option(min=0.0, max=0.5, help="How far below the best the choice may be, as a share.")
    ] = 0.01,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Choose the measures that avert most harm within budget, staff and rules, and say how firm that is."""
    factor = read_factor(budget)
    from tocsin.publish.planning import FIRST_STEPS, answer_plan, set_plan

    settings = set_plan(budget_factor=factor, cover=cover, gap=gap, has_core=core, has_collection=questions)
    with show_steps(FIRST_STEPS + settings.steps) as show:
        answer = answer_plan(folder, settings=settings, tables=tables, on_step=show)
    if as_json:
        print_json(answer.record)
    else:
        typer.echo(answer.text)


def read_factor(text: str) -> float:
    """What budgets are multiplied by: 1.1 for +10%."""
    found = re.fullmatch(r"\s*([+\-\u2212])(\d+(?:\.\d+)?)\s*%\s*", text)
    share = float(found[2]) / 100 if found else 0.0
    factor = 1 - share if found and found[1] != "+" else 1 + share
    if found is None or factor <= 0:
        raise typer.BadParameter(f"{text!r} is no change of the budget. Write --budget +10% or --budget -25%.")
    return factor
