from __future__ import annotations

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        # imported to register themselves: what the log can say, what a person can ask for
        from proposals import audit_actions, privacy, privacy_merging, privacy_writing  # noqa: F401
