"""Verifiable ballots: the published protocol Belenios v1, release 2.5.1, and what Plaza adds to it.

Pure: no Django, no clock, and no randomness but the one passed in (`randomness.SECURE` in earnest). Group
operations are libsodium's and GMP's. docs/verification.md says what is proved and what is stored where.

| module | what it knows |
|---|---|
| groups, encoding, proofs, elgamal, bulk | the ground: elements are canonical strings, reading is strict |
| election, credentials, homomorphic, mixnet, ballots | what is voted on, voting codes, sealing and checking |
| packing, round_file, round_reading | a whole ballot in one ciphertext; the frozen file of a round |
| signed, mail, ceremony, pedersen, trustees | trustees, and how a shared key is made |
| shuffle, shuffle_proof, shuffle_check | mixing the sealed ballots, with proof that none changed |
| decryption, tally, contributions | from the box to the result, every step with its proof |
| archive, recording | the `.bel` file that any Belenios tool reads, and writing it act by act |
"""
