"""What in the records of a sound dossier should a reader know: evidence that nothing uses, judgements without alternatives?"""

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.record import Record
from tocsin.dossier.references import list_references
from tocsin.terms.finding import Finding
from tocsin.terms.problem import nearest_or_all


def list_record_findings(dossier: Dossier) -> list[Finding]:
    """Everything worth knowing about records that does not stop a build."""
    return [*_find_unused_claims(dossier), *_find_lost_scores(dossier), *_find_bare_judgements(dossier)]


def _find_unused_claims(dossier: Dossier) -> list[Finding]:
    """Claims that feed no driver, score no threat and are cited nowhere: often a key with a slip in it."""
    fed = _list_fed(dossier)
    scored = {(threat, criterion.key) for threat in dossier.threats for criterion in dossier.framework.criteria}
    citing: list[Record] = [
        *dossier.threats.values(),
        *dossier.key_judgements.values(),
        *dossier.measures.values(),
        *dossier.practices.values(),
        *dossier.scripts.values(),
        *([dossier.strategy] if dossier.strategy else []),
    ]
    cited = {
        reference.key for record in citing for reference in list_references(record) if "claims" in reference.targets
    }
    unused = [
        key
        for key, claim in dossier.claims.items()
        if (claim.subject, claim.variable) not in fed | scored and key not in cited
    ]
    if not unused:
        return []
    shown = ", ".join(unused[:5]) + (f" and {len(unused) - 5} more" if len(unused) > 5 else "")
    message = (
        f"Claims that feed no driver, score no threat and are cited nowhere change nothing in the assessment: {shown}. Check their "
        "subject and variable, or cite them."
    )
    return [Finding("unused-claims", "file:claims.csv", message, examples=tuple(unused[:5]), count=len(unused))]


def _find_lost_scores(dossier: Dossier) -> list[Finding]:
    """Claims that score a threat on something that is no criterion: an axis, or a name with a slip in it."""
    fed, criteria = _list_fed(dossier), [criterion.key for criterion in dossier.framework.criteria]
    findings = []
    for key, claim in dossier.claims.items():
        is_score = claim.unit == "score" and claim.subject in dossier.threats
        if is_score and claim.variable not in criteria and (claim.subject, claim.variable) not in fed:
            message = (
                f"The claim {key!r} scores {claim.subject!r} on {claim.variable!r}, which is no criterion of the framework "
                f"{dossier.framework.key}, so it changes nothing. {nearest_or_all(claim.variable, criteria)} Write the key of a "
                "criterion as the variable."
            )
            findings.append(Finding("lost-score", f"claim:{key}", message))
    return findings


def _list_fed(dossier: Dossier) -> set[tuple[str, str]]:
    """What the drivers of models take from claims, by subject and variable."""
    return {
        (driver.claims.subject, driver.claims.variable)
        for model in dossier.models.values()
        for driver in model.drivers.values()
        if driver.claims
    }


def _find_bare_judgements(dossier: Dossier) -> list[Finding]:
    """Key judgements that were not set against an alternative, or do not say what they assume."""
    findings = []
    for key, judgement in dossier.key_judgements.items():
        lacking = [name for name in ("alternatives", "assumptions") if not getattr(judgement, name)]
        if lacking:
            message = (
                f"The key judgement {key!r} names no {' and no '.join(lacking)}, so a reader cannot tell what else was considered or "
                "what would overturn it."
            )
            findings.append(Finding("bare-judgement", f"judgement:{key}", message))
    return findings
