"""What stands around the threats, and which choices stand behind the numbers?"""

from tocsin.assess.picture import Picture
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.picture import Group
from tocsin.publish.assessment.compose_experts import compose_experts
from tocsin.publish.assessment.picture_records import (
    AnalystScoreRecord,
    ChoiceRecord,
    FactorRecord,
    GroupRecord,
    MarketRecord,
    SectorRecord,
)


def compose_picture(dossier: Dossier, picture: Picture) -> dict[str, object]:
    """Markets, groups, lawful sectors and enabling factors by key, and threats without any line in the harm ledger, analysts' scores."""
    return {
        "markets": {
            key: MarketRecord(
                title=each.title,
                crime=each.crime.title,
                supply=each.supply,
                demand=each.demand,
                regulators=each.regulators,
                competition=each.competition,
                items=each.items,
            )
            for key, each in dossier.markets.items()
        },
        "groups": {key: _compose_group(each, picture=picture) for key, each in dossier.groups.items()},
        "sectors": {
            key: SectorRecord(title=each.title, exposure=each.exposure, threats=each.threats, items=each.items)
            for key, each in dossier.sectors.items()
        },
        "factors": {
            key: FactorRecord(
                title=each.title,
                description=each.description,
                direction=each.direction,
                threats=each.threats,
                items=each.items,
            )
            for key, each in dossier.factors.items()
        },
        "analyst_scores": tuple(
            AnalystScoreRecord.model_validate(score.model_dump(mode="json")) for score in dossier.scores
        ),
        "experts": compose_experts(dossier),
        "unmentioned_harms": {threat: tuple(bearers) for threat, bearers in picture.harms.unmentioned},
    }


def compose_choices(dossier: Dossier) -> tuple[ChoiceRecord, ...]:
    """Every credence and choice of the method sheet, with its reason."""
    credences = [
        ChoiceRecord(
            name=f"credence of a {each.source} source, {each.item} item", value=each.credence, reason=each.reason
        )
        for each in dossier.sheet.credences
    ]
    choices = [
        ChoiceRecord(name=name.replace("_", " "), value=each.value, reason=each.reason, source=each.source)
        for name, each in dossier.sheet.choices.items()
    ]
    return (*credences, *choices)


def _compose_group(group: Group, *, picture: Picture) -> GroupRecord:
    rating = picture.group_scores.get(group.key)
    return GroupRecord(
        public_name=group.public_name,
        designated_by=group.designated_by or "",
        description=group.description,
        items=group.items,
        classic=rating.classic if rating else None,
        low=rating.low if rating else None,
        high=rating.high if rating else None,
        most=rating.most if rating else None,
    )
