"""Letters that a newcomer may take: in an invented city, and in no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.utils import timezone

from tests.voting.test_codes import issued, make_round
from voting.codes.sample_letters import keep_letters
from voting.models import Round
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.django_db


def here(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


def open_round() -> Round:
    """A vote that is open to people with codes."""
    round = make_round()
    issued(round)
    freeze_round(actor=None, round=round, now=timezone.now())
    return round


def test_an_invented_city_hands_its_letters_out(client: Client, tmp_path: Path) -> None:
    round = open_round()
    with override_settings(DEMO=True, DATA_DIR=tmp_path):
        assert client.get(here(round, "letters.pdf")).status_code == 404
        keep_letters(round, b"%PDF-letters")
        assert here(round, "letters.pdf") in client.get(here(round)).content.decode()
        response = client.get(here(round, "letters.pdf"))
        assert response["Content-Type"] == "application/pdf"
        assert response.content == b"%PDF-letters"
        (file,) = tmp_path.rglob("*.pdf")
        assert file.stat().st_mode & 0o077 == 0


def test_a_real_city_keeps_none_and_shows_none(client: Client, tmp_path: Path) -> None:
    round = open_round()
    with override_settings(DATA_DIR=tmp_path):
        with pytest.raises(ImproperlyConfigured):
            keep_letters(round, b"%PDF-letters")
        folder = tmp_path / "letters"
        folder.mkdir()
        (folder / f"{round.process.slug}-{round.number}.pdf").write_bytes(b"%PDF-left over")
        assert client.get(here(round, "letters.pdf")).status_code == 404
        assert "letters.pdf" not in client.get(here(round)).content.decode()
