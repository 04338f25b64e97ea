import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from engagements.meetings import actions, feeds
from engagements.meetings.models import CalendarFeed
from praksis import logs
from praksis.accounts.models import Role
from tests.factories.engagements import (
    CalendarFeedFactory,
    ConsultantAssignmentFactory,
    EngagementFactory,
    MeetingFactory,
    ParticipantFactory,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(consultant):
    return CalendarFeedFactory(user=consultant)


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


def url(feed, token=None) -> str:
    return reverse("engagements:calendar_feed", args=[feed.user_id, token or feeds.token(feed)])


def events(response) -> list:
    return Calendar.from_ical(response.content).events


# --- The address ------------------------------------------------------------------------------------------------------


def test_whoever_has_the_address_reads_the_meetings_without_signing_in(client, feed, course, settings):
    meeting = MeetingFactory(engagement=course, location="Rådhuset", sequence=3)
    ParticipantFactory(meeting=meeting)

    response = client.get(url(feed))

    [event] = events(response)
    assert feeds.address(feed) == settings.SITE_URL + url(feed)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["uid"], event["sequence"], event["status"]) == (meeting.uid, 3, "CONFIRMED")
    assert event["summary"] == f"Ledelsessparring: {course.party}"
    assert (event["location"], event["url"]) == ("Videomøde, Rådhuset", settings.SITE_URL + course.get_absolute_url())
    assert "attendee" not in event


def test_the_answer_is_kept_by_nobody_and_begins_no_session(client, feed):
    response = client.get(url(feed))

    assert "no-store" in response["Cache-Control"]
    assert (len(response.cookies), Session.objects.count()) == (0, 0)


def test_what_is_wrong_and_what_does_not_exist_look_the_same(client, feed):
    wrong = [
        url(feed, "0" * 64),
        url(feed, feeds.token(feed)[:-1]),
        url(feed, "æøå"),
        reverse("engagements:calendar_feed", args=[uuid4(), feeds.token(feed)]),
        url(CalendarFeedFactory(), feeds.token(feed)),
    ]

    answers = [client.get(path) for path in wrong]

    assert {(answer.status_code, answer.content, answer["Cache-Control"]) for answer in answers} == {
        (404, b"Adressen virker ikke.", answers[0]["Cache-Control"])
    }
    assert client.get(url(feed)).status_code == 200


def test_a_new_address_ends_the_old_one_at_once(client, feed, consultant):
    old = url(feed)
    assert client.get(old).status_code == 200

    renewed = actions.renew_feed(consultant)

    assert [client.get(path).status_code for path in (old, url(renewed))] == [404, 200]
    assert (CalendarFeed.objects.count(), renewed.made_at > feed.made_at) == (1, True)


def test_an_address_works_until_the_key_it_was_made_with_is_gone(client, feed, settings):
    settings.LINK_KEYS = ["old"]
    old = url(feed)

    settings.LINK_KEYS = ["new", "old"]
    assert (client.get(old).status_code, url(feed) == old) == (200, False)
    settings.LINK_KEYS = ["new"]
    assert client.get(old).status_code == 404


def test_nobody_reads_the_calendar_of_somebody_who_is_not_active(client, feed, consultant):
    consultant.is_active = False
    consultant.save()

    assert client.get(url(feed)).status_code == 404


def test_nobody_reads_the_calendar_of_a_former_consultant(client, feed, consultant):
    consultant.staff_roles.update(role=Role.MANAGER)

    assert client.get(url(feed)).status_code == 404


def test_the_log_does_not_tell_the_address(client, feed, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get(url(feed, "f" * 64))
        client.get(url(feed))

    written = [logs.words(record) for record in caplog.records]
    assert [line for line in written if "/kalender/" in line] == [f"Not Found: /kalender/{feed.user_id}/{logs.HIDDEN}"]
    assert [line for line in written if feeds.token(feed) in line or "f" * 64 in line] == []


# --- Which meetings ---------------------------------------------------------------------------------------------------


def test_it_shows_all_to_come_and_those_of_the_last_thirty_days_cancelled_or_not(client, feed, course):
    now = timezone.now()
    days = {"in two years": 730, "tomorrow": 1, "last month": -29, "too long ago": -31}
    meetings = {
        name: MeetingFactory(engagement=course, starts_at=now + timedelta(days=day)) for name, day in days.items()
    }
    meetings["off"] = MeetingFactory(engagement=course, cancelled=True, starts_at=now + timedelta(days=2), sequence=1)
    meetings["held"] = MeetingFactory(engagement=course, held=True)

    found = [(event["uid"], event["status"]) for event in events(client.get(url(feed)))]

    assert found == [
        (meetings["last month"].uid, "CONFIRMED"),
        (meetings["held"].uid, "CONFIRMED"),
        (meetings["tomorrow"].uid, "CONFIRMED"),
        (meetings["off"].uid, "CANCELLED"),
        (meetings["in two years"].uid, "CONFIRMED"),
    ]


def test_it_shows_the_courses_on_whose_team_one_is_now(client, feed, consultant):
    left = EngagementFactory(running=True)
    ConsultantAssignmentFactory(engagement=left, consultant=consultant, ended=True)
    MeetingFactory(engagement=left)
    MeetingFactory()
    assert events(client.get(url(feed))) == []

    again = MeetingFactory(engagement=left)
    ConsultantAssignmentFactory(engagement=left, consultant=consultant)

    assert again.uid in [event["uid"] for event in events(client.get(url(feed)))]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_two_queries_for_one_meeting_and_for_many(count, client, feed, course, django_assert_num_queries):
    MeetingFactory.create_batch(count, engagement=course)
    for _ in range(count - 1):
        MeetingFactory(engagement=EngagementFactory(running=True, team=[feed.user]))

    with django_assert_num_queries(2):
        response = client.get(url(feed))

    assert len(events(response)) == 2 * count - 1


# --- The page ---------------------------------------------------------------------------------------------------------


def test_a_consultant_makes_an_address_and_reads_it_on_the_page(client, consultant):
    client.force_login(consultant)
    before = client.get("/kalender/").content.decode()

    response = client.post("/kalender/ny-adresse/", follow=True)

    feed = CalendarFeed.objects.get(user=consultant)
    assert ("Lav en adresse" in before, ".ics" in before) == (True, False)
    assert response.redirect_chain == [("/kalender/", 302)]
    assert f'value="{feeds.address(feed)}"' in response.content.decode()
    assert texts(response, "main button") == ["Kopiér adressen", "Lav en ny adresse"]
    assert texts(response, "main button[hidden]") == ["Kopiér adressen"]
    assert "no-store" in response["Cache-Control"]


def test_only_consultants_have_a_calendar(client, manager):
    client.force_login(manager)

    assert [client.get("/kalender/").status_code, client.post("/kalender/ny-adresse/").status_code] == [403, 403]
    assert CalendarFeed.objects.count() == 0


def test_a_feed_is_called_by_its_consultants_name(feed):
    assert str(feed) == "Kim Konsulent"
