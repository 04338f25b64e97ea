from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.courses.actions import FinalWords
from engagements.courses.models import FinalEvaluation, Pause
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory

# What a course can be closed with
WORDS = FinalWords(
    summary="Indsatsen er forankret.",
    reached="Flere børn er med i legen.",
    lives_on="Lederne følger legegrupperne.",
    learned="Små grupper virker, når en voksen bliver i dem.",
)


class PauseFactory(DjangoModelFactory):
    """That a running course rests since ten days, and is expected to go on in ten."""

    class Meta:
        model = Pause

    engagement = factory.SubFactory(EngagementFactory, running=True)
    since = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    expected_until = factory.LazyAttribute(lambda o: o.since + timedelta(days=20))
    reason = "Lederen er sygemeldt."
    by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        over = factory.Trait(until=factory.LazyFunction(timezone.localdate), ended_by=factory.SelfAttribute("by"))


class FinalEvaluationFactory(DjangoModelFactory):
    """A draft in which all is answered, unless told otherwise."""

    class Meta:
        model = FinalEvaluation

    engagement = factory.SubFactory(EngagementFactory, running=True)
    summary = WORDS.summary
    reached = WORDS.reached
    lives_on = WORDS.lives_on
    learned = WORDS.learned
    saved_by = factory.SubFactory(UserFactory, consultant=True)
