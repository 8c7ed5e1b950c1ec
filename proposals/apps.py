from __future__ import annotations

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        from proposals import audit_actions, privacy, privacy_merging  # noqa: F401  what the log can say, what a person can ask for
