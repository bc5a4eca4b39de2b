"""How can weights be drawn evenly from a region too narrow to hit by chance?"""

import numpy as np

from tocsin.methods.score.aggregate import Floats

# Walks run side by side; each is independent of the others, later draws of one walk are nearly so.
_WALKS = 4_096
_LEAST_WALKS = 512


def sample_by_walk(
    walls: tuple[Floats, Floats], *, points: Floats, sizes: Floats, draws: int, rng: np.random.Generator
) -> Floats:
    """Weights drawn evenly from a convex region by hit-and-run, in directions fitted to the region's shape.

    Parameters
    ----------
    walls : (normals (W, G), limits (W,))
        The region: ``normals @ weights <= limits``.
    points : array, shape (N, G)
        Points of the region that together lie on no single wall; shares of 1.
    sizes : array, shape (G,)
        How often each weight counts in the sum that stays the same; 0 for a weight that stays as it is.
    draws : int
        Number of draws D.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    array, shape (D, G)
        Weights, shares of 1, in random order.

    Raises
    ------
    Nothing
        The caller gives a region with an inside.

    Notes
    -----
    Each step picks a random line through the present point and then a point evenly on its stretch inside the region, which
    leaves the uniform distribution unchanged. Directions follow the spread of the given points, then that of the walks
    after a first run, so that a narrow region is crossed as fast as a round one. Steps grow with the dimension.

    References
    ----------
    smith1984 (Operations Research 32(6), 1296-1308).

    Examples
    --------
    >>> import numpy as np
    >>> walls = (np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([0.30, -0.29]))
    >>> ends = np.array([[0.29, 0.71], [0.30, 0.70]])
    >>> w = sample_by_walk(walls, points=ends, sizes=np.ones(2), draws=2000, rng=np.random.default_rng(1))
    >>> w.mean(axis=0).round(3).tolist()
    [0.295, 0.705]
    """
    return walk_along(walls, points=points, basis=_find_basis(sizes), draws=draws, rng=rng)


def walk_along(
    walls: tuple[Floats, Floats], *, points: Floats, basis: Floats, draws: int, rng: np.random.Generator
) -> Floats:
    """The same along given directions alone: `basis` (G, K) spans all ways that stay in the region's own space."""
    dimension = basis.shape[1]
    walks = min(max(draws, _LEAST_WALKS), _WALKS)
    at = np.tile(points.mean(axis=0), (walks, 1))
    steps = 100 + 20 * dimension
    at = _walk(at, walls=walls, moves=_fit_moves(points, basis), steps=steps, rng=rng)
    moves = _fit_moves(at, basis)
    at = _walk(at, walls=walls, moves=moves, steps=steps, rng=rng)
    kept = [at]
    while len(kept) * walks < draws:
        at = _walk(at, walls=walls, moves=moves, steps=5 + 2 * dimension, rng=rng)
        kept.append(at)
    return rng.permutation(np.concatenate(kept)[:draws], axis=0)


def _find_basis(sizes: Floats) -> Floats:
    """Orthonormal directions (G, G - fixed - 1) along which the sum of the weights, and the fixed ones, stay the same."""
    kept = np.concatenate([np.diag((sizes == 0).astype(np.float64)), sizes[None, :]])
    _, singular, rows = np.linalg.svd(kept)
    rank = int((singular > 1e-12).sum())
    basis: Floats = rows[rank:].T
    return basis


def _fit_moves(points: Floats, basis: Floats) -> Floats:
    """Directions (G, K) scaled to the spread of points; a thousandth of it is added all round lest one vanish."""
    along = (points - points.mean(axis=0)) @ basis
    spread = along.T @ along / len(points)
    spread += np.eye(len(spread)) * (1e-3 * np.trace(spread) / len(spread) + 1e-30)
    return basis @ np.linalg.cholesky(spread)


def _walk(at: Floats, *, walls: tuple[Floats, Floats], moves: Floats, steps: int, rng: np.random.Generator) -> Floats:
    normals, limits = walls
    at = at.copy()
    for _ in range(steps):
        direction = rng.standard_normal((len(at), moves.shape[1])) @ moves.T
        speed = direction @ normals.T
        room = np.maximum(limits - at @ normals.T, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = room / speed
        ahead = np.where(speed > 0, reach, np.inf).min(axis=1)
        back = np.where(speed < 0, reach, -np.inf).max(axis=1)
        place = back + (ahead - back) * rng.uniform(size=len(at))
        at += place[:, None] * direction
    return at
