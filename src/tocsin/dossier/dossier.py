"""What does a dossier hold once it is read and found sound?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

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
from tocsin.dossier.records.scripts import Barrier, CrimeScript
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.records.study import Study
from tocsin.dossier.records.table import TableDeclaration
from tocsin.terms.finding import Finding
from tocsin.terms.grade import Grade
from tocsin.terms.handling import Handling, combine


@dataclass(frozen=True)
class Position:
    """Where a record stands: file inside the dossier, and row."""

    file: str
    row: int


@dataclass(frozen=True)
class Dossier:
    """All records of one dossier, by kind and key, with the hash of every file that counts.

    ``positions`` says where the record ``kind:key`` stands; ``tables_root`` is the folder of the tables kept outside.
    """

    folder: Path
    head: Head
    sheet: MethodSheet
    framework: Framework
    terms_of_reference: TermsOfReference | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    tables: Mapping[str, TableDeclaration] = field(default_factory=dict)
    studies: Mapping[str, Study] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    markets: Mapping[str, Market] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    factors: Mapping[str, Factor] = field(default_factory=dict)
    threats: Mapping[str, Threat] = field(default_factory=dict)
    harms: Mapping[str, Harm] = field(default_factory=dict)
    key_judgements: Mapping[str, KeyJudgement] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    elicitations: tuple[Elicitation, ...] = ()
    weights: tuple[Weight, ...] = ()
    draws: tuple[DrawEntry, ...] = ()
    parties: tuple[Party, ...] = ()
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    strategy: Strategy | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    budget: Mapping[str, BudgetLine] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    practices: Mapping[str, Practice] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    barriers: Mapping[str, Barrier] = field(default_factory=dict)
    scripts: Mapping[str, CrimeScript] = field(default_factory=dict)
    plans: Mapping[str, ThematicPlan] = field(default_factory=dict)
    regional: Mapping[str, RegionalStrategy] = field(default_factory=dict)
    warnings: tuple[Finding, ...] = ()
    file_hashes: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    tables_root: Path | None = None

    def source_of(self, claim: Claim) -> Source:
        """Who made a claim."""
        return self.sources[self.items[claim.item].source]

    def grade_of(self, claim: Claim) -> Grade:
        """The grade of a claim: the reliability of its source with the credibility of its item, in their native scheme."""
        return grade_claim(self.source_of(claim), self.items[claim.item], scheme=self.head.grade_scheme)

    def handling_of(self, claim: Claim) -> Handling:
        """The handling of a claim: the highest rank and the common release scope of its source, its item and itself."""
        markings = list_markings(claim, source=self.source_of(claim), item=self.items[claim.item])
        return combine(*(handling for _, handling in markings), names=[name for name, _ in markings])

    def position_of(self, kind: str, key: str) -> Position | None:
        """Where a record stands, if it was read from a file."""
        return self.positions.get(f"{kind}:{key}")


def grade_claim(source: Source, item: Item, *, scheme: str) -> Grade:
    """Join the reliability of a source and the credibility of an item in the source's scheme, else in the dossier's."""
    return Grade(source.scheme or scheme, source.reliability, item.credibility)


def list_markings(claim: Claim, *, source: Source, item: Item) -> tuple[tuple[str, Handling], ...]:
    """The handling marks that bear on a claim, each with the name of what carries it."""
    marked = [(f"source {source.key}", source.handling)]
    marked += [(f"item {item.key}", item.handling)] if item.handling else []
    marked += [(f"claim {claim.key}", claim.handling)] if claim.handling else []
    return tuple(marked)
