"""The public board of a round: sealed ballots and the steps of the count, each tied to the one before."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from voting.models.round import Round


class CountState(models.TextChoices):
    IDLE = "", "idle"
    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"


class Board(models.Model):
    """Where the board of a frozen round stands. Only `voting.board` and the steps of the count write it.

    `timestamp` is in seconds since 1970; every member of the archive carries it. `height` is the number of
    events and `head` the hash of the last. `contributions`, `outcome` and `paper` are the published files of
    those names. `turn_owner` is the trustee who is shuffling until `turn_until`. The `count_` fields say
    how far the platform's own work on the count is, and `count_at` since when.
    """

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="board")
    timestamp = models.BigIntegerField()
    height = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    contributions = models.TextField(default='{"shuffles":[],"openings":[]}')
    outcome = models.TextField(blank=True)
    paper = models.TextField(blank=True)
    turn_owner = models.PositiveSmallIntegerField(null=True)
    turn_until = models.DateTimeField(null=True)
    count_state = models.CharField(max_length=8, choices=CountState.choices, blank=True)
    count_step = models.CharField(max_length=20, blank=True)
    count_done = models.PositiveIntegerField(default=0)
    count_total = models.PositiveIntegerField(default=0)
    count_problem = models.TextField(blank=True)
    count_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.height}"


class BoardEvent(models.Model):
    """One event of the board. Rows are only ever added; triggers in the database refuse anything else.

    `data` are the texts that stand before the event in the archive, one a line; the last is its payload and
    `payload` the SHA-256 of that. An empty line stands for a long text, which is kept in `pieces`. `head` is
    the SHA-256 of the event itself. `credential` is filled for ballots, and the last ballot of a credential
    counts.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="events")
    height = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    data = models.TextField(blank=True)
    payload = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=64)
    credential = models.CharField(max_length=620, blank=True)

    class Meta:
        ordering = ("height",)
        constraints = (
            models.UniqueConstraint(fields=("round", "height"), name="one_event_per_height"),
            models.UniqueConstraint(
                fields=("round", "payload"), condition=models.Q(kind="Ballot"), name="one_event_per_ballot"
            ),
        )
        indexes = (
            models.Index(
                fields=("round", "credential", "height"), condition=models.Q(kind="Ballot"),
                name="ballots_of_a_credential",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.height} {self.kind}"

    @property
    def lines(self) -> list[str]:
        """The data of the event, its payload last; "" for a text that is kept in pieces."""
        return self.data.split("\n") if self.payload else []

    @property
    def texts(self) -> list[str]:
        """The data of the event, its payload last, read from the pieces where it is kept in some."""
        return [line or "".join(piece.text for piece in self.pieces.all()) for line in self.lines]


class BoardPiece(models.Model):
    """A part of a text of an event that is too long for one row; `number` counts them from 0. Rows are only
    ever added, as those of BoardEvent.
    """

    event = models.ForeignKey(BoardEvent, models.PROTECT, related_name="pieces")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("event", "number"), name="one_piece_of_an_event_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"


class SignedHead(models.Model):
    """A head of the board that the platform signed; `signed` is one entry of the file heads.json."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="heads")
    height = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    signed = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("height",)
        constraints = (models.UniqueConstraint(fields=("round", "height"), name="one_signature_per_head"),)

    def __str__(self) -> str:
        return f"{self.height}"


class RoundSecret(models.Model):
    """What the platform keeps secret of a round, sealed with the server's key; see `voting.safe`."""

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="secret")
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"{self.round_id}"
