"""The lines of a consultant's first page, each with the words and addresses that stand in it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from engagements.courses.models import CourseStep
from engagements.dashboard.my_courses import Course
from engagements.meetings.hours import in_words
from engagements.meetings.models import FollowUp, place_of
from praksis.danish import danish_datetime, short_date


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in one of the courses."""

    title: str
    party: str
    url: str
    note_url: str
    # For machines, for people
    starts_at: str
    when: str
    how: str


@dataclass(frozen=True)
class StepLine:
    """A step that is soon to be done, or should have been."""

    text: str
    url: str
    hint: str
    status_word: str
    status_kind: str


@dataclass(frozen=True)
class FollowUpLine:
    """What somebody has promised at a meeting, and has not done yet."""

    pk: UUID
    what: str
    hint: str
    list_url: str
    done_url: str
    status_word: str
    status_kind: str


def of_meeting(meeting, course: Course) -> MeetingLine:
    """The line of a meeting (`day.Agreed`) in one of the courses."""
    return MeetingLine(
        title=meeting.title,
        party=course.party,
        url=f"{course.url}moeder/{meeting.pk}/",
        note_url=f"{course.url}moeder/{meeting.pk}/holdt/",
        starts_at=timezone.localtime(meeting.starts_at).isoformat(),
        when=danish_datetime(meeting.starts_at),
        how=f"{in_words(meeting.duration_minutes)} · {place_of(meeting.channel, meeting.location)}",
    )


def of_step(step: CourseStep, course: Course) -> StepLine:
    """The line of a step in one of the courses."""
    return StepLine(
        text=step.text,
        url=f"{course.url}trin/{step.order}/",
        hint=f"{course.party} · {step.owner} · senest {short_date(step.due_to)}",
        status_word=step.status_word,
        status_kind=step.status_kind,
    )


def of_follow_up(follow_up: FollowUp, course: Course) -> FollowUpLine:
    """The line of a follow-up in one of the courses."""
    list_url = f"{course.url}opfoelgning/"
    return FollowUpLine(
        pk=follow_up.pk,
        what=follow_up.what,
        hint=f"{course.party} · {follow_up.who_and_when}",
        list_url=list_url,
        done_url=f"{list_url}{follow_up.pk}/gjort/",
        status_word=follow_up.status_word,
        status_kind=follow_up.status_kind,
    )
