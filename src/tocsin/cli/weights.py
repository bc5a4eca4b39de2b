"""The command that shows where decision-makers' answers leave the weights, and asks them the next question."""

import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.columns import print_columns
from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json
from tocsin.terms.number_text import render_number

if TYPE_CHECKING:
    from tocsin.prioritise.questionnaire import Questionnaire
    from tocsin.prioritise.weight_asking import AskedQuestion
    from tocsin.prioritise.weight_study import AuthorWeights, SpaceStudy, ToldWeight

Titles = Mapping[str, str]

_KEYS = "y: yes, n: no, s: skip this pair, q: stop"


def study(
    folder: Folder,
    *,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask trade-off questions, and add answers to weights.csv.")
    ] = False,
    author: Annotated[str | None, typer.Option("--as", help="The decision-maker whose weights these are.")] = None,
    mandate: Annotated[str | None, typer.Option(help="By which authority somebody new weighs.")] = None,
    harm: Annotated[bool, typer.Option("--harm", help="Ask about kinds of harm instead of criteria.")] = False,
    tables: Tables = None,
    as_json: AsJson = False,
) -> None:
    """Show where decision-makers' answers leave the weights, where they disagree, and what to ask next."""
    from tocsin.publish.weighing import open_weighing

    if ask and not (author and author.strip()):
        raise typer.BadParameter("say who answers, such as --as 'justice member'", param_hint="--as")
    weighing = open_weighing(folder, tables=tables)
    titles = {key: threat.title for key, threat in weighing.dossier.threats.items()}
    if ask and author:
        _ask(weighing.open_questionnaire(author=author.strip(), mandate=mandate, is_of_harm=harm), titles)
        return
    found = weighing.study(author=author)
    if as_json:
        print_json(found)
        return
    for space in found.spaces:
        _print_space(space, titles)
    for finding in found.findings:
        typer.echo(f"\nnote: {finding.message}")


def _ask(sitting: "Questionnaire", titles: Titles) -> None:
    """Ask until nothing is left to ask, the answerer stops, or the answers that were piped in end."""
    from tocsin.prioritise.errors import WeightStatementError

    typer.echo(f"Questions to {sitting.author} ({sitting.mandate}). {_KEYS}. Every answer is kept at once.")
    count = 0
    while (question := sitting.find_next()) is not None:
        _print_question(question)
        reply = _read_reply()
        if reply == "q":
            break
        if reply == "s":
            sitting.skip(question)
            continue
        try:
            effect = sitting.answer(question, is_yes=reply == "y", on=date.today())  # noqa: DTZ011 - the answerer's own day
        except WeightStatementError as error:
            typer.echo(f"Not kept. {error}", err=True)
            sitting.skip(question)
            continue
        count += 1
        moved = f" First now: {_name(effect.first, titles)}." if effect.moves_first else ""
        typer.echo(
            f"Kept as question {effect.question}: {effect.kept_share:.0%} of the weights admitted before remain.{moved}"
        )
    typer.echo(f"\n{count} {'answer' if count == 1 else 'answers'} kept in weights.csv.\n")
    _print_author(sitting.study(), titles)


def _read_reply() -> str:
    """The first letter of a reply; the end of what is piped in means stop."""
    while True:
        typer.echo("[y/n/s/q] ", nl=False)
        line = sys.stdin.readline()
        reply = line.strip().lower()
        if not line or reply in ("q", "quit"):
            typer.echo()
            return "q"
        if reply in ("y", "yes", "n", "no", "s", "skip"):
            return reply[0]
        typer.echo(f"{reply!r} is no answer. {_KEYS}.")


def _print_space(space: "SpaceStudy", titles: Titles) -> None:
    typer.echo(f"Weights of {space.about}" if space.about == "criteria" else f"\nWeights of {space.about}")
    if space.nobody:
        typer.echo("Nothing was said of them, so all weights are admitted.")
        _print_author(space.nobody, titles)
    for author in space.authors:
        typer.echo(f"\n{author.author} ({author.mandate})")
        _print_author(author, titles)
    for pair in space.disagreements:
        apart = f"; no common weight of {', '.join(pair.apart)}" if pair.apart else ""
        first = "; other threats come first" if pair.first_differ else ""
        typer.echo(
            f"\n{pair.authors[0]} and {pair.authors[1]}: {pair.moved_share:.0%} of all weight would have to move{apart}{first}"
        )
    for names in space.conflicts:
        _print_set("\nNo weights satisfy all of these at once:", names)


def _print_author(author: "AuthorWeights", titles: Titles) -> None:
    for names in author.contradictions:
        _print_set("These contradict each other; take back or change one:", names)
    if author.problem:
        typer.echo(author.problem)
    if not author.weights:
        return
    print_columns(["  weight", "mean", "90 % interval", "all admitted"], [_row(each) for each in author.weights])
    for effect in author.effects:
        number = "" if effect.question is None else f"question {effect.question}: "
        moved = f"; first then: {_name(effect.first, titles)}" if effect.moves_first else ""
        typer.echo(f"  {number}{effect.words}: kept {effect.kept_share:.0%} of the weights before it{moved}")
    if author.first:
        typer.echo(f"  first by mean value: {_name(author.first, titles)}")
    if author.question:
        typer.echo("  most useful question now:")
        _print_question(author.question)


def _print_set(title: str, names: tuple[str, ...]) -> None:
    typer.echo("\n  ".join((title, *names)))


def _print_question(question: "AskedQuestion") -> None:
    typer.echo(f"\n  {question.words}")
    worth = (
        f"expected to improve the choice by {question.gain:.2g} ± {question.gain_error:.1g} of a threat's whole scale"
        if question.is_distinguishable
        else "not expected to change the choice of the first threats"
        if not question.unit
        else "its worth to the plan is not computed here"
    )
    typer.echo(f"    {worth}; narrows the weights by {question.narrowing:.0%}")


def _row(weight: "ToldWeight") -> list[str]:
    amount = "" if weight.amount is None else f" ({render_number(weight.amount)} {weight.unit})"
    title = weight.title if weight.level != "criterion" else f"  {weight.title}"
    return [
        f"  {title}{amount}", f"{weight.mean:.2f}", f"{weight.low:.2f} to {weight.high:.2f}",
        f"{weight.least:.2f} to {weight.most:.2f}",
    ]  # fmt: skip


def _name(threats: tuple[str, ...], titles: Titles) -> str:
    return ", ".join(titles[key] for key in threats) or "none"
