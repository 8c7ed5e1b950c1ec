"""All 22 projects on the ballot of last year's budget, in the order they were printed on it."""

from __future__ import annotations

from demo.budget2025.funded import FUNDED
from demo.budget2025.not_funded import NOT_FUNDED
from demo.shapes import BallotProjectData

LAST_PROJECTS: tuple[BallotProjectData, ...] = FUNDED + NOT_FUNDED
