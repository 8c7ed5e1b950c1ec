"""System checks: what a real city must not run with."""

from __future__ import annotations

import pytest
from django.test import override_settings

from config.checks import combinations


@pytest.mark.parametrize(
    ("to_files", "embedded", "found"),
    [(True, False, ["plaza.W001"]), (True, True, []), (False, False, [])],
)
def test_mail_into_files_is_warned_of_where_the_database_is_a_real_one(
    to_files: bool, embedded: bool, found: list[str]
) -> None:
    with override_settings(
        MAIL_TO_FILES=to_files, EMBEDDED=embedded, DEMO=False, DEBUG=False, WEB_CONCURRENCY=1
    ):
        assert [message.id for message in combinations(None)] == found
