"""Verifiable ballots: the published protocol Belenios v1, release 2.5.1, and what Plaza adds to it.

Pure: no Django, no clock, and no randomness but the one passed in (`randomness.SECURE` in earnest). Group
operations are libsodium's and GMP's. docs/verification.md says what is proved and what is stored where.

| module | what it knows |
|---|---|
| groups, encoding, proofs, elgamal | the ground: elements are canonical strings, reading is strict |
| election, credentials, answers, ballots | what is voted on, voting codes, sealing and checking a ballot |
| packing | a whole ballot of approvals, points or ranks in one ciphertext |
| signed, pedersen, trustees, ceremony | keyholders, shared keys and how they are made |
| shuffle, decryption, tally | from the box to the result, every step with its proof |
| archive | the `.bel` file that any Belenios tool reads |
"""
