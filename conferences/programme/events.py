"""What is recorded about conferences and theme days, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "event.created": Kind("Arrangementet »{title}« blev oprettet."),
    "event.programme_set": Kind("Programmet blev lagt: {talks} oplæg og {workshops} workshops."),
    "event.published": Kind("Programmet blev offentliggjort."),
    "event.taken_down": Kind("Programmet blev taget ned fra hjemmesiden."),
}
