"""Beginning a draft, and the institutions it is about."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from applications.drafting import answers
from applications.drafting.actions.parts import withdraw_part_links
from applications.drafting.actions.writing import (
    Entry,
    note_change,
    refuse_after_deadline,
    refuse_unless_draft,
    write,
)
from applications.drafting.models import (
    Answer,
    ApplicantKind,
    Application,
    ApplicationInstitution,
    Status,
)
from applications.rounds.models import Programme, ProgrammeKind, Round
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def begin(round_: Round, applicant, *, by: Actor, received_at: datetime | None = None) -> Application:
    """Begin a municipality's draft for a round, with an empty answer for every question. Without `received_at`: now.

    A second call gives the draft that the same person has begun already. Raises ActionError when the round takes no
    applications, or the applicant is no municipality: only a municipality applies for a one-year course.
    """
    if not round_.is_open_at(received_at or timezone.now()) or round_.programme.is_mini:
        raise ActionError("Runden tager ikke imod ansøgninger lige nu.")
    if not hasattr(applicant, "as_municipality"):
        raise ActionError("Det er kommunen, der søger om et etårigt forløb.")
    lock(applicant)
    begun = Application.objects.filter(
        round=round_, applicant=applicant, created_by=by.person, status=Status.DRAFT
    ).first()
    if begun:
        return begun
    return create_one_year(round_, applicant, by=by)


def create_one_year(round_: Round, applicant, *, by: Actor, **facts) -> Application:
    """A municipality's empty draft in a round; `facts` are more of the application's fields. Its caller has checked."""
    return _create(
        programme=round_.programme,
        round=round_,
        question_set=round_.questions_now,
        applicant=applicant,
        applicant_kind=ApplicantKind.MUNICIPALITY,
        by=by,
        **facts,
    )


@transaction.atomic
def begin_mini(applicant, *, by: Actor, received_at: datetime | None = None) -> Application:
    """Begin a draft for a mini course: an institution's for itself, a municipality's for its administration.

    It has no round before it is submitted. What kind of applicant it is follows from the organisation, so it is
    answered here and nowhere else; an institution's draft names the institution. A second call gives the draft that the
    same person has begun already. Raises ActionError after the programme's last deadline. Without `received_at`: now.
    """
    programme = Programme.objects.get(kind=ProgrammeKind.MINI)
    if programme.questions_now is None or not Round.objects.taking_minis_at(received_at or timezone.now()).exists():
        raise ActionError("I kan ikke søge om et miniforløb lige nu.")
    lock(applicant)
    begun = Application.objects.filter(
        programme=programme, applicant=applicant, created_by=by.person, status=Status.DRAFT
    ).first()
    if begun:
        return begun
    return create_mini(programme, applicant, by=by)


def create_mini(programme: Programme, applicant, *, by: Actor, **facts) -> Application:
    """An empty draft for a mini, with who applies answered; `facts` are more of the application's fields."""
    institution = getattr(applicant, "as_institution", None)
    kind = ApplicantKind(institution.ownership) if institution else ApplicantKind.ADMINISTRATION
    application = _create(
        programme=programme,
        question_set=programme.questions_now,
        applicant=applicant,
        applicant_kind=kind,
        by=by,
        **facts,
    )
    for answer in application.answers.filter(question__key=answers.APPLICANT_KIND).select_related("question"):
        answer.application = application
        write(answer, Entry(answers.APPLICANT_KIND, [kind], 0), by)
    if institution:
        add_row(application, institution, institution=institution)
    return application


def _create(*, applicant, by: Actor, **facts) -> Application:
    case = open_case(f"Ansøgning: {facts['programme']}, {applicant}", party=applicant)
    application = Application.objects.create(case=case, applicant=applicant, created_by=by.person, **facts)
    _add_answers(application, part_of=False)
    log.record(case, "application.begun", by=by)
    return application


@transaction.atomic
def add_institution(
    application: Application,
    *,
    by: Actor,
    received_at: datetime | None = None,
    institution=None,
    name: str = "",
    ownership: str = "",
    setting: str = "",
) -> ApplicationInstitution:
    """Add an institution, from the register or typed in, with empty answers of its own.

    Raises ActionError when it is there already, lies in another municipality, or the draft can no longer be changed:
    it is sent, or its deadline had passed when the request was received. Without `received_at`: now.
    """
    _lock_draft(application, received_at)
    _refuse_another_institution(application)
    if institution and institution.municipality_id != application.municipality_id:
        raise ActionError("Vælg et dagtilbud i jeres egen kommune.")
    facts = institution or ApplicationInstitution(name=name.strip(), ownership=ownership, setting=setting)
    if application.institutions.filter(name__iexact=facts.name).exists():
        raise ActionError(f"{facts.name} er allerede med.")
    row = add_row(application, facts, institution=institution)
    note_change(application)
    return row


@transaction.atomic
def remove_institution(application: Application, pk, *, by: Actor, received_at: datetime | None = None) -> None:
    """Take an institution out of the draft again, with what was answered for it. Logged with its answers.

    Raises ActionError as `add_institution` does where the draft can no longer be changed.
    """
    _lock_draft(application, received_at)
    _refuse_another_institution(application)
    row = application.institutions.get(pk=pk)
    texts = {
        answer.question.key: answers.as_text(answer.question, answer.value)
        for answer in row.answers.select_related("question")
    }
    withdraw_part_links(row)
    log.record(application.case, "application.institution_removed", by=by, name=row.name, answers=texts)
    row.delete()
    note_change(application)


def add_row(application: Application, facts, *, institution=None) -> ApplicationInstitution:
    """An institution's row in the draft, with empty answers. Its caller has locked and checked."""
    last = application.institutions.aggregate(last=Max("order"))["last"] or 0
    row = ApplicationInstitution.objects.create(
        application=application,
        institution=institution,
        name=facts.name,
        ownership=facts.ownership,
        setting=facts.setting,
        order=last + 1,
    )
    _add_answers(application, part_of=True, institution=row)
    return row


def _refuse_another_institution(application: Application) -> None:
    if application.is_of_an_institution:
        raise ActionError("Ansøgningen gælder jeres eget dagtilbud og intet andet.")


def _add_answers(application: Application, *, part_of: bool, institution=None) -> None:
    questions = application.question_set.questions.exclude(kind__in=[*answers.STEPS, "institution_list"])
    questions = questions.exclude(part_of="") if part_of else questions.filter(part_of="")
    Answer.objects.bulk_create(
        Answer(application=application, question=question, institution=institution) for question in questions
    )


def _lock_draft(application: Application, received_at: datetime | None) -> None:
    lock(application)
    refuse_unless_draft(application)
    refuse_after_deadline(application, received_at or timezone.now())
