"""Finding the thing that an address speaks of: only kinds that can be moderated."""

from __future__ import annotations

from django.apps import apps
from django.http import Http404

from moderation.models import Moderated


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


def label_of(target: Moderated) -> str:
    """Return the kind of `target` as it stands in addresses."""
    return target._meta.label_lower
