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
    "agenda.begun": Kind("Der er begyndt en dagsorden til {meeting}."),
    "agenda.item_added": Kind("»{item}« er sat på dagsordenen til {meeting}."),
    "agenda.item_changed": Kind("Punktet »{item}« på dagsordenen til {meeting} er ændret."),
    "agenda.item_removed": Kind("»{item}« er taget af dagsordenen til {meeting}."),
    "agenda.item_suggested": Kind("»{item}« er foreslået til dagsordenen til {meeting}."),
    "agenda.suggestion_taken": Kind("Forslaget »{item}« er kommet på dagsordenen til {meeting}."),
    "agenda.suggestion_left_out": Kind("Forslaget »{item}« er ikke kommet på dagsordenen til {meeting}."),
    "agenda.sent": Kind("Dagsordenen til {meeting} er sendt."),
    "minutes.sent": Kind("Referatet af {meeting} er sendt til godkendelse."),
    "minutes.returned": Kind("Referatet af {meeting} er en kladde igen."),
    "minutes.approved": Kind("Referatet af {meeting} er godkendt."),
    "minutes.filed": Kind("Referatet af {meeting} ligger som PDF på sagen og er sendt."),
    "minutes.not_filed": Kind("Referatet af {meeting} kunne ikke dannes som PDF.", party_sees_it=False),
    "minutes.added_to": Kind("Der er skrevet en tilføjelse til referatet af {meeting}."),
    "follow_up.agreed": Kind("Aftalt: {what} ({owner}, senest {due})."),
    "follow_up.changed": Kind("Opfølgningen er ændret: {what} ({owner}, senest {due})."),
    "follow_up.done": Kind("Opfølgningen er gjort: {what}."),
    "follow_up.reopened": Kind("Opfølgningen er åben igen: {what}."),
    "follow_up.dropped": Kind("Opfølgningen er droppet: {what}."),
}
