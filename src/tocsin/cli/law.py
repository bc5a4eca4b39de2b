"""Commands on the Convention and its Protocols: search, show, the scope test, the offences of a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.convention.scope import ScopeResult

app = typer.Typer(
    help="The Convention against Transnational Organized Crime and its Protocols, paragraph by paragraph.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PurposeName = Literal["general", "criminalization", "extradition", "mutual-legal-assistance"]
Instrument = Annotated[str | None, typer.Option(help="Only this instrument: untoc, tip, som or firearms.")]


@app.command("search")
def search(
    words: Annotated[str, typer.Argument(help='Words to find, such as "witness".')],
    *,
    instrument: Instrument = None,
    as_json: AsJson = False,
) -> None:
    """Find the paragraphs that speak of something."""
    from tocsin.convention.search import search_law

    found = search_law(words, instrument=instrument)
    if as_json:
        print_json(found)
        return
    for hit in found.hits:
        typer.echo(f"{hit.id:<22} {hit.strength or hit.kind:<22} {hit.summary}")
    typer.echo(f"{found.found_count} found.")


@app.command("show")
def show(
    instrument: Annotated[str, typer.Argument(help="untoc, tip, som or firearms.")],
    article: Annotated[int, typer.Argument(help="The number of the article.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show one article with its duties and options."""
    from tocsin.convention.instruments import find_article

    found = find_article(instrument, article)
    if as_json:
        print_json(found)
        return
    typer.echo(f"{found.instrument} {found.article}: {found.title}\n{found.source}; in force {found.in_force}\n")
    for unit in found.units:
        condition = f" ({unit.condition})" if unit.condition else ""
        typer.echo(f"{unit.id:<22} {unit.strength or unit.kind}{condition}\n    {unit.summary}")


@app.command("scope")
def scope(
    facts: Annotated[
        Path, typer.Argument(help="A YAML file of facts; what is not known is left out.", show_default=False)
    ],
    *,
    purpose: Annotated[
        PurposeName | None, typer.Option(help="What the question is asked for; by default all four.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask whether the Convention applies to a case, and which facts are lacking."""
    from tocsin.convention.scope import evaluate_scope_file

    report = evaluate_scope_file(facts, purpose=purpose)
    if as_json:
        print_json(report)
        return
    for result in report.results:
        lacking = f" (lacks {len(result.lacks)} facts)" if result.lacks else ""
        typer.echo(f"{result.purpose:<24} {result.answer}{lacking}")
    typer.echo("\nStep by step:")
    for result in report.results:
        _print_result(result)


def _print_result(result: "ScopeResult") -> None:
    typer.echo(f"{result.purpose}: {result.answer}")
    for step in result.steps:
        typer.echo(f"  {step.answer:<8} {step.question} [{', '.join(step.cites)}]")
    if result.lacks:
        typer.echo(f"  lacks: {', '.join(result.lacks)}")
    if result.may_apply is not None:
        lacking = f", lacks: {', '.join(result.may_apply_lacks)}" if result.may_apply_lacks else ""
        typer.echo(f"  may apply at the State's choice: {result.may_apply}{lacking}")
    for note in result.notes:
        typer.echo(f"  note: {note}")


@app.command("offences")
def offences(
    table: Annotated[Path, typer.Argument(help="A CSV table of national offences.", show_default=False)],
    *,
    as_json: AsJson = False,
) -> None:
    """List which national offences fall under the four-year threshold of serious crime."""
    from tocsin.convention.offences import list_offences

    report = list_offences(table)
    if as_json:
        print_json(report)
        return
    typer.echo(report.threshold)
    for title, group in (
        ("Under the threshold", report.under),
        ("Penalty unknown", report.unknown),
        ("At or over it", report.at_or_over),
    ):
        typer.echo(f"\n{title}: {len(group)}")
        for offence in group:
            mark = "priority" if offence.is_priority else ""
            typer.echo(f"  {mark:<9} {offence.offence} ({offence.provision}): {offence.max_penalty or 'unknown'}")
