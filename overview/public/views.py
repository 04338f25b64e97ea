"""Pages that anybody can read: what is offered, by when, and how we look after what we are told.

The long ones are compressed here, so that they are small behind any proxy; nothing secret stands in them.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from applications.rounds.models import Programme, ProgrammeKind, Round
from conferences.programme.models import Event, EventKind
from engagements.courses.models import FrameworkTemplate
from overview.public.deadlines import next_mini_deadline
from overview.public.framework import board
from overview.public.guide import CONFERENCE, MINI, ONE_YEAR, GuideForm, advise
from overview.public.offers import offer, with_extensions
from overview.public.status import COLUMNS, participation
from overview.public.texts import read
from praksis.documents.views import as_attachment
from praksis.themes import figure

# security.txt must say when it is to be read anew, and that must be within a year.
SECURITY_TXT_LASTS = timedelta(days=180)


@login_not_required
@require_safe
@gzip_page
def front(request):
    """The offer, what can be applied for now, the next conference, and which course suits whom."""
    now = timezone.now()
    # The months of the minis are rounds as well, so one look finds both.
    open_rounds = with_extensions(Round.objects.open_at(now)).annotate(kind=F("programme__kind"))
    rounds = list(open_rounds.order_by("deadline", "period_from"))
    return render(
        request,
        "overview/public/front.html",
        {
            "rounds": [each for each in rounds if each.kind == ProgrammeKind.ONE_YEAR],
            "mini_deadline": next((each.deadline for each in rounds if each.kind == ProgrammeKind.MINI), None),
            "conference": _conferences().first(),
            "themes": _themes(),
            "marks": read("marks"),
        },
    )


@login_not_required
@require_safe
@gzip_page
def programme_one_year(request):
    """The one-year course in full."""
    programme = get_object_or_404(Programme, kind=ProgrammeKind.ONE_YEAR)
    context = _programme(programme, all_rounds="runder" in request.GET)
    return render(request, "overview/public/programme_one_year.html", context)


@login_not_required
@require_safe
@gzip_page
def programme_mini(request):
    """The mini course in full."""
    programme = get_object_or_404(Programme, kind=ProgrammeKind.MINI)
    deadline = next_mini_deadline(timezone.now())
    return render(request, "overview/public/programme_mini.html", {**_programme(programme), "mini_deadline": deadline})


@login_not_required
@require_safe
def questions_pdf(request, kind):
    """All questions that are asked now, as a PDF to write on; where it is not made yet, the page where they stand."""
    form = offer(get_object_or_404(Programme, kind=kind), timezone.now()).blank_form
    if form is None:
        return redirect(f"{reverse(f'overview:programme_{kind}')}#questions")
    return as_attachment(request, form)


@login_not_required
@require_safe
@gzip_page
def guide(request):
    """»Hvilket forløb passer til jer?«: three questions, and the answer on the same page."""
    form = GuideForm(request.GET if request.GET else None)
    advice = advise(**form.cleaned_data) if form.is_valid() else None
    context = {"form": form, "advice": advice, **(_next_date(advice.course, timezone.now()) if advice else {})}
    return render(request, "overview/public/guide.html", context)


@login_not_required
@require_safe
@gzip_page
def status(request):
    """Who takes part and has taken part: the map, the rounds in figures. Nothing that is not announced and accepted."""
    context = {"status": participation(timezone.localdate()), "columns": COLUMNS}
    return render(request, "overview/public/status.html", context)


@login_not_required
@require_safe
def accessibility(request):
    """How accessible the site is, and how to complain."""
    return render(
        request,
        "overview/public/accessibility.html",
        {"official_statement": settings.ACCESSIBILITY_STATEMENT_URL, "contact_email": settings.CONTACT_EMAIL},
    )


@login_not_required
@require_safe
def was(request):
    """The address that the law's supervisors look for: leads to the official statement, or to ours."""
    return redirect(settings.ACCESSIBILITY_STATEMENT_URL or "overview:accessibility")


@login_not_required
@require_safe
def privacy(request):
    """What is kept about people, why, and which cookies are set."""
    return render(
        request,
        "overview/public/privacy.html",
        {
            "contact_email": settings.CONTACT_EMAIL,
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "session_days": settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
        },
    )


@login_not_required
@require_safe
def contact(request):
    """How to reach the agency."""
    return render(
        request,
        "overview/public/contact.html",
        {"contact_email": settings.CONTACT_EMAIL, "contact_phone": settings.CONTACT_PHONE},
    )


@login_not_required
@require_safe
@never_cache
def security_txt(request):
    """Where to report a hole in the security (RFC 9116)."""
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {timezone.now() + SECURITY_TXT_LASTS:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: da, en",
        f"Canonical: {settings.SITE_URL}{reverse('overview:security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request):
    """Search engines may read the public pages; the rest is behind sign-in and of no use to them."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /konto/", "Disallow: /ansoegninger/", "Allow: /"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _programme(programme: Programme, *, all_rounds: bool = False) -> dict:
    template = FrameworkTemplate.objects.in_use().filter(programme=programme).first()
    return {
        "offer": offer(programme, timezone.now(), all_rounds=all_rounds),
        "board": board(template.steps.values_list("lane", "column", "text", named=True)) if template else None,
        "themes": _themes(),
        "marks": read("marks"),
        "effects": read("effects"),
        "research": read("research"),
        "conference": _conferences().first(),
    }


def _next_date(course: str, now: datetime) -> dict:
    """What can be applied for, or registered for, next."""
    if course == ONE_YEAR:
        rounds = Round.objects.open_at(now).filter(programme__kind=ProgrammeKind.ONE_YEAR)
        return {"round": rounds.order_by("deadline", "period_from").first()}
    if course == MINI:
        return {"month": Round.objects.taking_minis_at(now).first()}
    assert course == CONFERENCE
    return {"conference": _conferences().first()}


def _conferences():
    return Event.objects.published().filter(kind=EventKind.CONFERENCE).coming(timezone.localdate())


def _themes() -> dict:
    fields = figure()
    return {"fields": fields, "columns": ["Tema", "Hvad det handler om"], "rows": [[f.label, f.text] for f in fields]}
