"""What does it look like when a record names the key of another?"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.dossier.yaml_text import Location


@dataclass(frozen=True)
class Reference:
    """A key named by a record: in which field, and the kinds of thing it may lead to."""

    at: Location
    key: str
    targets: tuple[str, ...]


def list_keys(at: Location, keys: tuple[str, ...], *targets: str) -> Iterator[Reference]:
    """Each key of a list, with its place in it."""
    for index, key in enumerate(keys):
        yield Reference((*at, index), key, targets)


def list_one(at: Location, key: str | None, *targets: str) -> Iterator[Reference]:
    """The key of a field, if it is filled in."""
    if key:
        yield Reference(at, key, targets)
