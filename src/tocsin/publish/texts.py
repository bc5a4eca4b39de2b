"""Which free texts will readers see, and do their words of probability agree with their numbers?"""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from tocsin.dossier.dossier import Dossier
from tocsin.terms.finding import Finding
from tocsin.terms.language import Standard, contradicts, find_phrases

_STATED = re.compile(r"\s*\(\s*(?:about\s+)?(\d{1,3})\s*(?:%|per\s?cent)", re.IGNORECASE)


def find_contradicting_phrases(dossier: Dossier) -> tuple[Finding, ...]:
    """Find words of probability that stand beside a number which the chosen standard calls something else."""
    standard = Standard.PHIA if dossier.head.probability_standard == "PHIA" else Standard.ICD203
    findings = []
    for where, text in list_texts(dossier):
        for phrase in find_phrases(text, standard=standard):
            stated = _STATED.match(text, phrase.end)
            if not stated or phrase.is_turned:
                continue
            prob = int(stated[1]) / 100
            if prob <= 1 and contradicts(phrase.text, prob=prob, standard=standard):
                message = (
                    f"{where} says '{phrase.text}' beside {stated[1]} %, which {dossier.head.probability_standard} does not "
                    "call so: readers could take either for the judgement. Correct the word or the number."
                )
                findings.append(Finding("probability-words", where, message))
    return tuple(findings)


def list_texts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Every free text of the picture, the judgements and the terms of reference, with the place where it stands."""
    groups: dict[str, Mapping[str, BaseModel]] = {
        "threat": dossier.threats,
        "key judgement": dossier.key_judgements,
        "harm": dossier.harms,
        "market": dossier.markets,
        "sector": dossier.sectors,
        "factor": dossier.factors,
        "model": dossier.models,
    }
    yield "dossier, notice", dossier.head.notice
    if dossier.terms_of_reference:
        yield from _walk("terms of reference", dossier.terms_of_reference.model_dump(mode="json"))
    for kind, records in groups.items():
        for key, record in records.items():
            yield from _walk(f"{kind} {key}", record.model_dump(mode="json"))


def _walk(where: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(f"{where}, {name}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(where, inner)
