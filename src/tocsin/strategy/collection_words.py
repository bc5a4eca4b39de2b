"""How is the worth of finding something out told in a sentence?"""

from collections.abc import Sequence

from tocsin.strategy.portfolio_words import render_share
from tocsin.terms.number_text import render_counted, render_number

NOTHING = "worth nothing to this choice, as far as can be told: no answer would change which measures are chosen"


def word_everything(value: float, *, error: float, options: int) -> str:
    """What knowing everything is worth, and why that is a lower bound."""
    held = render_counted(options, "portfolio")
    if options == 1:
        return "One portfolio is best at every budget, weight and draw that was tried: nothing to be found out would change it."
    if value <= 0:
        return f"Among {held} compared, the same one is best in every draw: nothing that could be found out would change the choice."
    return (
        f"Knowing everything would avert {render_share(value)} of the weighted harm more (standard error {render_share(error)}). {held} "
        "are compared, so this and what follows are lower bounds: with other portfolios more could be gained."
    )


def word_worth(value: float, *, error: float, amounts: Sequence[tuple[str, float, str]], kind: str) -> str:
    """What one answer is worth; a gap that is worth nothing is said to be worth nothing."""
    if value <= 0 or value < 2 * error:
        return f"{NOTHING[0].upper()}{NOTHING[1:]}."
    equal = " or ".join(f"{render_number(amount)} {unit} ({name})" for name, amount, unit in amounts)
    return f"Worth {render_share(value)} of the weighted harm (standard error {render_share(error)}; {kind}): as much as averting {equal}."


def word_cost(gain: float | None, *, cost: float | None, cost_share: float | None) -> str:
    """Whether an answer is worth what it costs, in harm."""
    if gain is None:
        return ""
    if cost is None:
        return " What an answer costs is not stated."
    if cost_share is None:
        return " What its cost would avert otherwise is not known, so whether it is worth it is not told."
    verdict = "worth it" if gain > cost_share else "not worth it"
    return f" The money spent on measures would avert {render_share(cost_share)}: {verdict}."
