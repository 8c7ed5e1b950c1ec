"""The pages of merging: choose, ask, answer, move one's support, undo, and read what was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.privacy import own_data, run_erasers
from accounts.roles import Role
from deliberation.frames import changes_since
from processes.permissions import Person, Verdict
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import Status
from proposals.merging import may_answer_merge, may_call_off, may_decide_for, may_propose_merge, may_undo
from proposals.models import Merge, MergeState, Proposal, Support
from proposals.provenance import draw, links_of
from proposals.services import answer_merge
from tests.factories.accounts import make_moderator, make_staff, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.merges import make_merge, make_waiting_merge
from tests.factories.moderation import hide
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_proposal, make_supporters

pytestmark = pytest.mark.django_db

# c collect, r review, s support, v vote, e result, d delivery; a dot is a no.
TABLE = """
act        visitor  resident  author   moderator  valuator  council_staff  administrator
propose    ......   ......    crs...   crs...     ......    ......         crs...
answer     ......   ......    crs...   ......     ......    ......         ......
call_off   ......   ......    ......   crsved     ......    ......         crsved
decide     ......   ......    ......   crs...     ......    ......         crs...
undo       ......   ......    ......   crsved     ......    ......         crsved
"""
Check = Callable[[Person, Merge, Merge, datetime], Verdict]
ACTS: dict[str, Check] = {
    "propose": lambda user, waiting, done, now: may_propose_merge(user, waiting.goes, now),
    "answer": lambda user, waiting, done, now: may_answer_merge(user, waiting, now),
    "call_off": lambda user, waiting, done, now: may_call_off(user, waiting),
    "decide": lambda user, waiting, done, now: may_decide_for(user, left_alone(waiting, now), now),
    "undo": lambda user, waiting, done, now: may_undo(user, done, now),
}


def left_alone(merge: Merge, now: datetime) -> Merge:
    """The merge as it would be if its authors had erased their accounts and the time were over."""
    copy = Merge.objects.select_related("process").get(pk=merge.pk)
    copy.process = merge.process
    consents = list(copy.consents.select_related("user"))
    for consent in consents:
        consent.user.erased_at = consent.merge.proposed_at
    copy._prefetched_objects_cache = {"consents": consents}  # type: ignore[attr-defined]
    copy.answer_by = now
    return copy


def rows() -> dict[str, dict[str, str]]:
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


def test_the_table_holds_for_every_role_in_every_phase() -> None:
    process, now = make_process(), timezone.now()
    done = make_merge(goes=make_proposal(process=process))
    waiting = make_waiting_merge(goes=make_proposal(process=process))
    people: dict[str, Person] = {role.value: make_user(roles=(role,)) for role in Role}
    people |= {"visitor": AnonymousUser(), "author": waiting.goes.author}
    found = {act: dict.fromkeys(rows()[act], "") for act in ACTS}
    for phase in Phase:
        set_timeline(actor=None, process=process, windows=timeline_at(phase, now))
        letter = {Phase.RESULT: "e"}.get(phase, phase.value[0])
        for merge in (waiting, done):
            merge.process = merge.goes.process = merge.stays.process = process
        for act, check in ACTS.items():
            for name in found[act]:
                found[act][name] += letter if check(people[name], waiting, done, now) else "."
    assert found == rows()


def post(client: Client, merge: Merge, do: str, **more: str) -> int:
    return client.post(merge.get_absolute_url(), {"do": do, **more}).status_code


def test_from_choosing_to_asking(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    process = make_process()
    goes = make_proposal(process=process, title="Benches on the quay, please")
    stays = make_proposal(process=process, title="Somewhere to sit at the quay")
    sign_in(client, goes.author)
    choose = reverse("proposals:propose_merge", args=[process.slug, goes.number])
    assert choose in client.get(goes.get_absolute_url()).content.decode()
    for query in ("somewhere", str(stays.number)):
        with django_assert_max_num_queries(12):
            page = client.get(choose, {"q": query}).content.decode()
        assert f"?with={stays.number}" in page
    assert "Nothing matches" in client.get(choose, {"q": "xylophone"}).content.decode()
    gone = make_proposal(process=process, title="Xylophones at the quay", status=Status.WITHDRAWN)
    assert "Nothing matches" in client.get(choose, {"q": "xylophones"}).content.decode()
    assert f"?with={gone.number}" in client.get(choose, {"q": str(gone.number)}).content.decode()
    url = f"{choose}?with={stays.number}"
    unchosen = client.post(url, {"note": "Both want to sit."})
    assert unchosen.status_code == 422
    assert "Both want to sit." in unchosen.content.decode()
    response = client.post(url, {"stays": str(stays.number), "note": "Both want to sit."})
    merge = Merge.objects.get()
    assert response["Location"] == merge.get_absolute_url()
    assert (merge.goes, merge.stays, merge.proposer) == (goes, stays, goes.author)


def test_a_resident_who_wrote_neither_reads_why_not(client: Client) -> None:
    proposal = make_proposal()
    sign_in(client, make_user())
    url = reverse("proposals:propose_merge", args=[proposal.process.slug, proposal.number])
    response = client.get(url)
    assert response.status_code == 403
    assert "Moderators and the authors" in response.content.decode()


def test_authors_answer_without_scripts(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    merge = make_waiting_merge(note="Both want to sit.")
    for author, done in ((merge.goes.author, False), (merge.stays.author, True)):
        sign_in(client, author)
        client.get(merge.get_absolute_url())
        with django_assert_max_num_queries(12):
            page = client.get(merge.get_absolute_url()).content.decode()
        assert "Your answer" in page
        assert "Both want to sit." in page
        assert post(client, merge, "agree") == 302
        merge.refresh_from_db()
        assert merge.is_done is done
    assert "These two are one proposal" in client.get(merge.get_absolute_url()).content.decode()


def test_a_reason_for_no_is_for_those_involved_only(client: Client) -> None:
    merge = make_waiting_merge()
    sign_in(client, merge.stays.author)
    assert post(client, merge, "decline", reason="Mine is about the ferry.") == 302
    for user, seen in ((merge.goes.author, True), (make_moderator(), True), (make_user(), False)):
        sign_in(client, user)
        page = client.get(merge.get_absolute_url()).content.decode()
        assert ("Mine is about the ferry." in page) is seen


def test_what_is_refused_keeps_what_was_typed(client: Client) -> None:
    merge = make_waiting_merge()
    sign_in(client, make_user())
    response = client.post(merge.get_absolute_url(), {"do": "agree", "reason": "Because."})
    assert response.status_code == 422
    assert "Only the authors of the two proposals are asked." in response.content.decode()
    assert post(client, merge, "dance") == 422
    assert client.post(merge.get_absolute_url(), {"do": "decline", "reason": "x" * 1001}).status_code == 422
    client.logout()
    assert post(client, merge, "agree") == 302
    assert Merge.objects.get().state == MergeState.WAITING


def test_a_merged_page_leads_on_and_stays_readable(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    process = make_process()
    first, second, third = (make_proposal(process=process) for _ in range(3))
    make_merge(goes=first, stays=second)
    make_merge(goes=second, stays=third)
    response = client.get(first.get_absolute_url())
    assert response["Location"] == f"{third.get_absolute_url()}?from={first.number}"
    with django_assert_max_num_queries(12):
        page = client.get(response["Location"]).content.decode()
    assert f"Proposal {first.number} was merged into this one." in page
    assert f"What proposal {third.number} came from" in page
    assert page.count('<svg class="merges"') == 1
    assert f"{first.get_absolute_url()}?stay=yes" in page
    stayed = client.get(first.get_absolute_url(), {"stay": "yes"})
    assert stayed.status_code == 200
    assert f"It goes on as proposal {third.number}" in stayed.content.decode()


def test_a_hidden_target_does_not_swallow_what_was_merged_into_it(client: Client) -> None:
    merge = make_merge()
    hide(merge.stays)
    assert client.get(merge.goes.get_absolute_url()).status_code == 200


def test_an_invented_origin_says_nothing(client: Client) -> None:
    merge = make_merge()
    for invented in ("99", "x", "²", "9" * 30):
        page = client.get(merge.stays.get_absolute_url(), {"from": invented}).content.decode()
        assert "Read it as it was" not in page


def test_a_supporter_moves_with_one_tap(client: Client) -> None:
    process = make_process()
    goes = make_proposal(process=process)
    (ann,) = make_supporters(goes, 1)
    merge = make_merge(goes=goes)
    sign_in(client, ann)
    page = client.get(merge.stays.get_absolute_url()).content.decode()
    assert f"You support proposal {goes.number}" in page
    assert merge.get_absolute_url() in page
    assert post(client, merge, "move") == 302
    assert Support.objects.filter(proposal=merge.stays, user=ann).exists()
    assert "Move my support" not in client.get(merge.stays.get_absolute_url()).content.decode()
    assert post(client, merge, "leave") == 302
    assert not Support.objects.filter(proposal=merge.stays, user=ann).exists()


def test_old_addresses_of_comments_lead_to_where_they_are_now(client: Client) -> None:
    merge = make_waiting_merge()
    comment = make_comment(merge.goes, text="Said before.")
    old = comment.get_absolute_url()
    make_comment(merge.stays, text="Said over there.")
    for author in (merge.goes.author, merge.stays.author):
        answer_merge(actor=author, merge=merge, agree=True, now=timezone.now())
    comment.refresh_from_db()
    assert comment.proposal == merge.stays
    assert client.get(old)["Location"] == f"{merge.stays.get_absolute_url()}?comment=2#c-2"
    page = client.get(merge.stays.get_absolute_url()).content.decode()
    assert f"from proposal {merge.goes.number}" in page


def test_an_answer_from_an_old_page_reaches_the_thread_where_it_is_now(client: Client) -> None:
    process = make_process()
    goes = make_proposal(process=process)
    comment = make_comment(goes, text="Said before.")
    merge = make_merge(goes=goes, stays=make_proposal(process=process))
    sign_in(client, make_user())
    url = reverse("deliberation:add", args=[process.slug, goes.number])
    assert client.post(f"{url}?parent=1", {"text": "Answered from a page left open."}).status_code == 302
    comment.refresh_from_db()
    assert [c.text for c in comment.replies.all()] == ["Answered from a page left open."]
    assert comment.replies.get().proposal == merge.stays


def test_open_pages_are_told_what_came_by_a_merge() -> None:
    process = make_process()
    goes, stays = make_proposal(process=process), make_proposal(process=process)
    make_comment(stays, text="Here from the beginning.")
    make_comment(goes, text="Came along.")
    make_merge(goes=goes, stays=stays)
    changes = changes_since(Proposal.objects.get(pk=stays.pk), 1, timezone.now())
    assert [frame["number"] for frame in changes["frames"]] == [2]
    assert f"from proposal {goes.number}" in changes["frames"][0]["html"]


def test_a_moderator_undoes_it_with_a_reason(client: Client) -> None:
    merge = make_merge()
    sign_in(client, make_moderator())
    refused = client.post(merge.get_absolute_url(), {"do": "undo", "reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert post(client, merge, "undo", reason="Two different streets.") == 302
    assert Proposal.objects.get(pk=merge.goes_id).status == Status.PUBLISHED
    assert "Two different streets." in client.get(merge.get_absolute_url()).content.decode()


def test_staff_set_how_proposals_are_merged(client: Client) -> None:
    process = make_process()
    sign_in(client, make_staff())
    url = reverse("staff:merging", args=[process.slug])
    assert client.get(url).status_code == 200
    assert client.post(url, {"notice_days": "0", "moves_supporters": "yes"}).status_code == 422
    assert client.post(url, {"notice_days": "7", "moves_supporters": "yes"}).status_code == 302
    process.refresh_from_db()
    assert (process.merge_notice_days, process.merge_moves_supporters) == (7, True)
    assert "7 days to answer" in client.get(reverse("staff:process", args=[process.slug])).content.decode()
    sign_in(client, make_user())
    assert client.get(url).status_code == 403


def test_the_drawing_is_one_plate_for_each_proposal() -> None:
    process = make_process()
    first, second, third, fourth = (make_proposal(process=process) for _ in range(4))
    make_merge(goes=first, stays=second)
    make_merge(goes=second, stays=fourth)
    make_merge(goes=third, stays=fourth)
    root = links_of(process.pk).last(first.pk)
    assert root is not None
    assert [node.number for node in root.walk()] == [1, 2, 3, 4]
    svg = draw(root)
    assert svg.count("<rect") == 4
    assert svg.count('class="tip"') == 3
    assert 'role="img" aria-label="How proposals were merged into proposal 4"' in svg


def test_what_a_person_said_is_in_the_download_and_goes_with_the_account() -> None:
    process = make_process()
    goes = make_proposal(process=process)
    merge = make_waiting_merge(goes=goes, stays=make_proposal(process=process), note="A note of mine.")
    author, proposer = merge.stays.author, merge.proposer
    answer_merge(actor=author, merge=merge, agree=False, reason="A reason of mine.", now=timezone.now())
    assert own_data(author)["merge_answers"][0]["reason"] == "A reason of mine."
    assert own_data(proposer)["merges_proposed"][0]["note"] == "A note of mine."
    for user in (author, proposer):
        run_erasers(User.objects.get(pk=user.pk))
    merge.refresh_from_db()
    assert merge.note == ""
    assert not merge.consents.exclude(reason="").exists()
