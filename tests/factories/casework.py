from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.casework.models import FormalCheck, Hearing, SavedView
from applications.drafting.models import Reopening
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, freeze
from tests.factories.drafting import AnswerFactory, ApplicationFactory, ApplicationInstitutionFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

NEED = {"key": "need", "label": "Beskriv behovet", "kind": "long_text", "criterion": "need", "value": "Uro."}
WHY = {"key": "institutions.why", "label": "Hvorfor dette dagtilbud?", "kind": "long_text", "value": "Fordi."}


class ReopeningFactory(DjangoModelFactory):
    """An answer that we ask for again, to be sent within a week."""

    class Meta:
        model = Reopening

    answer = factory.SubFactory(AnswerFactory)
    reason = "Skriv, hvor mange børn det handler om."
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    asked_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        lapsed = factory.Trait(due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))


class FormalCheckFactory(DjangoModelFactory):
    class Meta:
        model = FormalCheck

    application = factory.SubFactory(ApplicationFactory, submitted=True, round__closed=True)
    checked_by = factory.SubFactory(UserFactory, manager=True)


class HearingFactory(DjangoModelFactory):
    """Facts that an applicant is heard about, to be answered within a fortnight."""

    class Meta:
        model = Hearing

    application = factory.SubFactory(ApplicationFactory, submitted=True, round__closed=True)
    facts = "Andel børn i dagpleje i Skive Kommune: 37,5 procent (2017)."
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    sent_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        lapsed = factory.Trait(due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))
        answered = factory.Trait(
            answer="Tallet er fra før vi lukkede to stuer.",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory(UserFactory),
        )
        closed = factory.Trait(
            conclusion="Vi lægger kommunens eget tal til grund.",
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SubFactory(UserFactory, manager=True),
        )


class SavedViewFactory(DjangoModelFactory):
    class Meta:
        model = SavedView

    owner = factory.SubFactory(UserFactory, manager=True)
    name = factory.Sequence(lambda n: f"Visning {n}")
    query = "region=Nordjylland"


def sent_application(*, manager=None, **fields):
    """A submitted application of a closed round, with an answer of its own and one for its only institution.

    `manager` has declared to have no interest in the round.
    """
    round_ = fields.pop("round", None) or RoundFactory(closed=True)
    application = ApplicationFactory(round=round_, submitted=True, **fields)
    questions = application.question_set
    place = ApplicationInstitutionFactory(
        application=application, name="Solhuset", ownership="municipal", setting="kindergarten"
    )
    need = questions.questions.filter(key="need").first() or QuestionFactory(
        question_set=questions, key="need", label=NEED["label"], section="1. Behov", order=1, max_words=20
    )
    why = questions.questions.filter(key="institutions.why").first() or QuestionFactory(
        question_set=questions,
        key="institutions.why",
        label=WHY["label"],
        section="1. Behov",
        part_of="institutions",
        order=2,
    )
    AnswerFactory(application=application, question=need, value="Uro.", revision=1)
    AnswerFactory(application=application, question=why, institution=place, value="Fordi.", revision=1)
    of_place = {"id": None, "name": "Solhuset", "ownership_label": "Kommunalt", "setting_label": "Børnehave"}
    why_frozen = {"criterion": "", "max_words": None, "text": "Fordi.", **WHY}
    freeze(application, questions=[{**NEED, "text": "Uro."}], institutions=[{**of_place, "questions": [why_frozen]}])
    if manager:
        InterestDeclarationFactory(round=round_, person=manager)
    return application
