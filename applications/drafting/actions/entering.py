"""Entering an application on behalf of somebody who sent it by mail.

It was received when the mail came in; who typed it, when, and from what, stays in the case.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications.drafting.actions.drafts import create_mini, create_one_year
from applications.drafting.actions.files import keep
from applications.drafting.models import ApplicantKind, Application, Status
from applications.drafting.permissions import can_enter
from applications.rounds.models import Extension, Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.documents.uploads import Upload
from praksis.errors import ActionError
from praksis.organisations import actions as organisations
from praksis.organisations.actions import TypedInstitution
from praksis.organisations.models import Organisation

KIND = "mailed_application"
TITLE = "Ansøgningen, som den kom i en mail"


@dataclass(frozen=True)
class Mail:
    """The mail that an application came in: when, from whom, the mail or the form itself, and why it is entered.

    `admitted` is why it counts although it came after the deadline; empty where it came in time.
    """

    received_at: datetime
    sender: str
    address: str
    upload: Upload
    reason: str
    admitted: str = ""


@transaction.atomic
def enter(
    round_: Round, applicant: Organisation | TypedInstitution, mail: Mail, *, by: Actor, received_at: datetime
) -> Application:
    """Begin a draft from a mail, to be filled in by the manager who enters it. `received_at` is the request's.

    It can be begun until the round is proposed, also after the deadline, if the mail came in time. What came too late
    for a round of one-year courses is not in, unless it is said why it is admitted: that is put on record on both
    cases. A second call with the same mail gives the same draft. Raises ActionError where the mail came too late
    without that, in the future, or in another month's round, and where the applicant has applied already.
    """
    lock(round_)
    if not can_enter(by.person, round_):
        raise ActionError("Der kan ikke indtastes ansøgninger i runden nu: Den er ikke åbnet, eller den er indstillet.")
    is_late = _is_late(round_, mail.received_at)
    _refuse_wrong_time(round_, mail.received_at, received_at, is_admitted=is_late and bool(mail.admitted.strip()))
    if isinstance(applicant, TypedInstitution):
        applicant = organisations.write_in(applicant, by=by.person)
    lock(applicant)
    begun = _begun(round_, applicant, by)
    if begun and (begun.mailed_at, begun.mailed_from) == (mail.received_at, mail.address):
        return begun
    if begun:
        raise ActionError(f"Du er allerede ved at indtaste en ansøgning fra {applicant}. Gør den færdig først.")

    if Application.objects.filter(round=round_, applicant=applicant, status=Status.SUBMITTED).exists():
        raise ActionError(f"{applicant} har allerede sendt en ansøgning i denne runde.")

    facts = {
        "entered_by": by.person,
        "mailed_at": mail.received_at,
        "mailed_by": mail.sender,
        "mailed_from": mail.address,
    }
    if is_late:
        facts["extended_to"] = mail.received_at
    if round_.programme.is_mini:
        application = create_mini(round_.programme, applicant, by=by, **facts)
    else:
        application = create_one_year(round_, applicant, by=by, **facts)
    keep(application.case, mail.upload, kind=KIND, title=TITLE, by=by)
    log.record(
        application.case,
        "application.entered",
        by=by,
        sender=mail.sender,
        address=mail.address,
        received=danish_datetime(mail.received_at),
        reason=mail.reason,
    )
    if is_late:
        _admit(application, mail, by=by)
    return application


def _is_late(round_: Round, mailed_at: datetime) -> bool:
    """Whether a mail came after the deadline; what comes after a month's is the next month's, never late."""
    return not round_.programme.is_mini and round_.has_begun_at(mailed_at) and not round_.is_open_at(mailed_at)


def _admit(application: Application, mail: Mail, *, by: Actor) -> None:
    """Put on record that what came late is in all the same: a deadline of its own, as of when the mail came."""
    round_, reason = application.round, mail.admitted.strip()
    assert round_
    assert round_.deadline
    Extension.objects.create(
        round=round_,
        application=application,
        deadline_before=round_.deadline,
        deadline_after=mail.received_at,
        reason=reason,
        by=by.person,
    )
    words = {"received": danish_datetime(mail.received_at), "reason": reason}
    log.record(application.case, "application.admitted_late", by=by, **words)
    log.record(round_.case, "round.admitted_late", by=by, applicant=str(application.applicant), **words)


def _refuse_wrong_time(round_: Round, mailed_at: datetime, now: datetime, *, is_admitted: bool) -> None:
    if mailed_at > now:
        raise ActionError("Mailen kan ikke være modtaget i fremtiden. Ret tidspunktet.")
    if not round_.is_open_at(mailed_at) and not is_admitted:
        late = " Skal den tages med alligevel, så skriv hvorfor." if _is_late(round_, mailed_at) else ""
        raise ActionError(
            f"Mailen kom ikke, mens runden var åben: fra {danish_datetime(round_.opens_at)} til "
            f"{danish_datetime(round_.deadline)}.{late}"
        )
    if round_.programme.is_mini:
        month = Round.objects.taking_minis_at(mailed_at).first()
        if month and month.pk != round_.pk:
            raise ActionError(f"Mailen hører til {month.name.lower()}. Indtast ansøgningen fra den runde.")


def _begun(round_: Round, applicant, by: Actor) -> Application | None:
    """What the same manager is entering for the applicant already."""
    drafts = Application.objects.filter(
        programme=round_.programme_id, applicant=applicant, entered_by=by.person, status=Status.DRAFT
    )
    if not round_.programme.is_mini:
        drafts = drafts.filter(round=round_, applicant_kind=ApplicantKind.MUNICIPALITY)
    return drafts.first()
