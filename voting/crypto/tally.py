"""From the ballots to what is opened, and from what was opened to the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voting.crypto.ballots import Ballot
from voting.crypto.decryption import Tally
from voting.crypto.election import Election, Mixnet
from voting.crypto.elgamal import Ciphertext, add
from voting.crypto.encoding import dumps
from voting.crypto.groups import Element, Group
from voting.crypto.homomorphic import HomomorphicAnswer
from voting.crypto.mixnet import MixnetAnswer

Values = tuple[int, ...]
Result = tuple[tuple[Values, ...] | Values, ...]
"""Per question: the sum per choice, or the values of every opened ballot."""


def last_ballots(ballots: Sequence[Ballot]) -> list[Ballot]:
    """Return the last ballot of every credential: voting again replaces."""
    return list({ballot.credential: ballot for ballot in ballots}.values())


def encrypted_tally(election: Election, ballots: Sequence[Ballot], weights: Mapping[Element, int]) -> Tally:
    """Return the ciphertexts to open: sums of closed ballots, or every ballot that is shuffled."""
    group = election.group
    counted = last_ballots(ballots)
    rows: list[tuple[Ciphertext, ...]] = []
    for index, question in enumerate(election.questions):
        if isinstance(question, Mixnet):
            opened = [ballot.answers[index] for ballot in counted]
            row = [answer.choices for answer in opened if isinstance(answer, MixnetAnswer)]
            rows.append(tuple(sorted(row, key=lambda e: (group.sort_key(e.alpha), group.sort_key(e.beta)))))
            continue
        sums = [Ciphertext(group.neutral, group.neutral)] * question.choices
        for ballot in counted:
            answer, weight = ballot.answers[index], weights[ballot.credential]
            assert isinstance(answer, HomomorphicAnswer)
            for place, choice in enumerate(answer.choices):
                weighted = choice if weight == 1 else Ciphertext(
                    group.power(choice.alpha, weight), group.power(choice.beta, weight)
                )  # fmt: skip
                sums[place] = add(group, sums[place], weighted)
        rows.append(tuple(sums))
    return tuple(rows)


def read_result(
    election: Election, tally: Tally, factors: Sequence[Sequence[Element]], total_weight: int
) -> Result:
    """Return the result of the tally and the joined factors; raises ValueError on an impossible one."""
    group = election.group
    result: list[tuple[Values, ...] | Values] = []
    for question, row, opened in zip(election.questions, tally, factors, strict=True):
        messages = [group.divide(c.beta, factor) for c, factor in zip(row, opened, strict=True)]
        if isinstance(question, Mixnet):
            result.append(tuple(group.decode(message, len(question.answers)) for message in messages))
        else:
            exponents = logarithms(group, total_weight)
            if any(message not in exponents for message in messages):
                raise ValueError("a sum is larger than all votes together")
            result.append(tuple(exponents[message] for message in messages))
    return tuple(result)


def logarithms(group: Group, limit: int) -> dict[Element, int]:
    """Return every power of the generator up to the limit, with its exponent."""
    table = {group.neutral: 0}
    current = group.neutral
    for exponent in range(1, limit + 1):
        current = group.multiply(current, group.generator)
        table[current] = exponent
    return table


def tally_text(tally: Tally) -> str:
    """Return the encrypted tally as the record has it."""
    return dumps([[ciphertext.to_json() for ciphertext in row] for row in tally])
