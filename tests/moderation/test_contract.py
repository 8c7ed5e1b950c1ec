"""What a class must say before its things can be moderated."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models.base import ModelBase

from moderation.models import Moderated

SAYS = {
    "moderation_process": property(lambda self: None),
    "moderation_label": property(lambda self: ""),
    "moderation_text": property(lambda self: ""),
    "moderation_language": property(lambda self: ""),
    "moderation_author_id": lambda self: None,
    "get_absolute_url": lambda self: "",
}
META = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "moderation", "abstract": True})}


@pytest.mark.parametrize("left_out", sorted(SAYS))
def test_a_class_that_leaves_something_out_cannot_be_made(left_out: str) -> None:
    members = {name: member for name, member in SAYS.items() if name != left_out}
    with pytest.raises(TypeError, match=f"Petition is moderated, so it must say: {left_out}\\."):
        ModelBase("Petition", (Moderated,), META | members)


def test_a_class_that_says_everything_is_made() -> None:
    made = ModelBase("Petition", (Moderated,), META | SAYS)
    assert issubclass(made, Moderated)


def test_every_kind_in_the_product_is_made_so() -> None:
    kinds = {model.__name__ for model in apps.get_models() if issubclass(model, Moderated)}
    assert kinds >= {"Proposal", "Comment"}
