"""The ceremony on the server's side: every word is checked before it is kept, and nothing is half-written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from accounts.models import User
from audit.models import Entry
from demo.devices import certificate, confirmation, contribution, everybody, fresh, say, trial
from processes.permissions import Denied
from tests.factories.accounts import make_staff, make_user
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.voting import make_draft_round
from voting.codes.codes import account_code, key_of
from voting.crypto.encoding import Node, Refused, dumps
from voting.crypto.groups import GROUPS
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.models import Ceremony, CodeBy, Mode, RollEntry, Round, Trustee
from voting.rounds.checklist import may_freeze
from voting.rounds.freezing import freeze_round
from voting.rounds.setup import change_round
from voting.rounds.state import RoundError
from voting.trustees import ceremony_words
from voting.trustees.ceremony import (
    Person,
    drop_trustee,
    name_trustee,
    plan_ceremony,
    replace_trustee,
    resend_link,
)
from voting.trustees.ceremony_words import NotTaken
from voting.trustees.reminding import remind
from voting.trustees.round_key import ceremony_verdict

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def round() -> Round:
    """A round in preparation with three trustees named."""
    made = make_draft_round(now=NOW, voters=[make_user()])
    make_trustees(made, now=NOW)
    return made


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"https?://\S+#\S+", str(letter.body))
    assert found, letter.body
    return found[0]


def test_a_ceremony_from_names_to_a_frozen_round(round: Round) -> None:
    assert not ceremony_verdict(round)
    hold_ceremony(round, now=NOW)
    assert ceremony_verdict(round)
    freeze_round(actor=None, round=round, now=NOW)
    assert all(one.tried_at == NOW for one in everybody(round))
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {
        "voting.trustee_named", "voting.trustee_certified", "voting.trustee_contributed",
        "voting.trustee_confirmed", "voting.trustee_rehearsed",
    } <= actions  # fmt: skip


def test_a_round_cannot_be_frozen_before_all_have_tried_their_sheets(round: Round) -> None:
    seeds = hold_ceremony(round, now=NOW, until="confirmation")
    for trustee, seed in list(zip(everybody(round), seeds, strict=True))[:2]:
        say(trustee, "trial", seed, attempt=1, now=NOW)
    with pytest.raises(Denied, match="1 trustee has not finished"):
        freeze_round(actor=None, round=round, now=NOW)
    assert [reason.text for reason in may_freeze(round, NOW) if not reason.ok] == [
        "1 trustee has not finished yet."
    ]


def test_the_same_word_again_changes_nothing(round: Round) -> None:
    trustee, seed = everybody(round)[0], new_seed(SECURE)
    text = certificate(trustee, seed)
    for _ in range(2):
        ceremony_words.post_certificate(trustee=trustee, attempt=1, text=text, now=NOW)
    assert Entry.objects.filter(action="voting.trustee_certified").count() == 1
    with pytest.raises(RoundError, match="done this step already"):
        ceremony_words.post_certificate(
            trustee=trustee, attempt=1, text=certificate(trustee, new_seed(SECURE)), now=NOW
        )
    assert fresh(trustee).certificate == text


NONSENSE: list[Callable[[str], str]] = [
    lambda text: "",
    lambda text: "nonsense",
    lambda text: "[" * 50_000,
    lambda text: text[:-5],
    lambda text: text + " ",
    lambda text: text.replace("0", "1"),
    lambda text: text.replace("challenge", "chall"),
    lambda text: "x" * 300_000,
]


@pytest.mark.parametrize("spoil", NONSENSE)
@pytest.mark.parametrize("word", ["certificate", "contribution", "confirmation", "trial"])
def test_nonsense_is_refused_with_its_place_and_nothing_is_written(
    round: Round, word: str, spoil: Callable[[str], str]
) -> None:
    before = {"contribution": "certificate", "confirmation": "contribution", "trial": "confirmation"}
    seeds = [new_seed(SECURE)] * 3
    if word in before:
        seeds = hold_ceremony(round, now=NOW, until=before[word])
    trustee = everybody(round)[0]
    entries, row = Entry.objects.count(), Trustee.objects.filter(pk=trustee.pk).values().get()
    with pytest.raises(NotTaken, match=r"Nothing was stored") as caught:
        post(trustee, word, seeds[0], spoil)
    assert caught.value.place
    assert Trustee.objects.filter(pk=trustee.pk).values().get() == row
    assert Entry.objects.count() == entries


def post(trustee: Trustee, word: str, seed: str, spoil: Callable[[str], str]) -> None:
    """Post a word that was spoilt on its way."""
    known: dict[str, Any] = {"trustee": trustee, "attempt": 1, "now": NOW}
    if word == "certificate":
        ceremony_words.post_certificate(text=spoil(certificate(trustee, seed)), **known)
    elif word == "contribution":
        ceremony_words.post_contribution(text=spoil(contribution(trustee, seed)), **known)
    elif word == "confirmation":
        key, share = confirmation(trustee, seed)
        ceremony_words.post_confirmation(key=spoil(key), share=share, **known)
    else:
        ceremony_words.post_trial(text=spoil(trial(trustee, seed)), **known)


def test_a_spoilt_sealed_share_is_refused(round: Round) -> None:
    seeds = hold_ceremony(round, now=NOW, until="contribution")
    trustee = everybody(round)[0]
    key, share = confirmation(trustee, seeds[0])
    with pytest.raises(NotTaken):
        ceremony_words.post_confirmation(trustee=trustee, attempt=1, key=key, share=share[:-4], now=NOW)
    assert fresh(trustee).public_key == ""


def test_what_another_trustee_made_is_refused(round: Round) -> None:
    first, second, _third = everybody(round)
    seed = new_seed(SECURE)
    with pytest.raises(NotTaken):
        ceremony_words.post_certificate(trustee=first, attempt=1, text=certificate(second, seed), now=NOW)
    say(first, "certificate", seed, attempt=1, now=NOW)
    with pytest.raises(NotTaken, match="another trustee"):
        say(second, "certificate", seed, attempt=1, now=NOW)


def test_nobody_speaks_before_their_turn(round: Round) -> None:
    trustee, seed = everybody(round)[0], new_seed(SECURE)
    say(trustee, "certificate", seed, attempt=1, now=NOW)
    with pytest.raises(RoundError, match="Wait for them"):
        ceremony_words.post_contribution(trustee=fresh(trustee), attempt=1, text="{}", now=NOW)
    with pytest.raises(RoundError, match="Wait for them"):
        ceremony_words.post_confirmation(trustee=fresh(trustee), attempt=1, key="{}", share="{}", now=NOW)
    with pytest.raises(RoundError, match="Wait for them"):
        ceremony_words.post_trial(trustee=fresh(trustee), attempt=1, text="{}", now=NOW)


def test_a_wrong_sheet_cannot_go_on(round: Round) -> None:
    hold_ceremony(round, now=NOW, until="certificate")
    with pytest.raises(Refused, match="was not made from this seed"):
        contribution(everybody(round)[0], new_seed(SECURE))


def test_a_share_that_does_not_fit_names_its_maker(round: Round) -> None:
    seeds = hold_ceremony(round, now=NOW, until="certificate")
    first, second, third = everybody(round)
    for trustee in (first, third):
        say(fresh(trustee), "contribution", seeds[trustee.number - 1], attempt=1, now=NOW)
    text = contribution(fresh(second), seeds[1])
    shares = Node.parse(text, "x").value
    assert isinstance(shares, dict)
    shares["shares"][0], shares["shares"][2] = shares["shares"][2], shares["shares"][0]
    ceremony_words.post_contribution(trustee=fresh(second), attempt=1, text=dumps(shares), now=NOW)
    with pytest.raises(Refused, match="share from trustee 2"):
        confirmation(fresh(first), seeds[0])
    ceremony_words.report_share(trustee=fresh(first), attempt=1, culprit=2, now=NOW)
    assert fresh(first).accuses == 2
    assert Entry.objects.filter(action="voting.share_refused").count() == 1


def test_a_trustee_is_replaced_and_the_key_is_made_anew(
    round: Round, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    seeds = hold_ceremony(round, now=NOW, until="contribution")
    second = everybody(round)[1]
    Site.objects.update(site_name="Riverton")
    with django_capture_on_commit_callbacks(execute=True):
        replace_trustee(
            actor=None, trustee=second, person=Person("Eva Lind", "eva@example.org", "es"),
            reason="He has moved away.", now=NOW,
        )  # fmt: skip
    ceremony = Ceremony.objects.get(round=round)
    assert (ceremony.attempt, ceremony.reason) == (2, "He has moved away.")
    assert [one.name for one in everybody(round)] == ["Ruth Calder", "Eva Lind", "Leyla Arslan"]
    assert not any(one.certificate or one.contribution for one in everybody(round))
    told = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert set(told) == {"ruth@example.org", "piotr@example.org", "leyla@example.org", "eva@example.org"}
    assert all(text.rstrip().endswith("\nRiverton") for text in told.values())
    assert all(text.startswith(("Hello ", "Hola, ")) for text in told.values())
    assert all("He has moved away." in told[who] for who in told if who != "eva@example.org")
    with pytest.raises(RoundError, match="being made again"):
        say(everybody(round)[0], "certificate", seeds[0], attempt=1, now=NOW)
    with pytest.raises(RoundError, match="in your place"):
        say(second, "certificate", seeds[1], attempt=2, now=NOW)
    hold_ceremony(round, now=NOW)
    assert ceremony_verdict(round)


def test_after_freezing_nothing_of_the_ceremony_can_change(round: Round) -> None:
    hold_ceremony(round, now=NOW)
    freeze_round(actor=None, round=round, now=NOW)
    person = Person("Eva Lind", "eva@example.org")
    trustee = everybody(round)[0]
    for act in (
        lambda: replace_trustee(actor=None, trustee=trustee, person=person, reason="x", now=NOW),
        lambda: drop_trustee(actor=None, trustee=trustee, reason="x", now=NOW),
        lambda: name_trustee(actor=None, round=round, person=person, now=NOW),
        lambda: plan_ceremony(actor=None, round=round, needed=2, size=2, now=NOW),
        lambda: ceremony_words.post_certificate(trustee=trustee, attempt=1, text="", now=NOW),
    ):
        with pytest.raises(RoundError, match="frozen"):
            act()


def test_only_staff_name_trustees(round: Round) -> None:
    person = Person("Eva Lind", "eva@example.org")
    trustee = everybody(round)[0]
    for stranger in (make_user(),):
        with pytest.raises(Denied):
            name_trustee(actor=stranger, round=round, person=person, now=NOW)
        with pytest.raises(Denied):
            resend_link(actor=stranger, trustee=trustee, now=NOW)
        with pytest.raises(Denied):
            remind(actor=stranger, trustee=trustee, now=NOW)
    replace_trustee(actor=make_staff(), trustee=trustee, person=person, reason="Ill.", now=NOW)


def test_numbers_that_make_no_sense_are_refused(round: Round) -> None:
    for needed, size in ((1, 3), (4, 3), (2, 99), (2, 2)):
        with pytest.raises(RoundError):
            plan_ceremony(actor=None, round=round, needed=needed, size=size, now=NOW)
    hold_ceremony(round, now=NOW, until="certificate")
    plan_ceremony(actor=None, round=round, needed=3, size=3, now=NOW)
    assert Ceremony.objects.get(round=round).attempt == 2
    assert not any(one.certificate for one in everybody(round))


def test_a_personal_link_opens_one_trustees_page_and_nothing_else(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    round = make_draft_round(now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        make_trustees(round, now=NOW)
    links = [link_in(letter) for letter in mail.outbox]
    assert len(set(links)) == 3
    page, _sign, secret = links[1].partition("#")
    path = "/" + page.split("/", 3)[3]
    assert not Trustee.objects.filter(link_hash=secret).exists()
    assert b"Piotr" not in client.get(path).content
    assert client.post(f"{path}enter/", {"secret": "no such link"}).status_code == 302
    assert b"Piotr" not in client.get(path).content
    client.post(f"{path}enter/", {"secret": secret})
    assert b"Piotr Nowak" in client.get(path).content
    assert client.get(f"{path}words.json").json()["index"] == 2
    trustee = everybody(round)[1]
    resend_link(actor=None, trustee=trustee, now=NOW + timedelta(minutes=1))
    assert b"Piotr" not in client.get(path).content
    assert client.get(f"{path}words.json").status_code == 404


def test_a_reminder_repeats_the_link_that_was_sent(
    round: Round, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        resend_link(actor=None, trustee=everybody(round)[0], now=NOW)
        remind(actor=None, trustee=everybody(round)[0], now=NOW)
    first, second = mail.outbox
    assert link_in(first) == link_in(second)


def test_another_group_makes_account_codes_fit_again_and_the_key_anew() -> None:
    person: User = make_user()
    round = make_draft_round(now=NOW, voters=[person], mode=Mode.VERIFIABLE)
    make_trustees(round, now=NOW)
    hold_ceremony(round, now=NOW, until="certificate")
    change_round(actor=None, round=round, group="RFC-3526-2048", now=NOW)
    entry = RollEntry.objects.get(round=round, user=person)
    key = key_of(round, account_code(round, entry))
    assert entry.credential == GROUPS["RFC-3526-2048"].base_power(key)
    assert Ceremony.objects.get(round=round).attempt == 2
    RollEntry.objects.filter(pk=entry.pk).update(code_by=CodeBy.LETTER)
    with pytest.raises(RoundError, match="already been issued"):
        change_round(actor=None, round=round, group="Ed25519", now=NOW)
    assert Round.objects.get(pk=round.pk).group == "RFC-3526-2048"


def test_trustees_are_let_go_where_the_platform_holds_the_key_after_all(
    round: Round, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change_round(actor=None, round=round, mode=Mode.CONFIDENTIAL, now=NOW)
    assert not Ceremony.objects.filter(round=round).exists()
    assert len(mail.outbox) == 3
