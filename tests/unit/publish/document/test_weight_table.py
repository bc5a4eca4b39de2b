"""Does the report say what decision-makers answered, with both things they compared?"""

import pytest

from tests.support.assessment import invent_assessment
from tocsin.publish.assessment.records import WeightRecord
from tocsin.publish.document.closing import compose_method
from tocsin.publish.document.tree import DataTable
from tocsin.publish.numbers import strip_isolates


def read_said(**fields: object) -> str:
    record = WeightRecord.model_validate({"author": "a", "mandate": "m", "about": "x", "value": 2, **fields})
    section = compose_method(invent_assessment().model_copy(update={"weights": (record,)}))
    (table,) = (block for block in section.blocks if isinstance(block, DataTable) and block.key == "table-weights")
    return strip_isolates("".join(getattr(part, "text", "") for part in table.rows[0][4]))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "lower"}, "lower 2.0"),
        ({"kind": "at_least", "than": "scale_and_trend"}, "worth at least 2.0 times scale and trend"),
        (
            {"kind": "at_most", "than": "harm:money_lost", "unit": "USD/death"},
            "worth at most 2.0 USD/death of harm:money lost",
        ),
    ],
)
def test_a_statement_is_told_whole(fields: dict[str, object], said: str) -> None:
    assert read_said(**fields) == said
