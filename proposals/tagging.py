"""Tags that others used, to choose from: the same word for the same thing makes ideas easy to find."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from taggit.models import Tag

from processes.models import Process
from proposals.models import Proposal

OFFERED = 12


def used_tags(process: Process) -> list[str]:
    """Return the tags that most of the public proposals of a process carry (one query)."""
    public = Proposal.objects.in_process(process).listed().values("pk")
    kind = ContentType.objects.get_for_model(Proposal)
    used = Tag.objects.filter(
        taggit_taggeditem_items__content_type=kind, taggit_taggeditem_items__object_id__in=public
    )
    counted = used.annotate(count=Count("taggit_taggeditem_items")).order_by("-count", "name")
    return list(counted.values_list("name", flat=True)[:OFFERED])
