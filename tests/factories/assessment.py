import json
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.assessment.models import (
    AgreedScore,
    Confidence,
    InterestDeclaration,
    Review,
    ReviewerAssignment,
    Score,
)
from tests.factories.accounts import UserFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory


class ReviewerAssignmentFactory(DjangoModelFactory):
    """A consultant who reviews a closed round; `ready` has also declared to have no interest."""

    class Meta:
        model = ReviewerAssignment
        skip_postgeneration_save = True

    round = factory.SubFactory(RoundFactory, closed=True)
    reviewer = factory.SubFactory(UserFactory, consultant=True)
    assigned_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        ready = factory.Trait(
            declaration=factory.RelatedFactory(
                "tests.factories.assessment.InterestDeclarationFactory",
                round=factory.SelfAttribute("..round"),
                person=factory.SelfAttribute("..reviewer"),
            )
        )


class InterestDeclarationFactory(DjangoModelFactory):
    """No interest unless `conflicted`."""

    class Meta:
        model = InterestDeclaration

    round = factory.SubFactory(RoundFactory, closed=True)
    person = factory.SubFactory(UserFactory, consultant=True)
    has_interest = False

    class Params:
        conflicted = factory.Trait(
            has_interest=True, is_out=True, about="Min søster er dagtilbudschef i en af kommunerne."
        )


class ReviewFactory(DjangoModelFactory):
    """A draft; `locked` has a score of 3 for every criterion of the round, or `scores` by key."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    reviewer = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        locked = factory.Trait(locked_at=factory.LazyFunction(timezone.now))

    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))

    @factory.post_generation
    def scores(self, create, extracted, **kwargs):
        if extracted is None and not self.locked_at:
            return
        for criterion in self.application.round.criteria.all():
            ScoreFactory(review=self, criterion=criterion, score=(extracted or {}).get(criterion.key, 3))


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = Score

    score = 3
    rationale = "Behovet er dokumenteret med tal fra tilsynet."
    confidence = Confidence.MEDIUM


class AgreedScoreFactory(DjangoModelFactory):
    class Meta:
        model = AgreedScore

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    criterion = factory.SubFactory(CriterionFactory)
    score = 2
    reason = "Tallene er gode, men dækker kun det ene dagtilbud."
    agreed_by = factory.SubFactory(UserFactory, manager=True)


def reviewed_round(applications: int = 3, *, places: int = 2, reviewers: int = 2, **fields):
    """A closed round with two criteria, whose applications all reviewers have reviewed and locked."""
    round_ = RoundFactory(closed=True, places=places, **fields)
    for order, key in enumerate(["need", "backing"]):
        CriterionFactory(round=round_, key=key, title={"need": "Behov", "backing": "Opbakning"}[key], order=order)
    assignments = ReviewerAssignmentFactory.create_batch(reviewers, round=round_, ready=True)
    for application in ApplicationFactory.create_batch(applications, round=round_, submitted=True):
        for assignment in assignments:
            ReviewFactory(application=application, reviewer=assignment.reviewer, locked=True)
    return round_


def frozen(application, *, questions=(), institutions=()) -> str:
    """The JSON of a frozen version with these questions in one section."""
    defaults = {"kind": "long_text", "criterion": "", "max_words": None, "text": ""}
    return json.dumps(
        {
            "reference": application.case.reference,
            "programme": application.programme.kind,
            "round": None,
            "applicant": {"name": application.applicant.name, "kind": application.applicant_kind},
            "sections": [{"title": "1. Kommunen", "questions": [{**defaults, **question} for question in questions]}],
            "institutions": [{"questions": [], **institution} for institution in institutions],
        }
    )


def freeze(application, **content) -> None:
    """Let the submitted application say this."""
    version = application.submission.version
    version.json = frozen(application, **content)
    version.save()
