"""Two proposals that became one, and two of which the authors are being asked."""

from __future__ import annotations

from demo.shapes import MergeData

MERGES: tuple[MergeData, ...] = (
    MergeData(
        goes="tanner-close",
        stays="school-street",
        note="""
Both want the cars out of Tanner Street when school begins and ends. The second one says how.
""",
        days=-5,
        hour=10,
        agreed=("tomas", "ana"),
        movers=22,
    ),
    MergeData(
        goes="quay-roof",
        stays="ferry-shelter",
        note="""
Both ask for a roof at the ferry stop Quay 2. One adds a bench with arm rests, which fits under it.
""",
        days=-1,
        hour=15,
        agreed=("minh",),
    ),
)
