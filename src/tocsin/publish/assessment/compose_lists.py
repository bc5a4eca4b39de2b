"""What does each class of models say of the people behind overlapping lists, and which classes are mixed in the figures?"""

from collections.abc import Mapping

from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figures
from tocsin.estimate.hidden.mixture import ListMixture
from tocsin.estimate.hidden.records import ListModel
from tocsin.publish.assessment.list_records import ListClassRecord, ListTableRecord
from tocsin.terms.unit import parse_unit


def compose_lists(dossier: Dossier, figures: Figures) -> dict[str, ListTableRecord]:
    """Every table of lists that a driver is estimated from, by key; one that is not at hand lacks."""
    found: dict[str, tuple[ListMixture, list[str]]] = {}
    for key, prepared in sorted(figures.prepared.items()):
        if prepared.listed is not None and prepared.driver.lists is not None:
            found.setdefault(prepared.driver.lists, (prepared.listed, []))[1].append(key)
    return {key: _compose(dossier, key, listed=listed, used_by=tuple(names)) for key, (listed, names) in found.items()}


def _compose(dossier: Dossier, key: str, *, listed: ListMixture, used_by: tuple[str, ...]) -> ListTableRecord:
    study, table = listed.study, dossier.tables[key]
    shares = {str(name): share for name, share in listed.shares}
    return ListTableRecord(
        title=table.title,
        item=table.item,
        unit=str(parse_unit(study.unit)),
        lists=study.lists,
        seen=study.seen,
        classes=tuple(_compose_class(model, listed=listed, shares=shares) for model in study.models),
        verdict=study.verdict,
        banner=study.banner or "",
        used_by=used_by,
        recipe=study.recipe.name,
        seed=study.recipe.seed,
    )


def _compose_class(model: ListModel, *, listed: ListMixture, shares: Mapping[str, float]) -> ListClassRecord:
    spread = next((each for each in listed.study.spreads if each.model_class == model.model_class), None)
    share = shares.get(model.model_class, 0.0)
    left_out = model.is_mixed and share == 0.0
    return ListClassRecord(
        name=model.model_class,
        title=model.title,
        estimate=model.estimate,
        low=model.low,
        high=model.high,
        level=model.level,
        share=share,
        reason=f"{model.reason}; the method sheet leaves it out" if left_out else model.reason,
        without_low=spread.least if spread else None,
        without_high=spread.greatest if spread else None,
        is_unstable=spread.is_wider if spread else False,
    )
