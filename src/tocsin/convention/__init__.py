"""Law as data: what the Convention and its Protocols ask, and what that means for a State's own law."""

from tocsin.convention.blocks import StrategyBlock, StrategyBlocks, find_block, load_strategy_blocks
from tocsin.convention.errors import (
    ConventionError,
    EmptySearchError,
    FactsError,
    LawDataError,
    OffenceTableError,
    PenaltyError,
    ProblemsError,
    UnknownLawError,
    YamlTextError,
)
from tocsin.convention.facts import ScopeFacts, parse_facts, read_facts
from tocsin.convention.instruments import (
    InheritedUnit,
    find_article,
    find_unit,
    inherited_units,
    list_units,
    load_duties,
    load_instrument,
    load_instruments,
)
from tocsin.convention.law import Addressee, Article, Instrument, InstrumentId, Kind, Pillar, Strength, Topic, Unit
from tocsin.convention.offences import NationalOffence, OffenceReport, list_offences, read_offences
from tocsin.convention.parties import TreatyStatus, evaluate_bound_on, list_status_problems
from tocsin.convention.penalty import Penalty, evaluate_penalty, parse_penalty
from tocsin.convention.prevention import PreventionCatalogue, PreventionMeasure, load_prevention_catalogue
from tocsin.convention.reasoning import Answer, Reasoning, Step
from tocsin.convention.scope import Purpose, ScopeReport, ScopeResult, evaluate_scope, evaluate_scope_file
from tocsin.convention.search import LawHit, LawSearch, search_law

__all__ = [
    "Addressee",
    "Answer",
    "Article",
    "ConventionError",
    "EmptySearchError",
    "FactsError",
    "InheritedUnit",
    "Instrument",
    "InstrumentId",
    "Kind",
    "LawDataError",
    "LawHit",
    "LawSearch",
    "NationalOffence",
    "OffenceReport",
    "OffenceTableError",
    "Penalty",
    "PenaltyError",
    "Pillar",
    "PreventionCatalogue",
    "PreventionMeasure",
    "ProblemsError",
    "Purpose",
    "Reasoning",
    "ScopeFacts",
    "ScopeReport",
    "ScopeResult",
    "Step",
    "StrategyBlock",
    "StrategyBlocks",
    "Strength",
    "Topic",
    "TreatyStatus",
    "Unit",
    "UnknownLawError",
    "YamlTextError",
    "evaluate_bound_on",
    "evaluate_penalty",
    "evaluate_scope",
    "evaluate_scope_file",
    "find_article",
    "find_block",
    "find_unit",
    "inherited_units",
    "list_offences",
    "list_status_problems",
    "list_units",
    "load_duties",
    "load_instrument",
    "load_instruments",
    "load_prevention_catalogue",
    "load_strategy_blocks",
    "parse_facts",
    "parse_penalty",
    "read_facts",
    "read_offences",
    "search_law",
]
