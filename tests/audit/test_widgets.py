"""The quick drop-down list says what Django's says."""

from __future__ import annotations

from django import forms
from django.test import SimpleTestCase

from audit.widgets import PlainSelect

CHOICES = [("", "Any"), ("a", "A & <b>"), ("b", "B")]


def test_it_draws_what_django_draws() -> None:
    for value in ("", "a", "b", None, "elsewhere"):
        ours = PlainSelect(attrs={"class": "in"}, choices=CHOICES).render("place", value, {"id": "id_place"})
        theirs = forms.Select(attrs={"class": "in"}, choices=CHOICES).render(
            "place", value, {"id": "id_place"}
        )
        SimpleTestCase().assertHTMLEqual(ours, theirs)


def test_hostile_labels_stay_text() -> None:
    html = PlainSelect(choices=[('"><script>', "<script>x</script>")]).render("n", None)
    assert "<script>" not in html
