"""Signed lists from the street count like supports on the site, once per person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from processes.permissions import Denied
from proposals.models import Support
from proposals.services import enter_supports, support_proposal
from tests.factories.accounts import make_user
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


def test_a_list_is_entered_once_per_person_with_one_entry() -> None:
    proposal = make_proposal()
    first, second, third = (make_user() for _ in range(3))
    support_proposal(actor=first, proposal=proposal, now=timezone.now())
    staff = make_user(roles=(Role.COUNCIL_STAFF,))
    before = Entry.objects.count()
    assert (
        enter_supports(
            actor=staff, proposal=proposal, users=[first, second, third, third], now=timezone.now()
        )
        == 2
    )
    assert proposal.support_count == 3 == Support.objects.filter(proposal=proposal).count()
    assert Entry.objects.count() == before + 1


def test_only_council_staff_enter_lists() -> None:
    proposal = make_proposal()
    with pytest.raises(Denied):
        enter_supports(actor=make_user(), proposal=proposal, users=[make_user()], now=timezone.now())
    assert not Support.objects.filter(proposal=proposal).exists()
