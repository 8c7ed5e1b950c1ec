"""One's own comments: changing, deleting and bringing back; what readers, the log and the counts then say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.privacy import own_data, run_erasers
from audit.models import Entry
from deliberation.models import Comment, CommentVersion, HelpfulMark, Presence, Stance
from deliberation.permissions import may_delete, may_edit
from deliberation.reading import OPENED, Spot, read
from deliberation.scene import scene_of
from deliberation.services import (
    add_comment,
    delete_comment,
    edit_comment,
    forget_deleted,
    mark_helpful,
    undelete_comment,
)
from deliberation.threads import threads_html
from deliberation.wording import UNDO, UNMARKED
from processes.permissions import Denied, Person
from proposals.models import Proposal
from tests.factories.accounts import make_user
from tests.factories.deliberation import make_comment, make_long_discussion
from tests.factories.moderation import hide
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


def edit(comment: Comment, text: str = "Said otherwise.", *, later: timedelta = timedelta(0)) -> Comment:
    comment.refresh_from_db()
    now = comment.created_at + later
    return edit_comment(
        actor=comment.author, comment=comment, text=text, stance=Stance(comment.stance), now=now
    )


def delete(comment: Comment) -> Comment:
    comment.refresh_from_db()
    return delete_comment(actor=comment.author, comment=comment, now=timezone.now())


def undelete(comment: Comment, *, later: timedelta = timedelta(0)) -> Comment:
    comment.refresh_from_db()
    return undelete_comment(actor=comment.author, comment=comment, now=timezone.now() + later)


def html_of(proposal: Proposal, spot: Spot | None = None, user: Person | None = None) -> str:
    reader, now = user or AnonymousUser(), timezone.now()
    return threads_html(read(proposal, spot or Spot(), reader, now), scene_of(proposal, now, reader))


def presences() -> list[str]:
    return list(Comment.objects.order_by("number").values_list("presence", flat=True))


def test_a_slip_of_the_pen_is_mended_without_a_mark() -> None:
    comment = make_comment(text="Sials tear.")
    edit(comment, "Sails tear.", later=UNMARKED - timedelta(seconds=1))
    comment.refresh_from_db()
    assert (comment.text, comment.edited_at, comment.revision) == ("Sails tear.", None, 2)
    assert not CommentVersion.objects.exists()
    assert Entry.objects.filter(action="deliberation.corrected").count() == 1
    assert ">edited<" not in html_of(comment.proposal)


@pytest.mark.parametrize("why", ["late", "answered", "helpful", "edited before"])
def test_after_that_it_is_marked_and_the_earlier_words_stay(why: str) -> None:
    comment = make_comment(text="Sails tear.", stance=Stance.FOR)
    if why == "answered":
        make_comment(parent=comment)
    if why == "helpful":
        mark_helpful(actor=make_user(), comment=comment, now=timezone.now())
    if why == "edited before":
        edit(comment, "Sails hold.", later=UNMARKED)
    edit(comment, "Plant trees.", later=UNMARKED if why == "late" else timedelta(minutes=1))
    comment.refresh_from_db()
    assert comment.text == "Plant trees." and comment.edited_at
    kept = CommentVersion.objects.order_by("number").values_list("number", "text", "stance")
    assert next(iter(kept)) == (1, "Sails tear.", "for")
    entry = Entry.objects.filter(action="deliberation.edited").latest("pk")
    assert "Sails" not in str(entry.data) and "What it said before can be read." in entry.sentence
    assert 'comments/1/earlier/" rel="nofollow">edited</a>' in html_of(comment.proposal)


def test_saving_without_a_change_changes_nothing() -> None:
    comment = make_comment(text="Sails tear.")
    edit(comment, "Sails tear. ", later=UNMARKED)
    comment.refresh_from_db()
    assert comment.revision == 1 and not CommentVersion.objects.exists()


def test_a_stance_can_be_set_right_and_answers_have_none() -> None:
    comment = make_comment(stance=Stance.FOR)
    answer = make_comment(parent=comment)
    now = timezone.now()
    edit_comment(actor=comment.author, comment=comment, text="No.", stance=Stance.AGAINST, now=now)
    edit_comment(actor=answer.author, comment=answer, text="Yes.", stance=Stance.FOR, now=now)
    assert list(Comment.objects.order_by("number").values_list("stance", flat=True)) == ["against", ""]
    assert read(comment.proposal, Spot(), AnonymousUser(), now).tally.against == 1


def test_only_the_author_changes_and_deletes_and_not_while_it_is_hidden() -> None:
    comment, now = make_comment(), timezone.now()
    for verdict in (may_edit(make_user(), comment, now), may_delete(AnonymousUser(), comment)):
        assert not verdict
    with pytest.raises(Denied, match="Only its author"):
        edit_comment(actor=make_user(), comment=comment, text="x", now=now)
    stale = Comment.objects.get(pk=comment.pk)
    hide(comment)
    for act in (edit, delete):
        with pytest.raises(Denied, match="It stays as it is until they show it again"):
            act(comment)
    with pytest.raises(Denied, match="Moderators hid this comment"):
        delete_comment(actor=stale.author, comment=stale, now=now)


def test_words_can_be_taken_back_after_the_discussion_has_closed_but_not_changed() -> None:
    comment = make_comment()
    later = timezone.now() + timedelta(days=400)
    with pytest.raises(Denied, match="The discussion closed on"):
        edit_comment(actor=comment.author, comment=comment, text="x", now=later)
    assert delete_comment(actor=comment.author, comment=comment, now=later).is_deleted


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u2060", "x" * 4001])
def test_a_change_to_nothing_is_an_error(text: str) -> None:
    comment = make_comment(text="Mine.")
    with pytest.raises(ValueError, match="words"):
        edit(comment, text)
    comment.refresh_from_db()
    assert comment.text == "Mine."


def test_a_deleted_comment_without_answers_is_gone_for_everyone_but_its_author() -> None:
    comment = make_comment(text="Sails tear.")
    make_comment(comment.proposal)
    delete(comment)
    comment.proposal.refresh_from_db()
    assert presences() == ["gone", ""] and comment.proposal.comment_count == 1
    html = html_of(comment.proposal)
    assert 'id="c-1"' not in html and "Sails" not in html
    mine = html_of(comment.proposal, user=comment.author)
    assert "You deleted this comment." in mine and "comments/1/undelete/" in mine and "Sails" not in mine
    assert Entry.objects.filter(action="deliberation.deleted").count() == 1


def test_where_people_answered_a_line_stays() -> None:
    comment = make_comment(text="Sails tear.", author=make_user(display_name="Rude Rudi"))
    first = make_comment(parent=comment)
    make_comment(parent=first, text="I agree.")
    delete(comment)
    html = html_of(comment.proposal)
    assert "The author deleted this comment on" in html and "I agree." in html
    assert "Sails" not in html and "Rudi" not in html
    delete(first)
    assert "in reply to a deleted comment" in html_of(comment.proposal)


def test_placeholders_go_with_the_last_answer_below_them_and_come_back_with_it() -> None:
    root = make_comment()
    first = make_comment(parent=root)
    second = make_comment(parent=first)
    third = make_comment(parent=second)
    for comment in (root, first, second):
        delete(comment)
    assert presences() == ["deleted", "deleted", "deleted", ""]
    delete(third)
    assert presences() == ["gone"] * 4
    root.refresh_from_db()
    assert (root.reply_count, root.gone_count) == (3, 3)
    assert "Nobody" not in html_of(root.proposal) and "cm" not in html_of(root.proposal)
    undelete(third)
    assert presences() == ["deleted", "deleted", "deleted", ""]
    root.refresh_from_db()
    assert root.gone_count == 0
    numbers = Comment.objects.order_by("revision").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]


def test_an_answer_keeps_the_others_of_its_thread() -> None:
    root = make_comment()
    first, second = make_comment(parent=root), make_comment(parent=root)
    delete(root)
    delete(first)
    assert presences() == [Presence.DELETED, Presence.GONE, ""]
    assert f'id="c-{second.number}"' in html_of(root.proposal)


def test_deleting_is_undone_for_a_quarter_of_an_hour() -> None:
    comment = make_comment(text="Sails tear.", stance=Stance.FOR)
    delete(comment)
    with pytest.raises(Denied, match="not yours"):
        undelete_comment(actor=make_user(), comment=comment, now=timezone.now())
    undelete(comment, later=UNDO - timedelta(seconds=5))
    assert "Sails tear." in html_of(comment.proposal)
    delete(comment)
    with pytest.raises(Denied, match="The time to bring it back is over"):
        undelete(comment, later=UNDO + timedelta(seconds=1))


def test_then_the_words_are_forgotten_with_all_that_hangs_on_them() -> None:
    comment = make_comment(text="Sails tear.")
    mark_helpful(actor=make_user(), comment=comment, now=timezone.now())
    edit(comment, "Sails hold.", later=UNMARKED)
    delete(comment)
    assert forget_deleted(now=timezone.now()) == 0
    assert forget_deleted(now=timezone.now() + UNDO) == 1
    comment.refresh_from_db()
    assert comment.text == "" and not CommentVersion.objects.exists() and not HelpfulMark.objects.exists()
    assert forget_deleted(now=timezone.now() + UNDO) == 0


def test_a_deleted_comment_is_neither_answered_nor_marked() -> None:
    comment = make_comment()
    make_comment(parent=comment)
    stale = Comment.objects.get(pk=comment.pk)
    delete(comment)
    with pytest.raises(Denied, match="The author deleted this comment"):
        add_comment(
            actor=make_user(), proposal=comment.proposal, text="Hm.", parent=stale, now=timezone.now()
        )
    with pytest.raises(Denied, match="The author deleted this comment"):
        mark_helpful(actor=make_user(), comment=stale, now=timezone.now())


def test_long_threads_count_what_is_left_without_what_is_gone() -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 121, replies_each=120)
    for number in (2, 5, 60, 119):
        delete(Comment.objects.get(number=number))
    assert "Show 50 of 114 more replies" in html_of(proposal)
    opened = html_of(proposal, Spot(thread=1))
    assert opened.count('class="cm re"') == OPENED - 2 and "Show 50 of 68 more replies" in opened
    rest = html_of(proposal, Spot(thread=1, after=100))
    assert rest.count('class="cm re"') == 19
    assert 'data-left="0" hidden' in rest


def test_pages_of_threads_count_without_what_is_gone() -> None:
    proposal, author = make_proposal(), make_user()
    comments = [make_comment(proposal, author=author) for _ in range(22)]
    delete(comments[21])
    assert "Show 1 more comment" in html_of(proposal)
    assert "Show 2 more comments" in html_of(proposal, user=author)  # the first page has the Undo in it
    assert read(proposal, Spot(before=2), AnonymousUser(), timezone.now()).newer == 20


def test_the_download_has_earlier_words_and_erasure_takes_what_was_deleted() -> None:
    author = make_user()
    kept, gone = make_comment(author=author, text="Sails tear."), make_comment(author=author, text="Hm.")
    edit(kept, "Sails hold.", later=UNMARKED)
    delete(gone)
    first, second = own_data(author)["comments"]
    assert [each["text"] for each in first["earlier"]] == ["Sails tear."]
    assert first["deleted"] is None and second["deleted"]
    run_erasers(author)
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.text, kept.text) == ("", "Sails hold.")
