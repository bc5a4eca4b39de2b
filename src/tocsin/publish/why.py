"""How is the answer to "why this number?" told at the shell?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tocsin.estimate.figures import estimate_figures
from tocsin.estimate.why import ClaimBehind, Explanation, explain_figure
from tocsin.methods.draws.points import Points
from tocsin.publish.check import read_sound
from tocsin.publish.numbers import render_estimate, render_interval, render_probability, strip_isolates
from tocsin.publish.reuse import find_cache
from tocsin.publish.store import ReadingStore
from tocsin.publish.trace import Trace, build_graph, is_traceable, tell_trace, trace_record


@dataclass(frozen=True)
class WhyAnswer:
    """The explanation as a record, and in words: of a figure by its key, of any other record as ``kind:key``."""

    record: Explanation | Trace
    text: str


def answer_why(folder: Path, *, key: str, tables: Path | None = None) -> WhyAnswer:
    """Explain one figure, driver or other record of a dossier; figures that a build kept are not computed again."""
    dossier = read_sound(folder, tables=tables)
    head, store = dossier.head, ReadingStore(find_cache(folder / "build"))
    figures = estimate_figures(dossier, points=Points(head.seed, head.randomisations, head.log2_points), store=store)
    if is_traceable(key):
        trace = trace_record(dossier, graph=build_graph(dossier, figures=figures), key=key)
        return WhyAnswer(trace, "\n".join(tell_trace(trace)))
    explanation = explain_figure(dossier, figures=figures, key=key)
    return WhyAnswer(explanation, strip_isolates("\n".join(_tell(explanation))))


def _tell(told: Explanation) -> Iterator[str]:
    figure, number = told.figure, told.figure.estimate
    value = render_estimate(
        number.value, low=number.low, high=number.high, unit=number.unit, price_year=number.price_year
    )
    concept = f", {number.concept}" if number.concept else ""
    yield f"{figure.title}: {value}"
    yield f"  {number.place.name}, {number.period}{concept}; {number.level:.0%} interval; {number.recipe.name}, seed {number.recipe.seed}"
    if figure.formula:
        yield f"\nFormula\n  {figure.key} = {figure.formula}"
    yield "\nWhat drives it"
    for link in told.links:
        yield f"  {_share(link.share):>8} of the uncertainty  {link.title} [{link.driver}], {_share(link.believed)} on believed evidence"
    if figure.interactions > 0.01:
        yield f"  {_share(figure.interactions):>8} only drivers together explain"
    if told.weakest:
        yield f"\nWeakest link\n  {told.weakest.title} [{told.weakest.driver}]"
    mix = ", ".join(f"{_share(share)} {name}" for name, share in figure.grade_mix.items())
    yield f"\nGrade mix\n  {mix}"
    yield "\nClaims" if told.claims else "\nClaims\n  none"
    for claim in told.claims:
        yield f"  {claim.key} [{claim.driver}]: {_amount(claim)} ({claim.period}, {claim.place}), graded {claim.grade}, group {claim.group}"
        yield f"      {claim.source}: {claim.item}; {claim.locator}"
    if figure.warnings:
        yield "\nWarnings"
        yield from (f"  {finding.severity}: {finding.message}" for finding in figure.warnings)
    yield f"\nWhat would narrow it most\n  {told.narrowing}"


def _share(share: float) -> str:
    return render_probability(min(1.0, max(0.0, share)))


def _amount(claim: ClaimBehind) -> str:
    told = [value for value in (claim.low, claim.best, claim.high) if value is not None]
    if claim.best is not None and len(told) > 1:
        return render_estimate(claim.best, low=min(told), high=max(told), unit=claim.unit)
    return render_interval(min(told), max(told), unit=claim.unit)
