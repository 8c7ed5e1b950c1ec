"""Undoing restores exactly: whatever people did before and since, in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Entry
from deliberation.models import Comment, Stance
from deliberation.services import add_comment
from processes.models import Process
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import (
    CoAuthor,
    Follow,
    Merge,
    MergeState,
    MovedAuthor,
    MovedFollow,
    MovedSupport,
    Proposal,
    Support,
)
from proposals.services import (
    answer_joining,
    answer_merge,
    answer_move,
    propose_merge,
    support_proposal,
    undo_merge,
    withdraw_support,
)
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.merges import agree, make_merge, make_waiting_merge
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
WHY = "They are not the same after all."


def threads(proposal: Proposal) -> list[tuple[int, str, int | None, int | None]]:
    """What the discussion of a proposal shows: number, words, the thread's number, where it comes from."""
    rows = Comment.objects.filter(proposal=proposal).order_by("number")
    return list(rows.values_list("number", "text", "root__number", "origin__number"))


def undo(merge: Merge) -> None:
    undo_merge(actor=make_moderator(), merge=merge, reason=WHY, now=timezone.now())


def writers(proposal: Proposal) -> set[int]:
    """Who writes a proposal."""
    fresh = Proposal.objects.get(pk=proposal.pk)
    return {fresh.author_id, *fresh.coauthor_ids}


def say_yes(merge: Merge, *, joins: bool) -> Merge:
    """Every author says yes; those of the proposal that goes want to write the other one, or not."""
    for consent in merge.consents.filter(answer="").select_related("user"):
        merge = answer_merge(actor=consent.user, merge=merge, agree=True, joins=joins, now=timezone.now())
    return merge


@pytest.mark.parametrize("joins", [True, False])
def test_authors_write_the_proposal_that_stays_if_they_want_to_and_undoing_takes_that_back(
    joins: bool,
) -> None:
    merge = make_waiting_merge()
    goes, stays = merge.goes.author_id, merge.stays.author_id
    merge = say_yes(merge, joins=joins)
    assert merge.is_done
    assert writers(merge.stays) == ({goes, stays} if joins else {stays})
    assert Entry.objects.filter(action="proposals.merge_authors_joined").exists() is joins
    undo(merge)
    assert (writers(merge.goes), writers(merge.stays)) == ({goes}, {stays})
    assert not MovedAuthor.objects.exists()


def test_whoever_wrote_it_before_goes_on_writing_it_after_undoing() -> None:
    merge = make_waiting_merge()
    CoAuthor.objects.create(proposal=merge.stays, user=merge.goes.author)
    merge = say_yes(merge, joins=True)
    undo(merge)
    assert writers(merge.stays) == {merge.goes.author_id, merge.stays.author_id}


def test_an_author_can_join_and_part_later_and_nobody_else_can() -> None:
    merge = say_yes(make_waiting_merge(), joins=False)
    author, now = merge.goes.author, timezone.now()
    assert answer_joining(actor=author, merge=merge, joins=True, now=now) is True
    assert answer_joining(actor=author, merge=merge, joins=True, now=now) is False
    assert writers(merge.stays) == {author.pk, merge.stays.author_id}
    assert answer_joining(actor=author, merge=merge, joins=False, now=now) is True
    assert writers(merge.stays) == {merge.stays.author_id}
    for other in (make_user(), merge.stays.author):
        with pytest.raises(Denied):
            answer_joining(actor=other, merge=merge, joins=True, now=now)


def test_the_page_of_a_merge_offers_to_write_together(client: Client) -> None:
    merge = make_waiting_merge(goes=make_proposal(process=make_process(slug="budget")))
    sign_in(client, merge.goes.author)
    page = merge.get_absolute_url()
    assert "I want to be a co-author of the merged proposal" in client.get(page).content.decode()
    client.post(page, {"do": "agree", "joins": "on", "reason": ""})
    assert "When the two are merged, you become a co-author of proposal" in client.get(page).content.decode()
    sign_in(client, merge.stays.author)
    assert "I want to be a co-author of the merged proposal" not in client.get(page).content.decode()
    client.post(page, {"do": "agree", "reason": ""})
    assert writers(merge.stays) == {merge.goes.author_id, merge.stays.author_id}


def test_threads_join_and_say_where_they_come_from() -> None:
    process = make_process()
    goes, stays = (make_proposal(process=process) for _ in range(2))
    first = make_comment(goes, text="We need this.", stance=Stance.FOR)
    make_comment(parent=first, text="So do we.")
    make_comment(stays, text="Where exactly?")
    make_merge(goes=goes, stays=stays)
    assert threads(goes) == []
    assert threads(stays) == [
        (1, "Where exactly?", None, None),
        (2, "We need this.", None, goes.number),
        (3, "So do we.", 2, goes.number),
    ]
    assert [Proposal.objects.get(pk=p.pk).comment_count for p in (goes, stays)] == [0, 3]


def test_undoing_brings_threads_back_with_the_answers_they_got_since() -> None:
    process = make_process()
    goes, stays = (make_proposal(process=process) for _ in range(2))
    first = make_comment(goes, text="We need this.")
    merge = make_merge(goes=goes, stays=stays)
    first.refresh_from_db()
    make_comment(parent=first, text="Answered since.")
    make_comment(stays, text="Begun since.")
    undo(merge)
    assert threads(goes) == [(1, "We need this.", None, None), (2, "Answered since.", 1, None)]
    assert threads(stays) == [(3, "Begun since.", None, None)]
    make_comment(stays, text="Later.")
    assert threads(stays)[-1][0] == 4, "A number that a comment had is never given to another."


def test_threads_of_a_chain_come_back_one_step_at_a_time() -> None:
    process = make_process()
    first, second, third = (make_proposal(process=process) for _ in range(3))
    make_comment(first, text="One.")
    make_comment(second, text="Two.")
    one = make_merge(goes=first, stays=second)
    before = threads(second)
    two = make_merge(goes=second, stays=third)
    assert {row[3] for row in threads(third)} == {first.number, second.number}
    undo(two)
    assert threads(second) == before
    undo(one)
    assert threads(first) == [(1, "One.", None, None)]
    assert threads(second) == [(1, "Two.", None, None)]
    assert threads(third) == []


def test_followers_come_along_and_go_back() -> None:
    process = make_process()
    goes, stays = (make_proposal(process=process) for _ in range(2))
    both, one = make_user(), make_user()
    for proposal, user in ((goes, both), (stays, both), (goes, one)):
        Follow.objects.get_or_create(proposal=proposal, user=user)
    before = set(Follow.objects.values_list("proposal", "user"))
    merge = make_merge(goes=goes, stays=stays)
    assert Follow.objects.filter(proposal=stays, user=one).exists()
    undo(merge)
    assert set(Follow.objects.values_list("proposal", "user")) == before
    assert not MovedFollow.objects.exists()


class City:
    """Four proposals and five people, and beside them what there would be without any merge."""

    def __init__(self) -> None:
        self.process: Process = make_process()
        self.proposals = [make_proposal(process=self.process) for _ in range(4)]
        self.people: list[User] = [make_user() for _ in range(5)]
        self.supports: set[tuple[int, int]] = set()
        self.comments: set[tuple[int, str]] = set()
        self.said = 0

    def fresh(self, place: int) -> Proposal:
        return Proposal.objects.select_related("process").get(pk=self.proposals[place].pk)

    def support(self, place: int, person: int) -> None:
        proposal, user = self.fresh(place), self.people[person]
        if not proposal.is_open_for_support:
            return
        there = Support.objects.filter(proposal=proposal, user=user)
        if not there.exists():
            support_proposal(actor=user, proposal=proposal, now=timezone.now())
            self.supports.add((place, person))

    def withdraw(self, place: int, person: int) -> None:
        proposal, user = self.fresh(place), self.people[person]
        if proposal.is_open_for_support and (place, person) in self.supports:
            withdraw_support(actor=user, proposal=proposal, now=timezone.now())
            self.supports.discard((place, person))

    def comment(self, place: int, person: int) -> None:
        proposal = self.fresh(place)
        if proposal.status == Status.MERGED:
            return
        self.said += 1
        text = f"Thought {self.said}"
        add_comment(actor=self.people[person], proposal=proposal, text=text, now=timezone.now())
        self.comments.add((place, text))

    def merge(self, place: int, other: int) -> None:
        goes, stays = self.fresh(place), self.fresh(other)
        if place == other or not (goes.is_open_for_support and stays.is_open_for_support):
            return
        merge = propose_merge(actor=goes.author, goes=goes, stays=stays, now=timezone.now())
        agree(merge)

    def move(self, place: int, person: int) -> None:
        merge = Merge.objects.filter(goes=self.proposals[place], state=MergeState.DONE).first()
        if merge and (place, person) in self.supports:
            moves = (place + person) % 3 > 0
            answer_move(actor=self.people[person], merge=merge, moves=moves, now=timezone.now())

    def undo(self, place: int, _person: int) -> None:
        merge = Merge.objects.filter(goes=self.proposals[place], state=MergeState.DONE).first()
        if merge and not Merge.objects.filter(goes=merge.stays_id, state=MergeState.DONE).exists():
            undo(merge)

    def undo_everything(self) -> None:
        while merge := self.last_of_a_chain():
            undo(merge)

    def last_of_a_chain(self) -> Merge | None:
        done = Merge.objects.filter(state=MergeState.DONE)
        return done.exclude(stays__in=done.values("goes")).first()

    def found(self) -> tuple[set[tuple[int, int]], set[tuple[int, str]]]:
        places = {proposal.pk: place for place, proposal in enumerate(self.proposals)}
        people = {user.pk: place for place, user in enumerate(self.people)}
        supports = Support.objects.values_list("proposal", "user")
        comments = Comment.objects.values_list("proposal", "text")
        return (
            {(places[proposal], people[user]) for proposal, user in supports if user in people},
            {(places[proposal], text) for proposal, text in comments},
        )

    def counts_are_true(self) -> bool:
        return all(
            proposal.support_count == Support.objects.filter(proposal=proposal).count()
            and proposal.comment_count == Comment.objects.filter(proposal=proposal).count()
            for proposal in Proposal.objects.all()
        )


ACTS = st.sampled_from(["support", "support", "withdraw", "comment", "merge", "move", "move", "undo"])
STEPS = st.lists(st.tuples(ACTS, st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=14)


@settings(
    max_examples=10, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=STEPS)
def test_after_undoing_everything_it_is_as_if_nothing_had_been_merged(
    steps: list[tuple[str, int, int]], db: None
) -> None:
    with rolled_back():
        city = City()
        for act, place, other in steps:
            getattr(city, act)(place, other)
            assert city.counts_are_true()
        city.undo_everything()
        assert city.found() == (city.supports, city.comments)
        assert city.counts_are_true()
        assert not MovedSupport.objects.exists()
        assert not Proposal.objects.filter(status=Status.MERGED).exists()
        assert not Comment.objects.exclude(origin=None).exists()


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction of which nothing is left, so that each example begins with an empty city."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
