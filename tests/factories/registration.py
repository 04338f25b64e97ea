from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from conferences.registration.models import (
    Allowance,
    GuestRole,
    Registration,
    RegistrationStatus,
    WorkshopChoice,
)
from praksis.mail import links
from praksis.mail.models import Purpose
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.programme import EventFactory, WorkshopFactory


def open_event(**facts):
    """A public event that takes registrations now."""
    now = timezone.now()
    dates = {"registration_opens_at": now - timedelta(days=1), "registration_closes_at": now + timedelta(days=20)}
    return EventFactory(published=True, **{**dates, **facts})


class AllowanceFactory(DjangoModelFactory):
    """Two seats, held until the week before."""

    class Meta:
        model = Allowance

    id = factory.LazyFunction(uuid4)
    event = factory.LazyFunction(lambda: open_event(held_until=timezone.localdate() + timedelta(days=20)))
    organisation = factory.SubFactory(MunicipalityFactory)
    seats = 2
    made_by = factory.SubFactory(UserFactory, manager=True)

    @factory.lazy_attribute
    def link(self):
        expires_at = self.event.links_end_at
        return links.create(Purpose.REGISTER_FROM_COURSE, object_id=self.id, recipient="", expires_at=expires_at)


class RegistrationFactory(DjangoModelFactory):
    """A guest with a seat."""

    class Meta:
        model = Registration

    id = factory.LazyFunction(uuid4)
    event = factory.LazyFunction(open_event)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Gæst {n + 1}")
    email = factory.Sequence(lambda n: f"gaest{n + 1}@skive.example")
    workplace = "Børnehuset"
    role = GuestRole.STAFF
    status = RegistrationStatus.SEATED
    seat = factory.Sequence(lambda n: n + 1)
    erased_on = factory.LazyAttribute(lambda one: one.event.erased_on)

    class Params:
        waiting = factory.Trait(
            status=RegistrationStatus.WAITING, seat=None, waiting_number=factory.Sequence(lambda n: n + 1)
        )
        cancelled = factory.Trait(
            status=RegistrationStatus.CANCELLED, seat=None, cancelled_at=factory.LazyFunction(timezone.now)
        )

    @factory.lazy_attribute
    def link(self):
        expires_at = self.event.links_end_at
        return links.create(Purpose.SEE_REGISTRATION, object_id=self.id, recipient=self.email, expires_at=expires_at)


class WorkshopChoiceFactory(DjangoModelFactory):
    """A guest with a seat in a workshop of the same event."""

    class Meta:
        model = WorkshopChoice

    registration = factory.SubFactory(RegistrationFactory)
    workshop = factory.LazyAttribute(lambda one: WorkshopFactory(event=one.registration.event))
    seat = factory.Sequence(lambda n: n + 1)
