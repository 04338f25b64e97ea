"""After a conference: a guest fetches the certificate and answers; a manager reads it, and takes badges out."""

import pytest

from conferences.afterwards.models import Answer
from praksis.mail import links
from tests.factories.accounts import UserFactory
from tests.factories.afterwards import CameFactory, DayAnswerFactory, held_event
from tests.factories.programme import TalkFactory, WorkshopFactory
from tests.factories.registration import WorkshopChoiceFactory
from tests.journeys.people import WideAndNarrowVisitor


@pytest.fixture
def guest(transactional_db):
    event = held_event(slug="holdt", title="Flere børn med")
    TalkFactory(event=event)
    guest = CameFactory(event=event, name="Anna Ander")
    workshop = WorkshopFactory(event=event, title="Leg for alle")
    WorkshopChoiceFactory(registration=guest, workshop=workshop)
    for _ in range(4):
        DayAnswerFactory(event=event, takes_home="Gode eksempler")
    return guest


def test_a_guest_answers_and_a_manager_reads_it(guest, visitor):
    anna = visitor(kind=WideAndNarrowVisitor)
    anna.go(f"/tilmelding/{links.token(guest.link)}/")
    anna.press("Deltagerbevis og evaluering")
    with anna.page.expect_download() as download:
        anna.page.get_by_role("link", name="Hent deltagerbevis som PDF").click()
    assert download.value.suggested_filename == "deltagerbevis-holdt.pdf"
    anna.press("Svar på evalueringen")
    anna.fill("takes_home", "Mere leg")
    anna.press("Send mine svar")
    anna.sees("Vælg fra 1 til 5.")
    anna.page.get_by_role("group", name="Hvad synes du om dagen som helhed?").get_by_label("5 – meget godt").check(
        force=True
    )
    anna.press("Send mine svar")
    anna.sees("Tak for dine svar.")
    assert Answer.objects.filter(overall=5, takes_home="Mere leg").count() == 1

    manager = visitor(kind=WideAndNarrowVisitor)
    manager.sign_in(UserFactory(manager=True))
    manager.go("/konferencer/holdt/evaluering/")
    manager.sees("Mere leg")
    manager.press("Navneskilte")
    manager.sees("1 gæst har plads.")
    with manager.page.expect_download() as download:
        manager.page.get_by_role("button", name="Hent som PDF").click()
    assert download.value.suggested_filename == "navneskilte-holdt.pdf"
