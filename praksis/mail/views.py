"""The outbox page."""

from django.conf import settings
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from praksis.mail import delivery, outbox, permissions
from praksis.paging import page_of
from praksis.views import reporting, require

PAGE = 25
# What a line of the list tells; texts stay where they are.
LINE = ("to", "subject", "sensitive", "status", "attempts", "created_at", "case__reference")


@require_safe
def email_list(request):
    """The newest letters, with how each fared."""
    require(permissions.can_read_outbox(request.user))
    letters = permissions.readable_letters(request.user)
    emails = letters.select_related("case").only(*LINE).order_by("-created_at", "pk")
    query = request.GET.get("q", "").replace("\0", "").strip()
    if query:
        # PostgreSQL has an index for exactly this (email_search), else it would read every letter. Not even the subject
        # of a sensitive letter can be guessed by searching.
        emails = emails.filter(Q(to__icontains=query) | Q(subject__icontains=query, sensitive=False))
    page = page_of(emails, PAGE, request)
    return render(request, "praksis/mail/email_list.html", {"page": page, "query": query})


@require_safe
def email_detail(request, pk):
    """One letter. Its personal link is shown in the demo only: whoever reads it could sign in the holder's place."""
    require(permissions.can_read_outbox(request.user))
    letters = permissions.readable_letters(request.user).select_related("case", "link")
    email = get_object_or_404(letters, pk=pk, sensitive=False)
    shows_link = settings.DEMO or not email.link
    context = {
        "email": email,
        "paragraphs": delivery.paragraphs(email, with_code=settings.DEMO),
        "button_url": delivery.button_url(email) if shows_link else "",
    }
    return render(request, "praksis/mail/email_detail.html", context)


@require_POST
def email_try_again(request, pk):
    """Send a failed letter again."""
    require(permissions.can_read_outbox(request.user))
    email = get_object_or_404(permissions.readable_letters(request.user), pk=pk)
    with reporting(request, success="Mailen bliver sendt igen."):
        outbox.try_again(email)
    return redirect("mail:list")
