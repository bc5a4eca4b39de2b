"""What is once settled stays settled: learning a further fact never overturns an answer."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.convention.facts import (
    EstablishedUnder,
    GroupFacts,
    OffenceFacts,
    RequestFacts,
    ScopeFacts,
    SmugglingFacts,
    TraffickingFacts,
    TransnationalFacts,
)
from tocsin.convention.law import InstrumentId
from tocsin.convention.reasoning import Answer
from tocsin.convention.scope import Purpose, evaluate_scope

YES_NO = st.booleans()
SECTIONS = {
    "transnational": TransnationalFacts,
    "group": GroupFacts,
    "request": RequestFacts,
    "trafficking": TraffickingFacts,
    "smuggling": SmugglingFacts,
}


@st.composite
def complete_facts(draw: st.DrawFn) -> dict[str, dict[str, object]]:
    facts: dict[str, dict[str, object]] = {
        section: {name: draw(YES_NO) for name in model.model_fields} for section, model in SECTIONS.items()
    }
    facts["group"]["persons"] = draw(st.integers(0, 6))
    facts["offence"] = {name: draw(YES_NO) for name in OffenceFacts.model_fields}
    articles = [each for each in EstablishedUnder if each is not EstablishedUnder.UNTOC_5]
    facts["offence"]["established_under"] = draw(st.sampled_from(articles))
    facts["offence"]["max_penalty"] = draw(st.sampled_from(["2", "4", "life"]))
    protocols = draw(
        st.lists(st.sampled_from([each for each in InstrumentId if each is not InstrumentId.UNTOC]), unique=True)
    )
    is_bound = draw(YES_NO)
    facts["bound_by"] = [InstrumentId.UNTOC, *protocols] if is_bound else []  # type: ignore[assignment]  # the one plain list among sections
    return facts


def without(facts: dict[str, dict[str, object]], forgotten: set[str]) -> ScopeFacts:
    kept = {
        section: {name: value for name, value in content.items() if f"{section}.{name}" not in forgotten}
        for section, content in facts.items()
        if section != "bound_by"
    }
    bound_by = None if "bound_by" in forgotten else facts["bound_by"]
    return ScopeFacts.model_validate({**kept, "bound_by": bound_by})


def names(facts: dict[str, dict[str, object]]) -> list[str]:
    inside = [f"{section}.{name}" for section, content in facts.items() if section != "bound_by" for name in content]
    return [*inside, "bound_by"]


@given(data=st.data(), facts=complete_facts(), purpose=st.sampled_from(list(Purpose)))
def test_a_settled_answer_survives_every_further_fact(
    data: st.DataObject, facts: dict[str, dict[str, object]], purpose: Purpose
) -> None:
    forgotten = set(data.draw(st.lists(st.sampled_from(names(facts)), unique=True)))
    early = evaluate_scope(without(facts, forgotten), purpose=purpose)
    late = evaluate_scope(without(facts, set()), purpose=purpose)
    assert early.answer in (Answer.UNKNOWN, late.answer)


@given(facts=complete_facts(), purpose=st.sampled_from(list(Purpose)))
def test_all_facts_known_leave_nothing_open(facts: dict[str, dict[str, object]], purpose: Purpose) -> None:
    assert evaluate_scope(without(facts, set()), purpose=purpose).answer is not Answer.UNKNOWN


@given(data=st.data(), facts=complete_facts(), purpose=st.sampled_from(list(Purpose)))
def test_what_is_named_as_lacking_is_really_missing(
    data: st.DataObject, facts: dict[str, dict[str, object]], purpose: Purpose
) -> None:
    forgotten = set(data.draw(st.lists(st.sampled_from(names(facts)), unique=True)))
    result = evaluate_scope(without(facts, forgotten), purpose=purpose)
    assert set(result.lacks) <= forgotten
    assert bool(result.lacks) is (result.answer is Answer.UNKNOWN)
