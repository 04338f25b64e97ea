"""Who writes in a draft, and so is written to about it."""

from applications.drafting.models import Application
from praksis.organisations.models import Membership, MembershipRole


def addresses(application: Application) -> list[str]:
    """The confirmed owners and editors of the applicant, and whoever began the draft."""
    members = Membership.objects.active().filter(organisation=application.applicant_id)
    writers = members.exclude(role=MembershipRole.VIEWER).exclude(confirmed_at=None)
    return sorted({*writers.values_list("user__email", flat=True), application.created_by.email})
