from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.rounds.models import (
    Anchor,
    Criterion,
    Programme,
    ProgrammeKind,
    Question,
    QuestionKind,
    QuestionSet,
    Round,
    RoundStatus,
)
from tests.factories.cases import CaseFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ["kind"]

    kind = ProgrammeKind.ONE_YEAR
    name = "Etårigt forløb"


class RoundFactory(DjangoModelFactory):
    """An open round with two places unless told otherwise."""

    class Meta:
        model = Round

    case = factory.SubFactory(CaseFactory, title="Ansøgningsrunde")
    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Runde {n}")
    period_from = factory.Sequence(lambda n: date(2030 + n % 60, 1, 1))
    period_to = factory.LazyAttribute(lambda o: o.period_from.replace(month=12, day=31))
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
    deadline = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    places = 2
    status = RoundStatus.ASSESSING

    class Params:
        draft = factory.Trait(status=RoundStatus.DRAFT)
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=60)),
            deadline=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion
        skip_postgeneration_save = True

    programme = factory.SelfAttribute("round.programme")
    round = factory.SubFactory(RoundFactory)
    key = factory.Sequence(lambda n: f"criterion{n}")
    order = factory.Sequence(lambda n: n)
    title = "Behov"
    text = "At kommunen kan dokumentere behovet."

    @factory.post_generation
    def anchors(self, create, extracted, **kwargs):
        for score, label in enumerate(["Ikke belyst", "Svagt", "Delvist", "Godt", "Meget klart belyst"]):
            Anchor.objects.create(criterion=self, score=score, label=label, text=f"Ankertekst {score}.")


class QuestionSetFactory(DjangoModelFactory):
    class Meta:
        model = QuestionSet
        django_get_or_create = ["round", "number"]

    round = factory.SubFactory(RoundFactory)
    programme = factory.SelfAttribute("round.programme")
    number = 1
    published_at = factory.LazyFunction(timezone.now)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    question_set = factory.SubFactory(QuestionSetFactory)
    key = factory.Sequence(lambda n: f"question{n}")
    section = "1. Kommunen"
    order = factory.Sequence(lambda n: n)
    kind = QuestionKind.LONG_TEXT
    label = "Hvad skal udvikles?"
    required = True
