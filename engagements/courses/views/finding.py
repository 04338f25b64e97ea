"""The course or step that an address names, for whoever may see it."""

from django.shortcuts import get_object_or_404

from engagements.courses.models import Engagement


def course_to_run(request, reference, *also):
    """The course of this reference number with what tells who may do what in it, and `also` this; or 404."""
    courses = Engagement.objects.visible_to(request.user).select_related("case", "party__as_institution", *also)
    return get_object_or_404(courses.with_pause(), case__reference=reference)


def visible_step(request, reference, order):
    """A step of a visible course, or 404."""
    return get_object_or_404(course_to_run(request, reference).steps, order=order)
