"""How do texts speak of figures: `[[key]]` becomes value and interval, and words of probability agree with their numbers?"""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tocsin.dossier.dossier import Dossier
from tocsin.publish.assessment.records import Assessment, EstimateRecord
from tocsin.publish.document.tree import FigureReference, Inline, Span, Text
from tocsin.publish.errors import UnknownCitationError
from tocsin.publish.numbers import render_estimate
from tocsin.publish.texts import list_texts
from tocsin.terms.handling import ALL, Handling

_CITATION = re.compile(r"\[\[\s*([^\[\]]*?)\s*\]\]")


@dataclass(frozen=True)
class CitationProblem:
    """A citation that cannot be kept: where it stands, what it cites, why that fails and how to mend it."""

    where: str
    cited: str
    why: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where} cites [[{self.cited}]]: {self.why} {self.mend}"


def cite_figures(text: str, assessment: Assessment) -> Text:
    """Turn every `[[key]]` of a text into the figure's value and interval, leading to its explanation."""
    parts: list[Inline] = []
    end = 0
    for found in _CITATION.finditer(text):
        if found.start() > end:
            parts.append(Span(text[end : found.start()]))
        parts.append(_refer(found[1], assessment))
        end = found.end()
    if end < len(text):
        parts.append(Span(text[end:]))
    return tuple(parts)


def check_citations(
    dossier: Dossier, *, missing: Mapping[str, str] | None = None, restricted: Collection[str] = ()
) -> tuple[CitationProblem, ...]:
    """Find every citation of a dossier's texts that names no figure, one that was not computed, or one not to be shown."""
    known = list_figure_keys(dossier)
    problems = []
    for where, text in list_texts(dossier):
        for found in _CITATION.finditer(text):
            fault = _find_fault(found[1], known=known, missing=missing or {}, restricted=restricted)
            if fault:
                problems.append(CitationProblem(where, found[1], *fault))
    return tuple(problems)


def refuse_broken_citations(problems: Sequence[CitationProblem]) -> None:
    """Stop where a citation cannot be kept, naming all of them at once."""
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise UnknownCitationError(
            f"{len(problems)} citations cannot be kept, so the text would say nothing there:\n{listed}"
        )


def list_figure_keys(dossier: Dossier) -> tuple[str, ...]:
    """Every key that a text may cite: formulas by name, drivers as MODEL.NAME."""
    formulas = [name for model in dossier.models.values() for name in model.formulas]
    drivers = [f"{model.key}.{name}" for model in dossier.models.values() for name in model.drivers]
    return (*formulas, *drivers)


def list_restricted(dossier: Dossier, *, claims: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Find the figures that rest on a claim which the readers of this report may not see; ``claims`` lists them by figure."""
    report = dossier.head.handling
    hidden = {key for key, claim in dossier.claims.items() if not _covers(report, dossier.handling_of(claim))}
    return frozenset(figure for figure, keys in claims.items() if hidden & set(keys))


def _refer(key: str, assessment: Assessment) -> Inline:
    found = _find_figure(key, assessment)
    if found is None:
        nearest = _nearest(key, [*assessment.estimates, *assessment.inputs])
        raise UnknownCitationError(
            f"A text cites [[{key}]], and the assessment has no figure of that name, so the text would say nothing there.{nearest}"
        )
    text = render_estimate(found.value, low=found.low, high=found.high, unit=found.unit, price_year=found.price_year)
    return FigureReference(key, text)


def _find_figure(key: str, assessment: Assessment) -> EstimateRecord | None:
    return assessment.estimates.get(key) or assessment.inputs.get(key)


def _find_fault(
    key: str, *, known: Sequence[str], missing: Mapping[str, str], restricted: Collection[str]
) -> tuple[str, str] | None:
    if key not in known:
        return (
            "no model computes a figure of that name.",
            f"{_nearest(key, known).strip()} Cite a formula, or MODEL.DRIVER.".strip(),
        )
    if key in missing:
        return (
            f"the figure is stale, for this build could not compute it ({missing[key]})",
            "Mend the model, or drop the citation.",
        )
    if key in restricted:
        return (
            "the figure rests on a claim that the readers of this report may not see.",
            "Drop it, or raise the report's handling.",
        )
    return None


def _nearest(key: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(key, known, n=1)
    return f" The nearest is [[{found[0]}]]." if found else ""


def _covers(report: Handling, claim: Handling) -> bool:
    """Whether all who may see the report may see the claim."""
    if claim.rank > report.rank:
        return False
    if claim.scope is ALL:
        return True
    return isinstance(report.scope, frozenset) and isinstance(claim.scope, frozenset) and report.scope <= claim.scope
