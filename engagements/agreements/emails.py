"""The letters about an agreement."""

from django.urls import reverse

from engagements.agreements.models import Agreement
from praksis.mail.models import Email


def ready(agreement: Agreement) -> list[Email]:
    """To the contact on the other side and the course's consultants: the agreement can be fetched."""
    engagement = agreement.engagement
    consultants = [row.consultant for row in engagement.assignments.running().select_related("consultant")]
    people = [(person.name, person.email) for person in consultants]
    if engagement.contact.get("email"):
        people.insert(0, (engagement.contact["name"], engagement.contact["email"]))
    return [
        Email(
            key=f"agreement.ready:{agreement.pk}:1:{email}",
            case=engagement.case,
            to=email,
            subject=f"Samarbejdsaftalen er klar ({engagement.case.reference})",
            body=(
                f"Hej {name}\n\n"
                f"Samarbejdsaftale nr. {agreement.number} for {engagement.party} er klar og ligger på "
                "forløbets side.\n\n"
                f"Læs den igennem. Den har kontrolkoden {agreement.control_code}, som står nederst på hver side."
            ),
            button_text="Hent aftalen",
            button_path=reverse("engagements:agreements", args=[engagement.case.reference]),
        )
        for name, email in people
    ]
