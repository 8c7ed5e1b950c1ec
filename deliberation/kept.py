"""What a signed-out visitor typed waits in the session until they have signed in."""

from __future__ import annotations

from django.http import HttpRequest

from deliberation.forms import CommentForm
from proposals.models import Proposal

KEY = "deliberation.kept"


def keep(request: HttpRequest, proposal: Proposal, form: CommentForm) -> None:
    """Keep the valid comment of a visitor who is not signed in."""
    data = form.cleaned_data
    request.session[KEY] = {
        "proposal": proposal.pk,
        "text": data["text"],
        "stance": str(data.get("stance", "")),
    }


def take(request: HttpRequest, proposal: Proposal) -> dict[str, str]:
    """Return what this visitor typed about `proposal` before they signed in, once."""
    if not request.user.is_authenticated:
        return {}
    found = request.session.get(KEY)
    if not found or found["proposal"] != proposal.pk:
        return {}
    del request.session[KEY]
    return {"text": found["text"], "stance": found["stance"]}
