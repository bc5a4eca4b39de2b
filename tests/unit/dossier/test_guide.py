"""Does the guide to the folder name every file and every field, and do its examples hold?"""

from __future__ import annotations

import re

import pytest

from tests.support.repository import ROOT
from tocsin.dossier.file_text import FileText
from tocsin.dossier.kinds import KINDS, Form
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import list_node_entries, parse_record
from tocsin.dossier.yaml_text import parse_yaml

GUIDE = (ROOT / "docs" / "guide" / "dossier.md").read_text(encoding="utf-8")
EXAMPLES = dict(
    zip(("head", "models", "threats"), re.findall(r"```yaml\n(.*?)```", GUIDE, flags=re.DOTALL), strict=True)
)


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
