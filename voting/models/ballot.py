"""What came out of the box: ballots without a name, an order or a time."""

from __future__ import annotations

import uuid

from django.db import models

from voting.models.roll import Channel
from voting.models.round import Round


class Ballot(models.Model):
    """One opened ballot. `choices` holds what `voting.counting.ballots` stores, in the voter's order.

    Only `voting.counting.ballots` reads and writes this table. Nothing here names a person or a time, and the
    id is random, or a hash of the place in the public result: it tells no order. Sealed ballots lie on the
    board until they are counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    choices = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.pk)
