"""A guest at a conference: registers for two, swaps a workshop, and cancels; the next one is moved up."""

import pytest

from conferences.registration.models import Registration
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.programme import TalkFactory, WorkshopFactory
from tests.factories.registration import RegistrationFactory, open_event
from tests.journeys.people import Visitor as AnyVisitor
from tests.journeys.people import WideAndNarrowVisitor


@pytest.fixture
def event(transactional_db):
    """A conference with two seats left and two workshops at the same time, in one of which is a single seat."""
    event = open_event(title="Flere børn med", capacity=3)
    TalkFactory(event=event)
    WorkshopFactory(event=event, title="Leg for alle", seats=1)
    WorkshopFactory(event=event, title="Ro i hverdagen")
    RegistrationFactory(event=event, number=1, seat=1)
    return event


def test_two_register_one_swaps_and_cancels_and_the_next_gets_the_seat(event, visitor):
    anna = visitor(kind=WideAndNarrowVisitor)
    anna.go("/konferencer/")
    anna.press("Flere børn med")
    anna.press("Tilmeld dig")
    anna.press("Send tilmeldingen")
    anna.sees("Skriv navnet.")
    anna.fill("workplace", "Børnehuset Solen")
    anna.select("municipality", "Ikke fra en kommune")
    anna.fill("gaest1-name", "Anna Ander")
    anna.fill("gaest1-email", "anna@solen.example")
    anna.select("gaest1-role", "Pædagogisk personale")
    anna.page.get_by_label("Leg for alle").check(force=True)
    anna.press("Tilmeld en til")
    anna.fill("gaest2-name", "Bo Bertelsen")
    anna.fill("gaest2-email", "bo@solen.example")
    anna.select("gaest2-role", "Leder")
    anna.press("Send de 2 tilmeldinger")
    anna.sees("bo@solen.example")

    late = visitor(width=400, kind=AnyVisitor)
    late.go(f"{event.get_absolute_url()}tilmelding/")
    late.sees("Alle pladser er taget.")
    for name, text in {"workplace": "Dagplejen", "gaest1-name": "Carl", "gaest1-email": "carl@x.example"}.items():
        late.fill(name, text)
    late.select("municipality", "Ikke fra en kommune")
    late.select("gaest1-role", "Andet")
    late.press("Send tilmeldingen")
    late.sees("carl@x.example")

    made = Registration.objects.get(name="Anna Ander")
    anna.go(f"/tilmelding/{links.token(made.link)}/")
    anna.sees("Leg for alle")
    anna.press("Vælg workshops")
    anna.page.get_by_label("Ro i hverdagen").check(force=True)
    anna.press("Gem")
    anna.sees("Dine valg er gemt.")
    anna.press("Ret oplysninger")
    anna.fill("food", "Vegetar")
    anna.press("Gem")
    anna.sees("Vegetar")
    anna.press("Afmeld")
    anna.sees("Vil du afmelde dig?")
    anna.press("Ja, afmeld mig")
    anna.sees("Du er afmeldt.")

    assert Registration.objects.get(name="Carl").is_seated
    assert Email.objects.filter(to="carl@x.example", subject="Du har fået plads: Flere børn med").count() == 1
