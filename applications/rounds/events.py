"""What is recorded about rounds, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "round.created": Kind("Runden blev oprettet.", party_sees_it=False),
    "round.opened": Kind("Runden blev åbnet for ansøgninger.", party_sees_it=False),
}
