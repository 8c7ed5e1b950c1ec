"""The eligibility sources that come with Plaza; docs/eligibility.md lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy

from accounts.models import User
from voting.codes.codes import entry_of_code
from voting.models import CodeBy, RollEntry, Round
from voting.roll import mailed_codes
from voting.roll.eligibility import Found, eligibility_source
from voting.roll.identity_forms import BirthDateForm, LetterForm, MailedCodeForm, NumberForm

BIRTH_DATE, LETTER, EMAIL, OIDC = "birth-date", "letter", "e-mail", "city-account"


@eligibility_source(
    BIRTH_DATE,
    title=gettext_lazy("With your roll number and date of birth"),
    hint=gettext_lazy("Your roll number is in a letter from the city."),
    offered=lambda round: round.roll.filter(birth_date__isnull=False).exists(),
    form=lambda request, round: BirthDateForm,
)
def by_birth_date(request: HttpRequest, round: Round, data: Mapping[str, Any]) -> Found:
    """Find the line with this number and this date of birth."""
    entry = _numbered(round, data["number"])
    known = entry.birth_date.isoformat() if entry and entry.birth_date else ""
    return entry if constant_time_compare(known, data["birth_date"].isoformat()) else None


@eligibility_source(
    LETTER,
    title=gettext_lazy("With a voting code from a letter"),
    hint=gettext_lazy(
        "You need the code again to vote. Once it is linked to your account, nobody else can link it."
    ),
    # in a verifiable round a code never leaves the voter's device
    offered=lambda round: not round.is_verifiable and round.roll.filter(code_by=CodeBy.LETTER).exists(),
    form=lambda request, round: LetterForm,
)
def by_letter(request: HttpRequest, round: Round, data: Mapping[str, Any]) -> Found:
    """Find the line whose code this is."""
    found = entry_of_code(round, data["code"])
    return found[0] if found and found[0].code_by == CodeBy.LETTER else None


def _mail_form(request: HttpRequest, round: Round) -> type[forms.Form]:
    return MailedCodeForm if mailed_codes.asked_for(request, round) else NumberForm


@eligibility_source(
    EMAIL,
    title=gettext_lazy("With a code by e-mail"),
    hint=gettext_lazy("If the electoral roll has your e-mail address, we send a code of eight digits there."),
    offered=lambda round: round.roll.exclude(email="").exists(),
    form=_mail_form,
)
def by_email(request: HttpRequest, round: Round, data: Mapping[str, Any]) -> Found:
    """Mail a code to the address on the roll, then find the line by the code. What is answered does not show
    whether the roll has the number or an address.
    """
    from voting.tasks import mail_identity_code

    assert isinstance(request.user, User)
    asked = mailed_codes.asked_for(request, round)
    if asked is None or "number" in data:
        entry = _numbered(round, data["number"])
        asked = mailed_codes.ask(request, round, entry.pk if entry and entry.email else 0)
        mail_identity_code.enqueue(request.user.pk, asked.entry, asked.nonce)
        return redirect(request.path)
    if not mailed_codes.fits(request.user, asked, data["code"]):
        return None
    mailed_codes.forget(request)
    return round.roll.filter(pk=asked.entry).first()


def _provider(round: Round) -> str:
    back = reverse("voting:identity", args=[round.process.slug, round.number])
    start = reverse("openid_connect_login", kwargs={"provider_id": "city"})
    return f"{start}?{urlencode({'process': 'connect', 'next': back})}"


@eligibility_source(
    OIDC,
    title=settings.OIDC_NAME,
    hint=gettext_lazy("You sign in there. We learn your roll number and store nothing else."),
    offered=lambda round: bool(settings.OIDC_SERVER_URL),
    address=_provider,
)
def by_city_account(request: HttpRequest, round: Round, data: Mapping[str, Any]) -> Found:
    """Find the line whose number the provider gave; `voting.oidc` receives its answer."""
    return _numbered(round, data["number"])


def _numbered(round: Round, number: str) -> RollEntry | None:
    return round.roll.filter(roll_number=" ".join(number.split())).first()
