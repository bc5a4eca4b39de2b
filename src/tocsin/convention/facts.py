"""Which facts of a case decide whether the Convention reaches it?

Every fact may be left out, left empty or written `unknown`; it is then unknown, never assumed.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tocsin.convention.errors import FactsError
from tocsin.convention.law import InstrumentId
from tocsin.convention.penalty import PenaltyText
from tocsin.convention.yaml_text import YamlValue, read_yaml_text
from tocsin.terms.problem import Problem, nearest_or_all

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class EstablishedUnder(StrEnum):
    """The treaty provision that an offence of national law carries out, or none."""

    NONE = "none"
    UNTOC_5 = "untoc/5"
    UNTOC_5_AGREEMENT = "untoc/5/1/a/i"
    UNTOC_5_PARTICIPATION = "untoc/5/1/a/ii"
    UNTOC_5_ORGANIZING = "untoc/5/1/b"
    UNTOC_6 = "untoc/6"
    UNTOC_8 = "untoc/8"
    UNTOC_23 = "untoc/23"
    TIP_5 = "tip/5"
    SOM_6 = "som/6"
    FIREARMS_5 = "firearms/5"


def _blank_unknown(value: Any) -> Any:  # Any: pydantic hands over whatever stands in the field
    return None if isinstance(value, str) and value.strip().lower() in ("", "unknown", "null", "~") else value


def _check_convention(bound_by: tuple[InstrumentId, ...] | None) -> tuple[InstrumentId, ...] | None:
    if bound_by and InstrumentId.UNTOC not in bound_by:
        raise ValueError(
            "names a Protocol without the Convention, but only a Party to the Convention can be Party to a Protocol "
            "(untoc/37/2). Add `untoc`, or remove the Protocol."
        )
    return bound_by


YesNo = Annotated[bool | None, BeforeValidator(_blank_unknown)]
BoundBy = Annotated[tuple[InstrumentId, ...] | None, BeforeValidator(_blank_unknown), AfterValidator(_check_convention)]


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OffenceFacts(_Facts):
    """The offence in national law."""

    established_under: Annotated[EstablishedUnder | None, BeforeValidator(_blank_unknown)] = None
    max_penalty: PenaltyText = None
    agreement_needs_group: YesNo = None
    excluded_state_transfer: YesNo = None


class TransnationalFacts(_Facts):
    """Where the offence was committed, prepared and felt."""

    several_states: YesNo = None
    planned_abroad: YesNo = None
    group_active_in_several_states: YesNo = None
    effects_abroad: YesNo = None


class GroupFacts(_Facts):
    """The group behind the offence."""

    involved: YesNo = None
    persons: Annotated[int | None, Field(ge=0), BeforeValidator(_blank_unknown)] = None
    formed_at_random: YesNo = None
    lasting: YesNo = None
    acting_in_concert: YesNo = None
    aims_at_serious_crime: YesNo = None
    seeks_material_benefit: YesNo = None


class RequestFacts(_Facts):
    """A request for extradition or for mutual legal assistance."""

    person_in_requested_state: YesNo = None
    dual_criminality: YesNo = None
    covers_another_serious_crime: YesNo = None
    suspected_transnational: YesNo = None
    suspected_group: YesNo = None
    evidence_in_requested_state: YesNo = None


class TraffickingFacts(_Facts):
    """The elements of trafficking in persons."""

    intentional: YesNo = None
    act: YesNo = None
    means: YesNo = None
    victim_under_18: YesNo = None
    exploitation_purpose: YesNo = None
    victim_consented: YesNo = None


class SmugglingFacts(_Facts):
    """The elements of smuggling of migrants and of the conduct around it."""

    intentional: YesNo = None
    procured_illegal_entry: YesNo = None
    fraudulent_document: YesNo = None
    enabled_illegal_stay: YesNo = None
    for_material_benefit: YesNo = None
    accused_only_smuggled: YesNo = None


class FirearmsFacts(_Facts):
    """The elements of illicit manufacturing of and trafficking in firearms, parts, components and ammunition."""

    intentional: YesNo = None
    manufactured: YesNo = None
    from_trafficked_parts: YesNo = None
    without_licence: YesNo = None
    unmarked_at_manufacture: YesNo = None
    moved_between_parties: YesNo = None
    unauthorized_by_a_party: YesNo = None
    unmarked_in_transfer: YesNo = None
    marking_tampered: YesNo = None


class ScopeFacts(_Facts):
    """The facts of one case, section by section.

    `bound_by` lists the instruments to which all States concerned are Party at the time.
    """

    case: str = ""
    offence: OffenceFacts = OffenceFacts()
    transnational: TransnationalFacts = TransnationalFacts()
    group: GroupFacts = GroupFacts()
    request: RequestFacts = RequestFacts()
    trafficking: TraffickingFacts | None = None
    smuggling: SmugglingFacts | None = None
    firearms: FirearmsFacts | None = None
    bound_by: BoundBy = None


def read_facts(path: Path) -> ScopeFacts:
    """Read the facts of a case from a YAML file; every problem is reported at once."""
    return parse_facts(read_yaml_text(path), where=str(path))


def parse_facts(content: YamlValue, *, where: str) -> ScopeFacts:
    """Check the text of a facts file and turn it into facts; `where` names it in messages."""
    if not isinstance(content, dict):
        why = "holds no sections, so there is no fact to go by."
        raise FactsError([Problem(where, None, "", "", why, "Start with `offence:`.")])
    sections = {key: value for key, value in content.items() if _blank_unknown(value) is not None}
    try:
        return ScopeFacts.model_validate(sections)
    except ValidationError as error:
        raise FactsError([_explain(item, file=where) for item in error.errors(include_url=False)]) from error


def _explain(item: "ErrorDetails", *, file: str) -> Problem:
    loc = tuple(str(part) for part in item["loc"])
    kind, given = item["type"], item["input"]
    why, mend = f"{item['msg']}.", "Correct it, or leave it empty if unknown."
    if kind == "extra_forbidden":
        why, mend = (
            "is no fact that the test knows, so it would be ignored.",
            nearest_or_all(loc[-1], sorted(_names(loc))),
        )
    elif kind.startswith("bool"):
        why, mend = "is neither yes nor no.", "Write `yes` or `no`, or leave it empty if unknown."
    elif kind == "model_type":
        why, mend = "is a section, but holds a single value.", "Put its facts below it, indented."
    elif kind == "value_error":
        why, mend = item["msg"].removeprefix("Value error, "), ""
    value = given if isinstance(given, str) and kind != "value_error" else ""
    return Problem(file, None, ".".join(loc), value, why, mend)


def _names(loc: tuple[str, ...]) -> tuple[str, ...]:
    """List the names allowed where an unknown one stood."""
    if len(loc) == 1:
        return tuple(ScopeFacts.model_fields)
    sections: dict[str, type[_Facts]] = {
        "offence": OffenceFacts,
        "transnational": TransnationalFacts,
        "group": GroupFacts,
        "request": RequestFacts,
        "trafficking": TraffickingFacts,
        "smuggling": SmugglingFacts,
        "firearms": FirearmsFacts,
    }
    return tuple(sections[loc[0]].model_fields)
