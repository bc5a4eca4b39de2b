"""Commands that build a report: from a dossier, or from the example."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.dossier import AsJson, Folder, Tables
from tocsin.cli.printing import print_json, show_steps

if TYPE_CHECKING:
    from tocsin.publish.built import Built

Out = Annotated[Path | None, typer.Option(help="Where to write; by default `build` inside the dossier folder.")]


def build(folder: Folder, *, out: Out = None, tables: Tables = None, as_json: AsJson = False) -> None:
    """Build the assessment: report.html, report.pdf, report.docx, assessment.json and tables; what did not change is reused."""
    _print(_build(folder, out=out or folder / "build", tables=tables), as_json=as_json)


def demo(
    *, out: Annotated[Path, typer.Option(help="Where to write.")] = Path("build"), as_json: AsJson = False
) -> None:
    """Build the Colombia example and say where the report is."""
    from tocsin.publish.demo import find_example

    _print(_build(find_example("colombia"), out=out, tables=None), as_json=as_json)


def _build(folder: Path, *, out: Path, tables: Path | None) -> "Built":
    return _find_kept(folder, out=out, tables=tables) or _build_anew(folder, out=out, tables=tables)


def _find_kept(folder: Path, *, out: Path, tables: Path | None) -> "Built | None":
    from tocsin.publish.built import find_kept

    return find_kept(folder, out=out, tables=tables)


def _build_anew(folder: Path, *, out: Path, tables: Path | None) -> "Built":
    from tocsin.publish.build import STEPS, build_report

    with show_steps(len(STEPS)) as show:
        return build_report(folder, out=out, tables=tables, on_step=show)


def _print(built: "Built", *, as_json: bool) -> None:
    if as_json:
        print_json(built)
        return
    for line in built.told():
        typer.echo(line)
