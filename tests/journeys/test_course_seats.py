"""Seats for all courses: given by a manager, passed on, taken by a colleague; whoever comes ticks off the step."""

from datetime import timedelta

from django.utils import timezone

from conferences.registration.models import Registration
from engagements.attendance import actions
from engagements.courses.models import StepKind
from praksis.accounts.models import Role
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.registration import open_event
from tests.journeys.people import WideAndNarrowVisitor


def test_seats_are_given_passed_on_taken_and_tick_off_the_step(visitor, mailbox):
    skive = Municipality.objects.get(short_name="Skive")
    karen = UserFactory(name="Karen Koordinator", email="karen@skive.example")
    MembershipFactory(user=karen, organisation=skive)
    today = timezone.localdate()
    course = EngagementFactory(running=True, party=skive, starts_on=today - timedelta(days=90))
    facts = {"kind": StepKind.EVENT, "text": "Deltagelse i landsdækkende konference", "due_from": None, "due_to": None}
    step = CourseStepFactory(engagement=course, **facts)
    event = open_event(title="Leg og læring", held_until=today + timedelta(days=10))

    manager = visitor(UserFactory(name="Mona Manager", roles=[Role.MANAGER]), kind=WideAndNarrowVisitor)
    manager.go(f"{event.get_absolute_url()}pladser/")
    manager.press("Giv alle forløb pladser")
    manager.press("Se, hvem der får")
    manager.sees("Skriv mindst én plads.")
    manager.fill("antal", "6")
    manager.press("Se, hvem der får")
    manager.sees("Karen Koordinator, karen@skive.example")
    manager.press("Hold 6 pladser, og send linkene")
    manager.sees("6 (taget: 0)")

    coordinator = visitor(karen, kind=WideAndNarrowVisitor)
    coordinator.go("/mine/")
    coordinator.sees("I har 6 pladser til konferencen")
    colleague = visitor(kind=WideAndNarrowVisitor)
    colleague.go(mailbox.link("karen@skive.example", "Pladser til Skive Kommune"))
    colleague.sees("kan jeres tovholder og de kolleger, der skriver med i forløbet, se navn")
    said = {"workplace": "Solstrålen", "gaest1-name": "Pia Pædagog", "gaest1-email": "pia@skive.example"}
    for name, text in said.items():
        colleague.fill(name, text)
    colleague.select("municipality", "Skive")
    colleague.select("gaest1-role", "Pædagogisk personale")
    colleague.press("Send tilmeldingen")

    coordinator.go(course.get_absolute_url())
    coordinator.sees(": 1 er brugt.")
    coordinator.go(f"{course.get_absolute_url()}konferencer/")
    coordinator.sees("Pia Pædagog, Solstrålen")
    coordinator.press("Send mig linket til Leg og læring")
    coordinator.sees("Linket er på vej til karen@skive.example.")

    Registration.objects.update(came_at=timezone.now())
    actions.pull(event)
    coordinator.go(step.get_absolute_url())
    coordinator.sees("1 fra Skive Kommune var med til konferencen")
    manager.go(step.get_absolute_url())
    manager.press("Vælg arrangement")
    manager.sees("Leg og læring, ")
