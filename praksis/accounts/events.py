"""What is recorded about accounts and roles."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "account.created": Kind("En konto til {person} blev oprettet", party_sees_it=False),
    "account.closed": Kind("Kontoen for {person} blev lukket", party_sees_it=False),
    "account.opened": Kind("Kontoen for {person} blev åbnet igen", party_sees_it=False),
    "role.given": Kind("{person} fik rollen {role}", party_sees_it=False),
    "role.taken": Kind("{person} mistede rollen {role}", party_sees_it=False),
}
