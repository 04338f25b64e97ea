"""A speaker corrects their part by a link and puts slides there; the manager publishes; a participant fetches them."""

import pytest

from praksis.mail import links
from tests.factories.accounts import UserFactory
from tests.factories.files import pdf
from tests.factories.programme import SpeakerFactory, TalkFactory
from tests.factories.registration import RegistrationFactory, open_event
from tests.journeys.people import WideAndNarrowVisitor


@pytest.fixture
def event(transactional_db):
    """A public conference with one talk, whose speaker has an address, and one guest."""
    event = open_event(title="Flere børn med")
    ole = SpeakerFactory(name="Ole Kragelund", title="leder", email="ole@uni.example")
    TalkFactory(event=event, title="Leg", speakers=[ole])
    RegistrationFactory(event=event, name="Anna Ander", number=1, seat=1, on_list=True)
    return event


def test_a_speaker_corrects_and_a_participant_fetches_the_slides(event, visitor):
    manager = UserFactory(email="mona@praksis.example", manager=True)
    mona = visitor(manager, kind=WideAndNarrowVisitor)
    mona.go(f"{event.get_absolute_url()}program/")
    mona.press("Bed oplægsholderne bekræfte deres del")
    mona.press("Spørg alle, der ikke er spurgt")
    mona.sees("1 oplægsholder er spurgt.")

    ole = visitor(kind=WideAndNarrowVisitor)
    ole.go(f"/program/tjek/{links.token(event.speaker_requests.get().link)}/")
    ole.press("Ret noget")
    ole.fill("job", "")
    ole.press("Ret og bekræft")
    ole.sees("Skriv din stilling")
    ole.fill("job", "forfatter")
    ole.press("Ret og bekræft")
    ole.sees("Tak. Dine rettelser er gemt")
    ole.press("Læg dine slides op til deltagerne")
    ole.press("Læg en fil op til Leg")
    ole.page.locator("input[type=file]").set_input_files(
        {"name": "leg.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    ole.press("Læg op")
    ole.sees("Dine slides til »Leg« er lagt op.")

    mona.go(f"{event.get_absolute_url()}program/")
    mona.sees("rettet af oplægsholderen")
    mona.press("Offentliggør ændringerne")
    mona.sees("Ændringerne er offentliggjort.")
    mona.go(f"{event.get_absolute_url()}slides/")
    mona.press("Vis dem for deltagerne nu")
    mona.sees("Deltagerne kan hente slides nu.")

    anna = visitor(kind=WideAndNarrowVisitor)
    anna.go(f"/tilmelding/{links.token(event.registrations.get().link)}/")
    anna.press("Hent slides fra oplæg og workshops")
    anna.sees("leg.pdf")
    anna.press("Tilbage til din tilmelding")
    anna.press("Se, hvem der ellers deltager")
    anna.sees("Anna Ander")
