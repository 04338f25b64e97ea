from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.meetings.minutes_content import empty
from engagements.meetings.models import (
    Addendum,
    AgendaItem,
    FollowUp,
    ItemStatus,
    Minutes,
    MinutesPaper,
    MinutesStatus,
    MinutesVersion,
    Side,
)
from tests.factories.accounts import UserFactory
from tests.factories.engagements import MeetingFactory


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Punkt {n}")

    class Params:
        suggested = factory.Trait(status=ItemStatus.SUGGESTED, suggested_by=factory.SubFactory(UserFactory))
        left_out = factory.Trait(status=ItemStatus.LEFT_OUT, suggested_by=factory.SubFactory(UserFactory))


class MinutesFactory(DjangoModelFactory):
    """A draft of a held meeting's minutes, in which something stands, unless told otherwise."""

    class Meta:
        model = Minutes
        skip_postgeneration_save = True

    meeting = factory.SubFactory(MeetingFactory, held=True)
    content = factory.LazyFunction(lambda: {**empty(), "other": "Vi talte om legen."})
    begun_by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        sent = factory.Trait(
            status=MinutesStatus.SENT,
            sendings=1,
            sent_at=factory.LazyFunction(timezone.now),
            sent_by=factory.SelfAttribute("begun_by"),
        )
        approved = factory.Trait(
            status=MinutesStatus.APPROVED,
            approved_at=factory.LazyFunction(timezone.now),
            approved_by=factory.SelfAttribute("begun_by"),
            record=factory.LazyFunction(
                lambda: {
                    "title": "Styregruppemøde",
                    "party": "Skive Kommune",
                    "reference": "2026-0001",
                    "when": "i går",
                    "how": "1 time",
                    "present": ["Karen"],
                    "absent": [],
                    "items": [],
                    "other": "Vi talte om legen.",
                    "follow_ups": [],
                    "approval": {"by": "Kim", "on": "i dag", "note": ""},
                }
            ),
        )

    @factory.post_generation
    def first_version(self, create, extracted, **kwargs):
        MinutesVersion.objects.create(minutes=self, revision=self.revision, content=self.content, by=self.begun_by)


class MinutesPaperFactory(DjangoModelFactory):
    class Meta:
        model = MinutesPaper

    minutes = factory.SubFactory(MinutesFactory, approved=True)


class AddendumFactory(DjangoModelFactory):
    class Meta:
        model = Addendum

    minutes = factory.SubFactory(MinutesFactory, approved=True)
    text = factory.Sequence(lambda n: f"Tilføjelse {n}")
    by = factory.SubFactory(UserFactory, consultant=True)


class FollowUpFactory(DjangoModelFactory):
    """What the party is to do in two weeks, unless told otherwise."""

    class Meta:
        model = FollowUp

    meeting = factory.SubFactory(MeetingFactory, held=True)
    what = factory.Sequence(lambda n: f"Skriv til lederne, nr. {n}")
    owner = "Karen Koordinator"
    side = Side.PARTY
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    created_by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        overdue = factory.Trait(due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))
        done = factory.Trait(done_at=factory.LazyFunction(timezone.now), done_by=factory.SelfAttribute("created_by"))
        dropped = factory.Trait(
            dropped_at=factory.LazyFunction(timezone.now),
            dropped_by=factory.SelfAttribute("created_by"),
            drop_reason="Det blev løst på en anden måde.",
        )
