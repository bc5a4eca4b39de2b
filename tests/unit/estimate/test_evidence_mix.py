"""Is it told how good the evidence behind a figure is?"""

import pytest

from tests.support.synthetic import Witness, build, claimed, make_dossier, make_model, ranged, say
from tocsin.estimate.evidence_mix import EvidenceClass, believed_share, class_of, weigh_mixes
from tocsin.estimate.shares import DriverShare
from tocsin.terms.grade import Grade

NEAR = (80.0, 100.0, 125.0)
MODEL = make_model({"area": claimed(), "loss": ranged(0.1, 0.2)}, {"kept": ("area * (1 - loss)", "ha")})


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("A1", EvidenceClass.HIGH),
        ("B2", EvidenceClass.MID),
        ("C1", EvidenceClass.MID),
        ("E1", EvidenceClass.LOW),
        ("A5", EvidenceClass.LOW),
        ("F1", EvidenceClass.UNKNOWN),
        ("A6", EvidenceClass.UNKNOWN),
        ("5x5x5:A5", EvidenceClass.LOW),
    ],
)
def test_evidence_is_as_good_as_its_weaker_half(grade: str, expected: EvidenceClass) -> None:
    assert class_of(Grade.parse(f"{grade}1" if "x" in grade else grade)) is expected


def mix(*evidence: Witness, key: str = "supply.area") -> dict[str, float]:
    figures = build(make_dossier(MODEL, evidence=evidence))
    return dict((figures.drivers.get(key) or figures.figures[key]).grade_mix)


def test_what_a_claim_leaves_open_is_a_gap() -> None:
    assert mix(say("a", NEAR)) == pytest.approx({"mid": 0.75, "gap": 0.25})


def test_a_gap_is_all_gap() -> None:
    assert mix() == {"gap": 1.0}


def test_the_analysts_word_is_an_assumption() -> None:
    assert mix(key="supply.loss") == {"assumption": 1.0}


def test_unjudged_claims_alone_are_told_as_such() -> None:
    assert mix(say("a", NEAR, grade="F6")) == pytest.approx({"cannot be judged": 0.9, "gap": 0.1})


def test_the_mix_of_a_figure_adds_up_to_one() -> None:
    assert sum(mix(say("a", NEAR), say("b", NEAR, grade="E5"), key="kept").values()) == pytest.approx(1)


def test_a_figure_mixes_its_drivers_by_their_shares() -> None:
    shares = [DriverShare("a", "A", 0.3, 0.0), DriverShare("b", "B", 0.1, 0.0), DriverShare("c", "C", -0.1, 0.0)]
    mixes = {"a": {"high": 1.0}, "b": {"gap": 1.0}, "c": {"low": 1.0}}
    assert weigh_mixes(mixes, shares=shares) == pytest.approx({"high": 0.75, "gap": 0.25})


def test_drivers_without_variance_count_alike() -> None:
    shares = [DriverShare("a", "A", 0.0, 0.0), DriverShare("b", "B", 0.0, 0.0)]
    assert weigh_mixes({"a": {"high": 1.0}, "b": {"gap": 1.0}}, shares=shares) == {"high": 0.5, "gap": 0.5}


@pytest.mark.parametrize(
    ("evidence", "believed"), [((), 0.0), ((say("a", NEAR),), 0.75), ((say("a", NEAR, grade="F6"),), 0.0)]
)
def test_a_driver_is_believed_as_far_as_its_judged_claims(evidence: tuple[Witness, ...], believed: float) -> None:
    dossier = make_dossier(MODEL, evidence=evidence)
    assert believed_share(build(dossier).prepared["supply.area"], dossier=dossier) == pytest.approx(believed)


def test_an_assumption_is_not_believed_evidence() -> None:
    dossier = make_dossier(MODEL)
    assert believed_share(build(dossier).prepared["supply.loss"], dossier=dossier) == 0.0
