"""Letters between trustees that the platform carries but cannot read: ElGamal around AES-GCM."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from voting.crypto.elgamal import Ciphertext, encrypt
from voting.crypto.encoding import Node, Refused, dumps
from voting.crypto.groups import Element, Group
from voting.crypto.randomness import Draw
from voting.crypto.signed import Signed, sign

NONCE = 12


def _cipher(shared: Element, alpha: Element) -> tuple[AESGCM, bytes]:
    key = hashlib.sha256(f"key|{shared}".encode()).digest()
    return AESGCM(key), hashlib.sha256(f"iv|{alpha}".encode()).digest()[:NONCE]


def send(group: Group, sender: int, recipient: Element, message: str, draw: Draw) -> str:
    """Sign a message for one recipient, then encrypt it."""
    letter = dumps({"recipient": recipient, "message": message})
    signed = dumps(sign(group, sender, letter, draw).to_json())
    shared = group.base_power(draw(group.order))
    ciphertext = encrypt(group, recipient, shared, draw(group.order))
    cipher, nonce = _cipher(shared, ciphertext.alpha)
    return dumps({**ciphertext.to_json(), "data": cipher.encrypt(nonce, signed.encode(), None).hex()})


def receive(group: Group, recipient: int, sender: Element, text: str, place: str) -> str:
    """Decrypt a letter, check that it is from the sender and for this recipient, and return the message."""
    fields = Node.parse(text, place).fields("alpha", "beta", "data")
    ciphertext = Ciphertext(fields["alpha"].element(group), fields["beta"].element(group))
    shared = group.divide(ciphertext.beta, group.power(ciphertext.alpha, recipient))
    cipher, nonce = _cipher(shared, ciphertext.alpha)
    try:
        opened = cipher.decrypt(nonce, bytes.fromhex(fields["data"].text()), None).decode()
    except (InvalidTag, ValueError) as error:
        raise Refused(place, "cannot be opened with this key") from error
    signed = Signed.read(Node.parse(opened, place), group)
    if not signed.by(group, sender):
        raise Refused(place, "is not from the trustee it claims to be from")
    letter = Node.parse(signed.message, place).fields("recipient", "message")
    letter["recipient"].must_equal(group.base_power(recipient))
    return letter["message"].text()
