"""What is recorded about this room's work, in the words of the timeline. Nothing of who answered, or what, or when."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "survey.sent": Kind("Spørgeskemaet {when} er sendt ud til {number}. Det kan besvares {period}."),
    "survey.recipients_added": Kind("Flere har fået spørgeskemaet {when}: {number}."),
    "survey.recipient_removed": Kind("En modtager er taget af spørgeskemaet {when}.", party_sees_it=False),
    "survey.sent_again": Kind("En modtager har fået et nyt link til spørgeskemaet {when}.", party_sees_it=False),
    "survey.prolonged": Kind("Spørgeskemaet {when} kan nu besvares til og med {until}."),
    "survey.closed": Kind("Spørgeskemaet {when} er lukket før tid."),
    "evaluation.collection_added": Kind("Dataindsamling skrevet i kalenderen: »{title}«, {period}."),
    "evaluation.collection_changed": Kind("Dataindsamling rettet i kalenderen: »{title}«, {period}."),
    "evaluation.collection_removed": Kind("Dataindsamling fjernet fra kalenderen: »{title}«, {period}."),
    "evaluation.exported": Kind("Svar uden navn er hentet som {format}: {answers} svar fra {courses} forløb."),
}
