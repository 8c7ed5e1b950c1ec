"""A city that is not the demo: from an empty database to the first process that everyone can see."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.sql import emit_post_migrate_signal
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from wagtail.models import GroupCollectionPermission, Page, Site

from accounts.models import District, User
from accounts.roles import Role
from audit.models import Entry
from pages.first import make_square
from pages.models import CitySettings, HomePage
from processes.details import publish_process, set_details, set_topics
from processes.models import Process
from processes.permissions import Denied
from tests.accounts.pages import assert_well_made, text_of
from tests.accounts.test_districts import collection, feature
from tests.factories.accounts import make_staff, make_user, sign_in, with_second_factor
from tests.factories.pages import make_text
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
NEW, CITY = reverse("staff:new"), reverse("staff:city")
TYPED = {
    "title": "Budget 2031", "summary": "Half a million for your ideas.", "topics": "Parks\n\n Streets ",
    "support_threshold": "50", "currency": "jpy", "largest_cost": "50000", "minimum_age": "16",
    "language": "en",
}  # fmt: skip


@pytest.fixture
def staff(client: Client) -> User:
    """Council staff, signed in with a second factor."""
    user = make_staff()
    sign_in(client, user)
    return user


def test_an_empty_desk_leads_to_the_first_process(client: Client, staff: User) -> None:
    desk = text_of(client.get("/staff/"))
    assert "1. The city" in desk
    assert NEW in desk
    for page in (NEW, CITY):
        assert_well_made(client.get(page))
    made = client.post(NEW, TYPED)
    assert made.headers["Location"] == "/staff/budget-2031/"
    process = Process.objects.get()
    assert (process.currency, process.largest_cost, process.minimum_age) == ("JPY", 50_000, 16)
    assert [topic.name for topic in process.categories.all()] == ["Parks", "Streets"]
    assert not process.published
    assert Client().get("/budget-2031/").status_code == 404
    page = text_of(client.get("/staff/budget-2031/"))
    assert "Set the dates first" in page
    client.post("/staff/budget-2031/publish/")
    assert not Process.objects.get().published, "there are no dates yet"
    now = localtime()
    client.post(
        "/staff/budget-2031/dates/",
        {
            "collect_starts": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}",
            "collect_ends": f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}",
        },
    )
    client.post("/staff/budget-2031/budgets/", {"city": "500000"})
    page = text_of(client.get("/staff/budget-2031/"))
    assert "Make it public" in page
    assert "It has no budget yet." not in page
    asked = client.get("/staff/budget-2031/publish/")
    assert not Process.objects.get().published, "the first click asks"
    assert_well_made(asked)
    assert "¥500,000" in text_of(asked)
    assert "It cannot be hidden again." in text_of(asked)
    client.post("/staff/budget-2031/publish/")
    assert client.get("/staff/budget-2031/publish/").headers["Location"] == "/staff/budget-2031/"
    square = text_of(Client().get("/"))
    assert "One decision is open now" in square
    assert "¥500,000" in square
    actions = set(Entry.objects.filter(chain__key=process.chain).values_list("action", "role"))
    assert ("processes.created", "council_staff") in actions
    assert ("processes.published", "council_staff") in actions
    with pytest.raises(Denied, match="already"):
        publish_process(actor=staff, process=Process.objects.get(), now=timezone.now())


@pytest.mark.parametrize(
    "slug", ["log", "accounts", "cms", "static", "ws", "new", "city", "how-it-works", "taken"]
)
def test_an_address_that_something_else_has_is_refused_and_nothing_typed_is_lost(
    client: Client, staff: User, slug: str
) -> None:
    make_square()
    make_text(HomePage.objects.get(), "How it works", "how-it-works")
    make_process(slug="taken")
    answer = client.post(NEW, TYPED | {"slug": slug})
    assert answer.status_code == 422
    assert f"Another page has the address /{slug}/" in text_of(answer)
    assert "Half a million for your ideas." in text_of(answer)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Fill in “Title”"), ("title", "!!!", "No address can be made of this title"),
        ("slug", "a b", "Use letters a to z"), ("currency", "€", "the three letters of the currency"),
        ("support_threshold", "0", "1"), ("topics", "Parks\nparks", "One topic is there twice."),
        ("topics", "x" * 81, "longer than 80 letters"), ("largest_cost", "-1", "0"),
        ("minimum_age", "x", "number"),
    ],
)  # fmt: skip
def test_mistakes_are_named(client: Client, staff: User, field: str, value: str, sentence: str) -> None:
    answer = client.post(NEW, TYPED | {field: value})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Process.objects.exists()


def test_what_a_process_says_is_changed_and_a_topic_with_proposals_stays(client: Client, staff: User) -> None:
    process = make_process(slug="budget", title="Budget", categories=["Parks", "Streets"])
    make_proposal(process=process, category=process.categories.get(name="Parks"))
    page = "/staff/budget/details/"
    assert "Parks\nStreets" in text_of(client.get(page))
    changed = TYPED | {"title": "Budget 2032", "topics": "Schools\nPARKS", "largest_cost": "10.50"}
    assert client.post(page, changed).status_code == 302
    process = Process.objects.get()
    assert (process.title, process.support_threshold, process.largest_cost) == ("Budget 2032", 50, 1050)
    assert [topic.name for topic in process.categories.all()] == ["Schools", "PARKS"]
    assert process.proposals.get().category == process.categories.get(name="PARKS")
    answer = client.post(page, changed | {"title": "Budget 2033", "topics": "Schools"})
    assert answer.status_code == 422
    assert "Proposals have the topic “PARKS”" in text_of(answer)
    assert Process.objects.get().title == "Budget 2032", "nothing is half saved"
    entry = Entry.objects.filter(action="processes.details_set").latest("pk")
    said = "Set what “Budget 2032” says about itself: supporters needed: 50; minimum age: 16."
    assert entry.sentence == said


def test_the_city_gets_its_name_its_districts_and_its_map(client: Client, staff: User) -> None:
    client.post(CITY, {"name": "Riverton", "phone": "+44 20 1234", "email": "city@riverton.example"})
    assert CitySettings.load().name == Site.objects.get().site_name == "Riverton"
    foot = text_of(Client().get("/"))
    assert "City of Riverton" in foot
    assert "mailto:city@riverton.example" in foot
    client.post(reverse("staff:districts"), {"more": "North\n\nOld Town"})
    north, old = District.objects.all()
    both = {f"district_{north.pk}": "Northgate", f"district_{old.pk}": ""}
    client.post(reverse("staff:districts"), {**both, "more": ""})
    assert list(District.objects.values_list("name", flat=True)) == ["Northgate"]
    file = SimpleUploadedFile("d.geojson", collection(feature("Northgate"), feature("Hill")).encode())
    answer = client.post(reverse("staff:outlines"), {"file": file}, follow=True)
    assert "2 districts are drawn now." in text_of(answer)
    assert all(district.boundary for district in District.objects.all())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "not a GeoJSON file"), (b"", "This file is empty"),
        (json.dumps({"a": 1}).encode(), "not a GeoJSON file"),
        (collection(feature("")).encode(), "Area 1 has no name."),
        (collection(feature("x" * 90)).encode(), "longer"),
        (collection(feature("A", "Point", [1, 2])).encode(), "“A” is not an area."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_map_is_refused_with_a_sentence(
    client: Client, staff: User, content: bytes, sentence: str
) -> None:
    answer = client.post(reverse("staff:outlines"), {"file": SimpleUploadedFile("d.geojson", content)})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not District.objects.exists()


def test_none_of_it_is_for_others(client: Client) -> None:
    process = make_process(slug="budget")
    for roles in ((Role.RESIDENT,), (Role.MODERATOR,)):
        sign_in(client, with_second_factor(make_user(roles=roles)))
        for page in (NEW, CITY, "/staff/budget/details/"):
            assert client.get(page).status_code == 403, page
        assert client.post("/staff/budget/publish/").status_code == 403
        assert client.post(reverse("staff:districts"), {"more": "x"}).status_code == 403
    person = make_user()
    with pytest.raises(Denied):
        set_topics(actor=person, process=process, names=[])
    with pytest.raises(Denied):
        set_details(
            actor=person, process=process, title="x", summary="", support_threshold=1, minimum_age=0,
            largest_cost=None,
        )  # fmt: skip


def test_a_fresh_database_has_a_square_and_every_right_after_one_migrate() -> None:
    Permission.objects.all().delete()
    Group.objects.all().delete()
    root = Page.get_first_root_node()
    assert root is not None
    greeting = Page(title="Welcome to your new Wagtail site!", slug="home")
    root.add_child(instance=greeting)
    Site.objects.update(root_page=greeting)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    home = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home.pk
    assert not Page.objects.filter(slug="home").exists()
    rights = set(Group.objects.get(name="council_staff").permissions.values_list("codename", flat=True))
    assert rights == {"access_admin", "change_citysettings", "submit_translation"}
    assert GroupCollectionPermission.objects.filter(group__name="council_staff").count() == 6
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert HomePage.objects.count() == 1
