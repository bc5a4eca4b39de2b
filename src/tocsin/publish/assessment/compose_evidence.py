"""Under which names are sources, items, claims, law and terms of reference published?"""

from tocsin.convention.instruments import TITLES, load_instrument
from tocsin.convention.law import InstrumentId
from tocsin.convention.parties import evaluate_bound_on
from tocsin.dossier.dossier import Dossier
from tocsin.publish.assessment.evidence_records import ClaimRecord, ItemRecord, LawRecord, SourceRecord, TermsRecord


def compose_terms(dossier: Dossier) -> TermsRecord | None:
    """The terms of reference, if the dossier has any."""
    terms = dossier.terms_of_reference
    return TermsRecord(**terms.model_dump(mode="json")) if terms else None


def compose_sources(dossier: Dossier) -> dict[str, SourceRecord]:
    """Every source with its reliability in its own scheme."""
    return {
        key: SourceRecord(
            name=source.name, kind=source.kind.value, reliability=source.reliability, scheme=source.scheme or dossier.head.grade_scheme,
            group=source.group, licence=source.licence,
        )
        for key, source in dossier.sources.items()
    }  # fmt: skip


def compose_items(dossier: Dossier) -> dict[str, ItemRecord]:
    """Every document and data set."""
    return {
        key: ItemRecord(
            source=item.source,
            title=item.title,
            date=str(item.date),
            locator=item.locator,
            credibility=item.credibility,
            note=item.note,
        )
        for key, item in dossier.items.items()
    }


def compose_claims(dossier: Dossier) -> dict[str, ClaimRecord]:
    """Every claim with its grade."""
    claims = {}
    for key, claim in dossier.claims.items():
        grade = dossier.grade_of(claim)
        claims[key] = ClaimRecord(
            subject=claim.subject, variable=claim.variable, low=claim.low, best=claim.best, high=claim.high,
            level=claim.level,
            best_is=claim.best_is, unit=claim.unit, price_year=claim.price_year, scope=claim.scope, concept=claim.concept,
            basis=claim.basis,
            sampling=claim.sampling,
            period=str(claim.period), place=claim.place.name, grade=str(grade), grade_words=f"{grade.source_wording}; {grade.item_wording}",
            item=claim.item, locator=claim.locator, note=claim.note,
        )  # fmt: skip
    return claims


def compose_law(dossier: Dossier) -> tuple[LawRecord, ...]:
    """Treaty status, with the number of duties and options of each instrument."""
    return tuple(
        LawRecord(
            instrument=party.instrument, title=TITLES[InstrumentId(party.instrument)], status=party.status,
            since=str(party.since) if party.since else None, as_of=str(party.as_of), reservations=party.reservations, item=party.item,
            bound=evaluate_bound_on(party, dossier.head.period.end).value,
            duties=sum(unit.is_duty_or_option for unit in load_instrument(party.instrument).units),
        )
        for party in dossier.parties
    )  # fmt: skip
