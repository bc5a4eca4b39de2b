"""Does a refusal at the command line name the file and the option, and keep its exit code?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.estimate.flow.errors import UnknownHubError, UnusableFlowsError
from tocsin.exchange.refusals import name_places


def test_files_stand_before_and_options_after() -> None:
    with (
        pytest.raises(UnusableFlowsError, match=r"^a\.csv, b\.csv: no leg\. Give --distances\.$"),
        name_places(Path("x/a.csv"), None, Path("b.csv"), options={UnusableFlowsError: "Give --distances."}),
    ):
        raise UnusableFlowsError("no leg.")


def test_the_exit_code_stays() -> None:
    with pytest.raises(UnknownHubError, match=r"^a\.csv: unknown\.$") as caught, name_places(Path("a.csv")):
        raise UnknownHubError("unknown.")
    assert caught.value.exit_code == 2


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(KeyError, match=r"^'x'$"), name_places(Path("a.csv")):
        raise KeyError("x")
