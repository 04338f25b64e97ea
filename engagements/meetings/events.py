"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "meeting.planned": Kind("{meeting} er aftalt til {when}."),
    "meeting.moved": Kind("{meeting} er flyttet til {when}."),
    "meeting.held": Kind("{meeting} er holdt ({duration})."),
    "meeting.cancelled": Kind("{meeting} {when} er aflyst."),
    "poll.made": Kind("{who} er spurgt om en mødetid: {meeting}."),
    "poll.answered": Kind("Har svaret, hvornår det passer: {meeting}."),
    "poll.reminded": Kind("{who} er mindet om at svare om en mødetid: {meeting}."),
    "poll.chosen": Kind("Tidspunktet er valgt efter afstemningen: {meeting} {when}."),
    "poll.cancelled": Kind("Afstemningen om en mødetid er aflyst: {meeting}."),
}
