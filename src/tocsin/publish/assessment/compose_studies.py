"""How do the answers of the studies become records that are published?"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tocsin.dossier.dossier import Dossier
from tocsin.monitor.studies import Answer
from tocsin.monitor.watch_record import WatchStudy
from tocsin.publish.assessment.studies.effect import tell_effect
from tocsin.publish.assessment.studies.flows import tell_flows
from tocsin.publish.assessment.studies.mirror import tell_mirror
from tocsin.publish.assessment.studies.network import tell_network
from tocsin.publish.assessment.studies.watch import draw_counts, tell_watch
from tocsin.publish.assessment.study_records import StudyRecord

_TELL: Mapping[str, Callable[[Any], dict[str, object]]] = {  # Any: each takes the result of its own method
    "watch": tell_watch,
    "effect": tell_effect,
    "flows": tell_flows,
    "mirror": tell_mirror,
    "network": tell_network,
}


def compose_studies(answers: Iterable[Answer], *, dossier: Dossier) -> dict[str, StudyRecord]:
    """Every study by key, answered or with the reason why not."""
    return {answer.study.key: _compose(answer, dossier=dossier) for answer in answers}


def _compose(answer: Answer, *, dossier: Dossier) -> StudyRecord:
    study, result = answer.study, answer.result
    told: dict[str, object] = {"missing": answer.missing}
    if result is not None:
        recipe = result.recipe
        told = _TELL[study.method](result) | {
            "recipe": recipe.name,
            "settings": {name: str(value) for name, value in recipe.settings.items() if value not in (None, "", ())},
            "seed": recipe.seed,
        }
    if isinstance(result, WatchStudy) and answer.counted:
        told["bands"] = draw_counts(result, answer.counted)
    return StudyRecord.model_validate(
        {
            "title": study.title,
            "question": study.question,
            "method": study.method,
            "table": study.table,
            "item": dossier.tables[study.table].item,
            "threats": study.threats,
            "is_annex": study.is_annex,
            **told,
        }
    )
