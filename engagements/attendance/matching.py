"""Which step of a course an event belongs to, and who of its guests come from the course: pure calculation."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from conferences.programme.models import Event, EventKind
from engagements.courses.models import CourseStep, Engagement, EngagementInstitution, StepStatus

# What a step's text calls each kind of event
WORDS = {EventKind.CONFERENCE: "konference", EventKind.THEME_DAY: "temadag"}


@dataclass(frozen=True)
class Guest:
    """Somebody who came: from which municipality, by whose seats, and the workplace as it was typed."""

    municipality: UUID | None
    seats_of: UUID | None
    workplace: str


def kind_of(step: CourseStep) -> EventKind | None:
    """The kind of event that a step's words are about; None where they name none or both."""
    named = [kind for kind, word in WORDS.items() if word in step.text.lower()]
    return named[0] if step.is_event and len(named) == 1 else None


def step_for(event: Event, steps: Iterable[CourseStep]) -> CourseStep | None:
    """The step of one course that an event belongs to, or None.

    What a person has chosen, or an earlier look has found, stands. Else it is a step whose words name the kind, that is
    about no other event and was not done before this one began: the one whose days are nearest to the event's. Steps
    without days come last, among equals the one that is done, since a person ticked it for this event.
    """
    known = [step for step in steps if step.status != StepStatus.SKIPPED]
    for step in known:
        if step.event_id == event.pk:
            return step
    fitting = [
        step
        for step in known
        if step.event_id is None
        and kind_of(step) == event.kind
        and step.engagement.starts_on <= event.held_on
        and not (step.done_at and step.done_at < event.begins_at)
    ]
    return min(fitting, key=lambda step: (_days_away(step, event), not step.is_done, step.order), default=None)


def _days_away(step: CourseStep, event: Event) -> float:
    """How many days an event lies before or after a step's days; as far as can be where it has none."""
    if step.due_from is None or step.due_to is None:
        return float("inf")
    return max((step.due_from - event.held_on).days, (event.held_on - step.due_to).days, 0)


def of_course(engagement: Engagement, guests: Iterable[Guest]) -> list[Guest]:
    """Those who came from the course's party: by the seats that were held for it, or by what they told.

    From a municipality is whoever named it; from an institution whoever named its municipality and, as the workplace,
    its name.
    """
    institution = getattr(engagement.party, "as_institution", None)
    home = institution.municipality_id if institution else engagement.party_id
    return [
        guest
        for guest in guests
        if guest.seats_of == engagement.party_id
        or (guest.municipality == home and (institution is None or _works_in(guest, institution.name)))
    ]


def recognised(institutions: Iterable[EngagementInstitution], guests: Iterable[Guest]) -> list[EngagementInstitution]:
    """The institutions whose name stands in the workplace of somebody who came."""
    known = list(guests)
    return [one for one in institutions if any(_works_in(guest, one.name) for guest in known)]


def _works_in(guest: Guest, name: str) -> bool:
    return name.casefold() in guest.workplace.casefold()
