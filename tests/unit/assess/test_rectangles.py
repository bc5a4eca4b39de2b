from tests.support.threats import POINTS, make_claim, make_dossier, make_threat, no_figures
from tocsin.assess.matrix import LABELS
from tocsin.assess.rectangles import ThreatRectangle, place_threats
from tocsin.assess.scoring import score_threats
from tocsin.dossier.packaged import load_framework
from tocsin.dossier.records.evidence import Claim


def place(*claims: Claim, framework: str = "default") -> tuple[ThreatRectangle, ...]:
    dossier = make_dossier(
        [make_threat("a")], claims, **({"framework": load_framework("default")} if framework else {})
    )
    return place_threats(
        score_threats(dossier, no_figures(dossier), threats=[dossier.threats["a"]], points=POINTS).sheet
    )


def test_a_threat_without_evidence_covers_the_matrix() -> None:
    assert place()[0].rectangle.labels == LABELS


def test_a_threat_known_to_be_slight_has_the_mildest_label() -> None:
    criteria = [each.key for each in load_framework("default").criteria]
    claims = [make_claim(f"{key}-{n}", "a", key, low=0, high=0.5, grade="a1") for key in criteria for n in (1, 2, 3)]
    assert place(*claims)[0].rectangle.labels == ("low",)


def test_a_framework_without_harm_has_no_matrix() -> None:
    assert place(framework="") == ()
