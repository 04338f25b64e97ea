"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "meeting.planned": Kind("{meeting} er aftalt til {when}."),
    "meeting.moved": Kind("{meeting} er flyttet til {when}."),
    "meeting.held": Kind("{meeting} er holdt ({duration})."),
    "meeting.cancelled": Kind("{meeting} {when} er aflyst."),
}
