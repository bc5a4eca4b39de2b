"""Which kinds of record does a dossier hold, and in which file does each stand?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tocsin.dossier.records.actions import Action, BudgetLine
from tocsin.dossier.records.assistance import Authority, Need, Offer, Practice
from tocsin.dossier.records.evidence import Claim, Item, Source
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.head import Head, TermsOfReference
from tocsin.dossier.records.indicators import Indicator, Reading
from tocsin.dossier.records.judgement import Decision, DrawEntry, Elicitation, KeyJudgement, Requirement, Score, Weight
from tocsin.dossier.records.law import Party, Provision
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.model import Model
from tocsin.dossier.records.picture import Factor, Group, Harm, Market, Sector, Threat
from tocsin.dossier.records.plans import RegionalStrategy, ThematicPlan
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.scripts import Barrier, CrimeScript
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.records.study import Study
from tocsin.dossier.records.table import TableDeclaration


class Form(StrEnum):
    """How the records of a kind lie in their file."""

    CSV = "one row a record"
    YAML_LIST = "a YAML list, one entry a record"
    YAML_ONE = "one YAML file, one record"
    YAML_FOLDER = "a folder of YAML files, one record each"


@dataclass(frozen=True)
class Kind:
    """A kind of record: its class, its file (a folder for ``YAML_FOLDER``), and the fields that tell two records apart.

    A file that ``may_be_blank`` and holds comments only counts as not there.
    """

    name: str
    record: type[Record]
    file: str
    form: Form
    identity: tuple[str, ...] = ("key",)
    is_required: bool = False
    may_be_blank: bool = False

    @property
    def has_key(self) -> bool:
        """Whether records of this kind are named by a key that others may refer to."""
        return self.identity == ("key",) and "key" in self.record.model_fields


def identity_of(kind: Kind, record: Record) -> str:
    """The fields that tell this record from others of its kind, as one text; what is empty at its end is left out."""
    parts = ["" if value is None else str(value) for value in (getattr(record, name) for name in kind.identity)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " / ".join(parts)


_ALL = (
    Kind("head", Head, "dossier.yaml", Form.YAML_ONE, is_required=True),
    Kind("terms_of_reference", TermsOfReference, "terms_of_reference.yaml", Form.YAML_ONE, identity=()),
    Kind("sheet", MethodSheet, "method_sheet.yaml", Form.YAML_ONE),
    Kind("framework", Framework, "framework.yaml", Form.YAML_ONE),
    Kind("sources", Source, "sources.csv", Form.CSV, is_required=True),
    Kind("items", Item, "items.csv", Form.CSV, is_required=True),
    Kind("claims", Claim, "claims.csv", Form.CSV, is_required=True),
    Kind("tables", TableDeclaration, "tables", Form.YAML_FOLDER),
    Kind("studies", Study, "studies.yaml", Form.YAML_LIST),
    Kind("models", Model, "models", Form.YAML_FOLDER),
    Kind("markets", Market, "markets.yaml", Form.YAML_LIST),
    Kind("groups", Group, "groups.yaml", Form.YAML_LIST),
    Kind("sectors", Sector, "sectors.yaml", Form.YAML_LIST),
    Kind("factors", Factor, "factors.yaml", Form.YAML_LIST),
    Kind("threats", Threat, "threats.yaml", Form.YAML_LIST, is_required=True),
    Kind("harms", Harm, "harms.yaml", Form.YAML_LIST),
    Kind("key_judgements", KeyJudgement, "key_judgements.yaml", Form.YAML_LIST),
    Kind("requirements", Requirement, "requirements.csv", Form.CSV),
    Kind("decisions", Decision, "decisions.csv", Form.CSV),
    Kind("scores", Score, "scores.csv", Form.CSV, identity=("threat", "criterion", "author")),
    Kind("elicitations", Elicitation, "elicitations.csv", Form.CSV, identity=("expert", "question", "round")),
    Kind("weights", Weight, "weights.csv", Form.CSV, identity=("author", "about", "kind", "than", "question")),
    Kind("draws", DrawEntry, "draws.csv", Form.CSV, identity=("driver",)),
    Kind("parties", Party, "law/parties.csv", Form.CSV, identity=("instrument",)),
    Kind("provisions", Provision, "law/provisions.csv", Form.CSV),
    Kind("strategy", Strategy, "strategy.yaml", Form.YAML_ONE, may_be_blank=True),
    Kind("measures", Measure, "measures.yaml", Form.YAML_LIST),
    Kind("actions", Action, "actions.csv", Form.CSV),
    Kind("budget", BudgetLine, "budget.csv", Form.CSV),
    Kind("indicators", Indicator, "indicators.csv", Form.CSV),
    Kind("readings", Reading, "readings.csv", Form.CSV),
    Kind("needs", Need, "needs.csv", Form.CSV),
    Kind("offers", Offer, "offers.csv", Form.CSV),
    Kind("practices", Practice, "practices.csv", Form.CSV),
    Kind("authorities", Authority, "authorities.csv", Form.CSV),
    Kind("barriers", Barrier, "barriers.csv", Form.CSV),
    Kind("scripts", CrimeScript, "scripts.yaml", Form.YAML_LIST),
    Kind("plans", ThematicPlan, "plans", Form.YAML_FOLDER),
    Kind("regional", RegionalStrategy, "regional.yaml", Form.YAML_LIST),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
