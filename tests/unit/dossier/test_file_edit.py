"""Are folders of files kept file by file, and is what would not read back refused?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tocsin.dossier.file_edit import UnwritableRecordError, plan_records
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.problems import DossierError
from tocsin.dossier.records.judgement import Requirement, Weight
from tocsin.dossier.records.model import Model
from tocsin.dossier.shelves import read_kind

MODELS = KINDS["models"]


def small_model(folder: Path) -> Model:
    (model,) = read_kind(write_small(folder), MODELS)
    assert isinstance(model, Model)
    return model


def test_nothing_changed_plans_nothing(tmp_path: Path) -> None:
    assert plan_records(tmp_path, MODELS, records=[small_model(tmp_path)]) == {}


def test_a_nested_field_changes_alone(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    driver = model.drivers["seen"]
    assert driver.plausible is not None
    changed = driver.model_copy(update={"plausible": driver.plausible.model_copy(update={"high": 200.0})})
    plan = plan_records(tmp_path, MODELS, records=[model.model_copy(update={"drivers": {"seen": changed}})])
    assert plan == {"models/area.yaml": SMALL["models/area.yaml"].replace("high: 100", "high: 200").encode()}


def test_a_new_driver_is_added_below_the_last(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    more = {**model.drivers, "more": model.drivers["seen"]}
    plan = plan_records(tmp_path, MODELS, records=[model.model_copy(update={"drivers": more})])
    assert (plan["models/area.yaml"] or b"").decode().startswith(SMALL["models/area.yaml"].partition("formulas:")[0])


def test_a_driver_that_went_is_gone(tmp_path: Path) -> None:
    text = SMALL["models/area.yaml"].replace("formulas:", "  fixed: {title: F, unit: ha, fixed: 1}\nformulas:")
    write_small(tmp_path, models__area_dot_yaml=text)
    (model,) = read_kind(tmp_path, MODELS)
    assert isinstance(model, Model)
    plan = plan_records(
        tmp_path, MODELS, records=[model.model_copy(update={"drivers": {"seen": model.drivers["seen"]}})]
    )
    assert list(plan) == ["models/area.yaml"]


def test_a_new_model_gets_a_file_of_its_name(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    assert list(plan_records(tmp_path, MODELS, records=[model, model.model_copy(update={"key": "new"})])) == [
        "models/new.yaml"
    ]


def test_a_model_that_went_takes_its_file(tmp_path: Path) -> None:
    small_model(tmp_path)
    assert plan_records(tmp_path, MODELS, records=[]) == {"models/area.yaml": None}


def test_a_file_is_known_by_the_key_in_it_and_not_by_its_name(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    (tmp_path / "models" / "area.yaml").rename(tmp_path / "models" / "other.yaml")
    assert plan_records(tmp_path, MODELS, records=[model]) == {}


def test_an_absent_file_of_no_records_stays_absent(tmp_path: Path) -> None:
    assert plan_records(tmp_path, KINDS["harms"], records=[]) == {}


def test_a_faulty_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "requirements.csv").write_text("key;question\n")
    with pytest.raises(DossierError):
        plan_records(tmp_path, KINDS["requirements"], records=[Requirement(key="a", question="Why?")])


def test_text_that_would_read_as_a_comment_is_refused(tmp_path: Path) -> None:
    weight = Weight(author="#1", mandate="law", about="harm", kind="weight", value=1)
    with pytest.raises(UnwritableRecordError, match="would not read back"):
        plan_records(tmp_path, KINDS["weights"], records=[weight])


def test_two_records_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = [Requirement(key="a", question="Why?"), Requirement(key="a", question="How?")]
    with pytest.raises(UnwritableRecordError, match="told apart"):
        plan_records(tmp_path, KINDS["requirements"], records=twice)


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableRecordError, match="would not read back"):
        plan_records(tmp_path, KINDS["requirements"], records=[Requirement.model_construct(key="a", question="\ud800")])


def test_a_new_model_does_not_take_the_file_of_another(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    (tmp_path / "models" / "area.yaml").rename(tmp_path / "models" / "new.yaml")
    assert list(plan_records(tmp_path, MODELS, records=[model, model.model_copy(update={"key": "new"})])) == [
        "models/new-2.yaml"
    ]


def test_a_file_of_comments_alone_is_not_written_over(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    (tmp_path / "models" / "area.yaml").write_text("# later\n")
    with pytest.raises(DossierError, match="holds no record"):
        plan_records(tmp_path, MODELS, records=[model])
