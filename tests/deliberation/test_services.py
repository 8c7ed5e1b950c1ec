"""Commenting and marking: numbers, counts, threads, the log, and everything that is refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from audit.models import Entry
from deliberation.models import Comment, Stance
from deliberation.services import add_comment, mark_helpful, unmark_helpful
from moderation.models import Visibility
from processes.permissions import Denied
from processes.phases import Phase
from proposals.lifecycle import Status
from proposals.services import undo_merge
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.merges import make_merge
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db


def test_comments_are_numbered_and_counted() -> None:
    proposal = make_proposal()
    first, second = make_comment(proposal), make_comment(proposal, stance=Stance.FOR)
    proposal.refresh_from_db()
    assert (first.number, second.number, second.revision) == (1, 2, 2)
    assert proposal.comment_count == 2
    assert second.stance == Stance.FOR and second.role == "resident"


def test_replies_to_replies_hang_under_the_comment_that_started_the_thread() -> None:
    root = make_comment()
    reply = make_comment(parent=root, stance=Stance.FOR)
    deeper = make_comment(parent=reply)
    root.refresh_from_db()
    assert (deeper.root, deeper.parent, deeper.place) == (root, reply, 2)
    assert root.reply_count == 2
    assert reply.stance == Stance.NONE


def test_a_double_click_makes_one_comment() -> None:
    proposal, actor, key = make_proposal(), make_user(), uuid4()
    made = [
        add_comment(actor=actor, proposal=proposal, text="Yes.", submission=key, now=timezone.now())
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Comment.objects.count() == 1
    assert Entry.objects.filter(action="deliberation.commented").count() == 1


def test_other_words_from_a_form_that_was_gone_back_to_are_another_comment() -> None:
    proposal, actor, key = make_proposal(), make_user(), uuid4()
    for text in ("First thought.", "Second thought."):
        add_comment(actor=actor, proposal=proposal, text=text, submission=key, now=timezone.now())
    assert list(Comment.objects.values_list("text", flat=True)) == ["First thought.", "Second thought."]


def test_the_same_words_again_within_minutes_are_the_same_comment() -> None:
    proposal, actor, now = make_proposal(), make_user(), timezone.now()
    first = make_comment(proposal, author=actor, text="Yes.", now=now)
    assert make_comment(proposal, author=actor, text="Yes. ", now=now + timedelta(minutes=9)) == first
    assert make_comment(proposal, text="Yes.", now=now) != first
    assert make_comment(parent=first, author=actor, text="Yes.", now=now) != first
    assert make_comment(proposal, author=actor, text="Yes.", now=now + timedelta(minutes=11)) != first


def test_hidden_words_are_not_simply_posted_again() -> None:
    comment = make_comment(text="Rude words.")
    hide(comment)
    with pytest.raises(Denied, match="The moderators hid these very words"):
        make_comment(comment.proposal, author=comment.author, text="Rude words.")


def test_a_second_click_after_the_end_still_leads_to_the_comment() -> None:
    proposal, actor, key = make_proposal(), make_user(), uuid4()
    made = [
        add_comment(actor=actor, proposal=proposal, text="Yes.", submission=key, now=timezone.now() + later)
        for later in (timedelta(0), timedelta(days=400))
    ]
    assert made[0] == made[1]


def test_the_log_says_that_somebody_wrote_and_not_what() -> None:
    comment = make_comment(text="Sails tear.", stance=Stance.AGAINST)
    entry = Entry.objects.get(action="deliberation.commented")
    assert entry.chain.key == comment.proposal.process.chain
    assert entry.role == "resident"
    assert "Sails" not in str(entry.data)
    assert entry.sentence == f"Wrote comment 1 on proposal {comment.proposal.number} (Against)."


def test_line_ends_blanks_and_null_bytes_are_cleaned() -> None:
    comment = make_comment(text="  one\r\ntwo\x00 \n")
    assert comment.text == "one\ntwo"


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "\u200b\u200d\ufeff", "\u3164", "\u0301", "x" * 4001])
def test_a_text_no_form_would_pass_is_an_error(text: str) -> None:
    proposal, actor = make_proposal(), make_user()
    with pytest.raises(ValueError, match="words"):
        add_comment(actor=actor, proposal=proposal, text=text, now=timezone.now())
    assert not Comment.objects.exists()


def test_a_parent_from_another_discussion_is_an_error() -> None:
    with pytest.raises(ValueError, match="parent"):
        add_comment(
            actor=make_user(), proposal=make_proposal(), text="Hm.", parent=make_comment(), now=timezone.now()
        )


def test_a_comment_hidden_while_somebody_typed_is_not_answered_or_marked() -> None:
    comment = make_comment()
    read_before = Comment.objects.get(pk=comment.pk)
    hide(comment)
    with pytest.raises(Denied, match="You cannot reply to it"):
        make_comment(parent=read_before)
    with pytest.raises(Denied, match="Moderators hid this comment"):
        mark_helpful(actor=make_user(), comment=read_before, now=timezone.now())


def test_an_answer_goes_where_its_comment_is_when_a_merge_is_undone_meanwhile() -> None:
    goes = make_proposal()
    comment = make_comment(goes)
    merge = make_merge(goes=goes)
    comment.refresh_from_db()
    read_before = Comment.objects.select_related("proposal").get(pk=comment.pk)
    undo_merge(actor=make_moderator(), merge=merge, reason="They differ.", now=timezone.now())
    answer = make_comment(parent=read_before)
    assert (answer.proposal, answer.root) == (goes, comment)


def test_a_hidden_comment_cannot_be_answered() -> None:
    comment = make_comment()
    hide(comment)
    with pytest.raises(Denied, match="hid this comment"):
        make_comment(parent=comment)


@pytest.mark.parametrize("status", [Status.MERGED, Status.WITHDRAWN])
def test_a_proposal_that_left_has_no_discussion(status: Status) -> None:
    with pytest.raises(Denied, match="discussion"):
        make_comment(make_proposal(status=status))


def test_drafts_and_hidden_proposals_have_no_discussion() -> None:
    with pytest.raises(Denied, match="draft"):
        make_comment(make_draft())
    proposal = make_proposal()
    hide(proposal)
    with pytest.raises(Denied, match="hid this proposal"):
        make_comment(proposal)


def test_outside_the_phases_the_reason_names_the_date() -> None:
    process = make_process(phase=Phase.COLLECT)
    proposal = make_proposal(process=process)
    with pytest.raises(Denied, match="The discussion closed on"):
        make_comment(proposal, now=timezone.now() + timedelta(days=400))


def test_marks_are_counted_once_per_person_and_can_be_taken_back() -> None:
    comment, reader, now = make_comment(), make_user(), timezone.now()
    assert mark_helpful(actor=reader, comment=comment, now=now)
    assert not mark_helpful(actor=reader, comment=comment, now=now)
    assert comment.helpful_count == 1
    assert unmark_helpful(actor=reader, comment=comment, now=now)
    assert not unmark_helpful(actor=reader, comment=comment, now=now)
    assert comment.helpful_count == 0
    codes = Entry.objects.filter(action__contains="helpful").values_list("action", flat=True)
    assert list(codes) == ["deliberation.marked_helpful", "deliberation.unmarked_helpful"]


def test_nobody_marks_their_own_comment() -> None:
    comment = make_comment()
    with pytest.raises(Denied, match="yourself"):
        mark_helpful(actor=comment.author, comment=comment, now=timezone.now())


def test_hiding_and_restoring_keep_the_counts_and_number_the_change() -> None:
    comment = make_comment()
    proposal = comment.proposal
    make_comment(proposal)
    hide(comment)
    proposal.refresh_from_db()
    comment.refresh_from_db()
    assert comment.visibility == Visibility.HIDDEN
    assert (proposal.comment_count, comment.revision) == (1, 3)
    restore(comment)
    proposal.refresh_from_db()
    comment.refresh_from_db()
    assert (proposal.comment_count, comment.revision) == (2, 4)


def test_authors_are_told_once_until_they_have_looked() -> None:
    proposal = make_proposal()
    comment = make_comment(proposal)
    for _ in range(3):
        make_comment(parent=comment)
    told = Notice.objects.filter(user=proposal.author)
    answered = Notice.objects.filter(user=comment.author)
    assert (told.count(), answered.count()) == (1, 1)
    assert answered.get().url == comment.get_absolute_url()
    answered.update(read_at=timezone.now())
    make_comment(parent=comment)
    assert answered.count() == 2


def test_opening_the_page_a_notice_leads_to_counts_as_reading_it(client: Client) -> None:
    proposal = make_proposal()
    comment = make_comment(proposal)
    make_comment(parent=comment)
    for person in (proposal.author, comment.author):
        notice = Notice.objects.get(user=person)
        client.get(notice.url)
        sign_in(client, make_user())
        client.get(notice.url)
        assert Notice.objects.filter(pk=notice.pk).unread().exists()
        sign_in(client, person)
        assert client.get(notice.url).status_code == 302
        assert not Notice.objects.filter(pk=notice.pk).unread().exists()
        client.logout()
    make_comment(parent=comment)
    assert Notice.objects.filter(user=comment.author, read_at=None).count() == 1


def test_nobody_is_told_about_their_own_words() -> None:
    proposal = make_proposal()
    comment = make_comment(proposal, author=proposal.author)
    make_comment(parent=comment, author=proposal.author)
    assert not Notice.objects.filter(user=proposal.author).exists()
