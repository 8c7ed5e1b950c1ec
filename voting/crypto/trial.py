"""The trial of a sheet before a round opens: a trustee decrypts a dummy ballot with sheet and sealed share.

The dummy follows from a number that everybody may know, so a trustee's device makes it for itself: nobody
can slip in a real ballot to be opened. The proofs name the trial, so they say nothing in any election.
"""

from __future__ import annotations

from voting.crypto.decryption import (
    PartialDecryption,
    Tally,
    TrusteeKey,
    batch_holds,
    check_partial,
    partially_decrypt,
    prove_batch,
    read_partial,
)
from voting.crypto.elgamal import encrypt
from voting.crypto.encoding import Node, Refused, dumps, fingerprint, sha256_hex
from voting.crypto.groups import Element, Group
from voting.crypto.proofs import Proof
from voting.crypto.randomness import Draw, from_seed
from voting.crypto.signed import new_seed
from voting.crypto.trustees import Trustees

MESSAGE = b"REHEARSAL"


def new_nonce(draw: Draw) -> str:
    """Return the random number of a trial: 22 characters, no secret."""
    return new_seed(draw)


def dummy_tally(group: Group, key: Element, nonce: str) -> Tally:
    """Return one ciphertext of a message that everybody knows, made with randomness that everybody knows."""
    randomness = from_seed(f"rehearsal|{nonce}")(group.order)
    return ((encrypt(group, key, group.encode(MESSAGE), randomness),),)


def _trustee_key(trustees: Trustees, nonce: str, owner: int) -> TrusteeKey:
    if owner not in trustees.owners:
        raise Refused("owner", "is no trustee of this round")
    context = fingerprint(dumps({"rehearsal": nonce, "trustees": sha256_hex(trustees.text)}))
    return TrusteeKey(trustees.group, context, trustees.owners[owner])


def try_sheet(trustees: Trustees, nonce: str, owner: int, secret: int, draw: Draw) -> str:
    """Decrypt the dummy with a trustee's part of the key, and return what is to be posted."""
    trustee, tally = _trustee_key(trustees, nonce, owner), dummy_tally(trustees.group, trustees.key, nonce)
    partial = partially_decrypt(trustee, secret, tally, draw)
    proof = prove_batch(trustee, secret, tally, partial, draw)
    return dumps({"partial": partial.text, "proof": proof.to_json()})


def check_trial(trustees: Trustees, nonce: str, owner: int, text: str) -> PartialDecryption:
    """Check what a trustee posted against its public key; raises Refused."""
    trustee, tally = _trustee_key(trustees, nonce, owner), dummy_tally(trustees.group, trustees.key, nonce)
    place = f"trial of trustee {owner}"
    fields = Node.parse(text, place).fields("partial", "proof")
    partial = read_partial(fields["partial"].text(), trustees.group, tally, fields["partial"].place)
    check_partial(trustee, tally, partial, fields["partial"].place)
    if not batch_holds(trustee, tally, partial, Proof.read(fields["proof"], trustees.group)):
        raise fields["proof"].refuse("does not hold")
    return partial
