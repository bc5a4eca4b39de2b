"""Does Chapman's estimate come out for lists of possible victims?"""

from functools import cache
from pathlib import Path
from typing import Any  # the cases are read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.hidden.chapman import estimate_chapman
from tocsin.methods.hidden.table import CaptureTable

HERE = Path(__file__)
CASE: dict[str, Any] = yaml.safe_load(HERE.with_name("case.yaml").read_text(encoding="utf-8"))


@cache
def read_counts() -> CaptureTable:
    text = (HERE.parents[1] / "lists_by_classes" / "case.yaml").read_text(encoding="utf-8")
    inputs = yaml.safe_load(text)["inputs"]
    rows = np.array(inputs["patterns"])
    return CaptureTable.from_patterns(inputs["lists"], rows[:, :-1], counts=rows[:, -1])


@pytest.mark.parametrize("pair", list(CASE["expect"]))
def test_two_lists_give_the_derived_number(pair: str) -> None:
    first, second = pair.split(" and ")
    value = estimate_chapman(read_counts(), lists=(first, second)).value
    assert value == pytest.approx(CASE["expect"][pair], abs=CASE["tolerance"])


def test_list_totals_are_the_published_ones() -> None:
    assert read_counts().list_totals.tolist() == [94, 567, 1102, 807, 336, 102]
