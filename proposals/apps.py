from __future__ import annotations

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        from proposals import (  # noqa: F401  register
            audit_actions,
            privacy,
            privacy_merging,
            privacy_writing,
            veiling,
        )
