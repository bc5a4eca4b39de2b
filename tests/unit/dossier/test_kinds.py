"""Is every kind of record registered once, under a file of its own and a name that a dossier has?"""

from __future__ import annotations

from dataclasses import fields

import pytest

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.kinds import KINDS, identity_of
from tocsin.dossier.records.judgement import DrawEntry


def test_no_two_kinds_share_a_file() -> None:
    files = [kind.file for kind in KINDS.values()]
    assert len(files) == len(set(files))


@pytest.mark.parametrize("name", KINDS)
def test_a_dossier_has_a_field_for_every_kind(name: str) -> None:
    assert name in {field.name for field in fields(Dossier)}


@pytest.mark.parametrize("name", KINDS)
def test_what_tells_records_apart_are_fields_of_theirs(name: str) -> None:
    assert set(KINDS[name].identity) <= set(KINDS[name].record.model_fields)


def test_an_identity_is_one_text() -> None:
    assert identity_of(KINDS["draws"], DrawEntry(driver="coca/area", dimension=3)) == "coca/area"
