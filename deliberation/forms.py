"""What a comment form understands, and what it says when it does not."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.models import Comment, Stance
from deliberation.wording import LONGEST, cleaned


class CommentField(forms.CharField):
    """The words of a comment. The page counts up to `max_length`; the form refuses more in its own words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = LONGEST


class CommentForm(forms.Form):
    """A comment, or an answer when `is_reply`, which takes no stance. `of` is the comment to be changed."""

    stance = forms.ChoiceField(
        label=_("Your point"), choices=Stance.choices, required=False, widget=forms.RadioSelect
    )
    text = CommentField(
        label=_("Your comment"),
        strip=False,
        widget=forms.Textarea,
        error_messages={"required": _("Write your comment first. The field is empty.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_reply: bool = False, of: Comment | None = None, **kwargs: Any) -> None:
        is_reply = is_reply or bool(of and of.parent_id)
        kwargs.setdefault("auto_id", "edit_%s" if of else "reply_%s" if is_reply else "say_%s")
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid4
        if is_reply:
            del self.fields["stance"]
            self.fields["text"].label = _("Your reply")

    def clean_text(self) -> str:
        """Return the words; refuse none, and too many, with the numbers."""
        text = cleaned(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        if len(text) > LONGEST:
            raise forms.ValidationError(
                _("Keep it to %(most)s letters. You have %(have)s. Nothing is lost: shorten it here."),
                code="max_length",
                params={"most": LONGEST, "have": len(text)},
            )
        return text

    def clean_stance(self) -> Stance:
        """Return the stance that was picked; none is a plain comment."""
        return Stance(self.cleaned_data["stance"])

    @property
    def sent(self) -> UUID | None:
        """The key of this submission; the same twice is one comment."""
        value: UUID | None = self.cleaned_data.get("submission")
        return value
