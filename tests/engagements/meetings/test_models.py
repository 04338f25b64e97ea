import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.meetings.models import Meeting, MeetingStatus
from engagements.meetings.permissions import can_change, can_plan
from tests.factories.engagements import EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("meeting_lasts_whole_quarters", {"duration_minutes": 50}),
        ("meeting_status_fits_its_times", {"status": MeetingStatus.HELD}),
        ("meeting_held_at_and_by", {"status": MeetingStatus.HELD, "held_at": timezone.now()}),
        ("meeting_cancelled_at_and_by", {"status": MeetingStatus.CANCELLED, "cancelled_at": timezone.now()}),
    ],
)
def test_meeting_constraints(name, values):
    meeting = MeetingFactory()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**values)


@pytest.mark.parametrize(
    ("traits", "word", "kind"),
    [
        ({}, "Aftalt", "info"),
        ({"past": True}, "Mangler notat", "warning"),
        ({"held": True}, "Holdt", "success"),
        ({"cancelled": True}, "Aflyst", "neutral"),
    ],
)
def test_the_word_for_where_a_meeting_stands(traits, word, kind):
    meeting = MeetingFactory(**traits)

    assert (meeting.status_word, meeting.status_kind) == (word, kind)


def test_form_and_place_stand_in_one_line():
    assert MeetingFactory.build(engagement=None, step=None, location="Rådhuset", planned_by=None).where == (
        "Videomøde, Rådhuset"
    )


def test_a_place_that_only_repeats_the_form_is_said_once():
    assert MeetingFactory.build(engagement=None, step=None, location="Videomøde", planned_by=None).where == "Videomøde"


def test_the_team_plans_and_changes_meetings_and_the_party_does_not(consultant, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality, team=[consultant])
    planned, held = MeetingFactory(engagement=engagement), MeetingFactory(engagement=engagement, held=True)

    assert (can_plan(consultant, engagement), can_plan(coordinator, engagement)) == (True, False)
    assert (can_change(consultant, planned), can_change(consultant, held)) == (True, False)
    assert can_change(coordinator, planned) is False
