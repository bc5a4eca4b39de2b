"""Is the worked example found where it lies, and missed with advice?"""

from __future__ import annotations

import pytest

from tocsin.publish.demo import ExampleMissingError, find_example


def test_the_example_is_a_dossier() -> None:
    assert (find_example("colombia") / "dossier.yaml").is_file()


def test_an_example_that_is_not_there_is_told_with_advice() -> None:
    with pytest.raises(ExampleMissingError, match="Run the command in a clone"):
        find_example("atlantis")
