"""A form that a bad line or a nervous finger sends fifty times is sent once, and every answer says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client

from accounts.limits import Pace
from accounts.models import User
from deliberation.models import Comment, HelpfulMark
from moderation.models import Appeal, Report
from proposals.models import Follow, Invitation, Merge, Proposal, Suggestion, Support
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 50


@dataclass(frozen=True)
class Sending:
    """A form, and the rows of `made` by which one can count what it did."""

    path: str
    made: type[Model]
    data: dict[str, str] = field(default_factory=dict)
    there: int = 0


def comment(_ana: User) -> Sending:
    proposal = make_proposal()
    path = f"{proposal.get_absolute_url()}comments/new/"
    return Sending(path, Comment, {"text": "The trees first.", "submission": str(uuid4())})


def correction(ana: User) -> Sending:
    said = make_comment(author=ana)
    path = f"{said.proposal.get_absolute_url()}comments/{said.number}/edit/"
    return Sending(path, Comment, {"text": "Say it better.", "stance": ""}, there=1)


def draft(_ana: User) -> Sending:
    words = {
        "title": "A tap at the tram stop",
        "body": "There is no tap within 600 metres.",
        "language": "en",
    }
    path = f"/{make_process().slug}/proposals/new/"
    return Sending(path, Proposal, {**words, "submission": str(uuid4())})


def publication(ana: User) -> Sending:
    begun = make_draft(author=ana)
    return Sending(f"/{begun.process.slug}/proposals/drafts/{begun.pk}/check/", Proposal, there=1)


def suggestion(_ana: User) -> Sending:
    proposal = make_proposal()
    words = {"title": proposal.title, "summary": "Six benches.", "body": proposal.body, "reason": "Shorter."}
    path = f"{proposal.get_absolute_url()}suggestions/new/"
    return Sending(path, Suggestion, {**words, "seen": "1", "submission": str(uuid4())})


def support(_ana: User) -> Sending:
    return Sending(f"{make_proposal().get_absolute_url()}support/", Support)


def following(_ana: User) -> Sending:
    return Sending(f"{make_proposal().get_absolute_url()}follow/", Follow)


def mark(_ana: User) -> Sending:
    said = make_comment()
    path = f"{said.proposal.get_absolute_url()}comments/{said.number}/helpful/"
    return Sending(path, HelpfulMark, {"on": "1"})


def report(_ana: User) -> Sending:
    path = f"/moderation/report/deliberation.comment/{make_comment().pk}/"
    return Sending(path, Report, {"rule": "insult", "note": "Calls people names."})


def appeal(ana: User) -> Sending:
    decision = hide(make_comment(author=ana))
    return Sending(f"/moderation/appeal/{decision.pk}/", Appeal, {"text": "It was a joke among friends."})


def invitation(ana: User) -> Sending:
    path = f"{make_proposal(author=ana).get_absolute_url()}authors/"
    return Sending(path, Invitation, {"act": "invite", "email": "bo@example.org"})


def merge(ana: User) -> Sending:
    mine = make_proposal(author=ana)
    other = make_proposal(process=mine.process)
    path = f"{mine.get_absolute_url()}merge/?with={other.number}"
    return Sending(path, Merge, {"stays": str(other.number), "note": ""})


FORMS = (
    comment,
    correction,
    draft,
    publication,
    suggestion,
    support,
    following,
    mark,
    report,
    appeal,
    invitation,
    merge,
)


@pytest.mark.parametrize("form", FORMS)
def test_fifty_times_the_same_form_is_one_and_every_answer_is_the_first_ones(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Callable[[User], Sending]
) -> None:
    counted: list[str] = []
    count = Pace.count

    def counting(pace: Pace, actor: User) -> None:
        counted.append(pace.act)
        count(pace, actor)

    monkeypatch.setattr(Pace, "count", counting)
    ana = make_user()
    sending = form(ana)
    sign_in(client, ana)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    results = at_once([partial(send, sending, session)] * TIMES, tmp_path)
    answers = {
        (one.status_code, one["Location"]) if isinstance(one, HttpResponseBase) else one for one in results
    }
    assert len(answers) == 1 and (302 in next(iter(answers))), answers  # type: ignore[operator]
    assert sending.made._default_manager.count() == max(1, sending.there)
    assert len(counted) == 1, "a repetition must not use up how often one may do it"


def send(sending: Sending, session: str) -> HttpResponseBase:
    """Send the form as another tab of the same browser does."""
    tab = Client()
    tab.cookies[settings.SESSION_COOKIE_NAME] = session
    return tab.post(sending.path, sending.data)
