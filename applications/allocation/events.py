"""What is recorded about this room's work, in the words of the timeline.

Until a round is announced everything stands on the round's case, which no applicant is a party to.
"""

from praksis.cases.log import Kind

# What may tell of a decision before it is announced
KEPT = {"party_sees_it": False, "only_on_the_case": True}

EVENTS: dict[str, Kind] = {
    "decision.chosen": Kind("{applicant}: valgt til {outcome}.", **KEPT),
    "decision.cleared": Kind("{applicant}: valget er taget tilbage.", **KEPT),
    "decision.dropped": Kind("{applicant}: ansøgningen er trukket tilbage og taget ud.", **KEPT),
    "round.extended": Kind("Fristen blev forlænget for alle til {deadline}: {reason}", party_sees_it=False),
    "round.extended_for_one": Kind("{applicant} fik en egen frist, {deadline}: {reason}", party_sees_it=False),
    "application.round_extended": Kind("Fristen i runden blev forlænget til {deadline}: {reason}"),
    "application.extended": Kind("I fik en egen frist, {deadline}: {reason}"),
    "round.waived": Kind("Gik videre uden: {what} Begrundelse: »{reason}«", **KEPT),
    "round.own_choice": Kind("Har noteret sit eget valg.", **KEPT),
    "round.explained": Kind("Har forklaret et valg: {what}", **KEPT),
    "round.places_changed": Kind("Antallet af pladser er ændret fra {before} til {after}: {reason}", **KEPT),
    "round.proposed": Kind("Runden er indstillet.", party_sees_it=False),
    "round.sent_back": Kind("Indstillingen er sendt tilbage: »{remark}«", **KEPT),
    "round.approved": Kind("Indstillingen er tiltrådt.", party_sees_it=False),
    "place.accepted": Kind("{applicant} har taget imod pladsen."),
    "place.declined": Kind("{applicant} har sagt nej til pladsen."),
    "place.recorded": Kind("Forløbet er indført fra en tidligere runde: {round}."),
}
