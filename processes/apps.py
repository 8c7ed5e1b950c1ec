from __future__ import annotations

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "processes"

    def ready(self) -> None:
        from processes import audit_actions, role_source  # noqa: F401  declare what the log and sign-in know
