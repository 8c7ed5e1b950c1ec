"""What is sent to open browsers: one change of a discussion as JSON, rendered as everybody may see it.

A frame holds the comment's public fragment, drawn from the database at the moment of sending, so that a
comment hidden in the meantime goes out as its placeholder, and one that is gone without any. Readers without
a socket fetch the same by HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import override

from deliberation import draw
from deliberation.models import Comment
from deliberation.permissions import may_follow
from deliberation.rows import Row, comment_rows, rows_of
from deliberation.scene import Scene, scene_of
from deliberation.tally import Tally, heading, tally_of
from proposals.models import Proposal

MOST = 40  # changes handed over at once; who missed more loads the page again


def encode(data: dict[str, Any]) -> str:
    """A frame as it is sent."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


BEAT = encode({"kind": "beat"})
CATCH_UP = encode({"kind": "catch-up"})
CLOSED = encode({"kind": "closed"})


def known_language(code: str) -> str:
    """`code` if the site speaks that language, else the site's own."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def hello(revision: int) -> str:
    """The first frame: the latest revision, so that the page can ask what it missed."""
    return encode({"kind": "hello", "revision": revision})


def revision_for(user: Any, proposal_id: int) -> int | None:
    """The number of the last change of a discussion, 0 before the first; None if `user` may not follow it."""
    proposal = Proposal.objects.select_related("process").filter(pk=proposal_id).first()
    if proposal is None or not may_follow(user, proposal):
        return None
    return latest_revision(proposal_id)


def latest_revision(proposal_id: int) -> int:
    """The number of the last change of a discussion; 0 before the first."""
    highest: int | None = Comment.objects.filter(proposal=proposal_id).aggregate(r=Max("revision"))["r"]
    return highest or 0


def public_topics(topics: Collection[int]) -> dict[int, int]:
    """Those of `topics` whose proposals are still public, with their latest revisions (one query)."""
    newest = Comment.objects.filter(proposal=OuterRef("pk")).order_by("-revision").values("revision")[:1]
    found = Proposal.objects.listed().filter(pk__in=topics)
    return dict(found.values_list("pk", Coalesce(Subquery(newest), 0)))


@dataclass(frozen=True, slots=True)
class News:
    """What changed up to `revision`: the frames per language; None where that is more than is handed over."""

    revision: int
    texts: Mapping[str, Sequence[str]] | None


def news_since(proposal_id: int, revision: int, languages: Collection[str]) -> News:
    """What changed after `revision`; nothing where the proposal is not public."""
    proposal = Proposal.objects.listed().select_related("process").filter(pk=proposal_id).first()
    rows = rows_of(comment_rows().of(proposal).since(revision)[: MOST + 1]) if proposal else []
    if proposal is None or not rows:
        return News(revision, {})
    if len(rows) > MOST:
        return News(latest_revision(proposal_id), None)
    tally, now = tally_of(proposal), timezone.now()
    texts = {}
    for language in languages:
        with override(language):
            scene = scene_of(proposal, now)
            texts[language] = [encode(frame(row, scene, tally)) for row in rows]
    return News(rows[-1].revision, texts)


def changes_since(proposal: Proposal, revision: int, now: datetime) -> dict[str, Any]:
    """What changed after `revision`, in the active language.

    `reload` instead where that is a lot, or where a merge has taken away what the page knew.
    """
    rows = rows_of(comment_rows().of(proposal).since(revision)[: MOST + 1])
    if len(rows) > MOST or (not rows and revision > latest_revision(proposal.pk)):
        return {"reload": True}
    tally, scene = tally_of(proposal), scene_of(proposal, now)
    return {"frames": [frame(row, scene, tally) for row in rows]}


def frame(row: Row, scene: Scene, tally: Tally) -> dict[str, Any]:
    """One comment as a frame in the active language."""
    return {
        "kind": "comment",
        "number": row.number,
        "root": row.root,
        "place": row.place,
        "revision": row.revision,
        "title": heading(tally),
        "tally": tally.svg,
        "labels": tally.labels,
        "html": "" if row.is_gone else draw.comment(row, scene),
    }
