"""The invented city keeps its promises: enough of everything, in the right place, in the right language."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import demo
from demo.answers import ANSWERS
from demo.budget2025.everything import LAST_PROJECTS
from demo.budget2026.everything import NEAR_DUPLICATES, PROPOSALS
from demo.build.earlier import LISTED_AFTER
from demo.city import BAY, CATEGORIES, DISTRICTS, RIVER, TAGS
from demo.earlier import EARLIER, EARLIER_ANSWERS
from demo.pages import PAGES
from demo.people import ACCOUNTS, PEOPLE, RESIDENTS
from demo.processes import BUDGET, PROCESSES
from demo.shapes import BallotProjectData, CommentData, Place, ProcessData, ProposalData, Text, ThreadData
from demo.streets import STREETS_PROJECTS
from demo.threads.everything import THREADS
from demo.words import fill, moment

PROPOSAL = {one.key: one for one in PROPOSALS}
BOUNDARY = {one.slug: one.boundary.latlon for one in DISTRICTS}
ARABIC = re.compile(r"[\u0600-\u06ff]")


def inside(place: Place, district: str) -> bool:
    """Whether a ray from the place to the north crosses the district's boundary an odd number of times."""
    ring, odd = BOUNDARY[district], False
    for (lat1, lon1), (lat2, lon2) in pairwise(ring):
        if (lon1 > place.lon) != (lon2 > place.lon):
            odd ^= place.lat < lat1 + (lat2 - lat1) * (place.lon - lon1) / (lon2 - lon1)
    return odd


def all_comments(comments: tuple[CommentData, ...]) -> Iterator[CommentData]:
    for comment in comments:
        yield comment
        yield from all_comments(comment.replies)


def strings_of(thing: object) -> Iterator[str]:
    """Every string anywhere in a piece of the city's data."""
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from strings_of(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from strings_of(part)


COMMENTS = [comment for thread in THREADS for comment in all_comments(thread.comments)]
BALLOTS = (STREETS_PROJECTS, LAST_PROJECTS)
EVERYTHING = (DISTRICTS, CATEGORIES, TAGS, PEOPLE, PROPOSALS, THREADS, ANSWERS, PROCESSES, PAGES, BALLOTS)


def test_there_is_as_much_of_everything_as_promised() -> None:
    assert len(DISTRICTS) == 6
    assert len(CATEGORIES) == 10
    assert len(RESIDENTS) >= 40
    assert len(PROPOSALS) >= 70
    assert len(THREADS) >= 14
    assert len(ANSWERS) >= 8
    assert len(STREETS_PROJECTS) == 11
    assert len(LAST_PROJECTS) == 22
    assert sum(project.state is not None for project in LAST_PROJECTS) == 14
    assert all(process.news and process.articles for process in PROCESSES)


def test_the_four_accounts_have_one_role_each() -> None:
    assert [account.roles for account in ACCOUNTS] == [
        (),
        ("moderator",),
        ("council_staff",),
        ("administrator",),
    ]


def test_e_mails_and_keys_are_unique() -> None:
    for values in (
        [one.email for one in PEOPLE],
        [one.key for one in PEOPLE],
        [one.key for one in PROPOSALS],
        [one.key for one in (*STREETS_PROJECTS, *LAST_PROJECTS)],
        [one.reference for one in ANSWERS],
        [one.notice for one in PROCESSES],
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_residents_only_use_addresses_that_cannot_exist() -> None:
    assert all(one.email.endswith(("@example.org", ".example")) for one in PEOPLE)


@pytest.mark.parametrize("project", [*PROPOSALS, *STREETS_PROJECTS, *LAST_PROJECTS], ids=lambda one: one.key)
def test_every_place_lies_in_its_district(project: ProposalData | BallotProjectData) -> None:
    if project.district is not None:
        assert project.place is not None
        assert inside(project.place, project.district)


def test_district_signs_stand_in_their_district_and_rings_are_closed() -> None:
    for district in DISTRICTS:
        assert inside(district.label, district.slug)
        assert district.boundary.points[0] == district.boundary.points[-1]
    assert BAY.points[0] == BAY.points[-1]
    assert len(RIVER.latlon) == len(RIVER.points)
    assert sum(district.weight for district in DISTRICTS) == pytest.approx(1)


def test_the_city_is_about_ten_kilometres_wide_at_54_north() -> None:
    longitudes = [lon for ring in BOUNDARY.values() for _, lon in ring]
    assert 9 < (max(longitudes) - min(longitudes)) * 65.3 < 11
    assert Place(310, 224).lat == pytest.approx(54.1)
    assert Place(310, 224).lon == pytest.approx(9.3)


def test_proposals_speak_four_languages() -> None:
    spoken = Counter(one.lang for one in PROPOSALS)
    assert (spoken["es"], spoken["pl"], spoken["ar"]) == (12, 2, 1)
    assert all(bool(ARABIC.search(one.body)) == (one.lang == "ar") for one in PROPOSALS)
    assert sum(comment.lang == "es" for comment in COMMENTS) >= 10


def test_near_duplicates_exist_and_share_a_district_or_cross_the_city() -> None:
    assert len(NEAR_DUPLICATES) >= 6
    for group in NEAR_DUPLICATES:
        districts = {PROPOSAL[key].district for key in group} - {None}
        assert len(group) in {2, 3}
        assert len(districts) == 1


def test_proposals_refer_to_what_exists() -> None:
    people = {one.key for one in PEOPLE}
    categories = {one.slug for one in CATEGORIES}
    for one in PROPOSALS:
        assert {one.author, *one.co_authors} <= people, one.key
        assert one.category in categories, one.key
        assert set(one.tags) <= set(TAGS), one.key
        assert 0 <= one.supporters <= 330, one.key
        assert one.cost is None or one.cost <= (BUDGET.largest_project or 0), one.key
        assert (one.status == "merged") == bool(one.merged_into), one.key
        assert (one.status in {"rejected", "withdrawn"}) == bool(one.reason), one.key
        assert not one.merged_into or one.merged_into in PROPOSAL


def test_ballot_projects_refer_to_what_exists() -> None:
    people = {one.key for one in PEOPLE}
    for one in (*STREETS_PROJECTS, *LAST_PROJECTS):
        assert one.author in people, one.key
        assert set(one.tags) <= set(TAGS), one.key
        assert bool(one.delivery) == (one.state is not None), one.key
        assert not one.delivery or one.delivery[-1].state == one.state, one.key


def test_every_proposal_was_written_while_ideas_were_collected() -> None:
    collect = BUDGET.phases[0]
    assert all(collect.opens < one.days < 0 for one in PROPOSALS)
    assert collect.opens < 0 < collect.closes


def test_earlier_ideas_came_in_time_and_just_one_still_waits_for_its_answer() -> None:
    phases = {one.key: {phase.phase: phase for phase in one.phases} for one in PROCESSES}
    answered = {answer.proposal: answer.days for answer in EARLIER_ANSWERS}
    late = []
    for one in EARLIER:
        collect, review = phases[one.process]["collect"], phases[one.process]["review"]
        assert collect.opens <= one.days < one.days + LISTED_AFTER < collect.closes, one.key
        assert one.category in {category.slug for category in CATEGORIES}
        if answered.get(one.key, 0) > review.closes:
            late.append(one.key)
    assert late == ["school-street-noon"]


@pytest.mark.parametrize("process", PROCESSES, ids=lambda one: one.key)
def test_phases_follow_each_other(process: ProcessData) -> None:
    times = [
        point
        for phase in process.phases
        for point in ((phase.opens, phase.opens_hour), (phase.closes, phase.closes_hour))
    ]
    assert times == sorted(times)


def test_the_three_processes_stand_at_three_points_of_the_year() -> None:
    now = {
        process.key: next(phase.phase for phase in process.phases if phase.opens < 0 < phase.closes)
        for process in PROCESSES
    }
    assert now == {"budget": "collect", "streets": "vote", "last-budget": "delivery"}


@pytest.mark.parametrize("thread", THREADS, ids=lambda one: one.proposal)
def test_threads_follow_their_proposal_in_time(thread: ThreadData) -> None:
    proposal = PROPOSAL[thread.proposal]
    assert_in_order(thread.comments, (proposal.days, proposal.hour, 0))
    assert 3 <= len(list(all_comments(thread.comments))) <= 25


def assert_in_order(comments: tuple[CommentData, ...], start: tuple[int, int, int]) -> None:
    for comment in comments:
        time = (comment.days, comment.hour, comment.minute)
        assert start <= time, comment.body
        assert comment.author in {one.key for one in PEOPLE}
        assert_in_order(comment.replies, time)


def test_neighbours_disagree() -> None:
    both_sides = [
        thread.proposal
        for thread in THREADS
        if {"for", "against"} <= {comment.stance for comment in all_comments(thread.comments)}
    ]
    assert len(both_sides) >= 14


def test_moderators_have_something_to_hide_and_something_to_decide() -> None:
    hidden = [comment for comment in COMMENTS if comment.hide_because]
    assert {comment.hide_rule for comment in hidden} == {"private_person"}
    assert sum(len(comment.reports) for comment in COMMENTS if not comment.keep_because) >= 3


def test_one_appeal_waits_and_one_is_decided() -> None:
    appeals = [comment.appeal for comment in COMMENTS if comment.appeal]
    assert sorted(bool(appeal.answer) for appeal in appeals) == [False, True]
    assert all(comment.hide_because for comment in COMMENTS if comment.appeal)


def test_somebody_changed_a_comment_and_somebody_took_one_back() -> None:
    assert any(comment.at_first for comment in COMMENTS)
    assert all(comment.replies for comment in COMMENTS if comment.deleted)


def test_answers_come_after_the_proposal_and_are_signed_by_an_official() -> None:
    officials = {one.key for one in PEOPLE if one.office}
    for answer in ANSWERS:
        assert PROPOSAL[answer.proposal].days < answer.days < 0
        assert answer.signatory in officials


def test_nobody_writes_about_a_past_day_that_had_not_come_yet() -> None:
    written = [(one.body, one.days) for one in PROPOSALS] + [(one.body, one.days) for one in ANSWERS]
    looking_back = [(int(day), days) for body, days in written for day in re.findall(r"\{day(-\d+)\}", body)]
    assert looking_back
    assert all(day <= days for day, days in looking_back)


def test_no_text_is_a_placeholder() -> None:
    every = [text for part in EVERYTHING for text in strings_of(part)]
    assert len(every) > 2_000
    assert not [text for text in every if re.search(r"(?i:lorem|ipsum|xxx)|TO[D]O", text)]


def test_no_placeholder_is_left_after_filling() -> None:
    for text in (text for part in EVERYTHING for text in strings_of(part)):
        assert not re.search(r"[{}]", fill(text, date(2026, 3, 17))), text


def test_no_body_is_shorter_than_a_title() -> None:
    for one in PROPOSALS:
        assert 10 <= len(one.title) <= 80 or len(one.title.split()) <= 2, one.title
        assert len(one.body.strip()) >= 20, one.key
    for project in (*STREETS_PROJECTS, *LAST_PROJECTS):
        assert len(project.body.strip()) > len(project.title), project.key


def test_lengths_are_uneven_as_in_real_life() -> None:
    paragraphs = [len(fill(one.body, date(2026, 3, 17)).split("\n\n")) for one in PROPOSALS]
    assert paragraphs.count(1) >= 20
    assert max(paragraphs) >= 8


def test_what_the_city_writes_is_there_in_both_languages() -> None:
    texts = list(texts_of((PROCESSES, PAGES, DISTRICTS, CATEGORIES)))
    assert len(texts) > 80
    assert all(text.en.strip() and text.es.strip() and text.en != text.es for text in texts)


def texts_of(thing: object) -> Iterator[Text]:
    if isinstance(thing, Text):
        yield thing
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from texts_of(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts_of(part)


def test_fill_unwraps_and_writes_dates_in_the_readers_language() -> None:
    today = date(2026, 3, 17)
    assert fill("\nOne\nline, {year}.\n\n- a\n- b\n", today) == "One line, 2026.\n\n- a\n- b"
    assert fill("{day+7}, {day-77}, {last_year}", today) == "24 March, 30 December, 2025"
    assert fill("antes del {day+7}", today, "es") == "antes del 24 de marzo"


def test_what_happened_today_is_never_in_the_future() -> None:
    early = datetime(2026, 3, 17, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert moment(early, 0, 9, 12) == datetime(2026, 3, 17, 7, 59, tzinfo=early.tzinfo)
    assert moment(early, -1, 9, 12) == datetime(2026, 3, 16, 9, 12, tzinfo=early.tzinfo)
    assert moment(early, 1, 9, 12) == datetime(2026, 3, 18, 9, 12, tzinfo=early.tzinfo)


def test_the_data_need_no_framework() -> None:
    root = Path(demo.__file__).parent
    data = [
        path for path in root.rglob("*.py") if path.relative_to(root).parts[0] not in {"management", "build"}
    ]
    assert len(data) > 20
    for path in data:
        assert not re.search(
            r"^\s*(from|import) (django|wagtail|channels)", path.read_text(), re.MULTILINE
        ), path
