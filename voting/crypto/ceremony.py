"""Making a key that any `threshold` of several trustees can use, and fewer cannot.

Every trustee speaks three times, through a platform that sees no secret: certificate (two public keys),
contribution (a share for everyone, sealed) and confirmation (the shares fit; here is my part of the key).
All a trustee keeps is the seed: the shares wait on the platform, sealed to keys derived from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from voting.crypto import mail
from voting.crypto.encoding import Node, Refused, dumps
from voting.crypto.groups import Element, Group
from voting.crypto.pedersen import (
    Certificate,
    Pedersen,
    PublicKey,
    agreed_text,
    read_exponents,
    share_in_exponent,
)
from voting.crypto.proofs import Proof, prove
from voting.crypto.randomness import Draw
from voting.crypto.signed import Signed, decryption_key, sign, signing_key


class Setting(NamedTuple):
    """What all trustees of a ceremony agree on before it begins."""

    group: Group
    size: int
    threshold: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """One sealed share per trustee, the powers of the coefficients behind them, and what they answer to."""

    shares: tuple[str, ...]
    coefficients: Signed
    agreed: Proof

    def to_json(self) -> dict[str, object]:
        """Return the contribution as it is posted."""
        return {
            "shares": list(self.shares),
            "coefexps": self.coefficients.to_json(),
            "signature": self.agreed.to_json(),
        }

    @classmethod
    def read(cls, node: Node, setting: Setting) -> Contribution:
        """Read a contribution."""
        fields = node.fields("shares", "coefexps", "signature")
        return cls(
            tuple(item.text() for item in fields["shares"].items(setting.size)),
            Signed.read(fields["coefexps"], setting.group),
            Proof.read(fields["signature"], setting.group),
        )


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A trustee's part of the key, in public and (sealed to the trustee alone) in secret."""

    key: PublicKey
    share: str


def public_key(group: Group, secret: int, draw: Draw) -> PublicKey:
    """Return the public key of a secret, with the proof that its maker knows it."""
    key = group.base_power(secret)
    return PublicKey(prove(group, f"pok|{group.name}|{key}", [group.generator], secret, draw), key)


def certify(setting: Setting, seed: str, index: int, draw: Draw) -> Signed:
    """First word of the trustee at `index` (from 1): its certificate."""
    group = setting.group
    signing, opening = signing_key(group, seed), decryption_key(group, seed)
    message = dumps({
        "context": {
            "group": group.name, "size": setting.size, "threshold": setting.threshold, "index": index,
        },
        "verification": group.base_power(signing),
        "encryption": group.base_power(opening),
    })  # fmt: skip
    return sign(group, signing, message, draw)


def read_certificate(setting: Setting, signed: Signed, index: int) -> Certificate:
    """Check the certificate of the trustee at `index`."""
    node = Node(signed.to_json(), f"certificate {index}")
    return Certificate.read(node, setting.group, index=index, size=setting.size, threshold=setting.threshold)


def contribute(
    setting: Setting, seed: str, index: int, certificates: Sequence[Certificate], draw: Draw
) -> Contribution:
    """Second word: a random polynomial, of which everybody gets one value and all see the powers."""
    group = setting.group
    _is_mine(setting, seed, index, certificates)
    signing = signing_key(group, seed)
    polynomial = [draw(group.order) for _ in range(setting.threshold)]
    exponents = [group.base_power(coefficient) for coefficient in polynomial]
    agreed = agreed_text([certificate.signed for certificate in certificates], exponents)
    letters = [dumps({"secret": str(_value(group, polynomial, at))}) for at in range(1, setting.size + 1)]
    shares = tuple(
        mail.send(group, signing, certificate.encryption, letter, draw)
        for certificate, letter in zip(certificates, letters, strict=True)
    )
    coefficients = sign(group, signing, dumps({"coefexps": exponents}), draw)
    return Contribution(shares, coefficients, sign(group, signing, agreed, draw).signature)


def _is_mine(setting: Setting, seed: str, index: int, certificates: Sequence[Certificate]) -> None:
    mine = certificates[index - 1]
    keys = (signing_key(setting.group, seed), decryption_key(setting.group, seed))
    if (mine.verification, mine.encryption) != tuple(setting.group.base_power(key) for key in keys):
        raise Refused(f"certificate {index}", "was not made from this seed")


def _value(group: Group, polynomial: Sequence[int], at: int) -> int:
    value = 0
    for coefficient in reversed(polynomial):
        value = (value * at + coefficient) % group.order
    return value


def check_contribution(
    setting: Setting, certificates: Sequence[Certificate], index: int, contribution: Contribution
) -> tuple[Element, ...]:
    """Check what can be seen of a contribution, and return the powers of its coefficients."""
    place = f"contribution {index}"
    certificate = certificates[index - 1]
    if len(contribution.shares) != setting.size:
        raise Refused(f"{place}.shares", f"are not {setting.size}")
    exponents = read_exponents(
        contribution.coefficients, certificate, setting.group, setting.threshold, place
    )
    agreed = agreed_text([one.signed for one in certificates], exponents)
    if not Signed(agreed, contribution.agreed).by(setting.group, certificate.verification):
        raise Refused(f"{place}.signature", "does not hold")
    return exponents


def confirm(
    setting: Setting,
    seed: str,
    index: int,
    *,
    certificates: Sequence[Certificate],
    contributions: Sequence[Contribution],
    draw: Draw,
) -> Confirmation:
    """Third word: open the shares, check each against its maker's coefficients, and join them to one key.

    A share that does not fit is refused by the number of the trustee who sent it.
    """
    group = setting.group
    _is_mine(setting, seed, index, certificates)
    opening, signing = decryption_key(group, seed), signing_key(group, seed)
    total = 0
    for number, (certificate, contribution) in enumerate(
        zip(certificates, contributions, strict=True), start=1
    ):
        exponents = check_contribution(setting, certificates, number, contribution)
        place = f"share from trustee {number}"
        text = mail.receive(group, opening, certificate.verification, contribution.shares[index - 1], place)
        share = Node.parse(text, place).fields("secret")["secret"].scalar(group)
        if group.base_power(share) != share_in_exponent(group, [exponents], index):
            raise Refused(place, "does not fit the coefficients its maker published")
        total += share
    total %= group.order
    sealed = mail.send(group, signing, group.base_power(opening), dumps({"secret": str(total)}), draw)
    return Confirmation(public_key(group, total, draw), sealed)


def open_share(group: Group, seed: str, sealed: str) -> int:
    """Return a trustee's part of the secret key from what waits for it on the platform."""
    opening, signing = decryption_key(group, seed), signing_key(group, seed)
    text = mail.receive(group, opening, group.base_power(signing), sealed, "your sealed share")
    return Node.parse(text, "your sealed share").fields("secret")["secret"].scalar(group)


def conclude(
    setting: Setting,
    certificates: Sequence[Certificate],
    contributions: Sequence[Contribution],
    keys: Sequence[PublicKey],
) -> Pedersen:
    """Join what all trustees said to the shared key; refuses a confirmation that does not follow from it."""
    exponents = tuple(
        check_contribution(setting, certificates, index, contribution)
        for index, contribution in enumerate(contributions, start=1)
    )
    for index, key in enumerate(keys, start=1):
        if key.key != share_in_exponent(setting.group, exponents, index):
            raise Refused(f"confirmation {index}", "does not follow from the contributions")
    return Pedersen(
        setting.threshold,
        tuple(certificates),
        tuple(contribution.coefficients for contribution in contributions),
        exponents,
        tuple(contribution.agreed for contribution in contributions),
        tuple(keys),
    )
