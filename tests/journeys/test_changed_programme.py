"""Managers change a public programme together; a guest is told, chooses anew, and reads in the end that it is off."""

from datetime import time

import pytest

from conferences.programme import actions as programme
from conferences.registration.models import Registration
from praksis.accounts.models import Role
from praksis.cases.actors import SYSTEM
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.programme import TalkFactory, WorkshopFactory
from tests.factories.registration import open_event
from tests.journeys.people import WideAndNarrowVisitor


@pytest.fixture
def event(transactional_db):
    event = open_event(slug="konference", title="Flere børn med", status="draft", published_at=None)
    TalkFactory(event=event)
    WorkshopFactory(event=event, title="Leg for alle")
    WorkshopFactory(event=event, title="Ro i hverdagen", starts_at=time(13), ends_at=time(14))
    programme.publish(event, by=SYSTEM)
    return event


def test_a_guest_who_phoned_is_told_of_a_changed_programme_and_that_it_is_called_off(event, visitor):
    mona = visitor(
        UserFactory(name="Mona Manager", email="mona@praksis.example", roles=[Role.MANAGER]), kind=WideAndNarrowVisitor
    )
    mikkel = visitor(UserFactory(name="Mikkel Manager", email="mikkel@praksis.example", roles=[Role.MANAGER]))
    mona.go("/konferencer/konference/deltagere/")
    mona.press("Tilmeld en gæst")
    mona.press("Tilmeld gæsten")
    mona.sees("Skriv navnet.")
    for name, text in {"workplace": "Solen", "gaest1-name": "Anna", "gaest1-email": "anna@x.example"}.items():
        mona.fill(name, text)
    mona.select("municipality", "Ikke fra en kommune")
    mona.select("gaest1-role", "Leder")
    mona.page.get_by_label("Leg for alle").check(force=True)
    mona.press("Tilmeld gæsten")
    mona.sees("Anna er tilmeldt og får en mail med sit personlige link.")
    mona.press("Vælg workshops")
    mona.page.get_by_label("Ro i hverdagen").check(force=True)
    mona.press("Gem")
    mona.sees("13.00 Ro i hverdagen")

    # Two open the same workshop; the second loses nothing.
    for one in (mona, mikkel):
        one.go("/konferencer/konference/program/")
        one.press("Ro i hverdagen")
    mikkel.fill("starts_at", "11.00")
    mikkel.fill("ends_at", "12.00")
    mikkel.press("Gem")
    mona.fill("room", "Sal 9")
    mona.press("Gem")
    mona.sees("En anden har rettet det samme, mens du skrev.")
    assert mona.field("room").input_value() == "Sal 9"
    mona.fill("starts_at", "11.00")
    mona.fill("ends_at", "12.00")
    mona.press("Gem")
    mona.press("Offentliggør ændringerne")
    mona.sees("Ændringerne er offentliggjort.")

    anna = visitor(kind=WideAndNarrowVisitor)
    letter = Email.objects.get(to="anna@x.example", subject="Ændring: Flere børn med")
    assert "»Leg for alle« og »Ro i hverdagen« ligger nu på samme tid." in letter.body
    anna.go(f"/tilmelding/{links.token(letter.link)}/")
    anna.sees("To af dine workshops ligger på samme tid")
    anna.press("Vælg, hvilken af dem du vil have")
    anna.page.get_by_label("Leg for alle").check(force=True)
    anna.press("Gem")
    assert [one.workshop.title for one in Registration.objects.get().choices.all()] == ["Leg for alle"]

    mona.go("/konferencer/konference/")
    mona.press("Tag programmet ned")
    mona.sees("En gæst er tilmeldt, så programmet kan ikke tages ned.")
    mona.press("Aflys arrangementet")
    mona.fill("reason", "Stormen har lukket broen.")
    mona.press("Ja, aflys")
    mona.sees("Stormen har lukket broen.")
    anna.go(f"/tilmelding/min/{Registration.objects.get().pk}/")
    anna.sees("Dagen er aflyst")
    assert "METHOD:CANCEL" in Email.objects.get(subject="Aflyst: Flere børn med").calendar
