"""What is recorded about this room's work. That a guest answered is not: the time would tell which answer is theirs."""

from praksis.cases.log import Kind

EVENTS = {
    "registration.thanked_again": Kind(
        "Tilmelding nummer {number} har igen fået mailen med deltagerbevis og evaluering."
    ),
    "registration.certificate_made": Kind("Deltagerbeviset til tilmelding nummer {number} er hentet."),
    "event.survey_exported": Kind("Evalueringen er hentet som {format}: {number} svar."),
    # Also after nobody can tell any more who wrote
    "event.survey_erased": Kind("Det, gæsterne skrev i evalueringen, er slettet. Antal svar: {number}."),
}
