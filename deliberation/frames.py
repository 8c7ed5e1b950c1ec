"""What is sent to open browsers: one change of a discussion as JSON, rendered as everybody may see it.

A frame holds the comment's public fragment, drawn from the database at the moment of sending, so that a
comment hidden in the meantime goes out as its placeholder. Readers without a socket fetch the same by HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
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


def hello(user: Any, proposal_id: int) -> str | None:
    """The first frame: the latest revision, so that the page can ask what it missed. None if not public."""
    proposal = Proposal.objects.select_related("process").filter(pk=proposal_id).first()
    if proposal is None or not may_follow(user, proposal):
        return None
    return encode({"kind": "hello", "revision": latest_revision(proposal_id)})


def latest_revision(proposal_id: int) -> int:
    """The number of the last change of a discussion; 0 before the first."""
    highest: int | None = Comment.objects.filter(proposal=proposal_id).aggregate(r=Max("revision"))["r"]
    return highest or 0


def public_topics(topics: Collection[int]) -> set[int]:
    """Those of `topics` whose proposals are still public."""
    return set(Proposal.objects.listed().filter(pk__in=topics).values_list("pk", flat=True))


def comment_frames(comment_id: int, languages: Collection[str]) -> dict[str, str]:
    """The frame about one comment per language; none if it is gone or its proposal is not public."""
    rows = rows_of(comment_rows().filter(pk=comment_id))
    proposals = Proposal.objects.listed().select_related("process")
    proposal = proposals.filter(comments=comment_id).first()
    if not rows or proposal is None:
        return {}
    tally, now = tally_of(proposal), timezone.now()
    texts = {}
    for language in languages:
        with override(language):
            texts[language] = encode(frame(rows[0], scene_of(proposal, now), tally))
    return texts


def changes_since(proposal: Proposal, revision: int, now: datetime) -> dict[str, Any]:
    """What changed after `revision`, in the active language; `reload` instead where that is a lot."""
    rows = rows_of(comment_rows().of(proposal).since(revision)[: MOST + 1])
    if len(rows) > MOST:
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
        "html": draw.comment(row, scene),
    }
