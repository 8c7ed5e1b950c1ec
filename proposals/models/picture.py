"""Pictures and PDF files that belong to a proposal. Their files have random names."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.models.proposal import Proposal

WIDTHS = (480, 960, 1600)
ALT_LETTERS = 200


def new_token() -> str:
    """Return a name for a file that nobody can guess."""
    return secrets.token_hex(16)


class Filed(models.Model):
    """What pictures and PDF files have in common."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Picture(Filed):
    """A picture of a proposal, kept as WebP in several widths. `alt` is empty only for a decoration."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="pictures")
    alt = models.CharField(_("what the picture shows"), max_length=ALT_LETTERS, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.token

    @property
    def widths(self) -> list[int]:
        """The widths it is kept in: never wider than it came."""
        return [*(width for width in WIDTHS if width < self.width), min(self.width, WIDTHS[-1])]

    @property
    def file_names(self) -> list[str]:
        """Where its files are in the storage."""
        return [file_name(self.token, width) for width in self.widths]

    @property
    def sources(self) -> str:
        """What a browser chooses from."""
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)

    @property
    def smallest(self) -> str:
        """The address of the smallest one."""
        return self.address(self.widths[0])

    @property
    def largest(self) -> str:
        """The address of the largest one."""
        return self.address(self.widths[-1])

    def address(self, width: int) -> str:
        """Return where the picture of this width is served."""
        return reverse("proposals:picture_file", args=[self.proposal.process.slug, self.token, width])


class Attachment(Filed):
    """A PDF file that people can download."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="attachments")
    title = models.CharField(_("what the file is"), max_length=80)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.title

    @property
    def file_names(self) -> list[str]:
        """Where its file is in the storage."""
        return [pdf_name(self.token)]

    def get_absolute_url(self) -> str:
        """Where it is served."""
        return reverse("proposals:attachment_file", args=[self.proposal.process.slug, self.token])


def file_name(token: str, width: int) -> str:
    """Return where the picture of this width lies in the storage."""
    return f"proposals/{token[:2]}/{token}-{width}.webp"


def pdf_name(token: str) -> str:
    """Return where a PDF file lies in the storage."""
    return f"proposals/{token[:2]}/{token}.pdf"
