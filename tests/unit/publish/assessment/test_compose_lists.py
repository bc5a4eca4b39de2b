"""Is every class of models behind a table of lists published once, with its share and what rests on it?"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.listed import read_listed
from tests.support.studies import estimate
from tocsin.publish.assessment.compose_lists import compose_lists
from tocsin.publish.assessment.list_records import ListTableRecord

pytestmark = pytest.mark.slow


@cache
def published() -> dict[str, ListTableRecord]:
    with TemporaryDirectory() as folder:
        dossier = read_listed(Path(folder))
        return compose_lists(dossier, estimate(dossier))


def test_every_class_is_published() -> None:
    assert {each.name for each in published()["victims"].classes} == {
        "main", "stepwise", "bic", "graphs", "latent", "chapman",
    }  # fmt: skip


def test_shares_of_the_mixture_add_up_to_one() -> None:
    assert sum(each.share for each in published()["victims"].classes) == pytest.approx(1)


def test_what_rests_on_it_is_named() -> None:
    assert published()["victims"].used_by == ("victims.unseen",)


def test_those_seen_are_the_sum_of_the_counts() -> None:
    assert published()["victims"].seen == 800


def test_leaving_a_list_out_is_told_of_quick_classes() -> None:
    told = {each.name: each.without_low is not None for each in published()["victims"].classes}
    assert (told["stepwise"], told["latent"]) == (True, False)


def test_people_are_counted_in_the_one_spelling_of_their_unit() -> None:
    assert published()["victims"].unit == "person"
