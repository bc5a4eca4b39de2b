"""Which terms make a hierarchical model of overlapping lists, and how are they written?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tocsin.methods.hidden.cells import Codes, Flags, code_of, sizes_of
from tocsin.methods.hidden.errors import ModelTermsError, TooFewListsError, TooManyModelsError
from tocsin.methods.hidden.table import CaptureTable

__all__ = [
    "MOST_MODELS",
    "Term",
    "TermsLike",
    "check_enough_lists",
    "list_models",
    "list_terms",
    "name_terms",
    "read_terms",
]

MOST_MODELS = 100_000

Term = tuple[str, ...]
TermsLike = Sequence[Sequence[str]]


@dataclass(frozen=True)
class ModelList:
    """Hierarchical models of L lists: each row of ``has`` (M, T) says which of the T terms of two or more lists it has."""

    terms: Codes  # (T,)
    has: Flags  # (M, T)


def check_enough_lists(table: CaptureTable) -> None:
    """Refuse two lists, where any dependence between them leaves the number open and nothing can show it."""
    if len(table.lists) < 3:
        raise TooFewListsError(
            f"there are only the lists {' and '.join(table.lists)}, and with two lists nothing shows whether being on one makes "
            "being on the other more likely, which changes the answer without limit. Find a third list that overlaps them."
        )


def read_terms(table: CaptureTable, terms: TermsLike) -> tuple[int, ...]:
    """Turn terms, each the names of two or more lists, into codes, with every smaller term that they contain."""
    codes = set()
    for term in terms:
        unknown = [name for name in term if name not in table.lists]
        if isinstance(term, str) or unknown or len(set(term)) != len(term) or len(term) < 2:
            raise ModelTermsError(
                f"the term {term!r} is not two or more different lists of {', '.join(table.lists)}, so the model is not "
                "one of these lists. Write each term as the names of its lists."
            )
        codes.add(code_of(tuple(table.lists.index(name) for name in term)))
    closed = _close_terms(codes)
    if (1 << len(table.lists)) - 1 in closed:
        raise ModelTermsError(f"a term of all {len(table.lists)} lists would fit any number unseen. Leave it out.")
    return closed


def name_terms(lists: Sequence[str], codes: Sequence[int]) -> tuple[Term, ...]:
    """Write codes as terms: the names of their lists, in the order of the table."""
    return tuple(tuple(name for place, name in enumerate(lists) if code >> place & 1) for code in codes)


def list_terms(lists: int, *, order: int) -> Codes:
    """List the codes of all terms of two to ``order`` lists, smallest first."""
    codes = np.arange(1 << lists)
    sizes = sizes_of(codes)
    found = codes[(sizes >= 2) & (sizes <= order)]
    return found[np.lexsort((found, sizes_of(found)))]


@cache
def list_models(lists: int, *, order: int) -> ModelList:
    """List every hierarchical model of L lists with terms of at most ``order`` lists; the first has main effects alone."""
    if not 2 <= order < lists:
        raise ModelTermsError(
            f"terms of at most {order} lists were asked for among {lists} lists; a term of all lists would fit any number "
            f"unseen. Choose an order from 2 to {lists - 1}."
        )
    terms = list_terms(lists, order=order)
    has = np.zeros((1, len(terms)), dtype=bool)
    for column, code in enumerate(terms.tolist()):
        needed = [index for index, other in enumerate(terms.tolist()) if other != code and other & code == other]
        allowed = has[:, needed].all(axis=1)
        if len(has) + int(allowed.sum()) > MOST_MODELS:
            raise TooManyModelsError(
                f"{lists} lists with terms of at most {order} lists have more than {MOST_MODELS:,} models, too many to compare "
                "one by one. Lower the order, merge lists of the same kind, or select terms stepwise."
            )
        added = has[allowed]
        added[:, column] = True
        has = np.concatenate([has, added])
    return ModelList(terms, has)


def _close_terms(codes: set[int]) -> tuple[int, ...]:
    """Add to terms the smaller terms of two or more lists that they contain; smallest first."""
    closed = {part for code in codes for part in _list_parts(code)}
    return tuple(sorted(closed, key=lambda code: (code.bit_count(), code)))


def _list_parts(code: int) -> list[int]:
    part, found = code, []
    while part:
        if part.bit_count() >= 2:
            found.append(part)
        part = (part - 1) & code
    return found
