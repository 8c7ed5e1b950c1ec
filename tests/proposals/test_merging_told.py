"""Whoever has to do with a merge in several ways hears of it once."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from accounts.models import Notice, User
from proposals.models import Proposal
from proposals.services import answer_merge, support_proposal
from proposals.services.merging_tell_supporters import tell_of_merge
from tests.factories.accounts import make_moderator, make_user
from tests.factories.merges import make_waiting_merge
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


def told(*people: User) -> Counter[int]:
    """How many notices each has had since the last question."""
    return Counter(Notice.objects.filter(user__in=people).values_list("user", flat=True))


def test_an_author_and_who_asked_hear_once_of_one_merge_and_of_all_that_came_to_nothing() -> None:
    process, moderator = make_process(), make_moderator()
    one, two, three, four = (make_proposal(process=process) for _number in range(4))
    merge = make_waiting_merge(goes=one, stays=two, actor=moderator)
    for other in (three, four):
        make_waiting_merge(goes=other, stays=one, actor=moderator)
    Notice.objects.all().delete()
    people = [one.author, two.author, three.author, four.author, moderator]
    for author in (one.author, two.author):
        answer_merge(actor=author, merge=merge, agree=True, now=timezone.now())
    assert told(*people) == {user.pk: 1 for user in people if user != two.author}
    author_hears = Notice.objects.get(user=one.author)
    assert author_hears.subject == "Proposal 1 is now part of proposal 2"
    assert "Proposals 3 and 1 stay separate.\n\nProposals 4 and 1 stay separate." in author_hears.body
    asker_hears = Notice.objects.get(user=moderator)
    assert asker_hears.subject == "2 proposed merges have come to nothing"
    assert "Proposals 3 and 1 stay separate.\nProposals 4 and 1 stay separate." in asker_hears.body
    assert "proposal 1 was merged into proposal 2" in asker_hears.body
    assert Notice.objects.get(user=four.author).subject == "Proposals 4 and 1 stay separate"


def make_supported(process_of: Proposal) -> tuple[Proposal, Proposal]:
    """Two proposals of which the author of the second supports the first."""
    other = make_proposal(process=process_of.process)
    support_proposal(actor=other.author, proposal=process_of, now=timezone.now())
    return process_of, other


def test_an_author_who_supports_the_one_that_went_is_asked_in_the_same_notice() -> None:
    goes, stays = make_supported(make_proposal())
    supporter = make_user()
    support_proposal(actor=supporter, proposal=goes, now=timezone.now())
    merge = make_waiting_merge(goes=goes, stays=stays)
    Notice.objects.all().delete()
    for author in (stays.author, goes.author):
        merge = answer_merge(actor=author, merge=merge, agree=True, now=timezone.now())
    tell_of_merge(merge)
    assert told(stays.author, supporter) == {stays.author.pk: 1, supporter.pk: 1}
    assert (
        "Your support stays with proposal 1 until you move it." in Notice.objects.get(user=stays.author).body
    )
    assert "Your support stays with proposal 1 until you move it." in Notice.objects.get(user=supporter).body
