"""Who is asking, and finding people for those who may."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import why_not_manage_people
from accounts.roles import Role


def signed_in(request: HttpRequest) -> User:
    """Return the person. Raises TypeError where the view forgot to let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("This view is for people who are signed in.")
    return request.user


def administrator(request: HttpRequest) -> User:
    """Return the administrator who asks. Raises PermissionDenied, with the reason, for everybody else."""
    user = signed_in(request)
    reason = why_not_manage_people(user)
    if reason:
        raise PermissionDenied(reason)
    return user


def found(words: str) -> QuerySet[User]:
    """Return people whose e-mail address or a name holds `words`; erased accounts cannot be found."""
    people = (
        User.objects.filter(erased_at=None).prefetch_related("role_grants").order_by("display_name", "pk")
    )
    if not words:
        return people.filter(role_grants__role__in=set(Role) - {Role.RESIDENT}).distinct()
    names = Q(display_name__icontains=words) | Q(legal_name__icontains=words)
    return people.filter(names | Q(email__icontains=words))
