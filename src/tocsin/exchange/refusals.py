"""How does a refusal of a method reach a person at the command line: with the file it is about and the option that mends it?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tocsin.terms.errors import MethodError


@contextmanager
def name_places(*paths: Path | None, options: Mapping[type[MethodError], str] | None = None) -> Iterator[None]:
    """Put the names of the files before what a method refuses, and after it what the options of the command can do.

    The class stays what it was, and with it the exit code. Methods know neither files nor options.
    """
    try:
        yield
    except MethodError as error:
        names = ", ".join(path.name for path in paths if path is not None)
        hint = (options or {}).get(type(error), "")
        raise type(error)(f"{names}: {error} {hint}".rstrip()) from error
