from datetime import time, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from conferences.programme.models import (
    Event,
    EventKind,
    EventStatus,
    Pause,
    Speaker,
    SpeakerCorrection,
    SpeakerRequest,
    Talk,
    Track,
    Workshop,
)
from praksis.mail import links
from praksis.mail.models import Purpose
from tests.factories.cases import CaseFactory


class EventFactory(DjangoModelFactory):
    """A conference in a month that is still being prepared, unless told otherwise."""

    class Meta:
        model = Event

    case = factory.SubFactory(CaseFactory, title="Konference")
    kind = EventKind.CONFERENCE
    slug = factory.Sequence(lambda n: f"konference-{n}")
    title = factory.Sequence(lambda n: f"Konference {n}")
    theme = "Dagtilbud af høj kvalitet"
    description = "En dag med oplæg og workshops."
    held_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    starts_at = time(9, 30)
    ends_at = time(15, 30)
    place = "Nyborg Strand"
    town = "Nyborg"
    capacity = 350

    class Params:
        published = factory.Trait(status=EventStatus.PUBLISHED, published_at=factory.LazyFunction(timezone.now))
        called_off = factory.Trait(
            status=EventStatus.CALLED_OFF,
            published_at=factory.LazyFunction(timezone.now),
            called_off_at=factory.LazyFunction(timezone.now),
            called_off_because="Stormen har lukket broen.",
        )
        earlier = factory.Trait(held_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30)))
        theme_day = factory.Trait(kind=EventKind.THEME_DAY, title="Temadag")


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"Oplægsholder {n}")
    title = "lektor"


class PauseFactory(DjangoModelFactory):
    class Meta:
        model = Pause

    event = factory.SubFactory(EventFactory)
    starts_at = time(12, 0)
    ends_at = time(13, 0)
    title = "Frokost"


class TalkFactory(DjangoModelFactory):
    class Meta:
        model = Talk
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    starts_at = time(10, 0)
    ends_at = time(11, 0)
    title = "Hverdagen som læringsmiljø"
    text = "Små ændringer i rutinerne."
    room = "Store sal"
    theme = "learning_environments"

    @factory.post_generation
    def speakers(self, create, extracted, **kwargs):
        if create:
            self.speakers.set(extracted or [])


class WorkshopFactory(DjangoModelFactory):
    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    starts_at = time(11, 0)
    ends_at = time(12, 0)
    title = factory.Sequence(lambda n: f"Workshop {n}")
    seats = 40

    @factory.post_generation
    def speakers(self, create, extracted, **kwargs):
        if create:
            self.speakers.set(extracted or [])


class TrackFactory(DjangoModelFactory):
    class Meta:
        model = Track

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Spor {n}")
    order = factory.Sequence(lambda n: n % 1000)


class SpeakerRequestFactory(DjangoModelFactory):
    """A speaker who was asked to look their part through; they are in no session of the event unless it is made."""

    class Meta:
        model = SpeakerRequest

    id = factory.LazyFunction(uuid4)
    event = factory.SubFactory(EventFactory)
    speaker = factory.SubFactory(SpeakerFactory, email=factory.Sequence(lambda n: f"taler{n}@uni.example"))

    @factory.lazy_attribute
    def link(self):
        expires_at = self.event.links_end_at
        return links.create(
            Purpose.CHECK_PROGRAMME, object_id=self.id, recipient=self.speaker.email, expires_at=expires_at
        )


class SpeakerCorrectionFactory(DjangoModelFactory):
    class Meta:
        model = SpeakerCorrection

    request = factory.SubFactory(SpeakerRequestFactory)
    what = "job"
    before = "lektor"
    after = "professor"
