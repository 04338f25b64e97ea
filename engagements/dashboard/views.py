"""The first page of a consultant, the list of courses, and the page of one."""

from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.assessment.access import awaiting_review
from engagements.agreements import views as agreements
from engagements.agreements.facts import ROLES
from engagements.courses import permissions
from engagements.courses.models import Engagement
from engagements.courses.views import visible_course, visible_step
from engagements.dashboard import day, picture
from engagements.dashboard.forms import CourseFilter
from engagements.dashboard.permissions import has_a_day, is_staff_side
from engagements.meetings.hours import MINI_MINUTES, in_words
from engagements.meetings.kinds import kind_of
from engagements.meetings.permissions import can_plan
from praksis.cases import log
from praksis.paging import page_of
from praksis.views import require

PAGE = 25
SHOWN_OF_A_COURSE = ["starts_on", "ends_on", "status", "case__reference", "programme__name", "party__name"]
# So many to come and so many held; those before and after stand on the pages of their steps.
COURSE_MEETINGS = 3
SHOWN_OF_A_MEETING = [
    "engagement", "step", "kind", "starts_at", "duration_minutes", "channel", "location", "status", "note",
]  # fmt: skip


# The institutions' progress, of the steps that say how far it is
COUNTED = Prefetch("progress", to_attr="progress_so_far")


@require_safe
def my_day(request):
    """A consultant's courses, meetings, what is due, and what waits for others."""
    require(has_a_day(request.user))
    context = {
        "today": timezone.localdate(),
        "day": day.of(request.user, most=day.MOST if "alle" in request.GET else day.FEW),
        "reviews_waiting": awaiting_review(request.user).count(),
    }
    return render(request, "engagements/dashboard/my_day.html", context)


@require_safe
def course_list(request):
    """All the courses one may see: search, filters, pages."""
    form = CourseFilter(request.GET)
    newest = ("-starts_on", "-opened_at", "pk")
    found = form.narrow(Engagement.objects.visible_to(request.user), request.user).order_by(*newest)
    page = page_of(found.values("pk"), PAGE, request)
    # What a row shows is read for the page's rows alone, not for all those before them.
    rows = Engagement.objects.filter(pk__in=page.object_list).select_related("case", "programme", "party")
    page.object_list = rows.only(*SHOWN_OF_A_COURSE).with_team().order_by(*newest)
    context = {"page": page, "form": form, "staff_side": is_staff_side(request.user)}
    return render(request, "engagements/dashboard/course_list.html", context)


@require_safe
def course(request, reference):
    """The course as both sides see it, each with its own words and tasks."""
    engagement = visible_course(request, reference)
    user, steps = request.user, list(engagement.steps.all())
    prefetch_related_objects([step for step in steps if step.counts_institutions], COUNTED)
    meetings = _meetings(engagement, steps)
    staff_side = is_staff_side(user)
    planned = [meeting for meeting in meetings if meeting.is_planned]
    held = [meeting for meeting in reversed(meetings) if meeting.is_held]
    completable = permissions.completable(user, engagement, steps)
    rows = picture.rows(steps, completable)
    context = {
        "engagement": engagement,
        "staff_side": staff_side,
        "board": picture.board(rows),
        "phases": picture.phases(rows, asked_for=request.GET.get("fase", "")),
        "next": picture.next_move(engagement, steps, staff_side=staff_side),
        "my_tasks": [] if staff_side else [row for row in rows if row.step.pk in completable and row.is_pressing],
        "meetings_ahead": planned[:COURSE_MEETINGS],
        "meetings_after": max(len(planned) - COURSE_MEETINGS, 0),
        "meetings_behind": held[:COURSE_MEETINGS],
        "meetings_before": max(len(held) - COURSE_MEETINGS, 0),
        "hours": _hours(engagement, meetings),
        "may_run": permissions.can_run(user, engagement),
        "may_assign": permissions.can_assign(user, engagement),
        "may_plan": can_plan(user, engagement),
        "people": _people(engagement),
        "events": log.timeline(engagement.case, party=not staff_side, limit=log.asked_for(request.GET)),
        **agreements.section(user, engagement),
    }
    return render(request, "engagements/dashboard/course.html", context)


def _meetings(engagement, steps):
    """The course's meetings, planned and held, that know their course and their step without asking for them."""
    meetings = list(engagement.meetings.counting().only(*SHOWN_OF_A_MEETING).order_by("starts_at"))
    by_id = {step.pk: step for step in steps}
    for meeting in meetings:
        meeting.engagement, meeting.step = engagement, by_id[meeting.step_id]
    return meetings


def _people(engagement):
    """The contacts of the other side; one who has several roles stands there once, with them all."""
    found = {}
    for key, role in ROLES.items():
        person = engagement.people.get(key)
        if not person:
            continue
        who = (person["name"], person.get("email"))
        if who in found:
            found[who]["role"] += f" og {role.lower()}"
        else:
            found[who] = {**person, "role": role}
    return list(found.values())


def _hours(engagement, meetings):
    """What a mini has used and promised of its ten hours; nothing for other courses."""
    if not engagement.is_mini:
        return None
    used = sum(meeting.duration_minutes for meeting in meetings if meeting.is_held)
    promised = sum(meeting.duration_minutes for meeting in meetings if meeting.is_planned)
    left = max(MINI_MINUTES - used - promised, 0)
    return {
        "counted": Decimal(used + promised) / 60,
        "at_most": MINI_MINUTES // 60,
        "used": in_words(used),
        "promised": in_words(promised),
        "left": in_words(left),
    }


@require_safe
def step(request, reference, order):
    """One step: whose it is, when it is due, how far it is, and its meetings."""
    step = visible_step(request, reference, order)
    engagement, user = step.engagement, request.user
    meetings = list(step.meetings.order_by("starts_at"))
    for meeting in meetings:
        meeting.engagement = engagement
    context = {
        "step": step,
        "engagement": engagement,
        "institutions": _progress(step) if step.is_per_institution else [],
        "meetings": meetings,
        "may_complete": permissions.can_complete(user, step),
        "may_skip": permissions.can_skip(user, step),
        "may_plan": kind_of(step) and step.is_open and can_plan(user, engagement),
    }
    return render(request, "engagements/dashboard/step.html", context)


def _progress(step):
    done = step.institutions_done
    return [(institution, institution.pk in done) for institution in step.engagement.institutions.all()]
