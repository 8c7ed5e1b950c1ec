"""The words by which proposals are found."""

from __future__ import annotations

from django.db import models

from processes.models import Process
from proposals.models.proposal import Proposal
from proposals.search_words import LONGEST_STEM


class SearchWord(models.Model):
    """A stem that occurs in a listed proposal, and how much it says about it.

    `weight` depends on this proposal alone, never on the others: so a place in a ranked list stays where it
    is while proposals come and go. What is not in a list has no rows.
    """

    process = models.ForeignKey(Process, models.CASCADE, db_index=False, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, db_index=False, related_name="search_words")
    stem = models.CharField(max_length=LONGEST_STEM)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("proposal", "stem"), name="one_row_per_stem"),)
        indexes = (
            models.Index(fields=("process", "stem", "-weight", "-proposal"), name="proposals_search_words"),
        )

    def __str__(self) -> str:
        return self.stem
