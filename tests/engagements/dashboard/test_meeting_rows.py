import pytest

from engagements.dashboard import meeting_rows
from tests.factories.engagements import MeetingFactory

pytestmark = pytest.mark.django_db


def drawn(meeting, *, may_plan=True):
    return meeting_rows.row(meeting, course_url=meeting.engagement.get_absolute_url(), may_plan=may_plan)


def test_an_agreed_meeting_says_what_it_is_and_how_it_is_held():
    meeting = MeetingFactory(duration_minutes=90, location="Rådhuset", note="")

    row = drawn(meeting)

    assert (row.title, row.starts_at) == ("Ledelsessparring", meeting.starts_at)
    assert row.how == f"1½ time · {meeting.get_channel_display()}, Rådhuset"
    assert (row.status_word, row.has_begun) == ("", False)


def test_those_who_plan_act_on_a_meeting_until_it_is_held():
    agreed, held = MeetingFactory(), MeetingFactory(held=True)

    assert drawn(agreed).url == f"{agreed.engagement.get_absolute_url()}moeder/{agreed.pk}/"
    assert [drawn(held).url, drawn(agreed, may_plan=False).url] == ["", ""]


def test_a_missing_note_is_said_to_those_who_write_it():
    past = MeetingFactory(past=True)

    assert (drawn(past).status_word, drawn(past).status_kind) == ("Mangler notat", "warning")
    assert drawn(past, may_plan=False).status_word == ""


@pytest.mark.parametrize(("state", "word"), [("held", "Holdt"), ("cancelled", "Aflyst")])
def test_both_sides_read_that_a_meeting_was_held_or_called_off(state, word):
    meeting = MeetingFactory(**{state: True})

    assert [drawn(meeting, may_plan=may_plan).status_word for may_plan in (True, False)] == [word, word]
