"""The past of an author as moderators see it, and the decision that hides something now."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from accounts.models import User
from moderation.models import Case, Decision, Moderated


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """Who wrote what a case is about. `hidden` counts decisions to hide their texts, not this one's."""

    name: str
    year: int
    hidden: int


def author_line(case: Case) -> AuthorLine | None:
    """Return the line about the author of what `case` is about; None for nobody (two queries)."""
    author = User.objects.filter(pk=case.thing.moderation_author_id() or 0).first()
    if author is None:
        return None
    hides = Decision.objects.filter(case__author=author, outcome=Decision.Outcome.HIDE, taken_back_at=None)
    others = hides.exclude(case__content_type=case.content_type_id, case__object_id=case.object_id)
    return AuthorLine(author.public_name, author.date_joined.year, others.count())


def all_about(case: Case) -> list[Decision]:
    """Return all decisions about the thing of `case`, with the appeals against them, in their order."""
    found = Decision.objects.filter(case__content_type=case.content_type_id, case__object_id=case.object_id)
    return list(found.select_related("appeal").order_by("pk"))


def hidden_of(author: User) -> QuerySet[Decision]:
    """Return the decisions to hide texts of `author`, the newest first, with the appeals against them."""
    hides = Decision.objects.filter(case__author=author, outcome=Decision.Outcome.HIDE)
    return hides.select_related("case__process", "appeal").order_by("-decided_at", "-pk")


def latest_hiding(target: Moderated) -> Decision | None:
    """Return the decision by which `target` is hidden now."""
    if target.hidden_at is None:
        return None
    kind = ContentType.objects.get_for_model(target)
    hides = Decision.objects.filter(case__content_type=kind, case__object_id=target.pk)
    return hides.filter(outcome=Decision.Outcome.HIDE, decided_at=target.hidden_at).order_by("-pk").first()
