"""What is recorded about organisations and the people who act for them."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "institution.added": Kind("{organisation} blev skrevet ind", party_sees_it=False),
    "membership.asked": Kind("{person} bad om at være med hos {organisation}", party_sees_it=False),
    "membership.confirmed": Kind("{person} blev bekræftet hos {organisation}", party_sees_it=False),
    "membership.refused": Kind("{person} blev afvist hos {organisation}", party_sees_it=False),
    "membership.removed": Kind("{person} er ikke længere med hos {organisation}", party_sees_it=False),
    "membership.role_changed": Kind("{person} hos {organisation}: {role}", party_sees_it=False),
    "invitation.sent": Kind("{email} blev inviteret til {organisation}", party_sees_it=False),
    "invitation.sent_again": Kind("Invitationen til {email} hos {organisation} blev sendt igen", party_sees_it=False),
    "invitation.withdrawn": Kind(
        "Invitationen til {email} hos {organisation} blev trukket tilbage", party_sees_it=False
    ),
    "invitation.accepted": Kind("{person} tog imod invitationen til {organisation}", party_sees_it=False),
}
