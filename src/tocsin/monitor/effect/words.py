"""What did the measure do, in a sentence that a minister can repeat?"""

from tocsin.monitor.effect.panel import EffectSettings
from tocsin.monitor.effect.records import EffectFigure, Expectation, Outcome
from tocsin.terms.number_text import render_number

_STANDING = {
    "declared beforehand": "The expectation was declared before the measure began.",
    "declared while it ran": "The expectation was declared after the measure had begun, when a part of the data was already known.",
    "retrospective": "The expectation is retrospective: the data were already known, so it proves less than one declared beforehand.",
}
_OUTCOME = {
    "as expected": "That agrees with what was expected ({text}).",
    "less than expected": "That is less than was expected ({text}).",
    "more than expected": "That is more than was expected ({text}).",
    "opposite": "That is the opposite of what was expected ({text}).",
    "cannot tell": "Whether what was expected ({text}) came true cannot be told.",
}


def render_verdict(
    settings: EffectSettings,
    *,
    who: str,
    effect: EffectFigure,
    relative: EffectFigure | None,
    expectation: Expectation | None,
    outcome: Outcome,
    is_displaced: bool,
) -> str:
    """The answer, what was expected, when that was said, and whether the problem only moved."""
    sentences = [_render_effect(settings, who=who, effect=effect, relative=relative)]
    if expectation is None:
        sentences.append("Nothing was expected beforehand: this is exploratory, and asks for a test on other data.")
    else:
        sentences.append(_OUTCOME[outcome].format(text=expectation.text))
        sentences.append(_STANDING[expectation.standing])
    if is_displaced:
        sentences.append("But it rose next door at the same time: this is no success until the net effect says so.")
    return " ".join(sentences)


def join_names(names: tuple[str, ...], *, most: int = 5) -> str:
    """A list of names, with a count for those that are left out."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _render_effect(settings: EffectSettings, *, who: str, effect: EffectFigure, relative: EffectFigure | None) -> str:
    since = f"From {settings.start} on" if settings.start else "Since adoption"
    share = f", or {_render_percent(relative)}" if relative is not None else ""
    level = f"{effect.level:.0%} interval"
    if effect.answer == "cannot tell":
        return (
            f"Cannot tell: {since[0].lower()}{since[1:]} {who} differed from what would have been by {effect}{share} ({level}s), which "
            "fits a fall as well as a rise."
        )
    word = "lower" if effect.answer == "fell" else "higher"
    size = render_number(abs(effect.value))
    return f"{since} {who} was {word} than it would have been by {size} {effect.unit} (effect {effect.range}){share} ({level}s)."


def _render_percent(figure: EffectFigure) -> str:
    return f"{render_number(figure.value)} percent ({figure.range})"
