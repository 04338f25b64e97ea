from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.evaluation import pseudonyms
from engagements.evaluation.models import (
    AskedIn,
    DataCollection,
    Part,
    QuestionKind,
    RecipientRole,
    SurveyEdition,
    SurveyInvitation,
    SurveyQuestion,
    SurveyResponse,
    SurveyWave,
    WaveKind,
)
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.working_days import end_of_day
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory

# key, part, subject, when: two statements of one effect, one of another, a mark, and an open question of each
QUESTIONS = [
    ("know", Part.EFFECT, "skills", AskedIn.BOTH),
    ("use", Part.EFFECT, "skills", AskedIn.BOTH),
    ("safe", Part.EFFECT, "environments", AskedIn.BOTH),
    ("mark_close", Part.MARK, "close", AskedIn.AFTER),
    ("hope", Part.OPEN, "", AskedIn.BEFORE),
    ("better", Part.OPEN, "", AskedIn.AFTER),
]
TITLES = {"skills": "Viden", "environments": "Læringsmiljøer", "close": "Tæt på"}


class SurveyEditionFactory(DjangoModelFactory):
    """An edition with a few questions."""

    class Meta:
        model = SurveyEdition
        skip_postgeneration_save = True
        django_get_or_create = ["number"]

    number = 1

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        if self.questions.exists():
            return
        SurveyQuestion.objects.bulk_create(
            SurveyQuestion(
                edition=self,
                key=key,
                order=order,
                part=part,
                kind=QuestionKind.TEXT if part == Part.OPEN else QuestionKind.SCALE,
                subject=subject,
                subject_title=TITLES.get(subject, ""),
                asked_in=when,
                text=f"Spørgsmål om {key}?",
                max_words=10 if part == Part.OPEN else None,
            )
            for order, (key, part, subject, when) in enumerate(QUESTIONS)
        )


class SurveyWaveFactory(DjangoModelFactory):
    """A survey before the course, which can be answered."""

    class Meta:
        model = SurveyWave

    engagement = factory.SubFactory(EngagementFactory, running=True)
    kind = WaveKind.BEFORE
    edition = factory.SubFactory(SurveyEditionFactory)
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=3))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    set_up_by = factory.SubFactory(UserFactory)

    class Params:
        over = factory.Trait(
            opens_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20)),
            closes_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)),
        )
        coming = factory.Trait(opens_on=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=2)))


class SurveyInvitationFactory(DjangoModelFactory):
    """Somebody who has the link and has not answered."""

    class Meta:
        model = SurveyInvitation
        skip_postgeneration_save = True

    wave = factory.SubFactory(SurveyWaveFactory)
    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@skive.example")
    role = RecipientRole.STAFF

    @factory.post_generation
    def link(self, create, extracted, **kwargs):
        self.link = links.create(
            Purpose.ANSWER_SURVEY,
            object_id=self.pk,
            recipient=self.email,
            expires_at=end_of_day(self.wave.closes_on),
        )


class SurveyResponseFactory(DjangoModelFactory):
    """An answer of 3 to everything."""

    class Meta:
        model = SurveyResponse

    wave = factory.SubFactory(SurveyWaveFactory)
    pseudonym = factory.Sequence(lambda n: f"{n:032x}")
    role = RecipientRole.STAFF
    scores = factory.LazyFunction(lambda: {"know": 3, "use": 3, "safe": 3})


class DataCollectionFactory(DjangoModelFactory):
    """A collection in all one-year courses, from tomorrow on."""

    class Meta:
        model = DataCollection
        skip_postgeneration_save = True

    title = "Interview med ledere"
    asked = "En samtale på en time."
    of_whom = "Én leder fra hvert dagtilbud"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=6))
    written_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def courses(self, create, extracted, **kwargs):
        if extracted:
            self.courses.set(extracted)


def answered(wave, count, *, role=RecipientRole.STAFF, **scores):
    """So many have answered a survey the same: each asked, with an answer of their own; returns the invitations."""
    invitations = [SurveyInvitationFactory(wave=wave, role=role, has_answered=True) for _ in range(count)]
    for invitation in invitations:
        pseudonym = pseudonyms.of_person(wave.engagement_id, invitation.email)
        said = {"scores": scores} if scores else {}
        SurveyResponseFactory(wave=wave, role=role, pseudonym=pseudonym, **said)
    return invitations
