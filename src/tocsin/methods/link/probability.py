"""How probable is it that two records tell of the same thing, and how sure is that?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, stdtrit

from tocsin.methods.link.engine import Fitted, Plan, fit_model, score_pairs
from tocsin.methods.link.errors import LinkError, NoPairsError
from tocsin.methods.link.fields import LinkField
from tocsin.methods.link.pairs import PairCount, check_pairs, count_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_LEVEL = 0.9
# Least probability, under the first prior, of pairs that leave the table engine.
_KEPT_PROB = 0.001
_MOST_STEPS, _SAME, _LEAST_PRIOR = 1_000, 1e-6, 1e-9


@dataclass(frozen=True)
class LevelWeight:
    """One level of one field: how often pairs reach it that are the same thing (m) and that are not (u)."""

    field: str
    label: str
    m_prob: float
    u_prob: float
    is_learnt: bool  # False: no link, or no pair at all, reached it in learning; it then never speaks for a link


@dataclass(frozen=True)
class LinkResult:
    """Pairs P that may be the same thing, with the probability of each and its 90 % interval, and what was learnt."""

    left: Ints  # (P,): row of the one record
    right: Ints  # (P,): row of the other, always the higher
    prob: Floats  # (P,)
    prob_low: Floats  # (P,): NaN without replicates
    prob_high: Floats  # (P,)
    agreement: Ints  # (P, F): level of each field, 0 the most alike; -1 where a value is missing
    weights: tuple[LevelWeight, ...]
    prevalence_prob: float  # that two records taken at random are the same thing
    pairs: PairCount
    replicates: int
    failed_refits: int
    failed_sessions: int  # rules for learning under which nothing could be learnt
    unconverged_sessions: int


def link_records(
    records: Mapping[str, Sequence[object]],
    fields: Sequence[LinkField],
    *,
    blocks: ArrayLike,
    learn_by: Sequence[tuple[str, ...]],
    rng: np.random.Generator,
    source: ArrayLike | None = None,
    least_prob: float = 0.05,
    replicates: int = 5,
    most_pairs: int = 20_000_000,
) -> LinkResult:
    """Find pairs of records that probably tell of the same thing, by the model of Fellegi and Sunter.

    Parameters
    ----------
    records : mapping of str to sequence, length N each
        Values of each field; None where missing. Text for exact and text fields, numbers for gaps and ratios.
    fields : sequence of LinkField
        F fields to compare by, at least 3.
    blocks : array of int, shape (N, B)
        Block of each record under each of B rules, from 0; only records sharing a block are compared. -1: in none.
    learn_by : sequence of tuples of field names
        Rules for learning: pairs that agree exactly on these fields teach the weights of all others. Each rule leaves at
        least two fields out, and each field is left out of some rule.
    rng : numpy.random.Generator
        Seeds the sample of pairs and the parting into replicates.
    source : array of int, shape (N,), optional
        Where each record comes from; with it, only pairs of different sources are compared.
    least_prob : float
        Pairs less probable than this are not returned, 0 to below 1.
    replicates : int
        Parts left out in turn to find how sure each probability is: 0, or at least 3.
    most_pairs : int
        Limit of the pairs to compare; predicted before anything is started.

    Returns
    -------
    LinkResult
        P pairs with probabilities (0 to 1) and 90 % intervals, sorted by rows; weights of every level; the pairs predicted;
        refits and rules for learning that failed, and those that had not converged.

    Raises
    ------
    TooManyPairsError
        If blocking would make more than `most_pairs` pairs.
    NoPairsError
        If under none of the rules for learning a link can be told from chance.
    LinkError
        If there are fewer than 2 records or 3 fields, lengths differ, or settings are out of range.

    Notes
    -----
    With prior odds lambda / (1 - lambda), the odds of a link are multiplied by m / u for each field, m and u being the shares
    of pairs that are and are not the same thing that reach its level of agreement; fields are taken to be independent given
    which of the two a pair is. u comes from a random sample of pairs, m from expectation maximisation with u held; since
    one field alone cannot tell links from chance, each rule for learning leaves at least two out. A level that no link
    reached in learning has m = 0.05, or u if that is less: it may speak against a link and never for one. Lambda is
    settled last: the expected links among the pairs compared over all pairs there are, so links that blocking misses
    count as none. The interval is a delete-a-group jackknife: everything is learnt again with each of G parts of the records
    left out, and log odds +- t(G - 1) times their standard error are turned back. It holds what the records leave open
    about the weights, not that fields may depend on each other.
    Pairs stay in the table engine; only those probable enough come back. Rows are put in an order of their own first, so
    that the order in which they are given changes nothing.

    References
    ----------
    fellegi1969 (Journal of the American Statistical Association 64(328), 1183-1210).
    linacre2022 (International Journal of Population Data Science 7(3): the engine, Splink).
    shao1995 (The Jackknife and Bootstrap, section 2.3: groups left out in turn).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> day, place, kind = rng.integers(0, 900, 300), rng.integers(0, 20, 300), rng.integers(0, 3, 300)
    >>> told = {name: [*values.tolist(), *values[:60].tolist()] for name, values in
    ...         (("day", day), ("place", place), ("kind", kind))}
    >>> fields = [LinkField("day", "gap", (0, 3)), LinkField("place", "exact"), LinkField("kind", "exact")]
    >>> found = link_records(
    ...     told, fields, blocks=[[0]] * 360, learn_by=[("day",), ("place",)], source=[0] * 300 + [1] * 60,
    ...     rng=rng, replicates=0, least_prob=0.5,
    ... )
    >>> found.left.tolist() == list(range(60)), found.right.tolist() == list(range(300, 360))
    (True, True)
    """
    table, origin = _check_table(records, fields=fields, blocks=blocks, source=source, replicates=replicates)
    _check_settings(fields, learn_by=learn_by, least_prob=least_prob)
    counted = count_pairs(table, source=origin if source is not None else None)
    check_pairs(counted, most=most_pairs)
    order = _order_rows(records, fields=fields, source=origin)
    ordered = {field.name: [records[field.name][row] for row in order.tolist()] for field in fields}
    seed = int(rng.integers(2**31))
    part = rng.permutation(len(order)) % max(replicates, 1)
    plan = Plan(tuple(fields), tuple(learn_by), seed, is_across=source is not None)
    fitted = fit_model(ordered, source=origin[order], plan=plan)
    if fitted is None:
        raise NoPairsError(
            "nothing could be learnt under any of the rules for learning: too few pairs of records agree on them, or none of "
            "those looks like a link. Check that values are written alike in all sources; or there are no doubles to find."
        )
    left, right, agreement = score_pairs(  # with more than are asked for, since the prior is not settled yet
        fitted,
        ordered,
        source=origin[order] if source is not None else None,
        blocks=table[order],
        least_prob=min(least_prob, _KEPT_PROB),
    )
    refits = [
        _fit_whole(_select(ordered, part != group), source=origin[order][part != group], plan=plan)
        for group in range(replicates)
    ]
    prevalence = _settle_prior(fitted.score(agreement), start=fitted.prevalence, possible=counted.possible)
    prob, low, high = _find_intervals(fitted, refits=refits, agreement=agreement, possible=counted.possible)
    chosen = prob >= least_prob
    left, right, agreement = left[chosen], right[chosen], agreement[chosen]
    prob, low, high = prob[chosen], low[chosen], high[chosen]
    first, second = order[left], order[right]
    low_row, high_row = np.minimum(first, second), np.maximum(first, second)
    by_row = np.lexsort((high_row, low_row))
    return LinkResult(
        low_row[by_row], high_row[by_row], prob[by_row], low[by_row], high[by_row], agreement[by_row],
        weights=_list_weights(fitted, fields=fields), prevalence_prob=prevalence, pairs=counted,
        replicates=replicates, failed_refits=sum(refit is None for refit in refits),
        failed_sessions=fitted.failed_sessions, unconverged_sessions=fitted.unconverged_sessions,
    )  # fmt: skip


def _fit_whole(records: Mapping[str, Sequence[object]], *, source: Ints, plan: Plan) -> Fitted | None:
    """A refit in which every rule for learning taught something; one that lacks weights would say nothing of their spread."""
    refit = fit_model(records, source=source, plan=plan)
    return refit if refit is not None and refit.failed_sessions == 0 else None


def _check_table(
    records: Mapping[str, Sequence[object]],
    *,
    fields: Sequence[LinkField],
    blocks: ArrayLike,
    source: ArrayLike | None,
    replicates: int,
) -> tuple[Ints, Ints]:
    table = np.asarray(blocks, dtype=np.int64)
    missing = [field.name for field in fields if field.name not in records]
    if missing:
        raise LinkError(
            f"there are no values of {', '.join(missing)}. Give a value, or None, per record for every field."
        )
    lengths = {len(records[field.name]) for field in fields} | {len(table)}
    if len(lengths) > 1 or len(table) < 2 or table.ndim != 2:
        raise LinkError(
            f"fields and blocks have {sorted(lengths)} records, or there are fewer than two, so they cannot be those of the "
            "same records. Give one value and one row of blocks per record."
        )
    if replicates in (1, 2) or replicates < 0 or replicates > len(table) // 2:
        raise LinkError(
            f"{replicates} replicates of {len(table)} records cannot show how sure a probability is. Give 0 for no interval, "
            "or from 3 to half of the records."
        )
    origin = np.zeros(len(table), dtype=np.int64) if source is None else np.asarray(source, dtype=np.int64)
    if source is not None and len(np.unique(origin)) < 2:
        raise LinkError(
            "all records come from one source, so no two of different sources could tell of the same thing. "
            "Compare within the source, or add another one."
        )
    return table, origin


def _check_settings(fields: Sequence[LinkField], *, learn_by: Sequence[tuple[str, ...]], least_prob: float) -> None:
    names = {field.name for field in fields}
    is_known = all(names.issuperset(rule) for rule in learn_by)
    is_taught = all(any(name not in rule for rule in learn_by) for name in names)
    is_identified = all(rule and len(names.difference(rule)) >= 2 for rule in learn_by)
    if len(names) < max(3, len(fields)) or not (is_known and is_taught and is_identified):
        raise LinkError(
            f"the rules for learning {tuple(learn_by)} do not fit the fields {', '.join(sorted(names))}: there must be three "
            "fields, each rule must name some of them and leave at least two out, and each field must be left out of some "
            "rule. Correct the rules."
        )
    if not 0 <= least_prob < 1:
        raise LinkError(f"the least probability to return is {least_prob:g}. Give one from 0 to below 1.")


def _order_rows(records: Mapping[str, Sequence[object]], *, fields: Sequence[LinkField], source: Ints) -> Ints:
    """Rows in an order that their content decides, whatever the order they came in."""
    keys = [tuple(str(records[field.name][row]) for field in fields) for row in range(len(source))]
    return np.array(sorted(range(len(source)), key=lambda row: (keys[row], int(source[row]))), dtype=np.int64)


def _select(records: Mapping[str, list[object]], chosen: NDArray[np.bool_]) -> dict[str, list[object]]:
    return {
        name: [value for value, is_in in zip(values, chosen.tolist(), strict=True) if is_in]
        for name, values in records.items()
    }


def _settle_prior(scores: Floats, *, start: float, possible: int) -> float:
    """The prior that expects as many links as it finds: the mean probability over all pairs, those not compared having 0."""
    prior = start
    for _ in range(_MOST_STEPS):
        after = float(np.clip(expit(scores + logit(prior)).sum() / possible, _LEAST_PRIOR, 1 - _LEAST_PRIOR))
        if abs(after - prior) <= _SAME * prior:
            break
        prior = after
    return after


def _find_intervals(
    fitted: Fitted, *, refits: Sequence[Fitted | None], agreement: Ints, possible: int
) -> tuple[Floats, Floats, Floats]:
    """Probabilities and their limits, the prior being settled anew for every refit."""
    found = [
        (scores := one.score(agreement)) + logit(_settle_prior(scores, start=one.prevalence, possible=possible))
        for one in (fitted, *refits)
        if one is not None
    ]
    middle, groups = found[0], len(found) - 1
    if groups < 3:
        unknown = np.full(len(middle), np.nan)
        return np.asarray(expit(middle)), unknown, unknown
    scores = np.stack(found[1:])
    error = np.sqrt((groups - 1) / groups * ((scores - scores.mean(axis=0)) ** 2).sum(axis=0))
    reach = stdtrit(groups - 1, (1 + _LEVEL) / 2) * error
    return np.asarray(expit(middle)), np.asarray(expit(middle - reach)), np.asarray(expit(middle + reach))


def _list_weights(fitted: Fitted, *, fields: Sequence[LinkField]) -> tuple[LevelWeight, ...]:
    return tuple(
        LevelWeight(field.name, label, float(m), float(u), bool(learnt))
        for field, table in zip(fields, fitted.levels, strict=True)
        for label, (m, u, learnt) in zip(field.labels, table.tolist(), strict=True)
    )
