"""Arrays of numbers, one for each of many things, and the little algebra that the answers need of them."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Vector: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


def unit_rows(matrix: csr_array) -> csr_array:
    """Return the matrix with each row scaled to length 1; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    data = matrix.data / np.repeat(np.where(lengths > 0, lengths, 1), np.diff(matrix.indptr))
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def incidence(rows: Sequence[Iterable[int]], width: int) -> csr_array:
    """Return a matrix with a 1 in each row at each of its columns."""
    lists = [sorted(set(row)) for row in rows]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in lists])]).astype(np.int64)
    columns = np.array([c for row in lists for c in row], dtype=np.int64)
    return csr_array((np.ones(len(columns)), columns, starts), shape=(len(rows), width))


def highest(matrix: csr_array, values: Vector) -> Vector:
    """Return for each row the highest of the values at its columns; not a number where it has none."""
    found = np.full(matrix.shape[0], np.nan)
    filled = np.diff(matrix.indptr) > 0
    if filled.any():
        found[filled] = np.maximum.reduceat(values[matrix.indices], matrix.indptr[:-1][filled])
    return found


def information(carriers: Vector, total: int) -> Vector:
    """Return -log of the share of `total` that carry something; smoothed, so that what nobody has is the most
    informative.
    """
    return -np.log((carriers + 1) / (total + 2))
