"""What residents type about a proposal, and the sentences for what does not fit."""

from __future__ import annotations

from proposals.forms.idea import IdeaForm
from proposals.forms.place import PlaceForm

__all__ = ["IdeaForm", "PlaceForm"]
