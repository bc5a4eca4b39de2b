"""May two results of frameworks be set side by side?"""

from typing import Protocol

from tocsin.assess.errors import DifferentFrameworksError


class Scored(Protocol):
    """Anything that was scored on a framework and says on which."""

    @property
    def framework(self) -> str:
        """Key and version of the framework, as in ``default/1``."""


def check_comparable(first: Scored, *others: Scored) -> None:
    """Refuse to compare results unless all come from one version of one framework."""
    different = [other.framework for other in others if other.framework != first.framework]
    if different:
        raise DifferentFrameworksError(
            f"A result on {first.framework} was about to be compared with one on {different[0]}. Their criteria, scales and "
            "units differ, so neither is more or less than the other. Score both on one framework, or show them apart."
        )
