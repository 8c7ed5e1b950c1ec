"""What trustees say in the ceremony. Each word is checked by the protocol library before it is stored; the
same word again changes nothing, and what does not fit is refused with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit.chain import Json
from voting.crypto.ceremony import Contribution, check_contribution, read_certificate
from voting.crypto.encoding import Node, Refused
from voting.crypto.groups import GROUPS
from voting.crypto.pedersen import Certificate, PublicKey, share_in_exponent
from voting.crypto.randomness import SECURE
from voting.crypto.signed import Signed
from voting.crypto.trial import check_trial, new_nonce
from voting.crypto.trustees import Trustees
from voting.models import Ceremony, Trustee
from voting.rounds.state import RoundError, locked_draft, log
from voting.trustees.ceremony import Stage, stage_of
from voting.trustees.mail import write
from voting.trustees.round_key import setting_of, shared_key

LARGEST = 200_000


class NotTaken(ValueError):
    """What a trustee's device sent was refused: `place` says where, the text what to do about it."""

    def __init__(self, place: str, sentence: str) -> None:
        self.place = place
        super().__init__(sentence)


@transaction.atomic
def post_certificate(*, trustee: Trustee, attempt: int, text: str, now: datetime) -> None:
    """Store the certificate that a trustee's device made from the sheet. Raises NotTaken and RoundError."""
    ceremony, held, everybody = _locked(trustee, attempt)
    if text and held.certificate == text:
        return
    _must_be_empty(held.certificate)
    with refusals():
        fresh = _certificate(ceremony, held.number, text)
        known = [_certificate(ceremony, one.number, one.certificate) for one in everybody if one.certificate]
        if not fresh.in_context or fresh.verification in {one.verification for one in known}:
            raise Refused(f"certificate {held.number}", "was made for another trustee")
    held.certificate = text
    _store(ceremony, held, ["certificate"], "voting.trustee_certified", now)


@transaction.atomic
def post_contribution(*, trustee: Trustee, attempt: int, text: str, now: datetime) -> None:
    """Store the sealed shares that a trustee sends to the others. Raises NotTaken and RoundError."""
    ceremony, held, everybody = _locked(trustee, attempt)
    if text and held.contribution == text:
        return
    _must_be_empty(held.contribution)
    _must_have(everybody, Stage.CERTIFICATE, ceremony.size)
    with refusals():
        setting, certificates = setting_of(ceremony), certificates_of(ceremony, everybody)
        fresh = Contribution.read(_node(text, "contribution", held.number), setting)
        check_contribution(setting, certificates, held.number, fresh)
        for place, share in enumerate(fresh.shares, 1):
            _sealed(share, f"contribution {held.number}.shares[{place}]", ceremony)
    held.contribution = text
    _store(ceremony, held, ["contribution"], "voting.trustee_contributed", now)


@transaction.atomic
def post_confirmation(*, trustee: Trustee, attempt: int, key: str, share: str, now: datetime) -> None:
    """Store a trustee's public part of the key, and the secret part sealed to the sheet. When it is the last
    of them, the trial is drawn. Raises NotTaken and RoundError.
    """
    ceremony, held, everybody = _locked(trustee, attempt)
    if key and (held.public_key, held.share) == (key, share):
        return
    _must_be_empty(held.public_key)
    _must_have(everybody, Stage.CONTRIBUTION, ceremony.size)
    with refusals():
        fresh = PublicKey.read(_node(key, "confirmation", held.number), GROUPS[ceremony.round.group])
        if fresh.key != _expected_key(ceremony, everybody, held.number):
            raise Refused(f"confirmation {held.number}", "does not follow from the contributions")
        _sealed(share, f"confirmation {held.number}.share", ceremony)
    held.public_key, held.share, held.accuses = key, share, None
    _store(ceremony, held, ["public_key", "share", "accuses"], "voting.trustee_confirmed", now)
    if not ceremony.trustees.filter(public_key="").exists():
        ceremony.dummy = new_nonce(SECURE)
        ceremony.save(update_fields=["dummy"])


@transaction.atomic
def post_trial(*, trustee: Trustee, attempt: int, text: str, now: datetime) -> None:
    """Check that a trustee has opened the dummy with the sheet. Raises NotTaken and RoundError."""
    ceremony, held, everybody = _locked(trustee, attempt)
    if held.tried_at:
        return
    _must_have(everybody, Stage.PUBLIC_KEY, ceremony.size)
    with refusals():
        check_trial(trustees_of(ceremony), ceremony.dummy, held.number, text[:LARGEST])
    held.tried_at = now
    _store(ceremony, held, ["tried_at"], "voting.trustee_rehearsed", now)


@transaction.atomic
def report_share(*, trustee: Trustee, attempt: int, culprit: int, now: datetime) -> None:
    """Note that the part which `culprit` sent to a trustee does not fit: only that trustee's device can see
    it. Staff read it on their desk and replace one of the two.
    """
    ceremony, held, everybody = _locked(trustee, attempt)
    _must_have(everybody, Stage.CONTRIBUTION, ceremony.size)
    if held.accuses == culprit or not 1 <= culprit <= ceremony.size:
        return
    held.accuses = culprit
    held.save(update_fields=["accuses"])
    data: dict[str, Json] = {"round": ceremony.round.title, "trustee": held.number, "culprit": culprit}
    log(None, "voting.share_refused", ceremony.round, data, now)


def certificates_of(ceremony: Ceremony, trustees: list[Trustee]) -> list[Certificate]:
    """Return the certificates of all trustees."""
    return [_certificate(ceremony, one.number, one.certificate) for one in trustees]


def trustees_of(ceremony: Ceremony) -> Trustees:
    """Return the list of trustees as it will stand on the board, once all have confirmed."""
    return Trustees(GROUPS[ceremony.round.group], (shared_key(ceremony),))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal of the protocol library into a sentence with its place."""
    try:
        yield
    except Refused as error:
        raise NotTaken(error.place, refusal_text(error)) from error


def refusal_text(error: Refused) -> str:
    """Say in words what is wrong with what a trustee's device sent."""
    place = {"place": error.place}
    if error.reason == "does not hold":
        return _("The signature or proof is not valid. Nothing was stored. (%(place)s)") % place
    if "made for another" in error.reason or "follow from" in error.reason:
        return _("This was made for another trustee, or before the key was started again. Nothing was "
                 "stored. Load the page again. (%(place)s)") % place  # fmt: skip
    return _("This did not arrive as a trustee's page sends it. Nothing was stored. "
             "Load the page again. (%(place)s)") % place  # fmt: skip


def _locked(trustee: Trustee, attempt: int) -> tuple[Ceremony, Trustee, list[Trustee]]:
    """Lock the round and the ceremony; return what stands there. Raises RoundError where it has moved on."""
    round = locked_draft(trustee.ceremony.round)
    ceremony = Ceremony.objects.select_for_update(no_key=True).get(round=round)
    ceremony.round = round
    everybody = list(ceremony.trustees.all())
    held = next((one for one in everybody if one.pk == trustee.pk), None)
    if held is None:
        raise RoundError(_("Someone else is now trustee in your place. Ask the city."))
    if attempt != ceremony.attempt:
        raise RoundError(
            _("The key is being made again. Make a new sheet. The reason: %(reason)s")
            % {"reason": ceremony.reason}
        )
    return ceremony, held, everybody


def _store(ceremony: Ceremony, held: Trustee, fields: list[str], action: str, now: datetime) -> None:
    """Write what a trustee said, and tell the others when it was the last word of its stage."""
    held.save(update_fields=fields)
    log(None, action, ceremony.round, {"round": ceremony.round.title, "trustee": held.number}, now)
    everybody = list(ceremony.trustees.all())
    done = all(getattr(one, fields[0]) for one in everybody) and len(everybody) == ceremony.size
    if not done:
        return
    ready = stage_of(ceremony, everybody) == Stage.READY
    for one in everybody:
        write(one, "ready" if ready else "next")


def _must_be_empty(said: str) -> None:
    if said:
        raise RoundError(
            _("You have done this step already, perhaps in another window. Load the page again.")
        )


def _must_have(everybody: list[Trustee], stage: Stage, size: int) -> None:
    if len(everybody) < size or not all(getattr(one, stage) for one in everybody):
        raise RoundError(_("The others have not finished the step before. Wait for them."))


def _certificate(ceremony: Ceremony, number: int, text: str) -> Certificate:
    setting = setting_of(ceremony)
    signed = Signed.read(_node(text, "certificate", number), setting.group)
    return read_certificate(setting, signed, number)


def _expected_key(ceremony: Ceremony, everybody: list[Trustee], number: int) -> object:
    setting, certificates = setting_of(ceremony), certificates_of(ceremony, everybody)
    exponents = [
        check_contribution(
            setting,
            certificates,
            one.number,
            Contribution.read(_node(one.contribution, "contribution", one.number), setting),
        )
        for one in everybody
    ]
    return share_in_exponent(setting.group, exponents, number)


def _sealed(text: str, place: str, ceremony: Ceremony) -> None:
    """Check the outside of a sealed letter: all that the platform can see of it."""
    group = GROUPS[ceremony.round.group]
    fields = _bounded(text, place).fields("alpha", "beta", "data")
    fields["alpha"].element(group)
    fields["beta"].element(group)
    try:
        bytes.fromhex(fields["data"].text())
    except ValueError as error:
        raise fields["data"].refuse("is not hexadecimal") from error


def _node(text: str, word: str, number: int) -> Node:
    return _bounded(text, f"{word} {number}")


def _bounded(text: str, place: str) -> Node:
    if len(text) > LARGEST:
        raise Refused(place, "is too large")
    return Node.parse(text, place)
