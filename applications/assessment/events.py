"""What is recorded about this room's work, in the words of the timeline.

All of it stands on the round's case: no applicant is a party there.
"""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "reviewer.assigned": Kind("{reviewer} er bedømmer i runden.", party_sees_it=False),
    "reviewer.removed": Kind("{reviewer} er ikke længere bedømmer i runden.", party_sees_it=False),
    "interest.none": Kind("Har erklæret ikke at have interesser i runden.", party_sees_it=False),
    "interest.declared": Kind("Har erklæret en interesse og deltager ikke i runden.", party_sees_it=False),
    "review.locked": Kind("Bedømmelsen af {applicant} er låst.", party_sees_it=False),
}
