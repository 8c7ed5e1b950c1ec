"""A hidden title is in no notification that is read or mailed after that, until it is shown again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.bundling import mail_bundles
from accounts.models import MailPace, Notice, User
from accounts.tasks import mail_notice
from accounts.veils import readable
from proposals.lifecycle import Status
from proposals.models import Move, Proposal
from proposals.services import edit_proposal, follow_proposal, move_proposal
from proposals.telling import tell_of_move
from tests.factories.accounts import make_user, sign_in
from tests.factories.merges import make_waiting_merge
from tests.factories.moderation import hide, make_case, restore
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
TITLE = "Mr Adeyemi of Ropewalk 4 is a thief"
VEIL = "About something that is hidden now"


def make_told(pace: MailPace = MailPace.AT_ONCE) -> tuple[User, Proposal]:
    """A follower who was told of a step of a proposal whose title is hidden later."""
    follower, proposal = make_user(), make_proposal(title=TITLE)
    User.objects.filter(pk=follower.pk).update(mail_pace=pace)
    follower.refresh_from_db()
    follow_proposal(actor=follower, proposal=proposal, now=timezone.now())
    move_proposal(actor=None, proposal=proposal, to=Status.UNDER_REVIEW, now=timezone.now())
    tell_of_move(Move.objects.latest("pk"), None)
    assert TITLE in Notice.objects.get(user=follower).subject
    proposal.refresh_from_db()
    return follower, proposal


def test_followers_do_not_read_it_while_it_is_hidden_and_its_author_does(client: Client) -> None:
    follower, proposal = make_told()
    hide(proposal)
    sign_in(client, follower)
    page = client.get("/accounts/notices/").content.decode()
    assert TITLE not in page
    assert VEIL in page
    sign_in(client, proposal.author)
    assert TITLE in client.get("/accounts/notices/").content.decode()
    restore(proposal)
    sign_in(client, follower)
    assert TITLE in client.get("/accounts/notices/").content.decode()


def test_it_is_in_no_mail_that_is_sent_later() -> None:
    follower, proposal = make_told(MailPace.DAILY)
    hide(proposal)
    mail.outbox.clear()
    assert mail_bundles(timezone.now().replace(hour=12) + timedelta(days=1))
    (letter,) = (one for one in mail.outbox if one.to == [follower.email])
    assert TITLE not in f"{letter.subject} {letter.body}"
    assert VEIL in f"{letter.subject} {letter.body}"
    alone = Notice.objects.get(user=follower)
    Notice.objects.filter(pk=alone.pk).update(together=False, mailed_at=None, mail_begun_at=None)
    mail_notice.enqueue(alone.pk)
    assert TITLE not in f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"


def test_a_title_of_an_older_version_that_was_hidden_is_veiled_and_the_new_one_is_not() -> None:
    follower, proposal = make_told()
    edit_proposal(
        actor=proposal.author, proposal=proposal, seen=1, title="A lamp for Ropewalk", reason="Kinder",
        now=timezone.now(),
    )  # fmt: skip
    (notice,) = readable(Notice.objects.filter(user=follower))
    assert TITLE in notice.subject
    hide(proposal.versions.get(number=1))
    (notice,) = readable(Notice.objects.filter(user=follower))
    assert notice.subject == VEIL


def test_the_other_author_of_a_merge_reads_no_hidden_title() -> None:
    merge = make_waiting_merge()
    asked = Notice.objects.filter(user=merge.stays.author, url=merge.get_absolute_url())
    assert merge.goes.title in asked.get().body
    hide(merge.goes)
    assert [notice.subject for notice in readable(asked)] == [VEIL]


def test_who_reported_it_goes_on_reading_what_became_of_it() -> None:
    proposal = make_proposal(title=TITLE)
    case = make_case(proposal)
    hide(proposal)
    reporter = case.reports.get().reporter
    assert [notice.subject for notice in readable(Notice.objects.filter(user=reporter))] == [
        "What became of your report: Proposal 1"
    ]
