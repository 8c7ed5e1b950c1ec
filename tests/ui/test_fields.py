from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from django import forms

from ui.fields import attention, error_summary, field


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
