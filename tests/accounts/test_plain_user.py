"""Views get the person itself, at the price of the look-up that every page makes anyway."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import User
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db


def test_a_person_stands_for_themselves(client: Client) -> None:
    ana = make_user()
    sign_in(client, ana)
    request = client.get("/accounts/").wsgi_request
    assert type(request.user) is User
    assert request.user == ana


def test_a_visitor_is_nobody(client: Client) -> None:
    assert type(client.get("/log/").wsgi_request.user) is AnonymousUser
