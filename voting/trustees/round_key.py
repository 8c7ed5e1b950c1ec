"""Who holds the key of a round, and the setup of its board when it is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.permissions import YES, Verdict
from voting.board import board
from voting.board.board import Setup
from voting.board.heads import publish_head
from voting.casting.phrases import count_text
from voting.crypto.ceremony import Contribution, Setting, conclude, public_key, read_certificate
from voting.crypto.credentials import credentials_text
from voting.crypto.election import Election
from voting.crypto.encoding import Node, sha256_hex
from voting.crypto.groups import GROUPS, Element
from voting.crypto.pedersen import Pedersen, PublicKey
from voting.crypto.randomness import SECURE
from voting.crypto.signed import Signed
from voting.crypto.trustees import Trustees
from voting.models import Ceremony, RollEntry, Round
from voting.rounds.frozen import Keys, round_file
from voting.safe import add_keys


@dataclass(frozen=True, slots=True)
class Sealed:
    """The lists that are fixed with a round, and what its frozen file says of them."""

    trustees: Trustees
    credentials: str
    named: Keys


def seal_up(round: Round) -> Sealed:
    """Fix the keys of a round that is about to be frozen."""
    group, secrets = GROUPS[round.group], add_keys(round)
    holders = shared_key(round.ceremony) if round.is_verifiable else public_key(group, secrets.key, SECURE)
    trustees = Trustees(group, (holders,))
    listed = RollEntry.objects.filter(round=round).values_list("credential", flat=True)
    credentials = credentials_text(Element(key) for key in listed)
    board_key = group.base_power(secrets.board)
    return Sealed(trustees, credentials, Keys(sha256_hex(credentials), sha256_hex(trustees.text), board_key))


def open_up(round: Round, sealed: Sealed, now: datetime) -> None:
    """Begin the board of a round that has just been frozen, and sign its first head."""
    file = round_file(round, sealed.named)
    election = Election(
        name=round.title,
        description=file.description,
        group=sealed.trustees.group,
        public_key=sealed.trustees.key,
        questions=(file.question(round.title),),
        uuid=round.uuid,
    )
    board.start_board(round, Setup(election, sealed.trustees), sealed.credentials, now)
    publish_head(round=round, now=now)


def setting_of(ceremony: Ceremony) -> Setting:
    """Return what the trustees of a ceremony agree on."""
    return Setting(GROUPS[ceremony.round.group], ceremony.size, ceremony.needed)


def shared_key(ceremony: Ceremony) -> Pedersen:
    """Join what all trustees have said to the key they share. Raises Refused where that does not fit, or one
    has not spoken.
    """
    setting, trustees = setting_of(ceremony), list(ceremony.trustees.all())
    certificates = [
        read_certificate(setting, Signed.read(_node(one.certificate, one.number), setting.group), one.number)
        for one in trustees
    ]
    contributions = [Contribution.read(_node(one.contribution, one.number), setting) for one in trustees]
    keys = [PublicKey.read(_node(one.public_key, one.number), setting.group) for one in trustees]
    return conclude(setting, certificates, contributions, keys)


def ceremony_verdict(round: Round) -> Verdict:
    """Return whether the trustees of a verifiable round hold its key and have tried their sheets."""
    ceremony = Ceremony.objects.filter(round=round).first()
    if ceremony is None or not ceremony.trustees.exists():
        return Verdict(False, _("No trustees are named yet. Name them on the page of the trustees."))
    missing = ceremony.size - ceremony.trustees.filter(tried_at__isnull=False).count()
    if missing:
        return Verdict(
            False,
            ngettext(
                "%(count)s trustee has not finished yet.",
                "%(count)s trustees have not finished yet.",
                missing,
            )
            % {"count": count_text(missing)},
        )
    return YES


def _node(text: str, number: int) -> Node:
    return Node.parse(text, f"trustee {number}")
