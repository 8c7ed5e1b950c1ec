"""What the log says about the whole site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.actions import Action, register

register(Action("pages.city_set", _("Set the name of the city to “{city}”, and how to reach it.")))
