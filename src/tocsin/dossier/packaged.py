"""Which frameworks and method sheets come with Tocsin?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from tocsin.dossier.file_text import FileText
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.problems import DossierError, Notebook
from tocsin.dossier.record_text import list_node_entries, parse_record
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.dossier.yaml_text import parse_yaml
from tocsin.terms.errors import TocsinError
from tocsin.terms.problem import Problem, nearest
from tocsin.terms.recipe import hash_bytes

_DATA = files("tocsin.dossier").joinpath("data")


class UnknownBuiltInError(TocsinError, KeyError):
    """Nothing of that name comes with Tocsin."""

    exit_code = 2

    def __str__(self) -> str:
        return str(self.args[0])


def list_frameworks() -> tuple[str, ...]:
    """The names of the built-in frameworks."""
    return _list_names("frameworks")


def list_method_sheets() -> tuple[str, ...]:
    """The names of the built-in method sheets."""
    return _list_names("method_sheets")


def load_framework(name: str) -> Framework:
    """Load a built-in framework."""
    record = _load("framework", "frameworks", name)
    assert isinstance(record, Framework)
    return record


def load_method_sheet(name: str) -> MethodSheet:
    """Load a built-in method sheet."""
    record = _load("sheet", "method_sheets", name)
    assert isinstance(record, MethodSheet)
    return record


def hash_packaged(folder: str, name: str) -> str:
    """The hash of a packaged file, so that a build notices when Tocsin brings another edition."""
    return hash_bytes(_DATA.joinpath(folder, f"{name}.yaml").read_bytes())


def load_words(name: str) -> str:
    """Load the text of a packaged file."""
    return _DATA.joinpath(name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Family:
    """Categories that share a unit and not its meaning: the stages of one family, each with words found in its names."""

    name: str
    why: str
    stages: Mapping[str, tuple[str, ...]]


@cache
def load_families() -> tuple[Family, ...]:
    """Load the families of categories whose sums mean nothing."""
    listed = yaml.safe_load(load_words("mixed_categories.yaml"))
    return tuple(
        Family(entry["family"], entry["why"], {stage: tuple(words) for stage, words in entry["stages"].items()})
        for entry in listed
    )


def _list_names(folder: str) -> tuple[str, ...]:
    found = (path.name for path in _DATA.joinpath(folder).iterdir() if path.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in found))


@lru_cache(maxsize=16)
def _load(kind_name: str, folder: str, name: str) -> Record:
    known = _list_names(folder)
    called = folder.replace("_", " ").removesuffix("s")
    if name not in known:
        raise UnknownBuiltInError(
            f"No built-in {called} is called {name!r}.{nearest(name, known, lead=' ')} Known are: {', '.join(known)}; "
            f"or put your own {KINDS[kind_name].file} into the dossier."
        )
    kind, notebook = KINDS[kind_name], Notebook()
    content = _DATA.joinpath(folder, f"{name}.yaml").read_bytes()
    file = FileText(f"{folder}/{name}.yaml", content.decode("utf-8"), hash_bytes(content))
    entries = list(list_node_entries(parse_yaml(file, notebook=notebook), file=file.name, kind=kind, notebook=notebook))
    placed = [parse_record(entry, kind=kind, notebook=notebook) for entry in entries]
    if notebook.problems or not placed or placed[0] is None:
        empty = Problem(file.name, None, "", "", f"the built-in {called} is empty.", "Install Tocsin again.")
        raise DossierError(notebook.problems or [empty])
    return placed[0].record
