"""Are models without an estimate told from those with one?"""

import json
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import pytest
import yaml

from tests.support.captures import build_table, name_pairs, read_table
from tocsin.methods.hidden.existence import find_existence

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
TABLE = build_table(CASE["inputs"]["lists"], counts=CASE["inputs"]["counts"])


@pytest.mark.parametrize("terms", list(CASE["expect"]["code"]))
def test_code_is_the_published_one(terms: str) -> None:
    assert find_existence(TABLE, terms=name_pairs(TABLE, terms)).code == CASE["expect"]["code"][terms]


def test_table_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    assert (read_table(shared / "golden" / "mse" / "artificial_3.csv").full()[1] == TABLE.full()[1]).all()


def test_codes_are_those_kept_with_the_published_results(shared: Path) -> None:
    text = (shared / "golden" / "mse" / "expected.json").read_text(encoding="utf-8")
    kept = json.loads(text)["existence_tests_artificial_3"]
    assert [int(words[-2]) for words in kept.values()] == list(CASE["expect"]["code"].values())
