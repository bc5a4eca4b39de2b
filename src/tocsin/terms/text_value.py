"""How does a value written as text become a typed value, and text again, in one way everywhere?"""

from abc import ABC, abstractmethod
from typing import Self

from pydantic_core import core_schema

from tocsin.terms.errors import TermError


class TextValue(ABC):
    """A value with one spelling: ``parse`` reads it, ``str`` writes it, and pydantic fields take it from text."""

    @classmethod
    @abstractmethod
    def parse(cls, text: str) -> Self:
        """Read the value from its text, or say what is wrong with it and how to mend it."""

    @abstractmethod
    def __str__(self) -> str:
        """Write the value as the text that ``parse`` reads back."""

    @classmethod
    def read_value(cls, value: object) -> Self:
        """Take a value that is already typed as it is, and read anything that is text."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise NotTextError(
                f"{value!r} ({type(value).__name__}) was given where the text of a {cls.__name__} was expected: a number "
                f"may already have lost digits that matter, such as a leading zero. Write it as text, in quotes."
            )
        return cls.parse(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> core_schema.CoreSchema:
        """Tell pydantic to read the field with ``read_value`` and to write it to JSON with ``str``."""
        return core_schema.no_info_plain_validator_function(
            cls.read_value, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: object) -> dict[str, object]:
        """Tell pydantic that the field is a string in JSON."""
        summary = (cls.__doc__ or "").strip().split("\n")[0]
        return {"type": "string", "title": cls.__name__, "description": summary}


class NotTextError(TermError, TypeError):
    """A value that must be written as text came as something else."""
