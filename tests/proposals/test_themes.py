"""Themes: formed by the clock, named by shared words, with identities that last."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from processes.models import Process
from proposals import shelf
from proposals.models import Proposal, Theme, ThemeMember
from proposals.services.theming import form_themes
from proposals.theme_names import names_of
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
FOUNTAINS = (
    "Drinking fountain in Kiln Park",
    "A drinking fountain at the tram stop",
    "Drinking fountain, quay",
)


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LOOK_SECONDS", 0.0)


def fountains() -> tuple[Process, list[Proposal]]:
    process = make_process()
    body = "There is no drinking water on hot days. A drinking fountain helps."
    made = [make_proposal(process=process, title=t, summary="", body=f"{body} {t}.") for t in FOUNTAINS]
    make_proposal(
        process=process,
        title="Later closing hours of the library",
        summary="",
        body="Exams need time until midnight.",
    )
    return process, made


def form(process: Process) -> bool:
    return form_themes(process=Process.objects.get(pk=process.pk), now=timezone.now())


def test_proposals_about_one_thing_stand_together() -> None:
    process, made = fountains()
    assert form(process)
    theme = Theme.objects.get()
    assert set(theme.members.values_list("proposal", flat=True)) == {p.pk for p in made}
    assert (theme.size, theme.language) == (3, "en")
    assert "drinking fountain" in theme.words.split(", ")
    assert Entry.objects.filter(action="proposals.themes_formed").count() == 1


def test_nothing_is_done_again_while_nothing_changed() -> None:
    process, _made = fountains()
    assert form(process)
    assert not form(process)


def test_a_theme_keeps_its_address_when_it_grows() -> None:
    process, _made = fountains()
    form(process)
    before = Theme.objects.get()
    title = "Drinking fountain for the skate park"
    make_proposal(process=process, title=title, summary="", body=f"No drinking water here. {title}.")
    assert form(process)
    after = Theme.objects.get()
    assert (after.pk, after.key) == (before.pk, before.key)
    assert after.size == 4


def test_the_clock_forms_them() -> None:
    fountains()
    call_command("tend_proposals", verbosity=0)
    assert ThemeMember.objects.count() == 3


def test_the_pages_are_public_and_show_what_is_visible(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    process, made = fountains()
    form(process)
    hide(made[0])
    theme = Theme.objects.get()
    for name, args in (("themes", [process.slug]), ("theme", [process.slug, theme.pk])):
        client.get(reverse(f"proposals:{name}", args=args))
        with django_assert_max_num_queries(12):
            page = client.get(reverse(f"proposals:{name}", args=args)).content.decode()
        assert made[1].title in page
        assert made[0].title not in page
        assert "uplicate" not in page


def test_a_proposal_says_how_many_more_are_on_its_theme(client: Client) -> None:
    process, made = fountains()
    form(process)
    page = client.get(made[0].get_absolute_url()).content.decode()
    assert "2 more on this theme" in page
    assert Theme.objects.get().get_absolute_url() in page


def test_a_theme_without_shared_words_has_no_name_but_a_page(client: Client) -> None:
    process, made = fountains()
    theme = Theme.objects.create(process=process, key="t", size=2)
    ThemeMember.objects.bulk_create(ThemeMember(theme=theme, proposal=p) for p in made[:2])
    assert "One theme" in client.get(theme.get_absolute_url()).content.decode()
    assert made[0].title in client.get(reverse("proposals:themes", args=[process.slug])).content.decode()


def test_names_are_the_telling_words_that_titles_share() -> None:
    ordinary = [(f"More of the same for district {n}", "en") for n in range(40)]
    benches = [("Benches for the quay", "en"), ("A bench on the quay", "en")]
    tables = [("Mesas de pícnic", "es"), ("Una mesa grande", "es")]
    names = names_of(
        {"a": benches, "b": tables, "c": [("One", "en"), ("Two", "en")]}, ordinary + benches + tables
    )
    assert names == {"a": "bench, quay", "b": "mesa", "c": ""}


def test_words_that_stand_side_by_side_stay_together_and_names_keep_their_capital() -> None:
    crossings = [
        ("A crossing where people already cross, Furnace Lane", "en"),
        ("Zebra crossing Furnace Lane!!", "en"),
    ]
    water = [
        ("Drinking fountain in Kiln Park", "en"), ("A drinking fountain at the tram stop", "en"),
        ("Water taps at four tram stops", "en"),
    ]  # fmt: skip
    names = names_of({"a": crossings, "b": water}, [*crossings, *water, ("Later hours", "en")])
    assert names == {"a": "crossing, Furnace Lane", "b": "drinking fountain, tram stop"}
