"""The command that shows what experts believe together, and how far each can be followed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.dossier import AsJson
from tocsin.cli.printing import print_json

if TYPE_CHECKING:
    from tocsin.estimate.judgement.records import JudgementStudy, ToldQuestion


def study(
    elicitations: Annotated[
        Path,
        typer.Argument(
            help="A CSV: expert, question, and low, best, high, confidence or q5, q50, q95; realisation where it is known.",
            show_default=False,
        ),
    ],
    *,
    level: Annotated[float, typer.Option(help="Probability inside the printed intervals.", min=0.01, max=0.99)] = 0.9,
    seed: Annotated[int, typer.Option(help="Seed of what is drawn at random.", min=0)] = 1,
    as_json: AsJson = False,
) -> None:
    """Join experts' answers, show where they disagree, and score them on questions whose answer is known."""
    from tocsin.exchange.elicitations import study_elicitation_table

    found = study_elicitation_table(elicitations, level=level, seed=seed)
    if as_json:
        print_json(found)
        return
    typer.echo(found.verdict)
    _print_experts(found)
    for question in found.questions:
        _print_question(question)
    for agreement in found.agreement:
        typer.echo(
            f"\nAgreement on {agreement.questions} questions in {agreement.unit or 'one unit'}: Krippendorff's alpha "
            f"{agreement.alpha:.2f} ({agreement.low:.2f} to {agreement.high:.2f})"
        )
    for warning in found.warnings:
        typer.echo(f"\nnote: {warning}")


def _print_experts(found: "JudgementStudy") -> None:
    if not found.joint:
        return
    typer.echo(f"\nOn {found.calibration_questions} calibration questions")
    width = max(len("equal weights"), *(len(each.expert) for each in found.experts))
    head = f"  {'expert':<{width}} {'calibration':>11} {'exact':>9} {'information':>11} {'weight':>7}  without one question"
    typer.echo(f"{head}\n  {'':<{width}} {'':>11} {'':>9} {'nats':>11}")
    for each in found.experts:
        if each.calibration is None or each.calibration_exact is None or each.weight is None:
            typer.echo(f"  {each.expert:<{width}} {'not scored':>11}")
            continue
        ends = "–" if each.weight_least is None else f"{each.weight_least:.2f} to {each.weight_most:.2f}"
        scores = f"{each.calibration:>11.3g} {each.calibration_exact:>9.3g} {each.information_nats:>11.2f}"
        typer.echo(f"  {each.expert:<{width}} {scores} {each.weight:>7.2f}  {ends}")
    for joint in found.joint:
        scores = f"{joint.calibration:>11.3g} {joint.calibration_exact:>9.3g} {joint.information_nats:>11.2f}"
        typer.echo(f"  {joint.weighting + ' weights':<{width}} {scores}          cut-off {joint.cutoff:.2g}")


def _print_question(question: "ToldQuestion") -> None:
    unit = f", {question.unit}" if question.unit else ""
    known = "" if question.realised is None else f"; came true: {question.realised:g}"
    typer.echo(f"\n{question.question}{unit} ({question.level:.0%} intervals{known})")
    names = [each.expert for each in question.answers] + [f"{each.weighting} weights" for each in question.pools]
    width = max(len(name) for name in names)
    for answer in question.answers:
        was = "" if answer.was is None else f"; was {answer.was:.4g}"
        typer.echo(
            f"  {answer.expert:<{width}} {answer.value:>10.4g} ({answer.low:.4g} to {answer.high:.4g})"
            f"  near {answer.nearest_family}, misfit {answer.misfit_prob:.3f}{was}"
        )
    for pool in question.pools:
        name = f"{pool.weighting} weights"
        typer.echo(f"  {name:<{width}} {pool.value:>10.4g} ({pool.low:.4g} to {pool.high:.4g})")
    typer.echo(f"  {question.disagreement}")
