"""What do the tables of lists in a dossier say, each fitted once and kept between builds?"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.list_rows import count_lists
from tocsin.estimate.hidden.records import CLASSES, HiddenStudy
from tocsin.estimate.hidden.study import VERSION, FittedLists, fit_lists
from tocsin.methods.hidden.table import CaptureTable
from tocsin.terms.recipe import hash_content

__all__ = ["ListStore", "fit_list_tables", "read_capture_table"]

Floats = NDArray[np.float64]

BUILD_REPLICATES = 500
BUILD_CHAIN_STEPS = 2_500


class ListStore(Protocol):
    """Keeps arrays under the fingerprint of what they rest on."""

    def load(self, fingerprint: str) -> Mapping[str, Floats] | None:
        """The arrays kept under a fingerprint, or None."""
        ...

    def save(self, fingerprint: str, arrays: Mapping[str, Floats]) -> None:
        """Keep arrays under a fingerprint."""
        ...


def read_capture_table(dossier: Dossier, key: str) -> CaptureTable | None:
    """The lists of one table; None where it is not at hand.

    Raises
    ------
    DossierError
        If the cells are not those of lists.
    MethodError
        If they make no table of overlapping lists.
    """
    found = count_lists(dossier, key)
    return None if found is None else CaptureTable.from_patterns(found.lists, found.patterns, counts=found.counts)


def fit_list_tables(dossier: Dossier, *, store: ListStore | None = None) -> dict[str, FittedLists]:
    """Fit every table of lists that a driver is estimated from, by the seed of the dossier; those not at hand lack."""
    keys = {driver.lists for model in dossier.models.values() for driver in model.drivers.values() if driver.lists}
    fitted = {}
    for key in sorted(keys):
        table = read_capture_table(dossier, key)
        if table is not None:
            fitted[key] = _fit_once(table, seed=dossier.head.seed, store=store)
    return fitted


def _fit_once(table: CaptureTable, *, seed: int, store: ListStore | None) -> FittedLists:
    settings = [VERSION, BUILD_REPLICATES, BUILD_CHAIN_STEPS, seed]
    fingerprint = hash_content(["lists", settings, list(table.lists), table.patterns.tolist(), table.counts.tolist()])
    kept = store.load(fingerprint) if store else None
    if kept is not None:
        return _unpack(kept)
    found = fit_lists(table, replicates=BUILD_REPLICATES, seed=seed, chain_steps=BUILD_CHAIN_STEPS)
    if store:
        store.save(fingerprint, _pack(found))
    return found


def _pack(found: FittedLists) -> dict[str, Floats]:
    """The study as numbers too, one per byte, since a store keeps numbers only."""
    text = found.study.model_dump_json().encode()
    samples: dict[str, Floats] = {name: found.samples[name] for name in found.samples}
    return {"study": np.frombuffer(text, dtype=np.uint8).astype(np.float64), **samples}


def _unpack(kept: Mapping[str, Floats]) -> FittedLists:
    study = HiddenStudy.model_validate_json(kept["study"].astype(np.uint8).tobytes())
    return FittedLists(study, {name: kept[name] for name in CLASSES if name in kept})
