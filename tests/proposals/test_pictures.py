"""Pictures and PDF files: made small and nameless, private until published, and gone when taken away."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.privacy import run_erasers
from processes.models import Process
from proposals.models import Picture, Proposal, ProposalVersion
from proposals.pictures import Unusable, encoded
from proposals.services import publish_proposal
from proposals.services.illustrating import (
    MOST_PICTURES,
    add_picture,
    attach_file,
    describe_picture,
    move_picture_up,
    remove_file,
    remove_picture,
)
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal
from tests.proposals.pictures import PDF, bomb, named, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget")


@pytest.fixture
def ana(client: Client) -> User:
    person = make_user(display_name="Ana Reyes")
    sign_in(client, person)
    return person


@pytest.fixture
def draft(process: Process, ana: User) -> Proposal:
    return make_draft(process=process, author=ana)


def text(response: Any) -> str:
    return str(response.content.decode())


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def stored() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def add(proposal: Proposal, alt: str = "The stop at noon") -> Picture:
    file = photo(600, 400)
    return add_picture(
        actor=proposal.author, proposal=proposal, file=file, size=1000, alt=alt, now=timezone.now()
    )


def page_of(draft: Proposal) -> str:
    return f"/budget/proposals/drafts/{draft.pk}/pictures/"


def test_a_photo_is_stored_small_upright_and_without_place_or_camera(client: Client, draft: Proposal) -> None:
    sent = {"add": "picture", "picture": photo(1000, 700, turned=True), "alt": "The stop at noon"}
    assert client.post(page_of(draft), sent).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (700, 1000)
    assert [path.name for path in stored()] == [f"{picture.token}-{w}.webp" for w in (480, 700)]
    for path in stored():
        raw = path.read_bytes()
        assert b"Exif" not in raw
        assert b"Ana" not in raw
        with Image.open(BytesIO(raw)) as image:
            assert image.format == "WEBP"
            assert not image.getexif()
            assert image.height > image.width
    page = text(client.get(page_of(draft)))
    assert 'alt="The stop at noon"' in page
    assert "ana-reyes" not in page


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (named(BytesIO(b"<svg onload=alert(1)>"), "x.png"), "We cannot read this picture."),
        (named(BytesIO(PDF), "x.jpg"), "We cannot read this picture."),
        (bomb(), "more than 50 megapixels"),
        (bomb(60_000, 60_000), "more than 50 megapixels"),
        (named(BytesIO(photo().getvalue()[:900]), "cut.jpg"), "This picture is damaged"),
        (named(BytesIO(bomb(100, 100).getvalue()), "torn.png"), "This picture is damaged"),
        (photo(20, 20), "too small"),
        (photo(60, 20_000, "PNG"), "too long and thin"),
        (photo(5_000, 4_100, "WEBP"), "more than 20 megapixels"),
        (named(BytesIO(b""), "empty.jpg"), "This file is empty."),
        (None, "Choose a picture."),
    ],
)
def test_what_is_no_picture_gets_a_sentence_and_nothing_is_stored(
    client: Client, draft: Proposal, file: BytesIO | None, sentence: str
) -> None:
    if file:
        file.seek(0)
    sent = {"add": "picture", "alt": "A description worth keeping"} | ({"picture": file} if file else {})
    response = client.post(page_of(draft), sent)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "A description worth keeping" in text(response)
    assert not stored()
    assert not Picture.objects.exists()


def test_ten_megabytes_are_refused_before_anything_is_decoded() -> None:
    with pytest.raises(Unusable, match="larger than 10 MB"):
        encoded(BytesIO(b""), 10 * 1024 * 1024 + 1)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "HEIF"])
def test_every_kind_that_phones_make_is_taken(kind: str) -> None:
    image = Image.new("RGB", (100, 80), "red")
    out = BytesIO()
    image.save(out, kind)
    out.seek(0)
    assert list(encoded(out, 1000).files) == [100]


def test_a_picture_needs_words_or_says_that_it_only_decorates(client: Client, draft: Proposal) -> None:
    refused = client.post(page_of(draft), {"add": "picture", "picture": photo()})
    assert "Say what the picture shows" in text(refused)
    client.post(page_of(draft), {"add": "picture", "picture": photo(), "decorative": "on"})
    picture = Picture.objects.get()
    assert picture.alt == ""
    change = f"{page_of(draft)}{picture.token}/"
    assert client.post(change, {"act": "describe"}).status_code == 422
    client.post(change, {"act": "describe", f"p{picture.pk}-alt": "A dry tap"})
    picture.refresh_from_db()
    assert picture.alt == "A dry tap"


def test_pictures_change_places_and_go_with_their_files(
    client: Client, draft: Proposal, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = add(draft, "First"), add(draft, "Second")
    client.post(f"{page_of(draft)}{second.token}/", {"act": "up"})
    assert [each.alt for each in draft.pictures.all()] == ["Second", "First"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(draft)}{first.token}/", {"act": "remove"})
    assert [path.name.split("-")[0] for path in stored()] == [second.token] * 2


def test_there_is_an_end_to_pictures(draft: Proposal) -> None:
    for _each in range(MOST_PICTURES):
        add(draft)
    with pytest.raises(Unusable, match="up to 6 pictures"):
        add(draft)
    assert len({path.name.split("-")[0] for path in stored()}) == MOST_PICTURES


def test_files_of_a_draft_and_of_a_hidden_proposal_are_for_their_authors_only(
    client: Client, draft: Proposal
) -> None:
    picture = add(draft)
    address = f"/budget/proposals/pictures/{picture.token}/480/"
    stranger = Client()
    assert client.get(address)["Cache-Control"] == "private, no-store"
    assert stranger.get(address).status_code == 404
    proposal = publish_proposal(actor=draft.author, proposal=draft, now=timezone.now())
    shown = stranger.get(address)
    assert shown["Content-Type"] == "image/webp"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert body(shown)[8:12] == b"WEBP"
    hide(proposal)
    assert stranger.get(address).status_code == 404
    assert client.get(address).status_code == 200
    restore(proposal)
    assert stranger.get(address).status_code == 200


@pytest.mark.parametrize("way", ["{}", "./{}", "x/../{}", "/{}", "%2e/{}"])
def test_no_way_around_leads_to_the_files(client: Client, draft: Proposal, way: str) -> None:
    picture = add(draft)
    path = way.format(picture.file_names[0])
    assert default_storage.exists(picture.file_names[0])
    assert client.get(f"/media/{path}").status_code == 404


def test_widths_that_nobody_made_and_pictures_of_other_processes_are_not_there(
    client: Client, draft: Proposal
) -> None:
    picture = add(draft)
    make_process(slug="elsewhere")
    assert client.get(f"/budget/proposals/pictures/{picture.token}/481/").status_code == 404
    assert client.get(f"/elsewhere/proposals/pictures/{picture.token}/480/").status_code == 404
    assert client.get("/budget/proposals/pictures/a%00b/480/").status_code == 404
    assert client.get("/budget/proposals/files/a%00b/").status_code == 404


def test_a_pdf_is_saved_and_never_opened_in_the_page(client: Client, draft: Proposal) -> None:
    sent = {"add": "file", "pdf-file": named(BytesIO(PDF), "Ana Reyes CV.pdf"), "pdf-title": "Sketch"}
    assert client.post(page_of(draft), sent).status_code == 302
    file = draft.attachments.get()
    shown = client.get(file.get_absolute_url())
    assert shown["Content-Disposition"] == 'attachment; filename="proposal-draft-1.pdf"'
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert body(shown) == PDF
    assert not any("Ana" in str(path) for path in stored())
    refused = client.post(
        page_of(draft), {"add": "file", "pdf-file": named(BytesIO(b"MZ\x90"), "x.pdf"), "pdf-title": "Sketch"}
    )
    assert "This is not a PDF file." in text(refused)
    client.post(f"{page_of(draft)}{file.token}/", {"act": "remove_file"})
    assert not draft.attachments.exists()


def test_on_a_public_proposal_a_picture_is_a_version_that_keeps_only_its_words(process: Process) -> None:
    proposal = make_proposal(process=process)
    picture = add(proposal, "The stop at noon")
    remove_picture(actor=proposal.author, picture=picture, now=timezone.now())
    versions = ProposalVersion.objects.order_by("number")
    assert [version.details["pictures"] for version in versions] == [[], ["The stop at noon"], []]
    assert [version.reason for version in versions] == ["", "Added a picture.", "Removed a picture."]


def test_the_page_shows_pictures_in_the_width_that_fits(client: Client, process: Process) -> None:
    proposal = make_proposal(process=process)
    picture = add(proposal)
    attach_file(
        actor=proposal.author, proposal=proposal, file=BytesIO(PDF), size=len(PDF), title="Sketch",
        now=timezone.now(),
    )  # fmt: skip
    page = text(client.get(proposal.get_absolute_url()))
    found = re.search(r'srcset="([^"]+)"', page)
    assert found
    assert [source.split()[1] for source in found[1].split(", ")] == ["480w", "600w"]
    assert f'src="/budget/proposals/pictures/{picture.token}/480/"' in page
    assert "Sketch" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_changes_them(client: Client, process: Process, method: str) -> None:
    proposal = make_proposal(process=process)
    picture = add(proposal)
    sign_in(client, make_user())
    send = getattr(client, method)
    assert send(f"{proposal.get_absolute_url()}pictures/").status_code == 404
    changed = client.post(f"{proposal.get_absolute_url()}pictures/{picture.token}/", {"act": "remove"})
    assert changed.status_code == 404
    assert Picture.objects.exists()


def test_what_nothing_speaks_of_is_swept_away_after_a_day(draft: Proposal) -> None:
    kept, lost = add(draft), add(draft)
    Picture.objects.filter(pk=lost.pk).delete()
    call_command("tick")
    assert len(stored()) == 4
    for path in stored():
        os.utime(path, (1, 1))
    call_command("tick")
    assert {path.name.split("-")[0] for path in stored()} == {kept.token}


def test_the_files_of_drafts_go_with_the_account(
    draft: Proposal, django_capture_on_commit_callbacks: Any
) -> None:
    add(draft)
    with django_capture_on_commit_callbacks(execute=True):
        run_erasers(draft.author)
    assert not stored()
    assert not Proposal.objects.exists()


def test_what_another_author_took_away_meanwhile_is_gone_and_nothing_else_happens(
    client: Client, process: Process, ana: User
) -> None:
    proposal = make_proposal(process=process, author=ana)
    gone, kept = add(proposal, "One"), add(proposal, "Two")
    remove_picture(actor=ana, picture=gone, now=timezone.now())
    version = Proposal.objects.get().version
    stale = Picture(pk=gone.pk, proposal=proposal, token=gone.token, width=600, height=400)
    for act in (remove_picture, move_picture_up):
        act(actor=ana, picture=stale, now=timezone.now())
    describe_picture(actor=ana, picture=stale, alt="Anything", now=timezone.now())
    assert Proposal.objects.get().version == version
    assert list(Picture.objects.all()) == [kept]
    here = "/budget/proposals/1/pictures/"
    for act_ in ("remove", "up", "describe", "remove_file"):
        response = client.post(f"{here}{gone.token}/", {"act": act_}, follow=True)
        assert response.redirect_chain == [(here, 302)]
        assert "It is no longer there." in text(response)


def test_a_file_that_was_taken_away_twice_makes_one_version(process: Process, ana: User) -> None:
    proposal = make_proposal(process=process, author=ana)
    file = attach_file(
        actor=ana, proposal=proposal, file=BytesIO(PDF), size=len(PDF), title="A sketch", now=timezone.now()
    )
    for _twice in range(2):
        remove_file(actor=ana, attachment=file, now=timezone.now())
    assert Proposal.objects.get().version == 3


def test_no_cache_between_keeps_pictures_of_a_process_that_is_not_published(
    client: Client, process: Process
) -> None:
    picture = add(make_proposal(process=process))
    assert "public" in client.get(picture.largest)["Cache-Control"]
    Process.objects.filter(pk=process.pk).update(published=False)
    assert client.get(picture.largest).status_code == 404
    sign_in(client, make_staff())
    assert client.get(picture.largest)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("JPEG", "CMYK")])
def test_a_large_picture_is_made_smaller_before_anything_else(
    kind: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[tuple[int, int]] = []
    convert = Image.Image.convert

    def noted(image: Image.Image, *args: Any, **kwargs: Any) -> Image.Image:
        sizes.append(image.size)
        return convert(image, *args, **kwargs)

    file = BytesIO()
    Image.new(mode, (5_000, 4_900), 1 if mode == "P" else None).save(file, kind)
    monkeypatch.setattr(Image.Image, "convert", noted)
    made = encoded(BytesIO(file.getvalue()), 1000)
    assert sorted(made.files) == [480, 960, 1600]
    assert max(max(size) for size in sizes) < 3_200
