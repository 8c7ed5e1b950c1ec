"""A round whose box is closed, and trustees who have not begun to count."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.verifiable import Made, close, make_voted_round

Commits = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def commits(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Commits:
    """`with commits():` does what waits for the end of a transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def closed(commits: Commits) -> Made:
    """A round whose box staff have closed, and the seeds of its trustees."""
    round, seeds = make_voted_round()
    with commits():
        close(round)
    return round, seeds
