"""In which order does a report tell what an assessment found?"""

from tocsin.publish.assessment.records import Assessment
from tocsin.publish.document.closing import (
    compose_evidence,
    compose_gaps,
    compose_method,
    compose_recipe,
    compose_warnings,
)
from tocsin.publish.document.context import compose_change, compose_flows, compose_harms, compose_law
from tocsin.publish.document.experts import compose_experts
from tocsin.publish.document.figures import compose_figures
from tocsin.publish.document.front import compose_answer, compose_facts, compose_key_judgements, compose_notices
from tocsin.publish.document.lists import compose_lists
from tocsin.publish.document.phrases import say_period
from tocsin.publish.document.ranking import compose_ranking
from tocsin.publish.document.studies import compose_annex, compose_studies
from tocsin.publish.document.surroundings import compose_surroundings
from tocsin.publish.document.threats import compose_enablers, compose_threats
from tocsin.publish.document.tree import Document
from tocsin.publish.numbers import strip_isolates


def compose_document(assessment: Assessment) -> Document:
    """Compose the report: the answer first, then the ranking, the figures, the evidence and the method; empty parts fall away."""
    sections = (
        compose_key_judgements(assessment),
        compose_ranking(assessment),
        compose_threats(assessment),
        compose_enablers(assessment),
        compose_figures(assessment),
        compose_experts(assessment),
        compose_lists(assessment),
        compose_change(assessment),
        compose_flows(assessment),
        compose_studies(assessment),
        compose_harms(assessment),
        compose_surroundings(assessment),
        compose_law(assessment),
        compose_gaps(assessment),
        compose_warnings(assessment),
        compose_method(assessment),
        compose_evidence(assessment),
        compose_annex(assessment),
        compose_recipe(assessment),
    )
    period = strip_isolates(say_period(assessment.period))
    return Document(
        title=assessment.title,
        kicker=f"Threat assessment · {assessment.place_name} · {period}",
        language=assessment.language,
        edition=assessment.edition,
        handling=assessment.handling,
        answer=compose_answer(assessment),
        notices=compose_notices(assessment),
        facts=compose_facts(assessment),
        sections=tuple(section for section in sections if section is not None),
    )
