"""Which commands are there?"""

from typing import Annotated

import typer

from tocsin import __version__
from tocsin.cli import (
    build,
    dossier,
    effect,
    experts,
    flows,
    hidden,
    income,
    index,
    law,
    link,
    market,
    mirror,
    network,
    plan,
    thematic,
    watch,
    weights,
    why,
    word,
    workbook,
)
from tocsin.cli.shell import Shell

app = typer.Typer(
    name="tocsin",
    cls=Shell,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: drawing it with rich would triple the time of every --help
    help="From graded evidence on transnational organized crime to quantified threats, priorities and a report.",
    epilog="Exit codes: 0 done, 1 another refusal, 2 something in the input to mend, 3 a method does not apply, "
    "5 the report cannot be made or written, 130 interrupted.",
)


@app.callback(invoke_without_command=True)
def show_version(
    *, version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False
) -> None:
    """Take a State from graded evidence to quantified, ranked threats."""
    if version:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


app.command("new")(dossier.create)
app.command("check")(dossier.check)
app.command("build")(build.build)
app.command("why")(why.explain)
app.command("demo")(build.demo)
app.command("hidden")(hidden.study)
app.command("index")(index.study)
app.command("flows")(flows.study)
app.command("mirror")(mirror.study)
app.command("market")(market.study)
app.command("income")(income.study)
app.command("experts")(experts.study)
app.command("link")(link.study)
app.command("network")(network.study)
app.command("effect")(effect.study)
app.command("watch")(watch.study)
app.command("plan")(plan.choose)
app.command("weights")(weights.study)
app.command("import-plans")(thematic.bring_in)
app.command("word")(word.write)
app.command("workbook")(workbook.write)
app.command("update")(workbook.update)
app.add_typer(law.app, name="law")
