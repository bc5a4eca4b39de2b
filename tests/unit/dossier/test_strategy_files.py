"""Are the files of a strategy optional, may they be blank, and are they written back byte for byte?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.dossiers import write_small
from tests.support.strategies import FILES, read_strategy, write_strategy
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.write import write_dossier
from tocsin.terms.period import Period


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dossier_without_any_of_them_is_sound(tmp_path: Path) -> None:
    report = check_dossier(write_small(tmp_path))
    assert (report.is_sound, report.warnings) == (True, ())


def test_a_blank_strategy_is_none(tmp_path: Path) -> None:
    assert read_dossier(write_small(tmp_path, strategy_dot_yaml="# later\n")).strategy is None


def test_terms_of_reference_may_not_be_blank(tmp_path: Path) -> None:
    assert not check_dossier(write_small(tmp_path, terms_of_reference_dot_yaml="# later\n")).is_sound


def test_a_misspelt_file_names_the_nearest(tmp_path: Path) -> None:
    write_strategy(tmp_path)
    (tmp_path / "measure.yaml").write_text("[]")
    (finding,) = check_dossier(tmp_path).warnings
    assert "'measures.yaml'" in finding.message


def test_claims_that_only_a_measure_cites_are_used(tmp_path: Path) -> None:
    text = FILES["claims.csv"] + "lone,ports,checks,1,2,3,ha,2020,XXA,report,\n"
    measures = FILES["measures.yaml"].replace("claims: [spread]", "claims: [spread, lone]")
    report = check_dossier(write_strategy(tmp_path, claims_dot_csv=text, measures_dot_yaml=measures))
    assert report.warnings == ()


def test_unchanged_files_are_written_back_byte_for_byte(tmp_path: Path) -> None:
    before = read_bytes(write_strategy(tmp_path))
    assert (write_dossier(read_dossier(tmp_path)), read_bytes(tmp_path)) == ((), before)


def test_a_blank_strategy_is_left_as_it_is(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path, strategy_dot_yaml="# later\n"))
    assert (write_dossier(dossier), (tmp_path / "strategy.yaml").read_text()) == ((), "# later\n")


def test_a_strategy_is_written_below_the_comments_of_a_blank_file(tmp_path: Path) -> None:
    strategy = Strategy(key="s", title="S", period=Period.parse("2022"), currency="USD", price_year=2021)
    blank = read_dossier(write_small(tmp_path, strategy_dot_yaml="# later"))
    write_dossier(replace(blank, strategy=strategy), before=blank)
    text = (tmp_path / "strategy.yaml").read_text()
    assert (text.startswith("# later\nkey: s\n"), read_dossier(tmp_path).strategy) == (True, strategy)


def test_a_changed_action_touches_its_line_alone(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path)
    later = dossier.actions["run"].model_copy(update={"owner": "office"})
    write_dossier(replace(dossier, actions={**dossier.actions, "run": later}), before=dossier)
    lines = (tmp_path / "actions.csv").read_text().splitlines()
    assert [new for old, new in zip(FILES["actions.csv"].splitlines(), lines, strict=True) if old != new] == [
        "run,Run the checks,port-checks,office,,2022-07-01,2023-12-31,buy,,planned"
    ]


@pytest.mark.parametrize("name", ["strategy", "measures", "plans", "regional", "actions"])
def test_what_is_written_anew_reads_back_the_same(tmp_path: Path, name: str) -> None:
    dossier = read_strategy(tmp_path / "one")
    empty = write_strategy(
        tmp_path / "two", **dict.fromkeys((key.replace("/", "__").replace(".", "_dot_") for key in FILES), None)
    )
    write_dossier(replace(dossier, folder=empty))
    assert getattr(read_dossier(empty), name) == getattr(dossier, name)
