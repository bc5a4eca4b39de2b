from tocsin.assess.judgements import find_weak_judgements
from tocsin.dossier.records.judgement import KeyJudgement
from tocsin.terms.finding import Finding
from tocsin.terms.language import Standard

SOUND = {
    "key": "j", "statement": "Output is likely to grow.", "probability": 0.65, "confidence": "low", "evidence_for": ("x",),
    "alternatives": ("Prices fall.",), "assumptions": ("Yields stay.",),
}  # fmt: skip


def find(**changes: object) -> tuple[Finding, ...]:
    return find_weak_judgements([KeyJudgement.model_validate({**SOUND, **changes})], standard=Standard.PHIA)


def test_a_sound_judgement_has_no_finding() -> None:
    assert find() == ()


def test_a_judgement_without_evidence_is_found() -> None:
    assert [finding.rule for finding in find(evidence_for=())] == ["no-evidence"]


def test_a_judgement_without_probability_is_found() -> None:
    assert [finding.rule for finding in find(probability=None)] == ["no-probability"]


def test_words_against_the_number_are_found() -> None:
    assert [finding.rule for finding in find(probability=0.1)] == ["phrase-against-number"]


def test_the_fitting_words_are_named() -> None:
    assert "write “highly unlikely”" in find(probability=0.15)[0].message


def test_a_finding_names_its_judgement() -> None:
    assert find(evidence_for=())[0].about == "judgement:j"
