from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from pages import audit_actions  # noqa: F401  declare what the log knows
        from pages import frame, process_editors, words  # isort: skip

        frame.connect()
        words.connect()
        process_editors.connect()
        post_migrate.connect(prepare_editor, dispatch_uid="pages.prepare_editor")


def prepare_editor(sender: AppConfig, **kwargs: Any) -> None:
    """Receiver of post_migrate: once the last app has its tables and rights, and nothing waits to be migrated
    that the tables are not ready for, hang the rights on the groups and make the square.
    """
    from pages.editors import give_editor_rights
    from pages.first import make_square
    from pages.process_editors import give_all

    is_last = sender == [app for app in apps.get_app_configs() if app.models_module][-1]
    if is_last and not any_waits():
        give_editor_rights()
        give_all()
        make_square()


def any_waits() -> bool:
    """Return whether a migration of any app has not run yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
