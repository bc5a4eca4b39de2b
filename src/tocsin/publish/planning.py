"""How is the choice of measures of a dossier folder worked out and told at the shell?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tocsin.assess.harm import list_harms
from tocsin.estimate.figures import estimate_figures
from tocsin.methods.draws.points import Points
from tocsin.publish.check import read_sound
from tocsin.publish.reuse import find_cache
from tocsin.publish.store import ReadingStore
from tocsin.strategy.collection_record import CollectionPlan
from tocsin.strategy.portfolio import PlanSettings, plan_portfolio
from tocsin.strategy.portfolio_record import PortfolioAnswer
from tocsin.strategy.portfolio_words import render_share
from tocsin.terms.finding import Finding
from tocsin.terms.number_text import render_counted

_MOST_QUESTIONS = 15
# Said of each measure in the list of measures, and of those chosen in a sentence.
_TOLD_ABOVE = "effect-assumed"
# Steps told before the portfolio itself is begun.
FIRST_STEPS = 2


@dataclass(frozen=True)
class PlanAnswer:
    """The choice of measures as a record, and in words."""

    record: PortfolioAnswer
    text: str


def set_plan(
    *, budget_factor: float, cover: float | None, gap: float, has_core: bool, has_collection: bool
) -> PlanSettings:
    """What is asked of a choice of measures."""
    return PlanSettings(budget_factor, cover, gap, has_core, has_collection)


def answer_plan(
    folder: Path,
    *,
    settings: PlanSettings,
    tables: Path | None = None,
    on_step: Callable[[str], None] = lambda step: None,
) -> PlanAnswer:
    """Choose among the measures of a dossier; figures that a build kept are not computed again.

    Raises
    ------
    DossierError
        With every problem of the dossier at once.
    MethodError
        If there is nothing to choose from, or no choice keeps all limits.
    """
    on_step("Reading the dossier")
    dossier = read_sound(folder, tables=tables)
    head, store = dossier.head, ReadingStore(find_cache(folder / "build"))
    points = Points(head.seed, head.randomisations, head.log2_points)
    on_step("Estimating figures")
    figures = estimate_figures(dossier, points=points, store=store)
    ledger, _ = list_harms(dossier, figures)
    answer = plan_portfolio(dossier, ledger=ledger, figures=figures, points=points, settings=settings, on_step=on_step)
    return PlanAnswer(answer, "\n".join(_tell(answer)))


def _tell(answer: PortfolioAnswer) -> Iterator[str]:
    yield from answer.verdict
    yield "\nMeasures (share of harm that hangs on each, or would be averted more with it)"
    for each in sorted(answer.measures, key=lambda each: (not each.is_chosen, -each.alone, each.key)):
        core = f"; best under {render_share(each.core.share)} of weights" if each.core else ""
        capped = ", cut off" if each.is_capped else ""
        state = "chosen" if each.is_chosen else "not chosen"
        yield f"  {state:<11} {render_share(each.alone):>8}  {each.title} [{each.key}]; evidence: {each.evidence}{capped}{core}"
    yield "\nBudget, harm averted with 90 % interval, measures"
    for point in answer.frontier:
        share = f"{render_share(point.averted.share)} ({render_share(point.averted.low)} to {render_share(point.averted.high)})"
        yield f"  × {point.factor:g}: {share}, {render_counted(len(point.chosen), 'measure')}"
    if answer.infeasible_factors:
        yield f"  No choice keeps the limits at × {', '.join(f'{each:g}' for each in answer.infeasible_factors)}."
    if answer.core_greatest_gap is not None:
        greatest = render_share(answer.core_greatest_gap)
        yield f"\nCore index over {answer.core_vectors} admissible weights; the greatest gap of any is {greatest}."
    if answer.collection is not None:
        yield from _tell_collection(answer.collection)
    yield from _tell_warnings(answer.warnings)


def _tell_collection(plan: CollectionPlan) -> Iterator[str]:
    yield f"\nWhat to find out next\n{plan.words}"
    known = [each for each in plan.questions if each.is_distinguishable]
    for each in known[:_MOST_QUESTIONS]:
        yield f"  {each.title} [{each.about}]: {each.words}"
    rest = len(plan.questions) - len(known)
    if rest:
        yield f"  {rest} more drivers, harms and effects are worth nothing to this choice, as far as can be told."
    yield from (f"  Cannot be valued: {each}" for each in plan.unvalued)
    if plan.rows:
        yield "\nCollection plan"
    for row in plan.rows:
        due = f", by {row.deadline}" if row.deadline else ""
        yield f"  {row.question} [{row.key}; {row.collector or 'no collector named'}{due}]: {row.words}"


def _tell_warnings(warnings: tuple[Finding, ...]) -> Iterator[str]:
    told = [finding for finding in warnings if finding.rule != _TOLD_ABOVE]
    if told:
        yield "\nWarnings"
        yield from (f"  {finding.severity}: {finding.message}" for finding in told)
