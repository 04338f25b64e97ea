"""Who is written to about an application: those who write for the applicant, and those of us who handle it."""

from django.db.models import Q

from applications.assessment.models import InterestDeclaration
from applications.drafting.models import Application
from applications.drafting.permissions import WRITERS
from praksis.accounts.models import Role, User
from praksis.cases.models import Message
from praksis.organisations.models import Membership


def writers_of(application: Application) -> list[str]:
    """The addresses of those who may answer for the applicant; where nobody is left, of whoever sent it."""
    began_or_sent = [application.created_by_id, application.submitted_by_id]
    members = Membership.objects.active().filter(
        Q(confirmed_at__isnull=False) | Q(user__in=began_or_sent),
        organisation=application.applicant_id,
        role__in=WRITERS,
        user__is_active=True,
    )
    found = set(members.values_list("user__email", flat=True))
    return sorted(found) or [application.contact_email]


def managers_of(application: Application) -> list[str]:
    """The addresses of the managers who have written on the case, or of all who may read it, or of all.

    Never of one with an interest in the round.
    """
    declared = InterestDeclaration.objects.filter(round=application.round)
    managers = _unconflicted_managers(application)
    written = Message.objects.filter(case=application.case_id, from_party=False).values("sent_by")
    return (
        _addresses(managers.filter(pk__in=written))
        or _addresses(managers.filter(pk__in=declared.values("person")))
        or _addresses(managers)
    )


def whoever_asked(application: Application, person: User) -> list[str]:
    """The address of whoever of us asked; where that person no longer handles it, of those who do."""
    return _addresses(_unconflicted_managers(application).filter(pk=person.pk)) or managers_of(application)


def _unconflicted_managers(application: Application):
    declared = InterestDeclaration.objects.filter(round=application.round)
    return User.objects.filter(is_active=True, staff_roles__role=Role.MANAGER).exclude(
        pk__in=declared.with_interest().values("person")
    )


def _addresses(users) -> list[str]:
    return sorted(users.values_list("email", flat=True))
