"""A later deadline, with a reason: for a whole round, or for one applicant whom our own failure kept from sending."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.assessment.models import InterestDeclaration
from applications.drafting.models import Application, ApplicationInstitution, Status
from applications.drafting.writers import addresses
from applications.rounds import emails
from applications.rounds.models import Extension, Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.mail.models import PersonalLink


@transaction.atomic
def extend_round(round_: Round, *, deadline: datetime, reason: str, by: Actor) -> Extension:
    """Give everybody in a round more time. The reason stands on the public pages.

    Links that wait for a signature or an answer last as long, and the writers of running drafts get a letter. Raises
    ActionError for a round that does not take applications, that is being assessed, or for no later deadline.
    """
    lock(round_)
    before = _refuse_unless_later(round_, round_.deadline, deadline)
    if InterestDeclaration.objects.filter(round=round_).exists():
        raise ActionError(
            "Bedømmelsen er begyndt, så fristen kan ikke forlænges for alle. Har en fejl hos os ramt én ansøger, kan "
            "den ansøger få en egen frist."
        )
    same = Round.objects.filter(
        programme=round_.programme_id, period_from=round_.period_from, period_to=round_.period_to, deadline=deadline
    )
    if same.exists():
        raise ActionError("Der er allerede en runde med den periode og frist.")
    extension = Extension.objects.create(
        round=round_, deadline_before=before, deadline_after=deadline, reason=reason, by=by.person
    )
    round_.deadline = deadline
    round_.save(update_fields=["deadline"])
    drafts = list(
        Application.objects.filter(round=round_, status=Status.DRAFT).select_related("case", "applicant", "created_by")
    )
    _prolong_links([draft.pk for draft in drafts], deadline)
    log.record(round_.case, "round.extended", by=by, deadline=danish_datetime(deadline), reason=reason)
    for draft in drafts:
        log.record(draft.case, "application.round_extended", by=by, deadline=danish_datetime(deadline), reason=reason)
        _tell(extension, draft)
    return extension


@transaction.atomic
def extend_application(application: Application, *, deadline: datetime, reason: str, by: Actor) -> Extension:
    """Give one applicant a deadline of its own, because our own failure kept the application from being sent.

    It is no secret link: the applicant sees it on the case, with the reason. Raises ActionError for an application that
    is sent, or without a round, and for no later deadline.
    """
    lock(application)
    if not application.is_draft or application.round is None:
        raise ActionError("Kun en kladde i en runde kan få en egen frist.")
    round_ = application.round
    before = _refuse_unless_later(round_, application.deadline, deadline)
    extension = Extension.objects.create(
        round=round_,
        application=application,
        deadline_before=before,
        deadline_after=deadline,
        reason=reason,
        by=by.person,
    )
    application.extended_to = deadline
    application.save(update_fields=["extended_to"])
    _prolong_links([application.pk], deadline)
    words = {"deadline": danish_datetime(deadline), "reason": reason}
    log.record(application.case, "application.extended", by=by, **words)
    log.record(round_.case, "round.extended_for_one", by=by, applicant=str(application.applicant), **words)
    _tell(extension, application)
    return extension


def _refuse_unless_later(round_: Round, before: datetime | None, deadline: datetime) -> datetime:
    if round_.status != RoundStatus.ASSESSING or before is None:
        raise ActionError("Fristen kan kun forlænges i en runde, der er åbnet, og som ikke er indstillet.")
    if deadline <= before or deadline < timezone.now():
        raise ActionError(f"Vælg en frist, der ligger efter den nuværende: {danish_datetime(before)}.")
    return before


def _prolong_links(drafts: Iterable[UUID], deadline: datetime) -> None:
    """Let the open links of these drafts, and of their institutions, last to the new deadline."""
    rows = ApplicationInstitution.objects.filter(application__in=drafts).values_list("pk", flat=True)
    PersonalLink.objects.filter(
        object_id__in=[*drafts, *rows], used_at=None, withdrawn_at=None, expires_at__lt=deadline
    ).update(expires_at=deadline)


def _tell(extension: Extension, draft: Application) -> None:
    for to in addresses(draft):
        outbox.queue(emails.deadline_extended(extension, draft, to=to))
