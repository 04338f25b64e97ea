"""Rows that more than one drill begins with."""

from celery import Celery

from applications.drafting.models import Answer, ApplicantKind, Application, Signature
from praksis.accounts.models import User
from praksis.cases.models import Case
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from praksis.organisations.models import Organisation
from tests.factories.drafting import AnswerFactory, ApplicationFactory, VersionFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory, QuestionSetFactory


def an_application_to_sign(**facts) -> Application:
    """An application that waits for its director, who has a link to it; when signed it is sent."""
    owner = MembershipFactory()
    application = ApplicationFactory(applicant=owner.organisation, created_by=owner.user, sent_by=owner.user, **facts)
    version = VersionFactory(application=application)
    links.create(
        Purpose.SIGN_APPLICATION,
        object_id=application.pk,
        recipient="dorte@skive.example",
        expires_at=application.round.deadline,
        document_hash=version.sha256,
    )
    application.current_version = version
    application.save()
    return application


def a_signed_application(**facts) -> Application:
    """An application whose director has signed and which waits to be sent."""
    application = an_application_to_sign(**facts)
    link = PersonalLink.objects.get(object_id=application.pk)
    version = application.current_version
    Signature.objects.create(version=version, link=link, name="Dorte", title="Direktør", email=link.recipient)
    return application


def a_draft(**facts) -> tuple[Application, Answer]:
    """A draft with one question, `need`, and the answer to it."""
    owner = MembershipFactory()
    draft = ApplicationFactory(applicant=owner.organisation, created_by=owner.user, **facts)
    question = QuestionFactory(question_set=draft.question_set, key="need")
    return draft, AnswerFactory(application=draft, question=question)


def nudge(redis, letters) -> None:
    """Tell a drill's own worker of letters that the test has queued, as web does when it queues one."""
    with Celery(broker=redis.url, set_as_current=False) as app:
        for letter in letters:
            app.send_task(letter.TASK, [str(letter.pk)], retry=False)


def drafts_in_bulk(number: int, round_, *, created_at) -> None:
    """Empty drafts of the round, each with an applicant and a writer of its own."""
    questions, first = QuestionSetFactory(round=round_), Case.objects.count()
    applicants = Organisation.objects.bulk_create(Organisation(name=f"Kommune {n}") for n in range(number))
    writers = User.objects.bulk_create(
        User(name=f"Skriver {n}", email=f"skriver{first + n}@kommune.example") for n in range(number)
    )
    cases = Case.objects.bulk_create(
        Case(reference=f"B{first + n}", title="Ansøgning", party=applicant) for n, applicant in enumerate(applicants)
    )
    Application.objects.bulk_create(
        Application(
            case=case,
            programme=round_.programme,
            round=round_,
            question_set=questions,
            applicant=applicant,
            applicant_kind=ApplicantKind.MUNICIPALITY,
            created_by=writer,
            created_at=created_at,
        )
        for case, applicant, writer in zip(cases, applicants, writers, strict=True)
    )
