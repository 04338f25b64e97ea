"""What an agreement rests on, copied out of the course when the agreement is made: plain data, nothing saved."""

from typing import Any

from engagements.courses.models import Engagement
from praksis.organisations.models import Municipality, Organisation, Ownership, Setting
from praksis.themes import Theme

# In the order in which the agreement lists them, with the role as it is written there
ROLES = {
    "director": "Direktør",
    "head_of_day_care": "Dagtilbudschef",
    "coordinator": "Tovholder",
    "institution_leader": "Leder",
    "board_chair": "Bestyrelsesformand",
    "contact": "Kontaktperson",
    "municipal_contact": "Kontakt i forvaltningen",
}


def agreement_facts(engagement: Engagement, *, number: int, on: str) -> dict[str, Any]:
    """The facts of agreement `number`, made on the day `on` (ISO). Later changes of the course do not touch them."""
    organisation = Organisation.objects.select_related("as_municipality", "as_institution__municipality").get(
        pk=engagement.party_id
    )
    institution = getattr(organisation, "as_institution", None)
    municipality: Municipality = institution.municipality if institution else organisation.as_municipality
    return {
        "reference": engagement.case.reference,
        "number": number,
        "made_on": on,
        "programme": engagement.programme.kind,
        "applicant_kind": engagement.applicant_kind,
        "applicant": organisation.name,
        "municipality": municipality.name,
        "starts_on": engagement.starts_on.isoformat(),
        "ends_on": engagement.ends_on.isoformat(),
        "institutions": [
            {
                "name": each.name,
                "ownership": Ownership(each.ownership).label if each.ownership else "",
                "setting": Setting(each.setting).label if each.setting else "",
            }
            for each in engagement.institutions.all()
        ],
        "people": [
            {"role": ROLES[key], "key": key, **{part: engagement.people[key].get(part, "") for part in PERSON}}
            for key in ROLES
            if engagement.people.get(key)
        ],
        "consultants": [
            {"name": each.consultant.name, "email": each.consultant.email, "phone": each.consultant.phone}
            for each in engagement.assignments.running().select_related("consultant").order_by("consultant__name")
        ],
        "themes": [Theme(key).label for key in engagement.themes if key in Theme.values],
        "challenge": engagement.challenge,
    }


PERSON = ("name", "title", "email", "phone")
