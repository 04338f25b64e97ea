import hashlib
import json

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.drafting.models import (
    Answer,
    ApplicantKind,
    Application,
    ApplicationInstitution,
    Status,
    Submission,
    Version,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.rounds import QuestionSetFactory, RoundFactory


class ApplicationFactory(DjangoModelFactory):
    """A draft unless told otherwise."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    applicant = factory.SubFactory(MunicipalityFactory)
    applicant_kind = ApplicantKind.MUNICIPALITY
    case = factory.SubFactory(CaseFactory, title="Ansøgning", party=factory.SelfAttribute("..applicant"))
    round = factory.SubFactory(RoundFactory)
    programme = factory.SelfAttribute("round.programme")
    question_set = factory.SubFactory(QuestionSetFactory, round=factory.SelfAttribute("..round"))
    created_by = factory.SubFactory(UserFactory)

    class Params:
        submitted = factory.Trait(
            status=Status.SUBMITTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SelfAttribute("created_by"),
            receipt=factory.RelatedFactory(
                "tests.factories.drafting.SubmissionFactory", factory_related_name="application"
            ),
        )


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = Version

    application = factory.SubFactory(ApplicationFactory)
    number = 1
    json = factory.LazyAttribute(
        lambda o: json.dumps(
            {
                "reference": o.application.case.reference,
                "programme": o.application.programme.kind,
                "applicant": {"name": o.application.applicant.name, "kind": o.application.applicant_kind},
                "sections": [],
                "institutions": [],
            }
        )
    )
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.json.encode()).hexdigest())


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    application = factory.SubFactory(ApplicationFactory)
    version = factory.SubFactory(VersionFactory, application=factory.SelfAttribute("..application"))
    current = factory.SelfAttribute("version")
    received_at = factory.LazyFunction(timezone.now)


class ApplicationInstitutionFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationInstitution

    application = factory.SubFactory(ApplicationFactory)
    name = factory.Sequence(lambda n: f"Børnehuset {n}")
    order = factory.Sequence(lambda n: n)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    value = "Et svar"
