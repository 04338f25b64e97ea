from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from conferences.afterwards.models import Answer, Answered, WorkshopScore
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, open_event


def held_event(days_ago=1, **facts):
    """A public event that was held so many days ago."""
    return open_event(held_on=timezone.localdate() - timedelta(days=days_ago), **facts)


class CameFactory(RegistrationFactory):
    """A guest who came to an event that was held yesterday."""

    event = factory.LazyFunction(held_event)
    came_at = factory.LazyAttribute(lambda one: one.event.begins_at)


class DayAnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    event = factory.LazyFunction(held_event)
    overall = 4


class WorkshopScoreFactory(DjangoModelFactory):
    class Meta:
        model = WorkshopScore

    workshop = factory.SubFactory(WorkshopFactory)
    score = 4


class AnsweredFactory(DjangoModelFactory):
    class Meta:
        model = Answered

    registration = factory.SubFactory(CameFactory)
    on = factory.LazyFunction(timezone.localdate)
