"""Pages and fragments over HTTP: with and without htmx, and everything people send by mistake."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import User
from deliberation.models import Comment, CommentVersion, Stance
from deliberation.services import delete_comment, edit_comment
from moderation.models import HouseRule
from proposals.models import Proposal
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment, make_long_discussion
from tests.factories.merges import make_merge
from tests.factories.moderation import hide
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(name: str, proposal: Proposal, *more: int) -> str:
    return reverse(f"deliberation:{name}", args=[proposal.process.slug, proposal.number, *more])


@pytest.fixture
def person(client: Client) -> User:
    user = make_user(display_name="Henrike Vos")
    sign_in(client, user)
    return user


def test_a_plain_form_leads_to_the_new_comment(client: Client, person: User) -> None:
    proposal = make_proposal()
    data = {"text": "Yes, and a tap. 🚰", "stance": "for", "submission": str(uuid4())}
    answer = client.post(address("add", proposal), data)
    assert answer.status_code == 302 and answer["Location"] == address("comment", proposal, 1)
    answer = client.get(answer["Location"])
    assert answer["Location"].endswith("?comment=1#c-1")
    page = client.get(answer["Location"]).content.decode()
    assert "Yes, and a tap. 🚰" in page and "Henrike Vos" in page
    assert client.post(address("add", proposal), data).status_code == 302
    assert Comment.objects.count() == 1


def test_a_proposal_beyond_the_thousandth_names_its_live_topic_in_plain_digits(client: Client) -> None:
    proposal = make_proposal()
    proposal.pk, proposal.number, proposal.submission = 1_002_378, 2, None
    proposal.save(force_insert=True)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert 'data-topic="1002378"' in page


def test_htmx_gets_the_frame_that_everybody_gets(client: Client, person: User) -> None:
    proposal = make_proposal()
    answer = client.post(
        address("add", proposal), {"text": "Yes."}, headers=HTMX | {"Accept": "application/json"}
    )
    frame = json.loads(answer.content)
    assert frame["number"] == 1 and 'id="c-1"' in frame["html"]
    answer = client.post(address("add", proposal), {"text": "No."}, headers=HTMX)
    assert answer["HX-Redirect"] == address("comment", proposal, 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write your comment first. The field is empty."),
        (" \n\t ", "Write your comment first. The field is empty."),
        ("x" * 4001, "Keep it to 4,000 letters. You have 4,001."),
        ("paste " * 1_750_000, "Keep it to 4,000 letters. You have 10,499,999."),
    ],
    ids=["empty", "blank", "one too many", "ten megabytes"],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_mistakes_get_a_sentence_and_keep_the_text(
    client: Client, person: User, text: str, says: str, headers: dict[str, str]
) -> None:
    answer = client.post(address("add", make_proposal()), {"text": text}, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page
    assert text.strip() in page
    assert not Comment.objects.exists()


def test_visitors_may_write_first_and_sign_in_after(client: Client) -> None:
    page = client.get(address("add", make_proposal())).content.decode()
    assert "<textarea" in page and "You sign in after this. What you write is kept." in page


def test_what_a_signed_out_person_typed_waits_until_they_are_back(client: Client) -> None:
    proposal = make_proposal()
    answer = client.post(address("add", proposal), {"text": "Typed too late.", "stance": "against"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "You are signed out." in page and "Typed too late." in page
    sign_in(client, make_user())
    page = client.get(address("add", proposal)).content.decode()
    assert "Typed too late." in page
    assert re.search(r'value="against"\s+checked', page)
    assert "Typed too late." not in client.get(address("add", proposal)).content.decode()


def test_a_refusal_says_why_and_keeps_the_text(client: Client, person: User) -> None:
    comment = make_comment()
    hide(comment)
    answer = client.post(f"{address('add', comment.proposal)}?parent=1", {"text": "But why?"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Moderators hid this comment. You cannot reply to it." in page and "But why?" in page


def test_the_twenty_first_comment_in_ten_minutes_waits(client: Client, person: User) -> None:
    proposal = make_proposal()
    for number in range(20):
        assert client.post(address("add", proposal), {"text": f"Thought {number}"}).status_code == 302
    answer = client.post(address("add", proposal), {"text": "One more"})
    assert answer.status_code == 422 and "a lot in a short time" in answer.content.decode()
    assert Comment.objects.count() == 20


@pytest.mark.parametrize("parent", ["x", "99", "-1", "9" * 40])
def test_answers_to_nothing_are_not_found(client: Client, person: User, parent: str) -> None:
    answer = client.get(f"{address('add', make_proposal())}?parent={parent}")
    assert answer.status_code == 404


def test_nonsense_in_hidden_fields_does_no_harm(client: Client, person: User) -> None:
    proposal = make_proposal()
    data = {"text": "Fine.", "submission": "nonsense"}
    assert client.post(address("add", proposal), data).status_code == 422
    data = {"text": "Fine.", "stance": "nonsense"}
    assert client.post(address("add", proposal), data).status_code == 422


@pytest.mark.parametrize("name", ["thread", "changes", "add"])
def test_hidden_proposals_have_no_discussion_to_fetch(client: Client, name: str) -> None:
    proposal = make_proposal()
    hide(proposal)
    assert client.get(f"{address(name, proposal)}?since=0", headers=HTMX).status_code == 404


def test_marks_without_htmx_come_back_to_the_comment(client: Client, person: User) -> None:
    comment = make_comment()
    path = address("helpful", comment.proposal, 1)
    assert client.post(path, {"on": "1"})["Location"] == comment.get_absolute_url()
    comment.refresh_from_db()
    assert comment.helpful_count == 1
    page = client.post(path, {"on": "0"}, headers=HTMX).content.decode()
    assert "Helpful, 0" in page and 'aria-pressed="false"' in page


def test_marking_ones_own_is_refused_with_the_reason(client: Client, person: User) -> None:
    comment = make_comment(author=person)
    path = address("helpful", comment.proposal, 1)
    answer = client.post(path, {"on": "1"})
    assert answer.status_code == 403 and "You wrote this yourself." in answer.content.decode()
    assert client.post(path, {"on": "1"}, headers=HTMX).status_code == 422


def test_visitors_who_mark_are_asked_to_sign_in(client: Client) -> None:
    comment = make_comment()
    answer = client.post(address("helpful", comment.proposal, 1), {"on": "1"})
    assert answer.status_code == 302 and "/accounts/login/?next=" in answer["Location"]


def test_more_threads_and_replies_come_as_fragments(client: Client) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 200)
    more = client.get(f"{address('thread', proposal)}?before=101", headers=HTMX).content.decode()
    assert more.startswith('<div class="th" id="t-96">')
    replies = client.get(f"{address('thread', proposal)}?thread=1&after=3", headers=HTMX).content.decode()
    assert replies.startswith('<article class="cm re" id="c-5"') and 'class="th"' not in replies
    assert client.get(f"{address('thread', proposal)}?before=101").status_code == 302


def test_changes_are_what_came_after_a_revision(client: Client) -> None:
    proposal = make_proposal()
    first = make_comment(proposal)
    make_comment(proposal)
    path = address("changes", proposal)
    frames = client.get(f"{path}?since=1").json()["frames"]
    assert [frame["number"] for frame in frames] == [2]
    hide(first)
    frames = client.get(f"{path}?since=2").json()["frames"]
    assert [(frame["number"], frame["revision"]) for frame in frames] == [(1, 3)]
    assert client.get(f"{path}?since=3").json() == {"frames": []}
    assert client.get(f"{path}?since=x").status_code == 404


def test_who_missed_a_lot_loads_the_page_again(client: Client) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 60)
    assert client.get(f"{address('changes', proposal)}?since=0").json() == {"reload": True}


def test_the_fragment_is_the_very_part_of_the_page(client: Client) -> None:
    comment = make_comment()
    part = client.get(address("fragment", comment.proposal, 1)).content.decode()
    page = client.get(comment.proposal.get_absolute_url()).content.decode()
    assert part in page


def test_a_page_of_two_thousand_comments_stays_within_twelve_queries(
    client: Client, person: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 2000)
    client.get(proposal.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = client.get(proposal.get_absolute_url()).content.decode()
    assert "2,000 comments" in page


def test_the_name_of_a_hidden_comment_is_not_on_a_form_that_comes_back(client: Client, person: User) -> None:
    comment = make_comment(author=make_user(display_name="Rude Rudi"))
    hide(comment)
    answer = client.post(f"{address('add', comment.proposal)}?parent=1", {"text": "But why?"})
    assert "Your reply to comment 1" in answer.content.decode() and "Rudi" not in answer.content.decode()


def test_old_addresses_do_not_lead_into_a_discussion_that_was_hidden_after_a_merge(
    client: Client, person: User
) -> None:
    goes = make_proposal()
    comment = make_comment(goes, text="Gerda Blum lives there.")
    merge = make_merge(goes=goes)
    hide(merge.stays)
    for page in (
        f"{address('add', goes)}?parent=1", address("comment", goes, 1), address("edit", goes, 1),
        address("earlier", goes, 1),
    ):  # fmt: skip
        assert client.get(page).status_code == 404
    assert Comment.objects.get(pk=comment.pk).proposal_id == merge.stays.pk


def test_pages_that_a_merge_emptied_load_again(client: Client) -> None:
    goes = make_proposal()
    make_comment(goes)
    make_merge(goes=goes)
    assert client.get(f"{address('changes', goes)}?since=1").json() == {"reload": True}


def test_the_form_to_change_has_the_words_and_keeps_what_was_typed(client: Client, person: User) -> None:
    comment = make_comment(author=person, text="Sails tear.", stance=Stance.FOR)
    path = address("edit", comment.proposal, 1)
    page = client.get(path).content.decode()
    assert "Sails tear.</textarea>" in page and re.search(r'value="for"\s+checked', page)
    assert "it will not be marked as edited" in page
    answer = client.post(path, {"text": "x" * 4001})
    assert answer.status_code == 422 and "x" * 4001 in answer.content.decode()
    answer = client.post(path, {"text": "Sails hold.", "stance": "against"})
    assert answer.status_code == 302 and answer["Location"] == comment.get_absolute_url()
    frame = client.post(path, {"text": "Hm."}, headers=HTMX | {"Accept": "application/json"}).json()
    assert "/comments/1/edit/" in frame["html"] and "Hm." in frame["html"]


def test_a_change_typed_while_the_session_ended_waits_for_the_sign_in(client: Client) -> None:
    author = make_user()
    comment = make_comment(author=author)
    path = address("edit", comment.proposal, 1)
    answer = client.post(path, {"text": "Typed too late."})
    assert answer.status_code == 302 and "/accounts/login/?next=" in answer["Location"]
    sign_in(client, author)
    assert "Typed too late." in client.get(path).content.decode()


def test_others_cannot_change_or_delete_and_are_told_so(client: Client, person: User) -> None:
    comment = make_comment()
    assert client.get(address("edit", comment.proposal, 1)).status_code == 403
    assert client.post(address("edit", comment.proposal, 1), {"text": "Mine now."}).status_code == 422
    for name in ("delete", "undelete"):
        assert client.post(address(name, comment.proposal, 1)).status_code == 403
        assert client.post(address(name, comment.proposal, 1), headers=HTMX).status_code == 422
        assert client.get(address(name, comment.proposal, 1)).status_code == 405
    comment.refresh_from_db()
    assert not comment.is_deleted


def test_deleting_leads_back_to_the_place_where_it_can_be_undone(client: Client, person: User) -> None:
    comment = make_comment(author=person, text="Sails tear.")
    gone = client.post(address("delete", comment.proposal, 1))
    assert gone["Location"] == comment.get_absolute_url()
    page = client.get(gone["Location"], follow=True).content.decode()
    assert "You deleted this comment. You can bring it back until" in page and "Sails tear." not in page
    part = client.post(address("undelete", comment.proposal, 1), headers=HTMX).content.decode()
    assert part.startswith('<article class="cm" id="c-1"') and "Sails tear." in part
    assert "/comments/1/delete/" in part


def test_a_link_to_what_is_gone_says_so(client: Client) -> None:
    comment = make_comment()
    delete_comment(actor=comment.author, comment=comment, now=timezone.now())
    page = client.get(comment.get_absolute_url(), follow=True).content.decode()
    assert "The author of this comment has deleted it." in page
    assert client.get(address("fragment", comment.proposal, 1)).status_code == 404


def test_earlier_words_are_read_beside_the_comment_unless_hidden(client: Client, person: User) -> None:
    comment = make_comment(author=person, text="Gerda Blum lives there.")
    later = timezone.now() + timedelta(hours=1)
    edit_comment(actor=person, comment=comment, text="Somebody lives there.", now=later)
    page = client.get(address("earlier", comment.proposal, 1)).content.decode()
    assert "Gerda Blum" in page and "Somebody lives there." in page
    hide(CommentVersion.objects.get(), rule=HouseRule.PRIVATE_PERSON)
    page = client.get(address("earlier", comment.proposal, 1)).content.decode()
    assert "Gerda Blum" not in page and "4. No naming of private people" in page
    hide(comment)
    assert client.get(address("earlier", comment.proposal, 1)).status_code == 302


def test_moderators_find_their_desk_under_every_comment(client: Client) -> None:
    comment = make_comment()
    hidden = make_comment(comment.proposal)
    hide(hidden)
    there = "/moderation/here/deliberation.comment/"
    assert there not in client.get(comment.proposal.get_absolute_url()).content.decode()
    sign_in(client, make_moderator())
    page = client.get(comment.proposal.get_absolute_url()).content.decode()
    assert f"{there}{comment.pk}/" in page and f"{there}{hidden.pk}/" in page


def test_a_moderator_does_not_pay_for_it_in_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal()
    make_long_discussion(proposal, 100)
    sign_in(client, make_moderator())
    client.get(proposal.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = client.get(proposal.get_absolute_url()).content.decode()
    assert page.count("/moderation/here/deliberation.comment/") > 20
