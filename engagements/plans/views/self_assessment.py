"""The self-assessment: its page with the radar, its PDF, and one field at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.plans import actions, guidance, permissions, rows, self_assessment_paper
from engagements.plans.before_after import compared
from engagements.plans.models import Assessment, Documentation, Level, PlanKind, Rating
from engagements.plans.ratings import of_rows
from engagements.plans.self_assessment import LEVELS, THEMES, TOGETHER, Place, after, cells, places, sections
from engagements.plans.self_assessment_forms import AssessmentForm
from engagements.plans.views.finding import course_to_write, course_with_plans, plan_of
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.documents.models import Document
from praksis.errors import ActionError
from praksis.views import form_page, sent

KIND = PlanKind.SELF_ASSESSMENT


@require_safe
def self_assessment(request, reference):
    """The four themes at three levels, what is missing, before and after, and what is documented already."""
    engagement = course_with_plans(request, reference)
    plan, written, attached = _read(engagement)
    versions = list(plan.versions.all()) if plan else []
    found = sections(written, attached, engagement.institution_list)
    todo = [cell for cell in cells(found) if not cell.is_begun]
    asked = {"before": request.GET.get("foer"), "after": request.GET.get("efter")}
    context = {
        "engagement": engagement,
        "kind": KIND,
        "plan": plan,
        "versions": versions,
        "sections": found,
        "begun": len(places()) - len(todo),
        "of": len(places()),
        "next": todo[0].place if todo else None,
        "documentation": attached,
        "taken_out": _taken_out(engagement, attached) if plan else [],
        "comparison": compared(versions, of_rows(written), **asked),
        "steps": Rating.labels,
        "may_write": permissions.can_write(request.user, engagement),
    }
    return render(request, "engagements/plans/self_assessment.html", context)


@require_safe
@never_cache
def self_assessment_pdf(request, reference):
    """The same on paper. Made while one waits, as the poster of the course is."""
    engagement = course_with_plans(request, reference)
    plan, written, attached = _read(engagement)
    comparison = compared(plan.versions.all() if plan else [], of_rows(written))
    found = sections(written, attached, engagement.institution_list)
    page = self_assessment_paper.page(engagement, found, attached, comparison)
    back = reverse("engagements:self_assessment", args=[reference])
    return at_once.pdf(request, page, filename=self_assessment_paper.filename(engagement), otherwise=back)


@form_page
def assessment_edit(request, reference, theme, level, part):
    """Write one theme at one level; "Gem og næste" leads on to the next."""
    engagement = course_to_write(request, reference)
    place, institution = _place(engagement, theme, level, part)
    row = _row(engagement, place, institution)

    form = AssessmentForm(sent(request), row=row)
    if form.is_bound and form.is_valid() and _saved(form, engagement, place, institution, request):
        return _onwards(request, reference, place)
    return _form_page(request, engagement, form, place, institution)


def _form_page(request, engagement, form, place, institution):
    attached = Documentation.objects.filter(plan__engagement=engagement).select_related("document")
    through = places(place.part)
    context = {
        "engagement": engagement,
        "kind": KIND,
        "form": form,
        "theme": place.theme,
        "level": place.level,
        "institution": institution,
        "number": through.index(place) + 1,
        "of": len(through),
        "following": after(place),
        "questions": guidance.questions(place.theme, place.level),
        "documentation": [each for each in attached if each.is_about(place.theme, place.level)],
        "back": reverse("engagements:self_assessment", args=[engagement.case.reference]),
    }
    status = 422 if form.errors else 200
    return render(request, "engagements/plans/assessment_form.html", context, status=status)


def _saved(form, engagement, place, institution, request):
    """Whether what was typed is kept; what somebody wrote meanwhile is shown beside it."""
    try:
        row = actions.write_assessment(
            engagement,
            place.theme,
            place.level,
            institution,
            revision=form.cleaned_data["revision"] or 0,
            by=Actor.of(request),
            **form.values,
        )
    except actions.Meanwhile as conflict:
        form.show(conflict)
        return False
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    if row:
        messages.success(request, f"»{place.theme.label}, {place.level.label.lower()}« er gemt.")
    return True


def _onwards(request, reference, place):
    """To the next field where that was asked for, else back to where this one stands on the page."""
    following = after(place) if "naeste" in request.POST else None
    if following:
        return redirect("engagements:assessment_edit", reference, *following.slugs)
    return redirect(f"{reverse('engagements:self_assessment', args=[reference])}#{place.slugs[0]}")


def _read(engagement):
    """The plan, where it is begun, with what is written and attached."""
    plan = plan_of(engagement, KIND)
    return plan, rows.assessments(plan) if plan else [], rows.documentation(plan) if plan else []


def _taken_out(engagement, attached):
    """The files that stood in the self-assessment once: they stay with the case."""
    there = [each.document_id for each in attached if each.document_id]
    kept = Document.objects.filter(case=engagement.case_id, kind=actions.self_assessment.KIND)
    return list(kept.exclude(pk__in=there).order_by("created_at", "pk"))


def _place(engagement, theme, level, part):
    """The field that the address names with its institution, or 404."""
    if theme not in THEMES or level not in LEVELS:
        raise Http404
    place = Place(THEMES[theme], LEVELS[level], part)
    if part == TOGETHER:
        return place, None
    if not part.isdecimal() or place.level == Level.ADMINISTRATION:
        raise Http404
    institution = get_object_or_404(engagement.institutions, order=int(part[:4]))
    return place._replace(part=str(institution.order)), institution


def _row(engagement, place, institution):
    found = Assessment.objects.select_related("plan", "institution")
    return found.filter(
        plan__engagement=engagement, theme=place.theme, level=place.level, institution=institution
    ).first()
