"""What is recorded about announced decisions and what follows them, in the words of the timeline."""

from praksis.cases.log import Kind

# What others' applications are told of, on the round's case
KEPT = {"party_sees_it": False, "only_on_the_case": True}

EVENTS: dict[str, Kind] = {
    "round.announced": Kind("Afgørelserne er meddelt.", party_sees_it=False),
    "round.reserves_ranked": Kind("Rækkefølgen på reservelisten er ændret: {names}.", **KEPT),
    "round.decision_replaced": Kind("{applicant}: afgørelsen er erstattet af en ny: {outcome}.", party_sees_it=False),
    "decision.announced": Kind("Afgørelsen er meddelt: {words}."),
    "decision.replaced": Kind("Afgørelsen er erstattet af en ny: {words}. {why}"),
    "decision.letter_failed": Kind("Brevet med afgørelsen kunne ikke dannes.", party_sees_it=False),
    "request.asked": Kind("{who} bad om {matter}. Svaret kommer senest {due}."),
    "request.postponed": Kind("Svaret på anmodningen om {matter} er udsat til {due}: {reason}"),
    "request.answered": Kind("Anmodningen om {matter} er besvaret: {outcome}."),
    # What others than the applicant ask stands on the round's case.
    "request.asked_for_others": Kind("{who} bad om {matter}, {about}. Svaret kommer senest {due}.", **KEPT),
    "request.postponed_for_others": Kind("Svaret til {who} om {matter}, {about}, er udsat til {due}: {reason}", **KEPT),
    "request.answered_for_others": Kind(
        "{who} har fået svar på sin anmodning om {matter}, {about}: {outcome}.", **KEPT
    ),
    "round.file_exported": Kind(
        "Rundens akter blev taget ud: {files} filer, {left_out} udeladt. Kontrolkode {sha256}.", party_sees_it=False
    ),
    "place.given_back": Kind("{applicant} har givet pladsen tilbage: {reason}"),
    "round.place_given_back": Kind("{applicant} har givet sin plads tilbage: {reason}", **KEPT),
    "place.lapsed": Kind("Fristen for at tage imod pladsen var udløbet, og pladsen er gået videre."),
}
