"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "agreement.requested": Kind("Samarbejdsaftale nr. {number} bliver dannet."),
    "agreement.ready": Kind("Samarbejdsaftale nr. {number} er klar. Kontrolkode: {code}."),
    "agreement.failed": Kind("Samarbejdsaftale nr. {number} kunne ikke dannes.", party_sees_it=False),
}
