import pytest

from tests.support.threats import POINTS, make_claim, make_dossier, make_threat, no_figures
from tocsin.assess.picture import Picture, assess_threats, find_standard
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.judgement import KeyJudgement, Score
from tocsin.dossier.records.picture import Harm
from tocsin.terms.language import Standard

HARM = {"key": "h", "threat": "a", "bearer": "individuals", "kind": "deaths", "title": "Deaths", "gap": "none counted"}


def assess(dossier: Dossier) -> Picture:
    return assess_threats(dossier, figures=no_figures(dossier), points=POINTS)


@pytest.fixture(scope="module")
def picture() -> Picture:
    threats = [make_threat("a"), make_threat("corruption", role="enabler")]
    judgement = KeyJudgement.model_validate({"key": "j", "statement": "It grows.", "confidence": "low"})
    harm = Harm.model_validate({**HARM, "mechanism": "violence", "cause": "intrinsic"})
    claims = [make_claim("x", "a", "c1", low=4, high=6)]
    return assess(make_dossier(threats, claims, key_judgements={"j": judgement}, harms={"h": harm}))


def test_enablers_are_scored_apart(picture: Picture) -> None:
    assert (picture.scores.threats, picture.enabler_scores.threats) == (("a",), ("corruption",))


def test_enablers_have_cards_too(picture: Picture) -> None:
    assert set(picture.cards) == {"a", "corruption"}


def test_a_score_rests_on_its_claims(picture: Picture) -> None:
    assert "claim:x" in {node.key for node in picture.graph.upstream("score:a/c1")}


def test_a_threat_rests_on_all_its_scores(picture: Picture) -> None:
    assert {f"score:a/{name}" for name in ("c1", "c2", "c3", "beside")} <= {
        n.key for n in picture.graph.upstream("threat:a")
    }


def test_a_harm_is_a_node(picture: Picture) -> None:
    assert "harm:h" in picture.graph.nodes


def test_weak_key_judgements_are_found(picture: Picture) -> None:
    assert {"no-evidence", "no-probability"} <= {finding.rule for finding in picture.findings}


def test_a_changed_score_row_changes_its_node() -> None:
    row = {"threat": "a", "criterion": "c1", "low": 1, "high": 2, "author": "x", "rationale": "r"}
    before, after = (
        assess(make_dossier([make_threat("a")], scores=(Score.model_validate({**row, "high": high}),))).graph.nodes[
            "score:a/c1"
        ]
        for high in (2, 3)
    )
    assert before.digest != after.digest


def test_a_dossier_without_threats_is_assessed_and_said_to_be_empty() -> None:
    picture = assess(make_dossier([]))
    assert (picture.scores.threats, [finding.about for finding in picture.findings]) == ((), ["picture:threats"])


def test_another_choice_of_the_method_sheet_changes_the_node_of_a_score() -> None:
    plain = make_dossier([make_threat("a")])
    choice = plain.sheet.choices["expert_score_credence"].model_copy(update={"value": 0.3})
    sheet = plain.sheet.model_copy(update={"choices": {**plain.sheet.choices, "expert_score_credence": choice}})
    before, after = (
        assess(each).graph.nodes["score:a/c1"] for each in (plain, make_dossier([make_threat("a")], sheet=sheet))
    )
    assert before.digest != after.digest


@pytest.mark.parametrize(("name", "standard"), [("PHIA", Standard.PHIA), ("ICD 203", Standard.ICD203)])
def test_the_standard_of_the_head_is_used(name: str, standard: Standard) -> None:
    dossier = make_dossier([])
    head = dossier.head.model_copy(update={"probability_standard": name})
    assert find_standard(make_dossier([], head=head)) is standard
