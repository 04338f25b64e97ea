"""A course that cannot go on is stopped before its time, with a reason that both sides read."""

import pytest
from django.db import IntegrityError, transaction

from engagements.courses import actions
from engagements.courses.models import Engagement, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.engagements import EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db

REASON = "Kommunen er lagt sammen med nabokommunen."


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


def test_it_is_closed_and_both_sides_are_told(by):
    engagement = EngagementFactory(running=True, team=[by.user])

    actions.stop_course(engagement, reason=f" {REASON} ", by=by)
    actions.stop_course(engagement, reason="Igen.", by=by)

    engagement.refresh_from_db()
    assert (engagement.status, engagement.ended_early, engagement.closing_note) == (Status.CLOSED, True, REASON)
    assert (engagement.status_word, engagement.status_heading) == ("Stoppet før tid", "Forløbet er stoppet før tid")
    assert list(engagement.case.events.values_list("kind", "data__reason")) == [("course.stopped", REASON)]
    letters = Email.objects.order_by("to")
    assert [letter.to for letter in letters] == sorted([by.user.email, engagement.contact["email"]])
    assert all(REASON in letter.body for letter in letters)


def test_where_nobody_is_known_only_the_consultants_are_told(by):
    engagement = EngagementFactory(running=True, team=[by.user], people={})

    actions.stop_course(engagement, reason=REASON, by=by)

    assert [letter.to for letter in Email.objects.all()] == [by.user.email]


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [({}, REASON, "giv pladsen tilbage"), ({"running": True}, " ", "Skriv, hvorfor forløbet stopper")],
)
def test_a_course_that_cannot_be_stopped(state, reason, words, by):
    engagement = EngagementFactory(**state)

    with pytest.raises(ActionError, match=words):
        actions.stop_course(engagement, reason=reason, by=by)

    assert not Engagement.objects.get().is_closed


def test_agreed_meetings_are_called_off_first(by):
    engagement = EngagementFactory(running=True)
    MeetingFactory(engagement=engagement)

    with pytest.raises(ActionError, match="Aflys dem først"):
        actions.stop_course(engagement, reason=REASON, by=by)


def test_only_what_is_closed_has_ended_early():
    with pytest.raises(IntegrityError, match="engagement_ended_early"), transaction.atomic():
        EngagementFactory(running=True, ended_early=True)


def test_a_consultant_stops_a_course(client, consultant):
    engagement = EngagementFactory(running=True, team=[consultant])
    meeting = MeetingFactory(engagement=engagement)
    url = f"{engagement.get_absolute_url()}stop/"
    client.force_login(consultant)

    page = client.get(url)
    refused = client.post(url, {"reason": REASON})
    meeting.delete()
    sent = client.post(url, {"reason": REASON}, follow=True)

    assert (page.status_code, refused.status_code, refused.context["form"]["reason"].value()) == (200, 422, REASON)
    assert "Forløbet er stoppet før tid" in sent.content.decode()
    assert client.get(url).status_code == 403
