"""What is recorded of a case's letters and notes, in the words of the timeline; their texts stand on its own pages."""

from praksis.cases.log import Kind

EVENTS = {
    "message.received": Kind("Ansøgeren skrev en besked."),
    "message.sent": Kind("Vi skrev en besked."),
    "note.added": Kind("Et notat blev skrevet.", party_sees_it=False),
    "note.continued": Kind("Der blev føjet til et notat.", party_sees_it=False),
}
