from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.work import WorkStatus


class PersonalLinkFactory(DjangoModelFactory):
    class Meta:
        model = PersonalLink

    purpose = Purpose.JOIN_ORGANISATION
    object_id = factory.Faker("uuid4")
    recipient = factory.Sequence(lambda n: f"modtager{n}@kommune.example")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))

    class Params:
        used = factory.Trait(used_at=factory.LazyFunction(timezone.now))
        withdrawn = factory.Trait(withdrawn_at=factory.LazyFunction(timezone.now))
        expired = factory.Trait(expires_at=factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1)))


class EmailFactory(DjangoModelFactory):
    """A letter that waits to be sent."""

    class Meta:
        model = Email

    key = factory.Sequence(lambda n: f"letter:{n}")
    to = factory.Sequence(lambda n: f"modtager{n}@kommune.example")
    subject = "Nyt om jeres ansøgning"
    body = "Første afsnit.\n\nAndet afsnit."
    link_generation = factory.LazyAttribute(lambda o: o.link.generation if getattr(o, "link", None) else None)
    link = None

    class Params:
        sensitive_one = factory.Trait(sensitive=True, button_text="Log ind", button_path="/konto/hemmelig/")
        done = factory.Trait(status=WorkStatus.DONE, finished_at=factory.LazyFunction(timezone.now))
        failed = factory.Trait(status=WorkStatus.FAILED, attempts=7, finished_at=factory.LazyFunction(timezone.now))
