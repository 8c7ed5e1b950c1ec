"""Two proposals become one when every author says yes, and never otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.erasure import erase_account
from accounts.models import Notice, User
from audit.models import Entry
from moderation.models import Visibility
from processes.permissions import Denied
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import Status
from proposals.models import CoAuthor, Merge, MergeState, Pair, PairState, Proposal, Support
from proposals.services import (
    answer_merge,
    call_off_merge,
    decide_for_erased,
    expire_merges,
    move_proposal,
    propose_merge,
    undo_merge,
    withdraw_proposal,
)
from proposals.services.coauthoring import accept_invitation, invite_coauthor, remove_coauthor
from tests.factories.accounts import make_moderator, make_staff, make_user
from tests.factories.merges import agree, make_merge, make_waiting_merge
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_draft_round
from voting.rounds.preparing import NewProject

pytestmark = pytest.mark.django_db
REASON = "One asks for a crossing, the other for a bridge."


def two() -> tuple[Proposal, Proposal]:
    process = make_process()
    return make_proposal(process=process), make_proposal(process=process)


def erased(user: User) -> None:
    User.objects.filter(pk=user.pk).update(erased_at=timezone.now())


def supporters(proposal: Proposal) -> set[int]:
    proposal.refresh_from_db()
    people = set(Support.objects.filter(proposal=proposal).values_list("user_id", flat=True))
    assert proposal.support_count == len(people)
    return people


def test_nothing_happens_until_every_author_has_agreed() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    answer_merge(actor=goes.author, merge=merge, agree=True, now=timezone.now())
    goes.refresh_from_db()
    assert goes.status == Status.PUBLISHED
    answer_merge(actor=stays.author, merge=merge, agree=True, now=timezone.now())
    goes.refresh_from_db()
    merge.refresh_from_db()
    assert goes.status == Status.MERGED
    assert merge.state == MergeState.DONE
    acts = list(Entry.objects.filter(action__startswith="proposals.merge").order_by("number"))
    assert [entry.action for entry in acts] == [
        "proposals.merge_proposed", "proposals.merge_agreed", "proposals.merge_agreed", "proposals.merged",
    ]  # fmt: skip
    assert acts[-1].target_number == goes.number
    assert acts[-1].data == {"into": stays.number}


def test_every_author_is_asked_by_mail_and_sees_the_last_day(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    goes, stays = two()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        merge = make_waiting_merge(goes=goes, stays=stays, note="Both ask for the same crossing.")
    asked = {message.to[0]: message for message in mail.outbox}
    assert set(asked) == {goes.author.email, stays.author.email}
    body = str(asked[goes.author.email].body)
    assert "Both ask for the same crossing." in body
    assert merge.get_absolute_url() in body
    assert "Please answer by" in body


def test_an_author_who_proposes_has_agreed() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays, actor=goes.author)
    assert not merge.consents.filter(user=goes.author, answer="").exists()
    answer_merge(actor=stays.author, merge=merge, agree=True, now=timezone.now())
    assert Proposal.objects.get(pk=goes.pk).status == Status.MERGED


def test_an_author_of_both_needs_to_ask_nobody() -> None:
    process, author = make_process(), make_user()
    goes, stays = (make_proposal(process=process, author=author) for _ in range(2))
    merge = propose_merge(actor=author, goes=goes, stays=stays, now=timezone.now())
    assert merge.is_done


def test_one_no_ends_it_and_who_asked_is_told() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    answer_merge(
        actor=stays.author, merge=merge, agree=False, reason="Mine is about cars.", now=timezone.now()
    )
    merge.refresh_from_db()
    assert merge.state == MergeState.DECLINED
    assert Notice.objects.filter(user=merge.proposer, subject__contains="stay separate").exists()
    with pytest.raises(Denied, match="An author said no"):
        answer_merge(actor=goes.author, merge=merge, agree=True, now=timezone.now())
    assert Proposal.objects.get(pk=goes.pk).status == Status.PUBLISHED


def test_nobody_else_can_answer() -> None:
    merge = make_waiting_merge()
    with pytest.raises(Denied, match="Only the authors"):
        answer_merge(actor=make_user(), merge=merge, agree=True, now=timezone.now())


def test_answering_twice_changes_nothing() -> None:
    merge = make_waiting_merge()
    for _ in range(2):
        answer_merge(actor=merge.goes.author, merge=merge, agree=True, now=timezone.now())
    assert Entry.objects.filter(action="proposals.merge_agreed").count() == 1


def test_after_the_last_day_it_ends_by_itself() -> None:
    merge = make_waiting_merge()
    later = merge.answer_by + timedelta(minutes=1)
    with pytest.raises(Denied, match="time to answer is over"):
        answer_merge(actor=merge.goes.author, merge=merge, agree=True, now=later)
    assert expire_merges(now=merge.answer_by - timedelta(minutes=1)) == 0
    assert expire_merges(now=later) == 1
    assert expire_merges(now=later) == 0
    merge.refresh_from_db()
    assert merge.state == MergeState.EXPIRED


def test_a_moderator_decides_for_an_erased_account_after_the_last_day_with_a_reason() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    erased(goes.author)
    answer_merge(actor=stays.author, merge=merge, agree=True, now=timezone.now())
    moderator, later = make_moderator(), merge.answer_by + timedelta(minutes=1)
    with pytest.raises(Denied, match="not over yet"):
        decide_for_erased(actor=moderator, merge=merge, agree=True, reason=REASON, now=timezone.now())
    assert expire_merges(now=later) == 0, "The moderators decide about it."
    with pytest.raises(ValidationError):
        decide_for_erased(actor=moderator, merge=merge, agree=True, reason=" ", now=later)
    decide_for_erased(actor=moderator, merge=merge, agree=True, reason="Nobody is left to ask.", now=later)
    assert Proposal.objects.get(pk=goes.pk).status == Status.MERGED
    entry = Entry.objects.get(action="proposals.merge_agreed_for")
    assert entry.data["reason"] == "Nobody is left to ask."


def test_a_moderator_cannot_decide_for_somebody_who_can_answer() -> None:
    merge = make_waiting_merge()
    erased(merge.goes.author)
    with pytest.raises(Denied, match="has not answered yet"):
        decide_for_erased(actor=make_moderator(), merge=merge, agree=True, reason=REASON, now=merge.answer_by)


def test_who_asked_can_call_it_off() -> None:
    merge = make_waiting_merge()
    with pytest.raises(Denied):
        call_off_merge(actor=make_user(), merge=merge, now=timezone.now())
    call_off_merge(actor=merge.proposer, merge=merge, now=timezone.now())
    merge.refresh_from_db()
    assert merge.state == MergeState.CALLED_OFF


def test_a_circle_is_refused() -> None:
    process = make_process()
    first, second, third = (make_proposal(process=process) for _ in range(3))
    make_waiting_merge(goes=first, stays=second)
    make_waiting_merge(goes=second, stays=third)
    with pytest.raises(Denied, match="circle"):
        make_waiting_merge(goes=third, stays=first)


def test_with_itself_or_across_processes_is_refused() -> None:
    one, other = make_proposal(), make_proposal()
    with pytest.raises(Denied, match="same process"):
        make_waiting_merge(goes=one, stays=other)
    with pytest.raises(Denied, match="itself"):
        make_waiting_merge(goes=one, stays=one)


def test_one_proposal_is_asked_about_one_merge_at_a_time() -> None:
    process = make_process()
    goes, stays, other = (make_proposal(process=process) for _ in range(3))
    merge = make_waiting_merge(goes=goes, stays=stays)
    assert make_waiting_merge(goes=goes, stays=stays).pk == merge.pk
    with pytest.raises(Denied, match="Another merge"):
        make_waiting_merge(goes=goes, stays=other)


def test_the_database_itself_refuses_a_merge_with_itself_and_two_in_force() -> None:
    merge = make_merge()
    copy = Merge.objects.get(pk=merge.pk)
    for change in ({"pk": None}, {"pk": None, "stays": merge.goes, "state": MergeState.UNDONE}):
        for name, value in change.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()


@pytest.mark.parametrize("side", ["goes", "stays"])
def test_what_stands_on_a_ballot_is_not_merged(side: str) -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    listed = {"goes": goes, "stays": stays}[side]
    make_draft_round(
        process=goes.process, projects=[NewProject(title="Crossing", cost=100, proposal=listed)], title="Vote"
    )
    with pytest.raises(Denied, match=f"Proposal {listed.number} is on the ballot of “Vote”"):
        agree(merge)
    assert Proposal.objects.get(pk=goes.pk).status == Status.PUBLISHED
    assert expire_merges(now=timezone.now()) == 1


def test_a_proposal_that_was_withdrawn_or_hidden_meanwhile_is_not_merged() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    withdraw_proposal(actor=goes.author, proposal=goes, now=timezone.now())
    with pytest.raises(Denied, match="Withdrawn"):
        answer_merge(actor=stays.author, merge=merge, agree=True, now=timezone.now())
    hidden = make_waiting_merge()
    Proposal.objects.filter(pk=hidden.stays_id).update(visibility=Visibility.HIDDEN)
    with pytest.raises(Denied, match="hid proposal"):
        agree(hidden)
    assert expire_merges(now=timezone.now()) == 2


def test_what_else_was_asked_about_the_proposal_that_went_is_called_off() -> None:
    process = make_process()
    first, second, third = (make_proposal(process=process) for _ in range(3))
    other = make_waiting_merge(goes=third, stays=first)
    make_merge(goes=first, stays=second)
    other.refresh_from_db()
    assert other.state == MergeState.CALLED_OFF
    assert f"merged into proposal {second.number}" in other.end_reason


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.UNDER_REVIEW, Status.ACCEPTED])
def test_undoing_brings_the_status_back(status: Status) -> None:
    process = make_process()
    goes = make_proposal(process=process, status=status)
    merge = make_merge(goes=goes, stays=make_proposal(process=process))
    undone = undo_merge(actor=make_moderator(), merge=merge, reason=REASON, now=timezone.now())
    assert undone.state == MergeState.UNDONE
    assert Proposal.objects.get(pk=goes.pk).status == status
    assert Entry.objects.get(action="proposals.merge_undone").data["reason"] == REASON
    make_merge(goes=Proposal.objects.get(pk=goes.pk), stays=merge.stays)


def test_undoing_asks_for_a_reason_a_moderator_and_a_running_process() -> None:
    merge = make_merge()
    with pytest.raises(ValidationError):
        undo_merge(actor=make_moderator(), merge=merge, reason=" ", now=timezone.now())
    with pytest.raises(Denied, match="for moderators"):
        undo_merge(actor=merge.goes.author, merge=merge, reason=REASON, now=timezone.now())
    over = merge.process.timeline.windows[-1].ends
    with pytest.raises(Denied, match="process is over"):
        undo_merge(actor=make_moderator(), merge=merge, reason=REASON, now=over)
    set_timeline(actor=None, process=merge.process, windows=timeline_at(Phase.VOTE, timezone.now()))
    assert undo_merge(actor=make_moderator(), merge=merge, reason=REASON, now=timezone.now())


def test_a_pair_is_merged_with_its_proposals_and_open_again_with_the_undoing() -> None:
    goes, stays = two()
    first, second = sorted((goes, stays), key=lambda p: p.pk)
    pair = Pair.objects.create(process=goes.process, first=first, second=second, score=0.8)
    merge = make_merge(goes=goes, stays=stays)
    pair.refresh_from_db()
    assert pair.state == PairState.MERGED
    undo_merge(actor=make_moderator(), merge=merge, reason=REASON, now=timezone.now())
    pair.refresh_from_db()
    assert pair.state == PairState.OPEN


def test_staff_cannot_merge_or_part_by_moving_a_status() -> None:
    staff, merge = make_staff(), make_merge()
    with pytest.raises(Denied, match="asks the authors first"):
        move_proposal(actor=staff, proposal=merge.stays, to=Status.MERGED, now=timezone.now())
    with pytest.raises(Denied, match="asks the authors first"):
        move_proposal(actor=staff, proposal=merge.goes, to=Status.PUBLISHED, now=timezone.now())


def test_who_becomes_a_co_author_meanwhile_is_asked_and_who_leaves_in_silence_is_not() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    answer_merge(actor=goes.author, merge=merge, agree=True, now=timezone.now())
    friend = make_user()
    invitation = invite_coauthor(actor=stays.author, proposal=stays, now=timezone.now())
    accept_invitation(actor=friend, invitation=invitation, now=timezone.now())
    assert Notice.objects.filter(user=friend, subject__contains="become one?").exists()
    assert not answer_merge(actor=stays.author, merge=merge, agree=True, now=timezone.now()).is_done
    fresh = Proposal.objects.select_related("process").get(pk=stays.pk)
    remove_coauthor(actor=friend, proposal=fresh, user=friend, now=timezone.now())
    merge.refresh_from_db()
    assert merge.is_done, "Everybody who writes them now has agreed."
    assert not merge.consents.filter(user=friend).exists()


def test_a_co_author_who_erased_the_account_holds_nothing_up() -> None:
    goes, stays = two()
    friend = make_user()
    CoAuthor.objects.create(proposal=stays, user=friend)
    merge = make_waiting_merge(goes=goes, stays=Proposal.objects.get(pk=stays.pk))
    for author in (goes.author, stays.author):
        answer_merge(actor=author, merge=merge, agree=True, now=timezone.now())
    erase_account(actor=friend, user=friend, now=timezone.now())
    assert expire_merges(now=timezone.now()) == 1
    merge.refresh_from_db()
    assert merge.is_done


def test_why_a_merge_ended_is_stored_in_the_language_of_the_process() -> None:
    goes, stays = two()
    merge = make_waiting_merge(goes=goes, stays=stays)
    withdraw_proposal(actor=goes.author, proposal=goes, now=timezone.now())
    with override("es"):
        expire_merges(now=timezone.now())
    merge.refresh_from_db()
    assert merge.end_reason == f"Proposal {goes.number} is “Withdrawn” and cannot be merged."
