"""What the scripts of a ballot need to seal it and to speak: addresses, hashes, sentences."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import segno
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from voting.board import board
from voting.board.trackers import word_list
from voting.casting.cast import code_short, code_sign
from voting.crypto.encoding import sha256_hex
from voting.crypto.word_lists import LANGUAGES
from voting.models import Board, Round
from voting.rounds.frozen import form_of

WORKER = "js/crypto/v1/worker.js"


def seal_data(round: Round) -> dict[str, Any]:
    """Return what a script needs to seal a ballot of a round (two queries); nothing where none is sealed."""
    if not round.rules_hash or not round.is_sealed:
        return {}
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = form_of(round, len(numbers))
    at = {"process_slug": round.process.slug, "number": round.number}
    digest = election_hash(round.pk, round.rules_hash)
    return {
        "round": round.uuid,
        "title": round.title,
        "rules": round.rules_hash,
        "group": round.group,
        "sums": round.only_sums,
        "work": work_of(round, len(numbers)),
        "closes": int(round.closes_at.timestamp()),
        "election": {"address": reverse("voting:election", kwargs=at | {"digest": digest}), "hash": digest},
        "words": words_address(round),
        "worker": static(WORKER),
        "form": {"kind": form.kind.value, "projects": form.projects, "longest": form.longest},
        "numbers": numbers,
        "height": Board.objects.values_list("height", flat=True).get(round=round),
        "local": round.is_verifiable,
        "addresses": {name: reverse(f"voting:{name}", kwargs=at) for name in ADDRESSES},
    }


ADDRESSES = (
    "ballot", "review", "my_code", "receive", "forget", "receipt", "box", "seal_check", "spoil", "rules",
)  # fmt: skip


def work_of(round: Round, projects: int) -> int:
    """Return about how many times as long as a packed ballot the seal of a ballot takes: each project that is
    added up takes as long as one, and each number of choices allowed nearly half as long.
    """
    if not round.only_sums:
        return 1
    most = min(round.max_projects or projects, projects)
    return max(1, projects + 2 * (most + 1) // 5)


def words_address(round: Round) -> str:
    """Return where the words of the reader's language are."""
    language = (get_language() or "en").split("-", maxsplit=1)[0]
    language = language if language in LANGUAGES else "en"
    digest = sha256_hex(word_list(language))
    return reverse("voting:words", args=[round.process.slug, language, digest])


def seal_phrases() -> dict[str, str]:
    """Return the sentences that the script says while it seals and casts."""
    return {
        "fetching": _("Getting ready to seal your ballot."),
        "sealing": _("Sealing your ballot."),
        "sealingfor": _("Sealing your ballot, about {n} seconds."),
        "sending": _("Your ballot is sealed. We put it into the box."),
        "waiting": _("Your ballot is sealed and not cast yet. We try again every 10 seconds."),
        "later": _("Your ballot is sealed and not cast yet. We try again in {n} seconds."),
        "unkept": _("This browser cannot keep it for you: leave this page open until it is cast."),
        "cast": _("Your ballot is in the box."),
        "tracker": _("These words show that you voted. They cannot show how."),
        "receipt": _("See your receipt"),
        "otherwords": _(
            "The city's answer names a different ballot from the one this device sealed. Tell the city, "
            "and vote again."
        ),
        "codeshort": code_short(),
        "codesign": code_sign(),
        "notrules": _(
            "The rules in the box do not match the fingerprint on this page. Tell the city."
        ),
        "notest": _("this text is not a tested ballot"),
        "nosealing": _("This browser could not seal the ballot: {why}. Nothing was sent."),
        "noline": _("There is no connection right now. Nothing was sent. Your choices are still here."),
        "status": _("Ballot status"),
    }  # fmt: skip


def box_qr(request: HttpRequest, round: Round, digest: str) -> SafeString:
    """Return the drawing of a QR code that opens the box and looks a ballot up. What follows # in its
    address is read by the page and never sent.
    """
    address = request.build_absolute_uri(reverse("voting:box", args=[round.process.slug, round.number]))
    drawn = segno.make(f"{address}#{digest}", error="m", boost_error=False)
    return mark_safe(drawn.svg_inline(omitsize=True, border=4, svgclass="square", lineclass=None))


@lru_cache(maxsize=64)
def election_hash(round_id: int, rules_hash: str) -> str:
    """Return the hash of the text that ballots of a frozen round are sealed for."""
    return sha256_hex(board.setup_of(Round.objects.get(pk=round_id)).election.text)
