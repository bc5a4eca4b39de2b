"""Do the guides to the folder name every file and every field, and do their examples hold?"""

from __future__ import annotations

import re

import pytest

from tests.support.repository import ROOT
from tocsin.convention.blocks import load_strategy_blocks
from tocsin.convention.prevention import load_prevention_catalogue
from tocsin.dossier.file_text import FileText
from tocsin.dossier.kinds import KINDS, Form
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import list_node_entries, parse_record
from tocsin.dossier.records.measures import Costs, Effect
from tocsin.dossier.records.picture import Cover
from tocsin.dossier.records.plans import PlanSpending
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.scripts import Step
from tocsin.dossier.records.strategy import Block, Body, Objective
from tocsin.dossier.yaml_text import parse_yaml

PAGES = {name: (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8") for name in ("dossier.md", "strategy.md")}
GUIDE = "".join(PAGES.values())
SHOWN = ("head", "models", "threats", "strategy", "measures")
EXAMPLES = dict(zip(SHOWN, re.findall(r"```yaml\n(.*?)```", GUIDE, flags=re.DOTALL), strict=True))


@pytest.mark.parametrize("name", KINDS)
def test_every_file_is_named(name: str) -> None:
    kind = KINDS[name]
    assert (f"{kind.file}/" if kind.form is Form.YAML_FOLDER else kind.file) in GUIDE


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_named(name: str) -> None:
    assert [field for field in KINDS[name].record.model_fields if f"`{field}`" not in GUIDE] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_sound(name: str) -> None:
    notebook = Notebook()
    node = parse_yaml(FileText("example", EXAMPLES[name], ""), notebook=notebook)
    for entry in list_node_entries(node, file="example", kind=KINDS[name], notebook=notebook):
        parse_record(entry, kind=KINDS[name], notebook=notebook)
    assert notebook.problems == []


@pytest.mark.parametrize("record", [Effect, Costs, Objective, Block, Body, PlanSpending, Cover, Step])
def test_every_field_inside_a_strategy_is_named(record: type[Record]) -> None:
    assert [field for field in record.model_fields if f"`{field}`" not in PAGES["strategy.md"]] == []


def test_every_measure_of_article_31_is_named() -> None:
    names = [measure.id for measure in load_prevention_catalogue().measures]
    assert [name for name in names if f"`{name}`" not in PAGES["strategy.md"]] == []


def test_every_field_of_a_block_is_named() -> None:
    named = set(re.findall(r"\w+", PAGES["strategy.md"]))
    assert [
        name for block in load_strategy_blocks().blocks for name in block.fields_required if name not in named
    ] == []
