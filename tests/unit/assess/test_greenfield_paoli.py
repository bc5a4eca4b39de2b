from itertools import pairwise

import pytest

from tocsin.assess.errors import UnknownAttributeError
from tocsin.assess.greenfield_paoli import INCIDENCES, LABELS, SEVERITIES, find_labels, label_harms
from tocsin.dossier.records.picture import Harm


def rank_label(severity: str, incidence: str) -> float:
    labels = find_labels(severity=severity, incidence=incidence)
    return sum(LABELS.index(label) for label in labels) / len(labels)


def test_grave_and_occasional_harm_lies_between_two_labels() -> None:
    assert find_labels(severity="grave", incidence="occasionally") == ("high", "medium")


def test_marginal_and_rare_harm_is_low() -> None:
    assert find_labels(severity="marginal", incidence="rarely") == ("low",)


def test_nothing_known_leaves_every_label_open() -> None:
    assert find_labels(severity="unknown", incidence="unknown") == LABELS


def test_unknown_incidence_of_a_catastrophe_leaves_high_and_medium() -> None:
    assert find_labels(severity="catastrophic", incidence="unknown") == ("high", "medium")


@pytest.mark.parametrize("incidence", INCIDENCES)
def test_graver_harm_never_has_a_milder_label(incidence: str) -> None:
    ranks = [rank_label(severity, incidence) for severity in SEVERITIES]
    assert all(worse <= milder for worse, milder in pairwise(ranks))


@pytest.mark.parametrize("severity", SEVERITIES)
def test_more_frequent_harm_never_has_a_milder_label(severity: str) -> None:
    ranks = [rank_label(severity, incidence) for incidence in INCIDENCES]
    assert all(worse <= milder for worse, milder in pairwise(ranks))


def test_each_harm_has_labels_of_its_own() -> None:
    harm = Harm.model_validate(
        {"key": "h", "threat": "t", "bearer": "individuals", "kind": "deaths", "title": "Deaths", "gap": "not counted",
         "mechanism": "violence", "cause": "intrinsic", "severity": "grave"}
    )  # fmt: skip
    assert [(label.harm, label.labels) for label in label_harms([harm])] == [("h", LABELS)]


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(UnknownAttributeError, match="'awful' is no class of severity"):
        find_labels(severity="awful", incidence="rarely")
