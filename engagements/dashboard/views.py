"""The first page of a consultant, the list of courses, and the page of one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.assessment.access import rounds_to_review
from engagements.attendance import wording
from engagements.attendance.permissions import can_choose_event
from engagements.courses import actions, load, permissions
from engagements.courses.condition_forms import ConditionForm
from engagements.courses.models import Engagement
from engagements.courses.views.finding import visible_step
from engagements.dashboard import (
    course_page,
    course_rows,
    day,
    hours_page,
    layout,
    meeting_rows,
    month_page,
    my_courses,
    participants,
    portfolio,
    portfolio_file,
    portfolio_rows,
    poster,
)
from engagements.dashboard.forms import CourseFilter
from engagements.dashboard.permissions import can_export, has_a_day, is_staff_side
from engagements.meetings.kinds import kind_of
from engagements.meetings.permissions import can_plan
from engagements.plans.overview import PAGES
from engagements.plans.steps import plan_of
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.errors import ActionError
from praksis.paging import page_of, page_of_keys
from praksis.tables import FORMATS, asked_for
from praksis.views import form_page, require

PAGE, PORTFOLIO_PAGE = 25, 20
# So many controls stand open above the portfolio; the others are behind "Flere filtre".
FIRST_CONTROLS = 4
# So many of what was said of a course stand on its page; the history has them all.
CONDITIONS = 10


@require_safe
def my_day(request):
    """A consultant's meetings, what is due, and what waits for others."""
    require(has_a_day(request.user))
    rounds = rounds_to_review(request.user).order_by("round__deadline")
    context = {
        "today": timezone.localdate(),
        "day": day.of(request.user, most=day.MOST if "alle" in request.GET else day.FEW),
        "rounds_to_review": rounds.values_list("round__name", flat=True),
    }
    return render(request, "engagements/dashboard/my_day.html", context)


@require_safe
def my_course_list(request):
    """A consultant's open courses: how far each is, and what comes next."""
    require(has_a_day(request.user))
    return render(request, "engagements/dashboard/my_courses.html", {"cards": my_courses.cards(request.user)})


@require_safe
def course_list(request):
    """All the courses one may see: search, filters, pages. For us as a portfolio that tells how each is doing."""
    if is_staff_side(request.user):
        return _portfolio(request)
    form = CourseFilter(request.GET)
    found = form.narrow(Engagement.objects.visible_to(request.user))
    page = page_of(found.order_by(*course_rows.NEWEST_FIRST).values("pk"), PAGE, request)
    # What a row shows is read for the page's rows alone, not for all those before them.
    page.object_list = course_rows.read(page.object_list)
    return render(request, "engagements/dashboard/course_list.html", {"page": page, "form": form})


def _portfolio(request):
    consultants, places = load.consultants_and_places()
    asked = portfolio.Portfolio(request.GET, request.user, consultants, timezone.localdate())
    page = page_of_keys(Engagement, asked.key_texts, PORTFOLIO_PAGE, request)
    context = {
        "page": page,
        "rows": portfolio_rows.rows_of(list(page), asked.today),
        "controls": asked.controls[:FIRST_CONTROLS],
        "more_controls": asked.controls[FIRST_CONTROLS:],
        "more_is_asked": any(control.value for control in asked.controls[FIRST_CONTROLS:]),
        "address": asked.address,
        "figures": portfolio.summary(asked),
        "per_consultant": places / len(consultants) if consultants else None,
        "may_export": can_export(request.user),
    }
    return render(request, "engagements/dashboard/portfolio.html", context)


@require_POST
@never_cache
def course_export(request):
    """The portfolio as it is narrowed, whole, as a file. That it was taken out is noted first."""
    require(can_export(request.user))
    kind = asked_for(request)
    consultants, _ = load.consultants_and_places()
    asked = portfolio.Portfolio(request.GET, request.user, consultants, timezone.localdate())
    keys = list(asked.ordered.values_list("pk", flat=True))
    actions.note_export(FORMATS[kind], number=len(keys), search=asked.words, by=Actor.of(request))
    return portfolio_file.response(kind, keys, asked.today)


@require_safe
def course(request, reference):
    """The course as both sides see it, each with its own words and tasks."""
    engagement, polls = course_page.course_with_polls(request.user, reference)
    context = course_page.read(engagement, polls, request.user, request.GET)
    return render(request, "engagements/dashboard/course.html", context)


@require_safe
def course_picture(request, reference):
    """The living picture with the same as a table, and as a sheet for the wall."""
    engagement = course_page.visible_course(request.user, reference)
    sheet, table = course_page.picture_of(engagement)
    context = {"engagement": engagement, "sheet": sheet, "table": table, "columns": layout.COLUMNS}
    return render(request, "engagements/dashboard/course_picture.html", context)


@require_safe
@never_cache
def course_poster(request, reference):
    """The picture as a sheet for the wall. Made while one waits: it takes a second, and nobody asks for it twice."""
    engagement = course_page.visible_course(request.user, reference)
    page = poster.page(engagement, *course_page.picture_of(engagement))
    back = reverse("engagements:course_picture", args=[reference])
    return at_once.pdf(request, page, filename=poster.filename(engagement), otherwise=back)


@form_page
def course_condition(request, reference):
    """How the course is doing: what its consultants say, and what its dates tell. For our side only."""
    engagement = course_page.visible_course(request.user, reference)
    require(is_staff_side(request.user))
    may_run = engagement.is_running and permissions.can_run(request.user, engagement)
    form = ConditionForm(request.POST if request.method == "POST" else None) if may_run else None
    if request.method == "POST":
        require(may_run)
        if form.is_valid():
            try:
                actions.set_condition(engagement, **form.cleaned_data, by=Actor.of(request))
            except ActionError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Status er gemt.")
                return redirect("engagements:course_condition", reference)
    conditions = list(engagement.conditions.select_related("by")[:CONDITIONS])
    context = {
        "engagement": engagement,
        "form": form,
        "conditions": conditions,
        "warnings": course_page.warnings_of(engagement),
    }
    status = 422 if form and form.errors else 200
    return render(request, "engagements/dashboard/course_condition.html", context, status=status)


@require_safe
def course_hours(request, reference):
    """The hours that are held and agreed, by kind and channel; a mini's of its ten."""
    engagement = course_page.visible_course(request.user, reference)
    context = {"engagement": engagement, "hours": hours_page.of(engagement), "columns": hours_page.COLUMNS}
    return render(request, "engagements/dashboard/course_hours.html", context)


@require_safe
def course_month(request, reference):
    """A month of the course on one sheet: what happened, what comes, and who owes what."""
    engagement = course_page.visible_course(request.user, reference, "opened_at", "closed_at")
    staff_side = is_staff_side(request.user)
    context = {
        "engagement": engagement,
        "month": month_page.of(engagement, month_page.asked_for(engagement, request.GET.get("maaned", ""))),
        "staff_side": staff_side,
        "theirs_heading": "Parten skal gøre" if staff_side else "I skal gøre",
        "ours_heading": "Vi skal gøre" if staff_side else "Vi skal gøre for jer",
    }
    return render(request, "engagements/dashboard/course_month.html", context)


@require_safe
def course_people(request, reference):
    """Who takes part, how to reach them, and what it is about."""
    engagement = course_page.visible_course(request.user, reference, "people", "challenge")
    context = {
        "engagement": engagement,
        "staff_side": is_staff_side(request.user),
        "people": participants.contacts(engagement),
        "unfilled": participants.unfilled(engagement),
        "institutions": [participants.institution(each) for each in engagement.institution_list],
        "groups": participants.groups(engagement),
        "handovers": participants.handovers(engagement, request.user),
        "may_edit": permissions.can_edit_people(request.user, engagement),
        "may_leave_note": permissions.can_leave_note(request.user, engagement),
    }
    return render(request, "engagements/dashboard/course_people.html", context)


@require_safe
def course_history(request, reference):
    """What has happened in the course, as far as the reader's side sees it."""
    engagement = course_page.visible_course(request.user, reference)
    page = page_of(log.events_of(engagement.case, party=not is_staff_side(request.user)), PAGE, request)
    context = {"engagement": engagement, "page": page, "events": log.lines(page.object_list)}
    return render(request, "engagements/dashboard/course_history.html", context)


@require_safe
def step(request, reference, order):
    """One step: whose it is, when it is due, how far it is, and its meetings."""
    step = visible_step(request, reference, order)
    engagement, user = step.engagement, request.user
    may_plan = bool(kind_of(step)) and step.is_open and can_plan(user, engagement)
    drawing = {"course_url": engagement.get_absolute_url(), "may_plan": may_plan}
    context = {
        "step": step,
        "engagement": engagement,
        "institutions": _progress(step) if step.is_per_institution else [],
        "meetings": [meeting_rows.row(each, **drawing) for each in step.meetings.order_by("starts_at")],
        "may_complete": permissions.can_complete(user, step),
        "may_skip": permissions.can_skip(user, step),
        "may_move": permissions.can_move(user, step),
        "may_plan": may_plan,
        "plan": _plan(step),
        "attendance": wording.attendance(step),
        "may_choose_event": can_choose_event(user, step),
    }
    return render(request, "engagements/dashboard/step.html", context)


def _plan(step):
    """The plan that the step is about, as its name and address."""
    kind = plan_of(step)
    return kind in PAGES and (kind.label, reverse(PAGES[kind], args=[step.engagement.case.reference]))


def _progress(step):
    done = step.institutions_done
    return [(institution, institution.pk in done) for institution in step.engagement.institution_list]
