"""What did each expert answer, in a plain table with a row per expert and question?

Two forms are read. Four steps: ``low``, ``best``, ``high`` and ``confidence``. Quantiles: columns such as ``q5``,
``q50`` and ``q95`` (``q0.05`` and so on mean the same).
"""

import re
from pathlib import Path

import numpy as np

from tocsin.estimate.judgement.answers import Answer, Answers, Question, collect_answers, standardise_answer
from tocsin.estimate.judgement.records import JudgementStudy
from tocsin.estimate.judgement.study import study_elicitations
from tocsin.exchange.plain import PlainTable, read_plain_table

_QUANTILE = re.compile(r"^q_?(\d+(?:\.\d+)?)$", re.IGNORECASE)
# What other programs call these columns.
_OTHER_NAMES = {"question": ("item",), "realisation": ("realization", "realised", "realized")}
_SCALES = {"": "linear", "linear": "linear", "uni": "linear", "uniform": "linear", "log": "log", "loguni": "log"}


def study_elicitation_table(path: Path, *, level: float = 0.9, seed: int = 1) -> JudgementStudy:
    """Study the answers in a table: every expert, the pools, disagreement and past performance.

    Raises
    ------
    PlainTableError
        If anything in the table must be mended; with every problem at once.
    """
    return study_elicitations(read_elicitations(path, level=level), level=level, seed=seed)


def read_elicitations(path: Path, *, level: float = 0.9) -> Answers:
    """Read experts' answers; four-step intervals are brought to `level`, quantiles are taken as they are.

    Raises
    ------
    PlainTableError
        If anything in the table must be mended; with every problem at once.
    """
    table = read_plain_table(path)
    question = _find_name(table, "question")
    quantiles = _list_quantiles(table)
    table.require("expert", question, *(() if len(quantiles) > 1 else ("low", "best", "high", "confidence")))
    experts, keys = table.texts("expert"), table.texts(question)
    asked = _read_questions(table, keys, column=question)
    rounds = table.numbers("round", low=1, whole=True, blank=True) if table.has("round") else np.ones(table.height)
    rounds = np.nan_to_num(rounds, nan=1.0)
    rationales = table.texts("rationale", blank=True)
    _note_repeats(table, list(zip(experts, keys, rounds.tolist(), strict=True)), column=question)
    four_steps = len(quantiles) < 2
    columns = ("low", "best", "high") if four_steps else tuple(quantiles)
    values = np.stack([table.numbers(name) for name in columns], axis=1)
    confidence = _read_confidence(table) if four_steps else np.full(table.height, np.nan)
    _note_order(table, values, columns=columns, bounds=[asked.get(key, Question(key)) for key in keys])
    table.refuse()
    answers = []
    for row, key in enumerate(keys):
        if four_steps:
            low, best, high = values[row].tolist()
            told = standardise_answer(
                asked[key], expert=experts[row], interval=(low, best, high), confidence=confidence[row], level=level
            )
        else:
            told = Answer(experts[row], key, tuple(values[row].tolist()))
        answers.append(
            Answer(
                told.expert,
                key,
                told.quantiles,
                rationales[row],
                int(rounds[row]),
                is_low_clipped=told.is_low_clipped,
                is_high_clipped=told.is_high_clipped,
            )
        )
    probabilities = ((1 - level) / 2, 0.5, (1 + level) / 2) if four_steps else tuple(quantiles.values())
    return collect_answers(tuple(asked.values()), answers, probabilities=probabilities, is_standardised=four_steps)


def _find_name(table: PlainTable, name: str) -> str:
    return next((each for each in (name, *_OTHER_NAMES.get(name, ())) if table.has(each)), name)


def _list_quantiles(table: PlainTable) -> dict[str, float]:
    """The columns that hold quantiles, by rising probability: whole numbers of percent, or shares written with a point."""
    found: dict[str, float] = {}
    for column in table.columns:
        match = _QUANTILE.match(column)
        if match is None:
            continue
        number = float(match.group(1))
        prob = number if "." in match.group(1) and number < 1 else number / 100
        if not 0 < prob < 1 or prob in found.values():
            why = "this names no probability strictly between 0 and 1, or one that another column has."
            table.note(column, None, why=why, mend="Name quantiles q5, q50, q95, or q0.05 and so on.")
        else:
            found[column] = prob
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _read_confidence(table: PlainTable) -> np.ndarray:
    """How sure each expert was, as a share; percentages are told from shares by being above 1."""
    given = table.numbers("confidence", low=0, high=100)
    with np.errstate(invalid="ignore"):
        for row in np.flatnonzero(given == 0):
            table.note(
                "confidence", int(row), why="nobody gives an interval that cannot hold the truth.", mend="Correct it."
            )
        if bool((given > 1).any()) and bool(((given > 0) & (given <= 1)).any()):
            why = "some confidences are shares (0 to 1) and others percentages, so 1 could mean either."
            table.note(
                "confidence", None, why=why, mend="Write all of them as shares, such as 0.8, or all as percentages."
            )
        return given / 100 if bool((given > 1).any()) else given


def _read_questions(table: PlainTable, keys: tuple[str, ...], *, column: str) -> dict[str, Question]:
    """What was asked, told the same way on every row of a question."""
    realised = _find_name(table, "realisation")
    numbers = {
        name: table.numbers(name, blank=True) if table.has(name) else np.full(table.height, np.nan)
        for name in (realised, "least", "greatest")
    }
    texts = {name: table.texts(name, blank=True) for name in ("unit", "scale")}
    asked: dict[str, Question] = {}
    first: dict[str, int] = {}
    for row, key in enumerate(keys):
        if texts["scale"][row].lower() not in _SCALES:
            table.note("scale", row, why="this is no scale.", mend="Write linear or log.")
        began = first.setdefault(key, row)
        for name in ("unit", "scale"):
            if texts[name][row] != texts[name][began]:
                why = f"{key} has another {name} on line {table.lines[began]}, so its answers could not be joined."
                table.note(name, row, why=why, mend=f"Write one {name} for the question.")
        for name, given in numbers.items():
            if given[row] != given[began] and not (np.isnan(given[row]) and np.isnan(given[began])):
                why = f"{key} has another {name} on line {table.lines[began]}; a question has one."
                table.note(name, row, why=why, mend="Write the same on every row of the question.")
        if began == row:
            told = {name: None if np.isnan(given[row]) else float(given[row]) for name, given in numbers.items()}
            scale = _SCALES.get(texts["scale"][row].lower(), "linear")
            asked[key] = Question(
                key, texts["unit"][row], "log" if scale == "log" else "linear",
                told[realised], told["least"], told["greatest"],
            )  # fmt: skip
            _note_scale(table, asked[key], row=row, realised=realised)
    return asked


def _note_scale(table: PlainTable, question: Question, *, row: int, realised: str) -> None:
    for name, value in ((realised, question.realised), ("least", question.least)):
        if question.scale == "log" and value is not None and value <= 0:
            table.note(
                name, row, why="a logarithmic scale holds only what is above 0.", mend="Use linear, or correct it."
            )
    if question.least is not None and question.greatest is not None and question.least >= question.greatest:
        table.note("greatest", row, why="the bounds are not in order.", mend="Give least below greatest.")


def _note_order(table: PlainTable, values: np.ndarray, *, columns: tuple[str, ...], bounds: list[Question]) -> None:
    """Note answers that do not rise, that logarithms cannot hold, or that lie outside of declared bounds."""
    for row in range(table.height):
        given, question = values[row], bounds[row]
        if np.isnan(given).any():
            continue
        shown = ", ".join(f"{each:g}" for each in given)
        if (np.diff(given) <= 0).any():
            why = f"{', '.join(columns)} are {shown}, which do not rise, so some stretch would have no width."
            table.note(columns[0], row, why=why, mend="Ask the expert, and give rising values.", value=shown)
        elif question.scale == "log" and given[0] <= 0:
            table.note(
                columns[0],
                row,
                why="a logarithmic scale holds only what is above 0.",
                mend="Use linear, or correct it.",
            )
        low = -np.inf if question.least is None else question.least
        high = np.inf if question.greatest is None else question.greatest
        if given[0] < low or given[-1] > high:
            why = f"the answer ({shown}) goes beyond what the question allows ({low:g} to {high:g})."
            table.note(columns[0], row, why=why, mend="Correct the answer or the bounds.", value=shown)


def _note_repeats(table: PlainTable, rows: list[tuple[str, str, float]], *, column: str) -> None:
    seen: dict[tuple[str, str, float], int] = {}
    for row, key in enumerate(rows):
        if key in seen and key[0] and key[1]:
            why = f"{key[0]} has answered this question already, on line {table.lines[seen[key]]}."
            table.note(column, row, why=why, mend="Delete one, or number the rounds in a column `round`.")
        seen.setdefault(key, row)
