"""Three-valued logic: an unknown leaves the answer open only where it could change it."""

import pytest

from tocsin.convention.reasoning import Answer, Reasoning, all_of, answer_of, any_of, ask, none_of

T, F, U = Answer.TRUE, Answer.FALSE, Answer.UNKNOWN


def leaf(answer: Answer, *, fact: str = "x") -> Reasoning:
    return ask(f"Is {fact} so?", answer=answer, cites=["untoc/1"], reason="Said so.", fact=fact)


@pytest.mark.parametrize(("value", "answer"), [(True, T), (False, F), (None, U)])
def test_yes_no_and_not_known_each_have_their_answer(value: bool | None, answer: Answer) -> None:
    assert answer_of(value=value) is answer


@pytest.mark.parametrize(
    ("left", "right", "both", "either", "neither"),
    [
        (T, T, T, T, F),
        (T, F, F, T, F),
        (T, U, U, T, F),
        (F, F, F, F, T),
        (F, U, F, U, U),
        (U, U, U, U, U),
    ],
)
def test_parts_join_as_kleene_says(left: Answer, right: Answer, both: Answer, either: Answer, neither: Answer) -> None:
    parts = [leaf(left), leaf(right, fact="y")]
    joined = (all_of("?", parts, cites=[]), any_of("?", parts, cites=[]), none_of("?", parts, cites=[]))
    assert tuple(each.answer for each in joined) == (both, either, neither)


def test_an_open_answer_names_the_facts_it_lacks_once() -> None:
    assert all_of("?", [leaf(U), leaf(T, fact="y"), leaf(U)], cites=[]).lacks == ("x",)


def test_a_settled_answer_lacks_nothing() -> None:
    assert all_of("?", [leaf(U), leaf(F, fact="y")], cites=[]).lacks == ()


def test_the_reason_names_what_settled_it() -> None:
    assert all_of("?", [leaf(T), leaf(F, fact="y")], cites=[]).steps[-1].reason == "Is y so? False."


def test_the_reason_of_a_full_yes_names_every_part() -> None:
    assert all_of("?", [leaf(T), leaf(T, fact="y")], cites=[]).steps[-1].reason == "Is x so? True. Is y so? True."


def test_a_step_shared_by_two_parts_is_told_once() -> None:
    assert [step.question for step in any_of("?", [leaf(T), leaf(T)], cites=[]).steps] == ["Is x so?", "?"]


def test_an_answer_is_no_condition() -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(F)
