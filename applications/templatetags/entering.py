"""What pages say of an application that came by mail and was entered by us."""

from django import template

from applications.drafting.actions.entering import KIND
from applications.drafting.models import Application
from praksis.documents.models import Document

register = template.Library()


@register.inclusion_tag("applications/drafting/_entered.html", takes_context=True)
def entered(context, application: Application, *, for_staff: bool = False):
    """Who sent it, when, and who entered it; nothing of an application that the applicant wrote."""
    if not application.is_entered:
        return {"application": None}
    mail = Document.objects.filter(case=application.case_id, kind=KIND).order_by("created_at").first()
    address = "applications:read_file" if for_staff else "applications:file"
    is_own = application.entered_by_id == context["request"].user.pk
    return {"application": application, "mail": mail, "address": address, "for_staff": for_staff or is_own}
