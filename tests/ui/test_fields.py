from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from ui.fields import attention, error_summary, field
from ui.sentences import sentences


class ProposalForm(forms.Form):
    title = forms.CharField(min_length=10, max_length=80, help_text="Say what and where.")
    idea = forms.CharField(widget=forms.Textarea, required=False)
    topic = forms.ChoiceField(choices=[("", "All"), ("shade", "Green & shade")])
    writer = forms.ChoiceField(widget=forms.RadioSelect, choices=[("me", "Just me"), ("us", "Us")])
    places = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("k", "Kilnfield"), ("n", "Northgate")], required=False
    )
    cost = forms.IntegerField(min_value=0, required=False)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    photo = forms.FileField(required=False)
    rules = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    moment = forms.SplitDateTimeField(required=False)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def control(html: str) -> Tag:
    tag = soup(html).find(["input", "textarea", "select"])
    assert isinstance(tag, Tag)
    return tag


def test_label_hint_error_control_in_that_order() -> None:
    html = field(ProposalForm({"title": "Bench"})["title"])
    order = [
        html.index(part) for part in ("<label", "Say what and where", "Write at least 10 letters", "<input")
    ]
    assert order == sorted(order)
    assert "You have 5." in html


def test_an_invalid_control_says_so_and_points_to_its_words() -> None:
    html = field(ProposalForm({"title": "Bench"})["title"])
    box = control(html)
    assert box["aria-invalid"] == "true"
    assert box["value"] == "Bench"
    described = str(box["aria-describedby"]).split()
    assert described == ["id_title_hint", "id_title_error", "id_title_count"]
    assert all(soup(html).find(id=name) for name in described)


def test_two_sentences_about_one_field_do_not_run_into_one_another() -> None:
    form = ProposalForm({"title": "Bench"})
    form.add_error("title", "Say where it is.")
    words = soup(field(form["title"])).find(class_="err")
    assert isinstance(words, Tag)
    assert words.get_text().strip().endswith("You have 5. Say where it is.")


def test_a_valid_control_does_not() -> None:
    box = control(field(ProposalForm()["cost"]))
    assert not box.has_attr("aria-invalid")
    assert not box.has_attr("aria-describedby")


def test_a_long_paste_is_kept_and_counted_not_cut() -> None:
    form = ProposalForm({"title": "x" * 81})
    html = field(form["title"])
    box = control(html)
    assert not box.has_attr("maxlength")
    assert box["value"] == "x" * 81
    assert "Use at most 80 letters. You have 81." in html
    count = soup(html).find(id="id_title_count")
    assert isinstance(count, Tag)
    assert count["data-limit"] == "80"


class Stock(forms.Form):
    """One field of each kind whose complaint Django words itself."""

    least = forms.IntegerField(min_value=1)
    most = forms.IntegerField(max_value=1200)
    whole = forms.IntegerField()
    decimal = forms.DecimalField()
    day = forms.DateField()
    moment = forms.DateTimeField()
    night = forms.DateTimeField()
    email = forms.EmailField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    kinds = forms.MultipleChoiceField(choices=[("a", "A")])
    file = forms.FileField()
    words = forms.CharField()


WRONG = {
    "least": "0", "most": "1300", "whole": "1.5", "decimal": "x", "day": "2026-02-30", "moment": "soon",
    "night": "2026-03-29T02:30", "email": "me", "kind": "b", "kinds": ["b"], "words": "a\0b",
}  # fmt: skip
OURS = {
    "least": "Write a number of at least 1.",
    "most": "Write a number of at most 1,200.",
    "whole": "Write a whole number, such as 12.",
    "decimal": "Write a number, such as 12.",
    "day": "Give a day that is in the calendar.",
    "moment": "Give a day that is in the calendar, and a time.",
    "night": "The clock is changed that night: this time does not exist, or comes twice. Choose another.",
    "email": "Write a whole e-mail address, such as name@example.org.",
    "kind": "“b” cannot be chosen. Choose one of the answers that are offered.",
    "kinds": "“b” cannot be chosen. Choose one of the answers that are offered.",
    "file": "This file is empty. Choose another.",
    "words": "Leave out the signs nobody can see.",
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_django_would_complain_of_is_said_in_our_words(language: str) -> None:
    form = Stock(WRONG, MultiValueDict({"file": [SimpleUploadedFile("empty.csv", b"")]}))
    with override(language), timezone.override("Europe/Berlin"):
        said = {name: sentences(form[name]) for name in OURS}
    assert set(said) == set(form.fields)
    if language == "en":
        assert said == {name: [line] for name, line in OURS.items()}
    stock = [line for lines in said.values() for line in lines if "Asegúrese" in line or "Introduzca" in line]
    assert stock == []


def test_hostile_typing_comes_back_as_text() -> None:
    typed = '"><script>alert(1)</script> مرحبا 🚰'
    for name in ("title", "idea"):
        html = field(ProposalForm({name: typed})[name])
        assert "<script" not in html
        box = control(html)
        assert typed in (box.get("value") or "", box.text.lstrip("\n"))


def test_ten_megabytes_are_kept() -> None:
    typed = "á" * 10_000_000
    assert typed in field(ProposalForm({"idea": typed})["idea"])


def test_every_visible_field_has_a_name_and_every_label_a_field() -> None:
    form = ProposalForm({})
    for bound in form:
        page = soup(field(bound))
        for label in page.find_all("label"):
            inside = label.find("input")
            assert inside is not None or page.find(id=label["for"]), bound.name
        if not bound.is_hidden:
            assert page.find(["label", "legend"]), bound.name
        assert page.find(["input", "textarea", "select"]), bound.name
        assert page.find("label", attrs={"for": ""}) is None


def test_groups_are_fieldsets_with_whole_rows_as_labels() -> None:
    html = field(ProposalForm({"writer": "us"})["writer"])
    page = soup(html)
    assert page.legend is not None
    assert page.legend.get_text(strip=True) == "Writer"
    assert [label.get_text(strip=True) for label in page.find_all("label")] == ["Just me", "Us"]
    checked = page.find("input", checked=True)
    assert isinstance(checked, Tag)
    assert checked["value"] == "us"


def test_optional_is_said_in_words() -> None:
    assert "(optional)" in field(ProposalForm()["cost"])
    assert "(optional)" not in field(ProposalForm()["title"])
    for name in ("cost", "places", "moment"):
        assert "(optional)" not in field(ProposalForm()[name], optional=False)


def test_summary_links_every_error_to_an_element_that_exists() -> None:
    form = ProposalForm({"title": "Bench"})
    page = soup(error_summary(form) + "".join(field(bound) for bound in form))
    box = page.find(id="errors")
    assert isinstance(box, Tag)
    assert (box["role"], box["tabindex"]) == ("alert", "-1")
    targets = [str(link["href"])[1:] for link in box.find_all("a")]
    assert targets == ["id_title", "id_topic", "id_writer_0", "id_rules"]
    assert all(page.find(id=target) for target in targets)
    assert "Choose an answer for “Topic”." in box.text
    assert box.h2 is not None
    assert box.h2.text == "4 things need your attention"


def test_no_errors_no_summary() -> None:
    assert error_summary(ProposalForm()) == ""


def test_errors_of_the_whole_form_stand_without_a_link() -> None:
    form = ProposalForm({})
    form.full_clean()
    form.add_error(None, "<b>Voting closed</b> at 18:00.")
    first = soup(error_summary(form)).li
    assert first is not None
    assert first.find("a") is None
    assert first.text == "<b>Voting closed</b> at 18:00."


def test_small_numbers_are_words() -> None:
    assert attention(1) == "One thing needs your attention"
    assert attention(2) == "Two things need your attention"
    assert attention(12) == "12 things need your attention"
