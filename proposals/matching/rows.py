"""Sparse matrices put together from arrays known to be right, without checks that cost more than the work."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


def rows(values: NDArray[Any], numbers: NDArray[Any], starts: NDArray[Any], width: int) -> sparse.csr_matrix:
    """Return a matrix by its rows: those of row r begin at starts[r]."""
    out = sparse.csr_matrix((len(starts) - 1, width), dtype=values.dtype)
    out.data, out.indices = values, numbers.astype(np.int32, copy=False)
    out.indptr = starts.astype(np.int32, copy=False)
    return out


def columns(
    values: NDArray[Any], numbers: NDArray[Any], starts: NDArray[Any], height: int
) -> sparse.csc_matrix:
    """Return a matrix by its columns: those of column c begin at starts[c]."""
    out = sparse.csc_matrix((height, len(starts) - 1), dtype=values.dtype)
    out.data, out.indices = values, numbers.astype(np.int32, copy=False)
    out.indptr = starts.astype(np.int32, copy=False)
    return out


def column(numbers: NDArray[Any], values: NDArray[Any], height: int) -> sparse.csc_matrix:
    """Return a single column with some values in some rows."""
    return columns(values.astype(np.float32), numbers, np.array([0, len(numbers)]), height)


def turned(matrix: sparse.csr_matrix | sparse.csc_matrix, height: int) -> sparse.csc_matrix:
    """Return the rows of a matrix as columns of a height."""
    by_row = matrix.tocsr()
    return columns(by_row.data, by_row.indices, by_row.indptr, height)


def widened(matrix: sparse.csr_matrix, width: int) -> sparse.csr_matrix:
    """Return a matrix with empty columns added on the right."""
    return rows(matrix.data, matrix.indices, matrix.indptr, width)


def stacked(*parts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Put matrices under one another, the narrower widened."""
    before = np.cumsum([0, *(part.nnz for part in parts)])
    starts = [part.indptr[1:] + here for part, here in zip(parts, before[:-1], strict=True)]
    return rows(
        np.concatenate([part.data for part in parts]),
        np.concatenate([part.indices for part in parts]),
        np.concatenate([[0], *starts]),
        max(part.shape[1] for part in parts),
    )
