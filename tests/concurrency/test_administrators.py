"""Two administrators who act against each other at the same moment: one of them stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.erasure import erase_account
from accounts.models import RoleGrant, User
from accounts.permissions import Refused
from accounts.roles import Role
from accounts.services import revoke_role
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_administrator

pytestmark = pytest.mark.django_db(transaction=True)


def revoking(actor: User, user: User) -> Callable[[], object]:
    return lambda: revoke_role(actor=actor, user=user, role=Role.ADMINISTRATOR)


def erasing(user: User) -> Callable[[], object]:
    return lambda: erase_account(actor=user, user=user, now=timezone.now())


@pytest.mark.parametrize("erase", [False, True])
def test_one_administrator_stays(erase: bool, tmp_path: Path) -> None:
    for _time in range(5):
        one, other = make_administrator(), make_administrator()
        acts = [erasing(one), erasing(other)] if erase else [revoking(one, other), revoking(other, one)]
        results = at_once(acts, tmp_path)
        assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR).count() == 1, results
        assert sum(isinstance(result, Refused) for result in results) == 1, results
        RoleGrant.objects.all().delete()
