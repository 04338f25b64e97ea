"""A private institution applies for a mini course: written by its owner, confirmed by its leader on a telephone."""

import pytest
from django.utils import timezone

from applications.drafting.models import Application, Confirmation, Status
from applications.rounds.actions import prepare_months
from applications.rounds.models import Programme, ProgrammeKind
from praksis.organisations.models import Municipality, Ownership
from tests.factories.accounts import UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory
from tests.journeys.applying import answer_section
from tests.journeys.people import KeyboardVisitor, PlainVisitor, Visitor


@pytest.fixture
def owner(site):
    Programme.objects.filter(kind=ProgrammeKind.MINI).update(last_deadline_on=None)
    prepare_months(timezone.now())
    skive = Municipality.objects.get(short_name="Skive")
    solhuset = InstitutionFactory(name="Solhuset", municipality=skive, ownership=Ownership.PRIVATE)
    user = UserFactory(name="Oda Ejer", email="oda@solhuset.example")
    MembershipFactory(user=user, organisation=solhuset)
    return user


@pytest.mark.parametrize("kind", [Visitor, KeyboardVisitor, PlainVisitor])
def test_a_private_institution_applies_and_its_leader_confirms_on_a_telephone(visitor, mailbox, owner, kind):
    oda = visitor(owner, kind=kind)
    oda.go("/tilbud/mini/")
    oda.press("Begynd en ansøgning")
    oda.press("Begynd ansøgningen")
    oda.press("Hvem søger", exact=False)
    oda.sees("Solhuset (privat, børnehave)")
    for _ in range(4):
        answer_section(oda)
        oda.press("Gem og fortsæt")
    oda.sees("Send til lederens bekræftelse")
    oda.press("Send til lederen")
    oda.sees("Venter på lederen")

    lone = visitor(width=400, kind=kind)
    lone.go(mailbox.link("lone@solhuset.example", "bekræft ansøgningen"))
    lone.press("Bekræft ansøgningen")
    lone.sees("Tak for din bekræftelse")

    assert "Vi har modtaget" in mailbox.wait_for("oda@solhuset.example", "Vi har modtaget jeres ansøgning")
    oda.go("/mine/")
    oda.sees("Indsendt")
    application = Application.objects.get()
    assert (application.status, application.applicant_kind) == (Status.SUBMITTED, "private")
    assert application.round.deadline >= application.submitted_at
    assert Confirmation.objects.get().version == application.submission.version
