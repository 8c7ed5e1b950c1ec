"""What the frame of every page shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.role_sources import scoped_roles
from accounts.roles import Role
from pages.editors import may_write
from pages.frame import Link, city_frame
from ui.counts import counted


class MarkedLink(NamedTuple):
    """A link in a menu; `current` is "page" for the page shown, "true" for its section, "" for all others."""

    label: str
    url: str
    current: str


BELOW_A_PROCESS = frozenset({"proposals", "deliberation"})
STAFF_LINKS = (
    ("moderation:queue", gettext_lazy("Moderation"), frozenset({Role.MODERATOR, Role.ADMINISTRATOR})),
    ("staff:desk", gettext_lazy("Staff desk"), frozenset({Role.COUNCIL_STAFF, Role.ADMINISTRATOR})),
    ("accounts:people", gettext_lazy("People"), frozenset({Role.ADMINISTRATOR})),
)


@cache
def address(name: str) -> str:
    """Return the address of a page; kept, because every menu has ten of them."""
    return reverse(name)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the city's name, the menu with the current entry marked, and the links of the footer."""
    city = city_frame(get_language() or "en")
    texts = {link.url for link in (*city.menu, *city.footer)}
    return {
        "city": city,
        "nav": marked(main_links(city.menu), request.path, section_of(request, texts)),
        "staff_nav": partial(staff_nav, request),
        "account_nav": marked(account_links(request), request.path),
        "footer_nav": (*city.footer, Link(_("Public log"), address("audit:log"))),
        "preview_now": getattr(request, "preview_now", None),
        "unread_notices": getattr(getattr(request, "user", None), "unread_notices", 0),
    }


def main_links(menu: tuple[Link, ...]) -> list[Link]:
    """Return the menu: what is open, what was decided, and the editors' pages."""
    return [Link(_("Take part"), "/"), Link(_("Results"), address("results:index")), *menu]


def account_links(request: HttpRequest) -> list[Link]:
    """Return what a signed-in person finds under their name; staff find their desks there."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    links = [
        Link(_("My account"), address("accounts:home")),
        Link(notifications(user), address("accounts:notices")),
    ]
    links += desks(user)
    if may_write(user):
        links.append(Link(_("Page editor"), address("wagtailadmin_home")))
    return links


def notifications(user: User) -> str:
    """Return the word in the menu, with how many are new."""
    if not user.unread_notices:
        return _("Notifications")
    return _("Notifications (%(count)s)") % {"count": counted(user.unread_notices)}


def desks(user: User) -> list[Link]:
    """Return the desks that somebody's roles open, in the whole city or in one process."""
    held = scoped_roles(user) | user.city_roles
    return [Link(str(label), address(name)) for name, label, roles in STAFF_LINKS if held & roles]


def staff_nav(request: HttpRequest) -> tuple[MarkedLink, ...]:
    """Return the menu of the staff side, which few pages show."""
    return marked(staff_links(request), request.path, desk_of(request))


def staff_links(request: HttpRequest) -> list[Link]:
    """Return the links of that menu: one's desks, the log of what is done there, and the way out."""
    user = getattr(request, "user", None)
    mine = desks(user) if isinstance(user, User) else []
    return [*mine, Link(_("Public log"), address("audit:log")), Link(_("Public site"), "/")]


def section_of(request: HttpRequest, texts: Collection[str]) -> str:
    """Return the address of the menu's entry that leads to a page below a process; "" for any other page."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.app_name == "voting":
        return address("results:index") if "/result" in request.path else "/"
    below = match.app_name in BELOW_A_PROCESS or match.url_name in {"page", "news"}
    return "/" if below and request.path not in texts else ""


def desk_of(request: HttpRequest) -> str:
    """Return the address of the desk to which a page about votes or proposals belongs; "" for any other."""
    match = request.resolver_match
    if match is None or match.app_name not in {"voting", *BELOW_A_PROCESS}:
        return ""
    return address("moderation:queue" if match.url_name == "pairs" else "staff:desk")


def marked(links: Sequence[Link], path: str, section: str = "") -> tuple[MarkedLink, ...]:
    """Return links for the template, marked for the page at `path`."""
    return tuple(MarkedLink(link.label, link.url, current(link.url, path, section)) for link in links)


def current(url: str, path: str, section: str) -> str:
    """Return what aria-current says of a link on the page at `path`."""
    if path == url:
        return "page"
    return "true" if url == section or (url != "/" and path.startswith(url)) else ""
