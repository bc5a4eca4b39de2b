"""Do key judgements rest on evidence, and do their words agree with their numbers?

That they name an alternative and an assumption is seen to when a dossier is read.
"""

from collections.abc import Iterable

from tocsin.dossier.records.judgement import KeyJudgement
from tocsin.terms.finding import Finding
from tocsin.terms.language import Standard, find_contradictions, phrase_for


def find_weak_judgements(judgements: Iterable[KeyJudgement], *, standard: Standard) -> tuple[Finding, ...]:
    """Findings on key judgements: no evidence, no probability, words against the number."""
    return tuple(finding for each in judgements for finding in _notice(each, standard=standard))


def _notice(judgement: KeyJudgement, *, standard: Standard) -> Iterable[Finding]:
    about = f"judgement:{judgement.key}"
    if not judgement.evidence_for:
        yield Finding("no-evidence", about, "No evidence is named for this judgement, so it reads as opinion.")
    if judgement.probability is None:
        yield Finding("no-probability", about, "No probability is given, so readers will each supply their own.")
        return
    for found in find_contradictions(judgement.statement, prob=judgement.probability, standard=standard):
        fitting = phrase_for(judgement.probability, standard=standard)
        text = (
            f"“{found.text}” means {found.band.low:.0%} to {found.band.high:.0%} by {standard.name}, and the probability given "
            f"is {judgement.probability:.0%}: write “{fitting.text}”, or correct the number."
        )
        yield Finding("phrase-against-number", about, text, examples=(found.text,))
