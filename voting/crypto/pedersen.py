"""Public keys, and keys shared between members: what is published of them, and its checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.encoding import Node, Refused, dumps
from voting.crypto.groups import Element, Group
from voting.crypto.proofs import Claim, Proof, holds
from voting.crypto.signed import Signed


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key, with the proof that somebody knows its secret."""

    pok: Proof
    key: Element

    def to_json(self) -> dict[str, object]:
        """Return the key as the record has it."""
        return {"pok": self.pok.to_json(), "public_key": self.key}

    @classmethod
    def read(cls, node: Node, group: Group) -> PublicKey:
        """Read a key and check its proof."""
        fields = node.fields("pok", "public_key")
        key = fields["public_key"].element(group)
        proof = Proof.read(fields["pok"], group)
        if not holds(group, f"pok|{group.name}|{key}", [Claim(group.generator, key)], proof):
            raise fields["pok"].refuse("does not hold")
        return cls(proof, key)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A trustee's two keys for the making of a shared key: one to sign with, one to be written to."""

    signed: Signed
    verification: Element
    encryption: Element
    in_context: bool
    """Whether it names its group, its place and the numbers: it does since Belenios 2.1."""

    @classmethod
    def read(cls, node: Node, group: Group, *, index: int, size: int, threshold: int) -> Certificate:
        """Read the certificate that stands at `index` (from 1) and check its signature and context."""
        signed = Signed.read(node, group)
        inner = Node.parse(signed.message, f"{node.place}.message")
        fields = inner.fields("context?", "verification", "encryption")
        if "context" in fields:
            expected = {"group": group.name, "size": size, "threshold": threshold, "index": index}
            context = fields["context"].fields(*expected)
            for name, value in expected.items():
                context[name].must_equal(value)
        verification = fields["verification"].element(group)
        if not signed.by(group, verification):
            raise Refused(f"{node.place}.signature", "does not hold")
        return cls(signed, verification, fields["encryption"].element(group), "context" in fields)


@dataclass(frozen=True, slots=True)
class Pedersen:
    """A key shared so that any `threshold` of its members can open what it sealed, and fewer cannot."""

    threshold: int
    certificates: tuple[Certificate, ...]
    coefficients: tuple[Signed, ...]
    exponents: tuple[tuple[Element, ...], ...]
    signatures: tuple[Proof, ...]
    keys: tuple[PublicKey, ...]

    def to_json(self) -> dict[str, object]:
        """Return the shared key as the record has it."""
        return {
            "threshold": self.threshold,
            "certs": [certificate.signed.to_json() for certificate in self.certificates],
            "coefexps": [signed.to_json() for signed in self.coefficients],
            **({"signatures": [one.to_json() for one in self.signatures]} if self.signatures else {}),
            "verification_keys": [key.to_json() for key in self.keys],
        }


def agreed_text(certificates: Sequence[Signed], exponents: Sequence[Element]) -> str:
    """Return the message by which a member ties its coefficients to the certificates it was shown."""
    lists = {"certs": [signed.to_json() for signed in certificates], "coefexps": list(exponents)}
    return f"certs_sig|{dumps(lists)}"


def read_exponents(
    signed: Signed, certificate: Certificate, group: Group, threshold: int, place: str
) -> tuple[Element, ...]:
    """Read the powers of one member's coefficients and check that the member signed them."""
    if not signed.by(group, certificate.verification):
        raise Refused(f"{place}.signature", "does not hold")
    inner = Node.parse(signed.message, f"{place}.message").fields("coefexps")
    return tuple(item.element(group) for item in inner["coefexps"].items(threshold))


def share_in_exponent(group: Group, exponents: Sequence[Sequence[Element]], index: int) -> Element:
    """Return generator^share of the member at `index`, from what everybody published."""
    return group.product(
        group.power(element, pow(index, degree, group.order))
        for row in exponents
        for degree, element in enumerate(row)
    )


def read_pedersen(node: Node, group: Group) -> Pedersen:
    """Read a shared key and check all that it proves about itself: every certificate, every signature, and
    that each member's key follows from what all published. Raises Refused.
    """
    fields = node.fields("threshold", "certs", "coefexps", "signatures?", "verification_keys")
    threshold = fields["threshold"].count()
    certs = fields["certs"].items()
    size = len(certs)
    if not 1 <= threshold <= size:
        raise fields["threshold"].refuse("is not between 1 and the number of members")
    certificates = tuple(
        Certificate.read(cert, group, index=index, size=size, threshold=threshold)
        for index, cert in enumerate(certs, start=1)
    )
    coefficients = tuple(Signed.read(item, group) for item in fields["coefexps"].items(size))
    exponents = tuple(
        read_exponents(signed, certificate, group, threshold, f"{fields['coefexps'].place}[{index}]")
        for index, (signed, certificate) in enumerate(zip(coefficients, certificates, strict=True))
    )
    signatures = fields["signatures"].items(size) if "signatures" in fields else []
    if not signatures and any(certificate.in_context for certificate in certificates):
        raise node.refuse("lacks 'signatures'")
    keys = fields["verification_keys"].items(size)
    pedersen = Pedersen(
        threshold,
        certificates,
        coefficients,
        exponents,
        tuple(Proof.read(item, group) for item in signatures),
        tuple(PublicKey.read(item, group) for item in keys),
    )
    _check_agreement(pedersen, signatures, group)
    _check_keys(pedersen, keys, group)
    return pedersen


def _check_agreement(pedersen: Pedersen, nodes: Sequence[Node], group: Group) -> None:
    """Check that every member signed the certificates it was shown; older keys have no such signatures."""
    shown = [certificate.signed for certificate in pedersen.certificates]
    members = zip(pedersen.certificates, pedersen.exponents, strict=True)
    for node, proof, (certificate, row) in zip(nodes, pedersen.signatures, members, strict=False):
        if not Signed(agreed_text(shown, row), proof).by(group, certificate.verification):
            raise node.refuse("does not hold")


def _check_keys(pedersen: Pedersen, nodes: Sequence[Node], group: Group) -> None:
    """Check that the key of every member follows from the coefficients of all."""
    for index, (node, key) in enumerate(zip(nodes, pedersen.keys, strict=True), start=1):
        if key.key != share_in_exponent(group, pedersen.exponents, index):
            raise Refused(f"{node.place}.public_key", "does not follow from the published coefficients")
