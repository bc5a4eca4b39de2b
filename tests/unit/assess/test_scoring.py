import numpy as np
import pytest

from tests.support.threats import POINTS, make_claim, make_dossier, make_threat, no_figures
from tocsin.assess.errors import FrameworkUnitError
from tocsin.assess.scoring import Scoring, check_framework, score_threats
from tocsin.dossier.packaged import list_frameworks, load_framework
from tocsin.dossier.records.evidence import Claim


def score(*claims: Claim, threats: tuple[str, ...] = ("a", "b")) -> Scoring:
    dossier = make_dossier([make_threat(key) for key in threats], claims)
    return score_threats(dossier, no_figures(dossier), threats=list(dossier.threats.values()), points=POINTS)


def test_unknown_parts_of_a_threat_share_one_draw() -> None:
    sheet = score().sheet
    values = sheet.readings[0].values(sheet.unknown_draw)
    assert np.array_equal(values[:, 0, 0], values[:, 0, 2])


def test_unknown_parts_of_two_threats_are_drawn_apart() -> None:
    drawn = score().sheet.unknown_draw
    assert abs(np.corrcoef(drawn[:, 0], drawn[:, 1])[0, 1]) < 0.1


def test_no_score_is_missing() -> None:
    sheet = score(make_claim("x", "a", "c1", low=4, high=6)).sheet
    assert np.isfinite(sheet.known).all()


def test_a_cell_with_one_reading_stands_in_both() -> None:
    sheet = score(
        make_claim("x", "a", "c1", low=4, high=6, grade="f6"), make_claim("y", "b", "c1", low=4, high=6)
    ).sheet
    assert np.array_equal(sheet.readings[0].known[:, 1, 0], sheet.readings[1].known[:, 1, 0])


def test_what_a_cell_rests_on_is_named() -> None:
    assert score(make_claim("x", "a", "c1", low=4, high=6)).inputs["a/c1"] == ("claim:x",)


def test_adding_a_threat_changes_no_draw_of_another() -> None:
    claim = make_claim("x", "a", "c1", low=4, high=6)
    few, more = score(claim, threats=("a",)).sheet, score(claim, threats=("a", "b", "c")).sheet
    assert np.array_equal(
        few.readings[0].values(few.unknown_draw)[:, 0], more.readings[0].values(more.unknown_draw)[:, 0]
    )


@pytest.mark.parametrize("name", ["sleipnir", "oc-index-2021", "oc-index-2023", "greenfield-paoli"])
def test_a_framework_for_something_else_is_refused(name: str) -> None:
    with pytest.raises(FrameworkUnitError, match=f"{name} scores a"):
        check_framework(load_framework(name))


def test_the_default_framework_scores_threats() -> None:
    check_framework(load_framework("default"))


def test_every_built_in_framework_loads() -> None:
    assert set(list_frameworks()) >= {"default", "sleipnir", "oc-index-2021", "oc-index-2023", "greenfield-paoli"}


def test_the_default_framework_keeps_the_response_beside() -> None:
    framework = load_framework("default")
    beside = {axis.key for axis in framework.axes if not axis.is_ranked}
    assert [criterion.key for criterion in framework.criteria if criterion.axis in beside] == ["response_weakness"]


def test_every_anchored_scale_of_the_default_framework_has_both_ends() -> None:
    criteria = load_framework("default").criteria
    assert [each.key for each in criteria if not {each.low, each.high} <= set(each.anchors)] == []
