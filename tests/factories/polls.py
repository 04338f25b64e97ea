from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.meetings.models import Channel
from engagements.meetings.poll_models import Can, Poll, PollAnswer, PollPerson, PollStatus, PollTime
from praksis.mail import links
from praksis.mail.models import Purpose
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory


class PollFactory(DjangoModelFactory):
    """An open poll for an hour's video meeting, to be answered within four days, with no times yet."""

    class Meta:
        model = Poll

    engagement = factory.SubFactory(EngagementFactory, running=True)
    step = factory.SubFactory(
        CourseStepFactory, engagement=factory.SelfAttribute("..engagement"), anchor=True, lane="Styregruppe"
    )
    duration_minutes = 60
    channel = Channel.VIDEO
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=4))
    made_by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        cancelled = factory.Trait(
            status=PollStatus.CANCELLED,
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SelfAttribute("made_by"),
        )
        chosen = factory.Trait(
            status=PollStatus.CHOSEN,
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SelfAttribute("made_by"),
            meeting=factory.SubFactory(
                MeetingFactory, engagement=factory.SelfAttribute("..engagement"), step=factory.SelfAttribute("..step")
            ),
        )


class PollTimeFactory(DjangoModelFactory):
    """A time in a week or more, each a day after the one before."""

    class Meta:
        model = PollTime

    poll = factory.SubFactory(PollFactory)
    starts_at = factory.Sequence(lambda n: timezone.now().replace(microsecond=0) + timedelta(days=7, hours=n % 24))


class PollPersonFactory(DjangoModelFactory):
    """Somebody who is asked and has the link."""

    class Meta:
        model = PollPerson
        skip_postgeneration_save = True

    poll = factory.SubFactory(PollFactory)
    name = factory.Sequence(lambda n: f"Spurgt {n}")
    email = factory.Sequence(lambda n: f"spurgt{n}@kommune.example")

    @factory.post_generation
    def link(self, create, extracted, **kwargs):
        if extracted:
            extracted.save(force_insert=True)
            return
        expires_at = timezone.now() + timedelta(days=30)
        links.create(Purpose.ANSWER_POLL, object_id=self.pk, recipient=self.email, expires_at=expires_at)


class PollAnswerFactory(DjangoModelFactory):
    class Meta:
        model = PollAnswer

    person = factory.SubFactory(PollPersonFactory)
    time = factory.SubFactory(PollTimeFactory, poll=factory.SelfAttribute("..person.poll"))
    can = Can.YES
