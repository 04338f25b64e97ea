from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.decisions import clocks
from applications.decisions.models import DecisionRequest, RequestKind
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory


class DecisionRequestFactory(DjangoModelFactory):
    """Somebody else asks for access to a decided application's files; `by_applicant` asks for reasons."""

    class Meta:
        model = DecisionRequest

    decision = factory.SubFactory(
        DecisionFactory, announced=True, application__round__status="announced", application__round__closed=True
    )
    round = factory.SelfAttribute("decision.round")
    kind = RequestKind.ACCESS
    asked_by_name = "Jens Journalist"
    asked_by_email = "jens@avisen.example"
    text = "Jeg beder om aktindsigt i sagen."
    received_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyAttribute(lambda o: clocks.due_on(o.kind, timezone.localdate(o.received_at)))

    class Params:
        by_applicant = factory.Trait(
            kind=RequestKind.REASONS,
            asked_by=factory.SelfAttribute("decision.application.created_by"),
            asked_by_name=factory.SelfAttribute("asked_by.name"),
            asked_by_email=factory.SelfAttribute("asked_by.email"),
            text="Hvorfor ikke os?",
        )
        about_the_round = factory.Trait(decision=None)
        answered = factory.Trait(
            outcome="given",
            answer="Her er svaret.",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory(UserFactory, manager=True),
        )
        postponed = factory.Trait(
            postponed_to=factory.LazyAttribute(lambda o: o.due_on + timedelta(days=10)),
            postponed_reason="Sagen er stor.",
        )
