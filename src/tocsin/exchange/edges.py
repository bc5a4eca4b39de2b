"""What ties does a plain table tell of, and what share of them may not have been seen?"""

from pathlib import Path

from tocsin.assess.network import study_network
from tocsin.assess.network_record import NetworkSettings, NetworkStudy
from tocsin.assess.network_ties import TieRows
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.methods.network.perturbation import TieModel
from tocsin.terms.errors import TocsinError


class ShareRangeError(TocsinError, ValueError):
    """Words that should give a share of missing ties, or a range of it, do not."""

    exit_code = 2


def study_ties_file(
    path: Path,
    *,
    missing: str,
    perturbations: int,
    model: TieModel,
    is_directed: bool,
    has_pseudonyms: bool,
    start: str,
    end: str,
    seed: int,
) -> NetworkStudy:
    """Read ties from a plain table and study the network that they make.

    Raises
    ------
    PlainTableError
        With every problem of the file.
    ShareRangeError
        If `missing` gives no share.
    """
    stated = NetworkSettings(perturbations=perturbations, model=model, is_directed=is_directed)
    settings = parse_settings(missing, stated)
    rows = read_ties(path, start=start, end=end)
    return study_network(rows.with_codes(seed=seed) if has_pseudonyms else rows, settings=settings, seed=seed)


def read_ties(path: Path, *, start: str = "from", end: str = "to") -> TieRows:
    """Read ties: the columns of the two ends, and, where they are there, weight, confidence (0 to 1) and phase.

    Raises
    ------
    PlainTableError
        With every problem of the file.
    """
    table = read_plain_table(path)
    table.require(start, end)
    first, last = table.texts(start), table.texts(end)
    weight = _read_numbers(table, "weight", low=0.0, high=None)
    confidence = _read_numbers(table, "confidence", low=0.0, high=1.0)
    phase = table.texts("phase") if table.has("phase") else ()
    for row, value in enumerate(weight):
        if value == 0:
            table.note("weight", row, why="a tie of weight 0 is no tie.", mend="Delete the row, or correct the weight.")
    if confidence and not any(confidence):
        why = "every confidence is 0, so every tie would be none."
        mend = "Correct the column, or leave it out if nobody has judged how sure the ties are."
        table.note("confidence", None, why=why, mend=mend)
    if all(table.has(column) for column in (start, end)) and _has_one_node(first, last):
        why = "only one node is named, so nobody is tied to anybody."
        table.note(end, None, why=why, mend="Give ties between at least two nodes.")
    elif all(one == other for one, other in zip(first, last, strict=True)):
        table.note(end, None, why="every row ties a node to itself.", mend="Give ties between two nodes.")
    table.refuse()
    return TieRows(first, last, weight, confidence, phase)


def parse_settings(missing: str, settings: NetworkSettings) -> NetworkSettings:
    """The same settings with the share of missing ties read from words such as ``0.1..0.3`` or ``0.2``.

    Raises
    ------
    ShareRangeError
        If the words give no share, or one beyond 0 to 0.9, or bounds the wrong way round.
    """
    parts = missing.split("..")
    try:
        low, high = float(parts[0]), float(parts[-1])
    except ValueError:
        low, high = -1.0, -1.0
    if len(parts) > 2 or not 0 <= low <= high <= 0.9:
        raise ShareRangeError(
            f"--missing {missing!r} is no share of ties, so it could not be told how many were never seen. Write a share "
            "from 0 to 0.9, such as 0.2, or two with two dots between, the lower first, such as 0.1..0.3."
        )
    return settings.model_copy(update={"missing_low": low, "missing_high": high})


def _read_numbers(table: PlainTable, column: str, *, low: float, high: float | None) -> tuple[float, ...]:
    if not table.has(column):
        return ()
    return tuple(table.numbers(column, low=low, high=high).tolist())


def _has_one_node(first: tuple[str, ...], last: tuple[str, ...]) -> bool:
    return len({*first, *last} - {""}) == 1
