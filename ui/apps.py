from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system: template tags, form fields, charts and maps. Imports no other app."""

    name = "ui"
