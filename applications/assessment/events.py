"""What is recorded about this room's work, in the words of the timeline.

All of it stands on the round's case: no applicant is a party there.
"""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "reviewer.assigned": Kind("{reviewer} er bedømmer i runden.", party_sees_it=False),
    "reviewer.removed": Kind("{reviewer} er ikke længere bedømmer i runden.", party_sees_it=False),
    "reviewer.taken_off": Kind(
        "{reviewer} er taget af runden: {reason} {kept} ikke længere med.", party_sees_it=False, only_on_the_case=True
    ),
    "reviewer.put_back": Kind("{reviewer} er sat på runden igen. Låste bedømmelser tæller med.", party_sees_it=False),
    "reviewers.read_all": Kind("Alle bedømmere læser alle ansøgninger.", party_sees_it=False),
    "reviewers.spread": Kind("Ansøgningerne er fordelt: {loads}.", party_sees_it=False),
    "interest.none": Kind("Har erklæret ikke at have interesser i runden.", party_sees_it=False),
    "interest.declared": Kind("Har erklæret en interesse og deltager ikke i runden.", party_sees_it=False),
    "interest.takes_part": Kind(
        "{person} kan deltage i runden trods en interesse: {reason}", party_sees_it=False, only_on_the_case=True
    ),
    "interest.stays_out": Kind("{person} deltager ikke i runden: {reason}", party_sees_it=False, only_on_the_case=True),
    "round.passed_on": Kind("Runden føres videre af {deputies}.", party_sees_it=False),
    "review.locked": Kind("Bedømmelsen af {applicant} er låst.", party_sees_it=False),
    # The score itself stands on the page of the meeting: who reviews the round may not know it yet.
    "score.agreed": Kind(
        "Der er noteret en fælles karakter for {applicant} under »{criterion}«.",
        party_sees_it=False,
        only_on_the_case=True,
    ),
    "score.agreed_anew": Kind(
        "Den fælles karakter for {applicant} under »{criterion}« er ændret.", party_sees_it=False, only_on_the_case=True
    ),
}
