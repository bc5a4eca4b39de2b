"""By which fields are two records compared, and in which steps from equal to different?"""

from dataclasses import dataclass
from typing import Any, Literal

from tocsin.methods.link.errors import LinkError

FieldKind = Literal["exact", "text", "gap", "ratio"]
_NEEDS_STEPS = ("gap", "ratio", "text")


@dataclass(frozen=True)
class LinkField:
    """One field and the steps in which values of two records count as less and less alike.

    ``exact``: equal or not. ``text``: equal, then at least each Jaro-Winkler likeness (falling, 0 to 1). ``gap``: a number;
    differing by no more than each step (rising). ``ratio``: a number at least 0; differing by no more than each share of the
    larger (rising). Whatever is beyond the last step is different; a missing value says nothing.
    """

    name: str
    kind: FieldKind
    steps: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        rising = sorted(self.steps, reverse=self.kind == "text")
        if (
            not self.name.isidentifier()
            or (self.kind in _NEEDS_STEPS) is not bool(self.steps)
            or list(self.steps) != rising
        ):
            raise LinkError(
                f"the field {self.name!r} of kind {self.kind!r} has the steps {self.steps}, so likeness of two records could "
                "not be graded by it. Name it with letters and digits; give steps from most to least alike, and none for "
                "an exact field."
            )

    @property
    def labels(self) -> tuple[str, ...]:
        """The levels in words, the most alike first."""
        unit = {"exact": [], "text": ["alike by {:g}"], "gap": ["within {:g}"], "ratio": ["within {:g} of the larger"]}
        steps = [unit[self.kind][0].format(step) for step in self.steps]
        return ("equal", *steps, "different") if self.kind in ("exact", "text") else (*steps, "different")

    @property
    def conditions(self) -> tuple[str, ...]:
        """The condition of each level but the last, in the language of the table engine."""
        left, right = f'"{self.name}_l"', f'"{self.name}_r"'
        equal = f"{left} = {right}"
        if self.kind == "exact":
            return (equal,)
        if self.kind == "text":
            return (equal, *(f"jaro_winkler_similarity({left}, {right}) >= {step!r}" for step in self.steps))
        difference = f"abs({left} - {right})"
        if self.kind == "gap":
            return tuple(f"{difference} <= {step!r}" for step in self.steps)
        return tuple(f"{difference} <= {step!r} * greatest({left}, {right})" for step in self.steps)


def build_comparison(field: LinkField) -> Any:  # Any: the library offers no public type for its comparisons
    """The field as the library compares it."""
    from splink import comparison_level_library as levels
    from splink import comparison_library

    graded = [
        levels.CustomLevel(sql_condition=condition, label_for_charts=label)
        for condition, label in zip(field.conditions, field.labels, strict=False)
    ]
    return comparison_library.CustomComparison(
        output_column_name=field.name,
        comparison_levels=[levels.NullLevel(field.name), *graded, levels.ElseLevel()],
    )
