from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from pages.editors import give_editor_rights
        from pages.frame import connect

        connect()
        post_migrate.connect(give_editor_rights, sender=self, dispatch_uid="pages.editors")
