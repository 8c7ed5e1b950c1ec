"""A trustee who posts nonsense in a count: it is refused, nothing is kept, and the count goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from demo.devices import everybody, fresh, opened, shuffle_all, shuffled
from tests.factories.trustees import boards_height
from tests.factories.verifiable import Made, after
from voting.trustees.ceremony_words import NotTaken
from voting.trustees.links import link_of, page_of
from voting.trustees.opening_turns import post_opening, post_promise, promise_in
from voting.trustees.turns import post_shuffle

pytestmark = pytest.mark.django_db
SPOILT: list[Callable[[str], str]] = [
    lambda text: "",
    lambda text: "nonsense",
    lambda text: text[: len(text) // 2],
    lambda text: text.replace('"owner":1', '"owner":2'),
    lambda text: text.replace("alpha", "alfa", 1),
    lambda text: text.replace("1", "2", 40),
    lambda text: text + "\n",
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_nonsense_for_a_shuffle_is_refused_and_the_count_goes_on(
    closed: Made, spoil: Callable[[str], str]
) -> None:
    round, seeds = closed
    now, first = after(round), everybody(round)[0]
    text, height = shuffled(first, seeds[0]), boards_height(round)
    with pytest.raises(NotTaken, match="Nothing was stored") as caught:
        post_shuffle(trustee=first, text=spoil(text), now=now)
    assert caught.value.place
    assert boards_height(round) == height
    post_shuffle(trustee=first, text=text, now=now)
    assert boards_height(round) == height + 1


@pytest.mark.parametrize("spoil", SPOILT)
def test_nonsense_for_an_opening_is_refused_and_the_count_goes_on(
    closed: Made, spoil: Callable[[str], str]
) -> None:
    round, seeds = closed
    now, first = after(round), everybody(round)[0]
    shuffle_all(round, seeds, now=now)
    text, height = opened(first, seeds[0]), boards_height(round)
    promise = promise_in(round, text)
    if spoil(promise) != promise:
        with pytest.raises(NotTaken):
            post_promise(trustee=first, text=spoil(promise), now=now)
    assert fresh(first).commitment == ""
    post_promise(trustee=first, text=promise, now=now)
    if spoil(text) != text:
        with pytest.raises(NotTaken):
            post_opening(trustee=fresh(first), text=spoil(text), now=now)
    assert (fresh(first).opening, boards_height(round)) == ("", height)
    post_opening(trustee=fresh(first), text=text, now=now)


def test_a_file_of_something_else_is_said_to_be_no_trustees_file(closed: Made, client: Client) -> None:
    round = closed[0]
    path = page_of(round)
    client.post(f"{path}enter/", {"secret": link_of(everybody(round)[0]).split("#")[1]})
    roll = SimpleUploadedFile("roll.csv", b"number,name\nM-001,Ada Quist\n")
    said = client.post(f"{path}file/", {"text": roll}, follow=True).content.decode()
    assert "This is not a trustee&#x27;s file. Nothing was stored." in said
    assert "as a trustee&#x27;s page sends it" not in said
