"""Which expected counts fit many log-linear models to many tables at once?"""

from dataclasses import dataclass

import numpy as np

from tocsin.methods.hidden.cells import Codes, Flags, Floats, overlap_counts, term_sums

__all__ = ["BatchFit", "fit_batch"]

_MOST_STEPS = 40
# Half the squared Newton decrement is the log-likelihood still to be gained; after one more step its square is left.
_ENOUGH = 1e-12
_RIDGE = 1e-10
# Numbers per block: measured, blocks that stay in the cache of a processor take half the time of blocks that do not.
_BLOCK_CELLS = 1 << 17
_GREATEST_LOG = 60.0


@dataclass(frozen=True)
class BatchFit:
    """Fits of B models to B tables of 2^L cells, each with p parameters."""

    parameters: Floats  # (B, p)
    means: Floats  # (B, 2^L): 0 in the cells left out
    deviance: Floats  # (B,)
    slack: Floats  # (B,): by how much the deviance may still fall
    converged: Flags  # (B,)


def fit_batch(counts: Floats, *, terms: Codes, cells: Flags, most_steps: int = _MOST_STEPS) -> BatchFit:
    """Fit Poisson log-linear models by Newton steps with halving, many at a time.

    ``counts`` (B, 2^L), ``terms`` (B, p) codes of the parameters beginning with 0 for the constant, ``cells`` (B, 2^L)
    the cells that take part; those left out have mean 0 because a term that they are in has an empty overlap.
    """
    step = max(1, _BLOCK_CELLS // counts.shape[1])
    blocks = [slice(start, start + step) for start in range(0, len(counts), step)]
    parts = [_Block(counts[at], terms=terms[at], cells=cells[at]).solve(most_steps) for at in blocks]
    if len(parts) == 1:
        return parts[0]
    return BatchFit(
        parameters=np.concatenate([part.parameters for part in parts] or [np.zeros(terms.shape)]),
        means=np.concatenate([part.means for part in parts] or [np.zeros(counts.shape)]),
        deviance=np.concatenate([part.deviance for part in parts] or [np.zeros(0)]),
        slack=np.concatenate([part.slack for part in parts] or [np.zeros(0)]),
        converged=np.concatenate([part.converged for part in parts] or [np.zeros(0, dtype=bool)]),
    )


class _Block:
    """Newton's method over one block; rows that have converged leave the work."""

    def __init__(self, counts: Floats, *, terms: Codes, cells: Flags) -> None:
        self.counts, self.terms, self.cells = counts, terms, cells
        self.unions = terms[:, :, None] | terms[:, None, :]
        self.seen = np.take_along_axis(overlap_counts(counts), terms, axis=1)
        self.diagonal = np.arange(terms.shape[1])

    def solve(self, most_steps: int) -> BatchFit:
        start = np.where(self.cells, self.counts + 0.1, 0.0)
        logs = np.where(self.cells, np.log(np.where(self.cells, start, 1.0)), 0.0)
        live = np.arange(len(self.counts))
        weighted = np.take_along_axis(overlap_counts(start * logs), self.terms, axis=1)
        parameters = self._step(start, weighted, live=live)
        means, gain = self._evaluate(parameters, live=live)
        slack = np.full(len(self.counts), np.inf)
        for _ in range(most_steps):
            gradient = self.seen[live] - np.take_along_axis(overlap_counts(means[live]), self.terms[live], axis=1)
            change = self._step(means[live], gradient, live=live)
            slack[live] = np.abs((change * gradient).sum(axis=1))
            moved = self._climb(parameters[live], change, live=live, gain=gain[live])
            parameters[live], means[live], gain[live] = moved
            live = live[slack[live] > _ENOUGH]
            if not live.size:
                break
        return BatchFit(parameters, means, self._find_deviance(means), slack, slack <= _ENOUGH)

    def _step(self, means: Floats, gradient: Floats, *, live: Codes) -> Floats:
        margins = overlap_counts(means)
        information = margins[np.arange(len(live))[:, None, None], self.unions[live]]
        scale = np.sqrt(information[:, self.diagonal, self.diagonal])
        scale = np.where(scale > 0, scale, 1.0)
        information /= scale[:, :, None] * scale[:, None, :]
        # Keeps a model whose estimate runs off to infinity solvable; where it converges, the gradient is 0 all the same.
        information[:, self.diagonal, self.diagonal] += _RIDGE
        solved: Floats = np.linalg.solve(information, (gradient / scale)[:, :, None])[:, :, 0] / scale
        return solved

    def _evaluate(self, parameters: Floats, *, live: Codes) -> tuple[Floats, Floats]:
        spread = np.zeros((len(live), self.counts.shape[1]))
        np.put_along_axis(spread, self.terms[live], parameters, axis=1)
        means = np.exp(np.minimum(term_sums(spread), _GREATEST_LOG))
        means *= self.cells[live]
        return means, (parameters * self.seen[live]).sum(axis=1) - means.sum(axis=1)

    def _climb(self, parameters: Floats, change: Floats, *, live: Codes, gain: Floats) -> tuple[Floats, Floats, Floats]:
        """Take the step, halved for as long as it loses likelihood."""
        moved = parameters + change
        means, reached = self._evaluate(moved, live=live)
        least = gain - 1e-9 * np.abs(gain)
        for halving in range(1, 30):
            lost = np.flatnonzero(~(reached >= least))
            if not lost.size:
                break
            moved[lost] = parameters[lost] + change[lost] * 0.5**halving
            means[lost], reached[lost] = self._evaluate(moved[lost], live=live[lost])
        return moved, means, reached

    def _find_deviance(self, means: Floats) -> Floats:
        some = self.counts > 0
        ratio = np.log(np.where(some, self.counts, 1.0) / np.where(some & (means > 0), means, 1.0))
        deviance: Floats = 2 * (self.counts * ratio - self.counts + means).sum(axis=1)
        return deviance
