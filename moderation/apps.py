from __future__ import annotations

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from moderation import audit_actions, privacy  # noqa: F401  what the log can say, what a person can ask for
