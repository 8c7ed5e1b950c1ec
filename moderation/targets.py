"""Finding the thing that an address speaks of: only kinds that can be moderated."""

from __future__ import annotations

from django.apps import apps
from django.http import Http404

from accounts.models import User
from moderation.models import Moderated, Visibility
from moderation.permissions import moderated_processes


def target_or_404(label: str, pk: int) -> Moderated:
    """Return the thing of kind `label` ("proposals.proposal"); raises Http404 for anything else."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(model, Moderated):
        raise Http404
    target = model.for_moderation().filter(pk=pk).first()
    if target is None:
        raise Http404
    return target


def written_by(author: User, moderator: User, most: int) -> list[Moderated]:
    """Return up to `most` things of `author` that readers can see where `moderator` moderates.

    The newest of each kind come first (one query per kind).
    """
    here = moderated_processes(moderator)
    found: list[Moderated] = []
    for model in kinds():
        visible = model.for_moderation().filter(
            **{model.author_field: author.pk}, visibility=Visibility.VISIBLE
        )
        for target in visible.order_by("-pk"):
            if not target.is_deleted and (here is None or target.moderation_process.pk in here):
                found.append(target)
            if len(found) == most:
                return found
    return found


def kinds() -> list[type[Moderated]]:
    """Return what can be moderated, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, Moderated)]
    return sorted(found, key=lambda model: model._meta.label)


def label_of(target: Moderated) -> str:
    """Return the kind of `target` as it stands in addresses."""
    return target._meta.label_lower
