"""How the public log writes what an entry about a round holds as a code: a state, a reason, a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.chain import Json
from processes.permissions import local


def delivery_label(data: Mapping[str, Json]) -> str:
    """Write how far the building of a project is."""
    from voting.models import Delivery

    return str(Delivery(str(data["state"])).label)


def undo_label(data: Mapping[str, Json]) -> str:
    """Write why a tick was taken back."""
    from voting.paper.ticking import Undo

    return str(Undo(str(data["reason"])).label)


def day_label(data: Mapping[str, Json]) -> str:
    """Write a day as people do."""
    return date_format(date.fromisoformat(str(data["day"])), "DATE_FORMAT")


def deadline_label(data: Mapping[str, Json]) -> str:
    """Write a moment as people do, in the city's time zone."""
    return local(datetime.fromisoformat(str(data["deadline"])))


def turn_label(data: Mapping[str, Json]) -> str:
    """Write which of the two keyings it was."""
    from voting.paper.keying import Turn

    return str(Turn(str(data["turn"])).label)


def way_label(data: Mapping[str, Json]) -> str:
    """Write how codes left the server."""
    ways = {"letter": _("as letters"), "table": _("as a table for letters"), "mail": _("by e-mail")}
    return str(ways[str(data["way"])])
