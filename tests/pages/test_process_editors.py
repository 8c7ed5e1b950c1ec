"""Staff of one process write its page and its news in the editor; drafts of others they do not even see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from accounts.roles import Role
from pages.editors import give_editor_rights
from pages.models import HomePage, NewsPage, ProcessPage
from pages.process_editors import give_all
from processes.giving_roles import grant_process_role, revoke_process_role
from processes.models import Process
from tests.factories.accounts import make_staff, make_user, sign_in, with_second_factor
from tests.factories.pages import make_home, make_news, make_process_page, make_text
from tests.factories.processes import make_process

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    give_editor_rights()
    return make_home()


@pytest.fixture
def own(home: HomePage) -> ProcessPage:
    return make_process_page(home, make_process(title="Our budget"), "Our budget")


@pytest.fixture
def other(home: HomePage) -> ProcessPage:
    return make_process_page(home, make_process(title="Their budget"), "Their budget")


@pytest.fixture
def writer(client: Client, own: ProcessPage) -> User:
    """Somebody who is council staff in the process of `own` only, signed in."""
    user = with_second_factor(make_user(roles=()))
    grant_process_role(actor=None, process=own.process, user=user, role=Role.COUNCIL_STAFF)
    sign_in(client, user)
    return user


def typed(page: ProcessPage, **changed: str) -> dict[str, str]:
    """What the editor's form of the page of a process sends."""
    empty = {f"papers-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {
        "title": page.title, "slug": page.slug, "lead": page.lead, "rules": "null", "how_it_works-count": "0",
        "papers-MAX_NUM_FORMS": "1000", "action-publish": "yes", **empty, **changed,
    }  # fmt: skip


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_they_publish_their_page_and_it_stays_about_their_process(
    client: Client, writer: User, own: ProcessPage, other: ProcessPage
) -> None:
    form = client.get(edit(own))
    assert form.status_code == 200
    assert 'name="process"' not in form.content.decode()
    answer = client.post(edit(own), typed(own, lead="New words", process=str(other.process.pk)))
    assert answer.status_code == 302, answer.context["form"].errors
    saved = ProcessPage.objects.get(pk=own.pk)
    assert (saved.lead, saved.process) == ("New words", own.process)


def test_they_write_news_below_it(client: Client, writer: User, own: ProcessPage) -> None:
    add = reverse("wagtailadmin_pages:add", args=["pages", "newspage", own.pk])
    news = {
        "title": "Hall open",
        "slug": "hall",
        "posted_on": "2026-05-03",
        "intro": "At six.",
        "body": "null",
    }
    assert client.get(add).status_code == 200
    assert client.post(add, news | {"action-publish": "yes"}).status_code == 302
    assert NewsPage.objects.child_of(own).live().get().title == "Hall open"


def test_they_change_nothing_else(
    client: Client, writer: User, home: HomePage, own: ProcessPage, other: ProcessPage
) -> None:
    theirs, text = make_news(other, "Secret", "secret"), make_text(home, "How it works", "how")
    theirs.unpublish()
    forbidden = [edit(page) for page in (home, other, theirs, text)]
    forbidden += [
        reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in ("view_draft", "delete", "unpublish", "copy", "history")
        for page in (other, theirs, text)
    ]
    forbidden += [
        reverse("wagtailadmin_pages:add", args=["pages", "processpage", home.pk]),
        reverse("wagtailadmin_pages:add", args=["pages", "newspage", other.pk]),
        "/cms/settings/pages/citysettings/1/",
        f"/cms/translation/submit/page/{own.pk}/",
        "/cms/images/add/",
        "/cms/redirects/",
        "/cms/collections/",
    ]
    for address in forbidden:
        for answer in (client.get(address), client.post(address, {"new_parent_page": str(own.pk)})):
            assert answer.status_code in (302, 403, 404), address
            if answer.status_code == 302:
                assert client.get(answer.headers["Location"]).request["PATH_INFO"] == "/cms/", address
    assert not Page.objects.filter(title="Secret").exclude(pk=theirs.pk).exists()
    assert client.post(edit(other), typed(other, lead="Taken over")).status_code == 302
    assert ProcessPage.objects.get(pk=other.pk).lead == other.lead


def test_they_find_the_editor_from_the_menu_and_the_desk(
    client: Client, writer: User, own: ProcessPage, other: ProcessPage
) -> None:
    assert "Page editor" in client.get("/").content.decode()
    assert edit(own) in client.get(f"/staff/{own.process.slug}/").content.decode()
    listed = client.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    assert "Their budget" not in listed


@pytest.fixture
def pageless(client: Client, home: HomePage) -> Process:
    """A process without a page; one person who is council staff in it only is signed in."""
    process: Process = make_process(title="Our parks")
    user = with_second_factor(make_user(roles=()))
    grant_process_role(actor=None, process=process, user=user, role=Role.COUNCIL_STAFF)
    sign_in(client, user)
    return process


def test_a_page_that_is_missing_is_begun_from_the_desk_as_a_draft(client: Client, pageless: Process) -> None:
    desk = f"/staff/{pageless.slug}/"
    assert f'action="{desk}page/"' in client.get(desk).content.decode()
    answers = [client.post(f"{desk}page/") for _double_click in range(2)]
    begun = ProcessPage.objects.get(process=pageless)
    assert {answer.headers["Location"] for answer in answers} == {edit(begun)}
    assert (begun.title, begun.slug, begun.live) == ("Our parks", pageless.slug, False)
    assert client.get(edit(begun)).status_code == 200
    assert client.post(edit(begun), typed(begun, lead="First words")).status_code == 302
    begun.refresh_from_db()
    assert (begun.lead, begun.live) == ("First words", True)
    page = client.get(desk).content.decode()
    assert f"{desk}page/" not in page
    assert edit(begun) in page


def test_it_is_begun_in_the_language_of_the_process(client: Client, pageless: Process) -> None:
    make_home("es")
    Process.objects.filter(pk=pageless.pk).update(language="es")
    client.post(f"/staff/{pageless.slug}/page/")
    assert ProcessPage.objects.get().locale.language_code == "es"


def test_a_page_with_its_address_is_named_as_what_stands_in_the_way(
    client: Client, pageless: Process, home: HomePage
) -> None:
    make_text(home, "Parks", pageless.slug)
    said = client.post(f"/staff/{pageless.slug}/page/", follow=True).content.decode()
    assert "already in use" in said
    assert not ProcessPage.objects.exists()


def test_nobody_begins_the_page_of_others(client: Client, pageless: Process) -> None:
    other = make_process()
    assert client.post(f"/staff/{other.slug}/page/").status_code == 403
    moderator = with_second_factor(make_user(roles=()))
    grant_process_role(actor=None, process=pageless, user=moderator, role=Role.MODERATOR)
    sign_in(client, moderator)
    assert client.post(f"/staff/{pageless.slug}/page/").status_code == 403
    assert not ProcessPage.objects.exists()


def test_staff_of_the_city_begin_it_in_the_same_way(client: Client, pageless: Process) -> None:
    sign_in(client, make_staff())
    client.post(f"/staff/{pageless.slug}/page/")
    assert client.get(edit(ProcessPage.objects.get())).status_code == 200


def test_a_page_in_another_language_is_theirs_too(client: Client, writer: User, own: ProcessPage) -> None:
    spanish = make_process_page(make_home("es"), own.process, "Nuestro presupuesto")
    assert client.get(edit(spanish)).status_code == 200


def test_who_loses_the_role_loses_the_page(client: Client, writer: User, own: ProcessPage) -> None:
    revoke_process_role(actor=None, process=own.process, user=writer, role=Role.COUNCIL_STAFF)
    assert client.get(edit(own)).status_code == 302
    assert "Page editor" not in client.get("/").content.decode()


def test_a_page_that_becomes_about_another_process_goes_to_its_staff(
    client: Client, writer: User, own: ProcessPage
) -> None:
    own.process = make_process()
    own.save()
    assert client.get(edit(own)).status_code == 302


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.VALUATOR, Role.TRUSTEE, Role.JUROR])
def test_other_roles_in_a_process_open_no_editor(client: Client, own: ProcessPage, role: Role) -> None:
    user = with_second_factor(make_user(roles=()))
    grant_process_role(actor=None, process=own.process, user=user, role=role)
    sign_in(client, user)
    assert client.get(edit(own)).status_code == 302
    assert "Page editor" not in client.get("/").content.decode()


def test_roles_from_before_get_the_rights_once(client: Client, writer: User, own: ProcessPage) -> None:
    Group.objects.filter(name__startswith="council_staff of").delete()
    assert client.get(edit(own)).status_code == 302
    give_all()
    give_all()
    assert client.get(edit(own)).status_code == 200
    assert GroupPagePermission.objects.filter(page=own).count() == 3
