"""One person on the roll, several ways to vote, one moment: one ballot, one account, one code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_user
from tests.factories.sealed import sealed_ballots
from tests.factories.voting import make_draft_round
from tests.voting.test_codes import issued
from voting.casting.cast import AlreadyVoted, Receipt
from voting.casting.sealing import cast_ballot, cast_with_code
from voting.codes.codes import NoCode
from voting.codes.issuing import Who, issue, waiting
from voting.models import Channel, CodeBy, RollEntry, Round
from voting.roll.file import read_roll
from voting.roll.importing import add_file
from voting.roll.linking import LinkRefused, link_entry
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def make_round(*, letters: bool) -> tuple[Round, dict[str, str]]:
    """An open round with two people without an account, and their codes where they got letters."""
    round = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=round, entries=[RollLine("A"), RollLine("B")])
    codes = issued(round) if letters else {}
    freeze_round(actor=None, round=round, now=timezone.now())
    return Round.objects.get(pk=round.pk), codes


def linking(person: User, round: Round, roll_number: str) -> Act:
    entry = RollEntry.objects.select_related("round__process").get(round=round, roll_number=roll_number)
    return lambda: link_entry(actor=person, entry=entry, now=timezone.now())


def test_tying_and_voting_with_the_code_and_on_paper_at_once_is_one_vote(tmp_path: Path) -> None:
    round, codes = make_round(letters=True)
    person = make_user()

    def by_code() -> object:
        return cast_with_code(round=round, code=codes["A"], choices=[1], now=timezone.now())

    def by_account() -> object:
        return cast_ballot(actor=person, round=round, choices=[2], now=timezone.now())

    results = at_once([linking(person, round, "A"), by_code, by_account, by_code], tmp_path)
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert len(receipts) == 2, results
    assert results[0] is None
    assert isinstance(results[2], Exception), "a code from a letter votes; the account alone does not"
    assert len(sealed_ballots(round)) == 1 == Round.objects.get(pk=round.pk).ballot_count
    assert RollEntry.objects.get(round=round, roll_number="A").user == person


def test_an_account_that_is_tied_while_it_votes_casts_one_ballot(tmp_path: Path) -> None:
    round, _codes = make_round(letters=False)
    person = make_user()

    def cast() -> object:
        return cast_ballot(actor=person, round=round, choices=[2], now=timezone.now())

    results = at_once([linking(person, round, "A"), cast, cast], tmp_path)
    assert results[0] is None, results
    cast()
    assert len(sealed_ballots(round)) == 1 == Round.objects.get(pk=round.pk).ballot_count
    assert not [result for result in results if isinstance(result, AlreadyVoted | NoCode)]


def test_a_tick_on_paper_and_a_ballot_with_the_code_are_one_vote(tmp_path: Path) -> None:
    round, codes = make_round(letters=True)
    entry = RollEntry.objects.get(round=round, roll_number="A")

    def on_paper() -> object:
        free = RollEntry.objects.filter(pk=entry.pk, channel="")
        return free.update(channel=Channel.PAPER, voted_on=timezone.localdate(), office="Town hall")

    def by_code() -> object:
        return cast_with_code(round=round, code=codes["A"], choices=[1], now=timezone.now())

    results = at_once([on_paper, by_code], tmp_path)
    ticked = results[0] == 1
    assert isinstance(results[1], AlreadyVoted) is ticked, results
    assert len(sealed_ballots(round)) == (0 if ticked else 1)


def test_two_accounts_want_the_same_line_and_one_gets_it(tmp_path: Path) -> None:
    round, _codes = make_round(letters=False)
    people = [make_user() for _ in range(3)]
    results = at_once([linking(person, round, "A") for person in people], tmp_path)
    assert results.count(None) == 1, results
    assert [isinstance(result, LinkRefused) for result in results].count(True) == 2, results
    assert Entry.objects.filter(action="voting.roll_linked").count() == 1


def test_one_account_wants_two_lines_and_gets_one(tmp_path: Path) -> None:
    round, _codes = make_round(letters=False)
    person = make_user()
    results = at_once([linking(person, round, "A"), linking(person, round, "B")], tmp_path)
    assert results.count(None) == 1, results
    assert RollEntry.objects.filter(round=round, user=person).count() == 1
    assert Round.objects.get(pk=round.pk).roll_size == 3 == RollEntry.objects.filter(round=round).count()


def test_a_double_click_issues_codes_once(tmp_path: Path) -> None:
    round = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=round, entries=[RollLine("A"), RollLine("B")])
    entries = list(waiting(round, Who.NO_ACCOUNT))

    def press() -> object:
        return issue(
            actor=None,
            round=round,
            entries=entries,
            make=lambda drawn: [one.key for one in drawn],
            way="table",
        )

    results = at_once([press, press, press], tmp_path)
    files = [result for result in results if isinstance(result, list)]
    assert len(files) == 1, results
    assert [isinstance(result, RoundError) for result in results].count(True) == 2, results
    kept = RollEntry.objects.filter(round=round, code_by=CodeBy.LETTER).values_list("credential", flat=True)
    assert sorted(kept) == sorted(files[0])


def test_the_same_list_added_twice_at_once_adds_nobody_twice(tmp_path: Path) -> None:
    round = make_draft_round()
    file = read_roll("number\n1\n2\n3\n")

    def add() -> object:
        return add_file(actor=None, round=round, file=file)

    results = at_once([add, add], tmp_path)
    assert sorted(str(result) for result in results) == ["0", "3"], results
    assert Round.objects.get(pk=round.pk).roll_size == 3 == RollEntry.objects.filter(round=round).count()
