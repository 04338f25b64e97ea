"""What is recorded about this room's work. Guests stand in it by their numbers: their names are erased one day."""

from praksis.cases.log import Kind

EVENTS = {
    "registration.made": Kind("Tilmelding nummer {number} kom{how}."),
    "registration.corrected": Kind("Oplysningerne i tilmelding nummer {number} er rettet."),
    "registration.swapped": Kind("Tilmelding nummer {number} har valgt andre workshops."),
    "registration.cancelled": Kind("Tilmelding nummer {number} er afmeldt."),
    "registration.moved_up": Kind("Tilmelding nummer {number} er rykket op fra ventelisten."),
    "registration.moved_up_in": Kind("Tilmelding nummer {number} er rykket op i workshoppen »{workshop}«."),
    # Both also after the registrations can no longer be told apart: only how many there were
    "event.needs_erased": Kind("Mad og særlige behov er slettet. Antal tilmeldinger: {number}."),
    "registration.erased": Kind("Alt, der nævner gæsterne, er slettet. Antal tilmeldinger: {number}."),
    "event.capacity_changed": Kind("Antallet af pladser er ændret fra {before} til {after}."),
    "registration.sent_again": Kind("Tilmelding nummer {number} har fået sin mail med linket igen."),
    "event.guests_told": Kind("Gæster, som ændringen gælder, har fået en mail: {number}."),
    "event.seats_held": Kind("Der holdes {seats} pladser til {party}."),
    "event.seats_let_go": Kind("{seats} pladser, der blev holdt til {party}, er givet fri."),
    "event.seats_link_sent": Kind("Linket til de pladser, der holdes til {party}, er sendt."),
    "event.guests_exported": Kind("Listen over tilmeldinger er hentet som {format}: {number} tilmeldinger."),
    "event.list_exported": Kind("Deltagerlisten er hentet som {format}: {number} deltagere."),
    "event.kitchen_exported": Kind("Mad og behov er hentet som {format}: {number} gæster."),
}
