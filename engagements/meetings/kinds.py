"""Which kind of meeting a step of the framework stands for."""

from typing import Protocol

from django.db import models
from django.db.models import QuerySet

from engagements.courses.models import CourseStep, StepKind


class MeetingKind(models.TextChoices):
    START_UP = "start_up", "Opstartsmøde"
    STEERING_GROUP = "steering_group", "Styregruppemøde"
    WORKING_GROUP = "working_group", "Arbejdsgruppemøde"
    PRACTICE = "practice", "Praksismøde"
    LEADERSHIP_SPARRING = "leadership_sparring", "Ledelsessparring"
    CONSULTANT_SPARRING = "consultant_sparring", "Konsulentsparring"
    SPARRING = "sparring", "Sparring"


# By the step's kind and the lane it stands in; the start-up meeting is the one in the lane of the applicant.
KINDS = {
    (StepKind.MEETING, "Kommune"): MeetingKind.START_UP,
    (StepKind.MEETING, "Møder"): MeetingKind.START_UP,
    (StepKind.MEETING, "Styregruppe"): MeetingKind.STEERING_GROUP,
    (StepKind.MEETING, "Dagtilbud"): MeetingKind.WORKING_GROUP,
    (StepKind.TRACK, "Praksismøder"): MeetingKind.PRACTICE,
    (StepKind.TRACK, "Ledelsessparring"): MeetingKind.LEADERSHIP_SPARRING,
    (StepKind.TRACK, "Konsulentsparring"): MeetingKind.CONSULTANT_SPARRING,
    (StepKind.TRACK, "Møder"): MeetingKind.SPARRING,
}


class Placed(Protocol):
    """A step, or a row with what tells where it stands."""

    kind: str
    lane: str


def kind_of(step: Placed) -> MeetingKind | None:
    """What one calls a meeting of this step; None where one does not meet about it."""
    return KINDS.get((StepKind(step.kind), step.lane))


def steps_of_meetings(steps: QuerySet[CourseStep]) -> list:
    """Those of the steps that one meets about, as rows of what a choice between them needs."""
    rows = steps.values_list("pk", "order", "text", "kind", "lane", named=True)
    return [row for row in rows if kind_of(row)]
