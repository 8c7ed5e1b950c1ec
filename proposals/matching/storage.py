"""An index as bytes: arrays and JSON in one .npz, read without ever unpickling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, is_zipfile

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.block import Block
from proposals.matching.lexicon import Lexicon
from proposals.matching.thesaurus import concepts, edition

VERSION = 3
COUNTED = ("titles", "bodies", "named", "concepts")


def pack(block: Block, lexicon: Lexicon) -> bytes:
    """Return a block and its words as bytes."""
    names = {
        "version": [VERSION, edition()],
        "ids": block.ids,
        "categories": block.categories,
        "words": lexicon.keys,
    }
    arrays: dict[str, NDArray[Any]] = {
        "names": np.frombuffer(json.dumps(names).encode(), dtype=np.uint8),
        "places": block.places,
    }
    for name in COUNTED:
        arrays |= _arrays(name, getattr(block, name))
    out = BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def unpack(data: bytes) -> tuple[Block, Lexicon]:
    """Return what was packed; raise ValueError for bytes that are something else."""
    if not is_zipfile(BytesIO(data)):
        raise ValueError("These bytes are not an index.")
    try:
        with np.load(BytesIO(data), allow_pickle=False) as box:
            names = json.loads(box["names"].tobytes())
            if names["version"] != [VERSION, edition()]:
                raise ValueError(f"This index was written by another version, {names['version']}.")
            lexicon = Lexicon()
            for key in names["words"]:
                lexicon.learn(key)
            rows, words = len(names["ids"]), len(lexicon)
            titles, bodies, named = (_matrix(box, name, (rows, words)) for name in COUNTED[:3])
            meant = _matrix(box, "concepts", (rows, len(concepts())))
            places = box["places"]
        return Block(names["ids"], titles, bodies, named, meant, names["categories"], places), lexicon
    except (BadZipFile, KeyError, TypeError, OSError, EOFError, json.JSONDecodeError) as error:
        raise ValueError("These bytes are not an index.") from error


def _arrays(name: str, matrix: sparse.csr_matrix) -> dict[str, NDArray[Any]]:
    return {
        f"{name}_counts": matrix.data.astype(np.float32),
        f"{name}_words": matrix.indices.astype(np.int32),
        f"{name}_starts": matrix.indptr.astype(np.int64),
    }


def _matrix(box: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, int]) -> sparse.csr_matrix:
    return sparse.csr_matrix(
        (box[f"{name}_counts"], box[f"{name}_words"], box[f"{name}_starts"]), shape=shape
    )
