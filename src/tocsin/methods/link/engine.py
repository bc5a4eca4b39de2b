"""How is the model of linkage learnt and applied by the library, without a pair ever held outside of its table engine?"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.link.fields import LinkField, build_comparison

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Opaque = Any  # what is the library's own, for which it has no public types
# Random pairs from which the shares of agreement by chance are taken.
SAMPLED_PAIRS = 500_000
# Steps of learning: fewer where more make the share of a level that no link reaches too small for the library to hold.
_STEPS = (30, 12, 5)
_CONVERGED = 1e-4
# A level that no link reached in learning speaks against a link as if one in twenty reached it, and never for one.
_UNSEEN_PROB = 0.05
_FEW_LINKS = 10.0
# Pairs that a rule for learning may make; more are sampled down to about that number.
_LEARNT_PAIRS = 5_000_000
# No prior is certain.
_LEAST_PROB = 1e-6


@dataclass(frozen=True)
class Plan:
    """How the model is learnt: the fields, the rules for learning, the seed of the sample, and whether only across sources."""

    fields: tuple[LinkField, ...]
    learn_by: tuple[tuple[str, ...], ...]
    seed: int
    is_across: bool


@dataclass(frozen=True)
class Fitted:
    """A model that was learnt: for each field its levels (m, u, whether learnt), the most alike first, and the prior."""

    levels: tuple[Floats, ...]  # per field (K, 3)
    prevalence: float
    failed_sessions: int
    unconverged_sessions: int
    model: Opaque  # all settings as plain values, for the library to score with

    def score(self, agreement: Ints) -> Floats:
        """Log odds of pairs (P,) from their levels of agreement (P, F), without the prior; a missing value says nothing."""
        total = np.zeros(len(agreement))
        for field, table in enumerate(self.levels):
            reached = agreement[:, field]
            weight = np.log(table[:, 0] / table[:, 1])
            total += np.where(reached >= 0, weight[np.maximum(reached, 0)], 0.0)
        return total


def fit_model(records: Mapping[str, Sequence[object]], *, source: Ints, plan: Plan) -> Fitted | None:
    """Learn the model from records; None where nothing could be learnt under any rule."""
    possible = _count_possible(source, is_across=plan.is_across)
    for steps in _STEPS:
        learnt = _learn_all(records, source=source, plan=plan, steps=steps)
        if not learnt.broken_count:
            break
    if learnt.failed_count == len(plan.learn_by):
        return None
    model = learnt.model
    prevalence = min(max(model["probability_two_random_records_match"], _LEAST_PROB), 1 - _LEAST_PROB)
    levels = tuple(
        _settle_levels(
            comparison["comparison_levels"], sampled=min(possible, SAMPLED_PAIRS), links=possible * prevalence
        )
        for comparison in model["comparisons"]
    )
    return Fitted(
        levels,
        prevalence,
        failed_sessions=learnt.failed_count,
        unconverged_sessions=learnt.unconverged_count,
        model=model | {"probability_two_random_records_match": prevalence},
    )


def score_pairs(
    fitted: Fitted,
    records: Mapping[str, Sequence[object]],
    *,
    source: Ints | None,
    blocks: Ints,
    least_prob: float,
) -> tuple[Ints, Ints, Ints]:
    """Rows (P,) and (P,), and levels of agreement (P, F), of pairs that share a block and are probable enough."""
    from splink import block_on

    names = [f"block_{rule}" for rule in range(blocks.shape[1])]
    table = {**records, **{name: _blank(column) for name, column in zip(names, blocks.T, strict=True)}}
    rules = [block_on(name).create_blocking_rule_dict("duckdb") for name in names]
    model = fitted.model | {"blocking_rules_to_generate_predictions": rules}
    with _open(table, source=source, settings=model) as linker:
        found = linker.inference.predict(threshold_match_probability=least_prob, warning_mode="never")
        columns = found.as_pyarrow_table()
    agreement = np.empty((columns.num_rows, len(fitted.levels)), dtype=np.int64)
    for field, comparison in enumerate(fitted.model["comparisons"]):
        gamma = columns[f"gamma_{comparison['output_column_name']}"].to_numpy()
        agreement[:, field] = np.where(gamma < 0, -1, len(fitted.levels[field]) - 1 - gamma)
    left, right = (columns[name].to_numpy().astype(np.int64) for name in ("unique_id_l", "unique_id_r"))
    return left, right, agreement


@dataclass(frozen=True)
class _Learnt:
    """A model as the library gives it, and the rules under which nothing was learnt, of which some broke down on the way."""

    model: Opaque
    failed_count: int
    broken_count: int
    unconverged_count: int


def _learn_all(records: Mapping[str, Sequence[object]], *, source: Ints, plan: Plan, steps: int) -> _Learnt:
    """Learn under every rule, in at most so many steps each."""
    from splink import SettingsCreator
    from splink.internals.exceptions import EMTrainingException

    settings = SettingsCreator(
        link_type="link_only" if plan.is_across else "dedupe_only",
        comparisons=[build_comparison(field) for field in plan.fields],
        max_iterations=steps,
        em_convergence=_CONVERGED,
        retain_matching_columns=True,
    )
    taken, failed, broken = [], 0, 0
    with _open(records, source=source if plan.is_across else None, settings=settings) as linker:
        # One chunk and no early stop: otherwise how many pairs are sampled would depend on what they show.
        linker.training.estimate_u_using_random_sampling(
            max_pairs=SAMPLED_PAIRS, seed=plan.seed, min_count_per_level=None, num_chunks=1
        )
        for rule in plan.learn_by:
            # The library takes the fields of a rule out of its model while it learns, and after a failure leaves them out.
            before = linker._settings_obj.core_model_settings.copy()
            try:
                taken.append(_learn(linker, rule))
            except EMTrainingException:  # no pair agrees
                failed += 1
                linker._settings_obj.core_model_settings = before
            except ValueError:  # the share of a level that no link reaches fell below what the library can hold
                broken += 1
                linker._settings_obj.core_model_settings = before
        model = linker.misc.save_model_to_json()
    return _Learnt(model, failed + broken, broken, sum(count >= steps for count in taken))


def _learn(linker: Opaque, rule: tuple[str, ...]) -> int:
    """Learn from pairs that agree on some fields; the number of steps it took."""
    session = linker.training.estimate_parameters_using_expectation_maximisation(
        " and ".join(f'l."{name}" = r."{name}"' for name in rule),
        max_pairs=_LEARNT_PAIRS,
        populate_probability_two_random_records_match_from_trained_values=True,
    )
    return len(session._core_model_settings_history)


def _settle_levels(levels: list[dict[str, Opaque]], *, sampled: int, links: float) -> Floats:
    """The levels that say something (K, 3), with shares that were not learnt filled in, in the model too.

    No share is taken to be under half a pair of those it was learnt from.
    """
    table = []
    for level in levels:
        if level.get("is_null_level"):
            continue
        m, u = level.get("m_probability"), level.get("u_probability")
        by_chance = max(u if isinstance(u, float) else 0.0, 0.5 / sampled)
        by_link = max(m, 0.5 / max(links, _FEW_LINKS)) if isinstance(m, float) else min(_UNSEEN_PROB, by_chance)
        level["m_probability"], level["u_probability"] = by_link, by_chance
        table.append((by_link, by_chance, float(isinstance(m, float) and isinstance(u, float))))
    return np.array(table)


def _count_possible(source: Ints, *, is_across: bool) -> int:
    """All pairs that could be the same thing."""
    possible = len(source) * (len(source) - 1) // 2
    if is_across:
        possible -= sum(count * (count - 1) // 2 for count in np.unique(source, return_counts=True)[1].tolist())
    return max(possible, 1)


@contextmanager
def _open(records: Mapping[str, Sequence[object]], *, source: Ints | None, settings: Opaque) -> Iterator[Opaque]:
    """A linker over the records, closed again; what the library would log is returned with the result instead."""
    import pyarrow as pa  # type: ignore[import-untyped]  # the library has no types
    from splink import DuckDBAPI, Linker

    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    engine = DuckDBAPI()
    try:
        # One thread: sums of floating numbers would otherwise depend on which thread ends first.
        engine.duckdb_con.execute("SET threads = 1")
        columns = {name: pa.array(values) for name, values in records.items()}
        columns["unique_id"] = pa.array(range(len(next(iter(records.values())))))
        if source is not None:
            columns["source_dataset"] = pa.array([str(one) for one in source.tolist()])
        yield Linker(engine.register(pa.table(columns)), settings, log_level=None)
    finally:
        engine.duckdb_con.close()
        logger.setLevel(before)


def _blank(column: Ints) -> list[int | None]:
    return [None if block < 0 else block for block in column.tolist()]
