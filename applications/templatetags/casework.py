"""What pages of earlier rooms may show of a case after it is handed in, without knowing this room."""

from django import template
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from applications.casework import permissions, summary
from applications.drafting.models import Application, Reopening, Status
from applications.drafting.steps import NextStep
from praksis.danish import danish_date, days_left
from praksis.task_list import Task

register = template.Library()


@register.inclusion_tag("applications/casework/_asked_again.html")
def asked_again(application):
    """The answers of a submitted application that we wait for, as tasks."""
    if application.status != Status.SUBMITTED:
        return {"tasks": []}
    waiting = Reopening.objects.waiting(timezone.localdate()).filter(answer__application=application)
    rows = waiting.order_by("due_on", "asked_at").values_list(
        "pk", "due_on", "answer__question__label", "answer__institution__name"
    )
    return {
        "tasks": [
            Task(
                f"{place}: {label}" if place else label,
                "Venter på jer",
                "warning",
                url=reverse("applications:answer_again", args=[application.pk, pk]),
                hint=f"Senest {danish_date(due_on)} ({days_left(due_on)})",
            )
            for pk, due_on, label, place in rows
        ]
    }


@register.inclusion_tag("applications/casework/_hearings.html")
def hearings(application):
    """What the applicant is or was heard about, as tasks; in one query with `step_now`."""
    return {"tasks": [_hearing_task(application, hearing) for hearing in _hearings(application)]}


@register.simple_tag
def step_now(application, step):
    """The next step, where `step` does not know of hearings: one that can be answered is the applicant's turn."""
    if step.whose == "Jer" or application.status != Status.SUBMITTED or permissions.is_announced(application):
        return step
    waiting = next((hearing for hearing in _hearings(application) if hearing.awaits_answer), None)
    if waiting is None:
        return step
    return NextStep(
        "Jer",
        "Læs de oplysninger, vi hører jer om, og skriv, hvad I mener om dem. Derefter bedømmer vi videre.",
        _by_when(waiting),
        reverse("applications:hearing", args=[application.pk, waiting.pk]),
        "Læs og svar",
    )


def _hearings(application):
    """Those of what was handed in, the first sent first; read once for a page."""
    if application.submitted_at is None:
        return []
    prefetch_related_objects([application], "hearings")
    return application.hearings.all()


def _hearing_task(application, hearing) -> Task:
    url = reverse("applications:hearing", args=[application.pk, hearing.pk])
    label = f"Partshøring {danish_date(hearing.sent_at)}"
    if hearing.awaits_answer and application.status == Status.SUBMITTED and not permissions.is_announced(application):
        return Task(label, "Venter på jer", "warning", url=url, hint=_by_when(hearing))
    words = ("Besvaret", "success") if hearing.answered_at else ("Ikke besvaret", "neutral")
    return Task(label, *words, url=url)


def _by_when(hearing) -> str:
    return f"Senest {danish_date(hearing.due_on)} ({days_left(hearing.due_on)})"


@register.inclusion_tag("applications/casework/_contact.html", takes_context=True)
def contact(context, application):
    """The way to the messages with us, with a word where one is unread, and the way out of the application."""
    has_unread = False
    if application.submitted_at:
        own = Application.objects.filter(pk=application.pk)
        has_unread = own.filter(summary.unread(by_party=True)).exists()
    return {
        "application": application,
        "has_unread": has_unread,
        "may_withdraw": permissions.can_withdraw(context["request"].user, application),
    }
