"""What is recorded about an application after it is handed in, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "application.withdrawn": Kind("Ansøgningen blev trukket tilbage: »{reason}«"),
    # On the round's case, so that its managers notice
    "round.application_withdrawn": Kind("{applicant} trak sin ansøgning tilbage.", party_sees_it=False),
    "answer.asked_again": Kind("Vi bad om et nyt svar på »{label}« senest {due}."),
    "answer.sent_again": Kind("Der kom et nyt svar på »{label}«."),
    "answer.closed": Kind("Vi lukkede for et nyt svar på »{label}«. Det gamle svar gælder."),
    "applications.exported": Kind(
        "Listen over ansøgninger blev taget ud som {format}: {number} ansøgninger, {search}.", party_sees_it=False
    ),
    "check.passed": Kind("Ansøgningen er kontrolleret og kan bedømmes."),
    # Beside that, where it fails a requirement
    "check.admitted": Kind(
        "Ansøgningen bedømmes, selv om den ikke opfylder alle krav: {unmet} Begrundelse: »{reason}«",
        party_sees_it=False,
    ),
    "hearing.sent": Kind("Vi sendte oplysninger i partshøring. Svar senest {due}."),
    "hearing.answered": Kind("Der kom svar på partshøringen."),
    # What we make of it is read in the case, and told in the decision.
    "hearing.closed": Kind("Partshøringen er afsluttet."),
    "hearing.closed_unanswered": Kind("Partshøringen er afsluttet uden svar."),
}
