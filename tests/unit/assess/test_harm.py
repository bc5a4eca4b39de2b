import numpy as np

from tests.support.threats import POINTS, make_dossier, make_figures, make_threat, no_figures
from tocsin.assess.harm import HarmRow, list_harms
from tocsin.dossier.records.picture import Harm

DRAWS = np.linspace(100, 200, POINTS.draws)


def make_harm(**amount: object) -> Harm:
    fields = {
        "key": "h",
        "threat": "a",
        "bearer": "individuals",
        "kind": "deaths",
        "title": "Deaths",
        "mechanism": "violence",
    }
    return Harm.model_validate({**fields, "cause": "intrinsic", **amount})


def list_one(harm: Harm, *, draws: dict[str, np.ndarray] | None = None) -> tuple[HarmRow, list[str]]:
    dossier = make_dossier([make_threat("a")], harms={"h": harm})
    ledger, findings = list_harms(dossier, make_figures(dossier, draws or {}, unit="death/year"))
    return ledger.rows[0], [finding.rule for finding in findings]


def test_an_amount_from_a_figure_has_its_interval_unit_and_mean() -> None:
    row, _ = list_one(make_harm(figure="deaths"), draws={"deaths": DRAWS})
    assert (round(row.low or 0), row.mean, row.unit, row.basis) == (105, 150.0, "death/year", "estimate:deaths")


def test_a_range_without_source_is_a_finding() -> None:
    assert list_one(make_harm(low=1, high=2, unit="death/year"))[1] == ["no-source"]


def test_a_range_with_source_is_none() -> None:
    assert list_one(make_harm(low=1, high=2, unit="death/year", item="i"))[1] == []


def test_a_gap_has_no_amount() -> None:
    row, rules = list_one(make_harm(gap="never counted"))
    assert (row.low, row.high, row.basis, row.gap, rules) == (None, None, "gap", "never counted", ["gap"])


def test_a_figure_that_does_not_exist_is_a_gap() -> None:
    row, rules = list_one(make_harm(figure="nowhere"))
    assert (row.basis, row.gap, rules) == ("gap", "no figure is called nowhere.", ["gap"])


def test_a_true_zero_stays_zero() -> None:
    assert list_one(make_harm(low=0, best=0, high=0, unit="death/year", item="i"))[0].value == 0


def test_bearers_that_nobody_mentions_are_named() -> None:
    dossier = make_dossier([make_threat("a")], harms={"h": make_harm(gap="never counted")})
    ledger, _ = list_harms(dossier, no_figures(dossier))
    assert ledger.unmentioned == (("a", ("private-sector entities", "government entities", "environment")),)


def test_harms_are_found_by_threat() -> None:
    dossier = make_dossier([make_threat("a"), make_threat("b")], harms={"h": make_harm(gap="never counted")})
    ledger, _ = list_harms(dossier, no_figures(dossier))
    assert [len(ledger.of_threat(threat)) for threat in ("a", "b")] == [1, 0]
