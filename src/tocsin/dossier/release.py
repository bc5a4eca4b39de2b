"""May what is joined also be released to somebody, or do the marks exclude each other?"""

from collections.abc import Mapping, Sequence

from tocsin.dossier.dossier import list_markings
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.evidence import Claim, Item, Source
from tocsin.dossier.records.model import Model
from tocsin.dossier.shelves import Shelves
from tocsin.terms.handling import EmptyScopeError, Handling, combine

Marking = tuple[str, Handling]


def check_release(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note claims, and models whose claims, may be released to nobody in common."""
    sources, items = shelves.all("sources", Source), shelves.all("items", Item)
    marked: dict[str, tuple[Marking, ...]] = {}
    for key, claim in shelves.all("claims", Claim).items():
        item = items.get(claim.item)
        source = sources.get(item.source) if item else None
        if item and source:
            markings = list_markings(claim, source=source, item=item)
            if _is_releasable(shelves.placed["claims"][key], markings, notebook):
                marked[key] = markings
    claims = {key: claim for key, claim in shelves.all("claims", Claim).items() if key in marked}
    for key, model in shelves.all("models", Model).items():
        feeding = [marking for claim in _list_feeding(model, claims) for marking in marked[claim]]
        _is_releasable(shelves.placed["models"][key], feeding, notebook)


def _list_feeding(model: Model, claims: Mapping[str, Claim]) -> list[str]:
    wanted = {(driver.claims.subject, driver.claims.variable) for driver in model.drivers.values() if driver.claims}
    return [key for key, claim in claims.items() if (claim.subject, claim.variable) in wanted]


def _is_releasable(placed: Placed, markings: Sequence[Marking], notebook: Notebook) -> bool:
    unique = list(dict.fromkeys(markings))
    if not unique:
        return True
    try:
        combine(*(handling for _, handling in unique), names=[name for name, _ in unique])
    except EmptyScopeError as error:
        notebook.add(placed.entry.file, str(error), mend="", row=placed.entry.row, at="handling")
        return False
    return True
