"""What is recorded about an application, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "application.begun": Kind("Ansøgningen blev begyndt."),
    "application.institution_removed": Kind("{name} blev taget ud af ansøgningen."),
    "application.sent_for_signature": Kind("Ansøgningen blev sendt til underskrift hos {recipient}."),
    "application.link_resent": Kind("Linket til underskrift blev sendt igen til {recipient}."),
    "application.link_withdrawn": Kind("Linket til underskrift blev trukket tilbage."),
    "application.signed": Kind("Direktøren skrev under."),
    "application.sent_back": Kind("Direktøren sendte ansøgningen tilbage: »{remark}«"),
    "application.submitted": Kind("Ansøgningen blev sendt og modtaget med sagsnummer {reference}."),
}
