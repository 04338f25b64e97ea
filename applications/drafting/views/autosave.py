"""What a form that saves itself is told, of a draft and of a leader's part alike; static/js/autosave.js reads it."""

from django.http import JsonResponse
from django.template.loader import render_to_string

from applications.drafting import answers, cpr
from applications.drafting.actions import Conflict, Entry
from applications.drafting.forms import read_revision
from applications.drafting.models import Answer
from praksis.danish import danish_time

NOT_KEPT = "Vi kunne ikke gemme svaret. Er teksten meget lang, så forkort den. Den står her stadig."


def entry_in(request) -> tuple[Entry, bool]:
    """The field that was sent, and whether its writer gives way to the colleague's text."""
    name = answers.clean(request.POST.get("field", ""))
    revision = read_revision(request.POST.get("revision", ""))
    return Entry(name, request.POST.getlist("value"), revision), request.POST.get("valg") == "kollegas"


def saved(answer: Answer, entry: Entry, *, gave_way: bool) -> JsonResponse:
    """That it is saved, with what now stands there where its writer gave way, and a warning of a CPR number."""
    part = answers.split_field_name(entry.name)[1]
    told = {"saved_at": danish_time(answer.changed_at), "revision": answer.revision}
    if gave_way:
        told["values"] = answers.as_given(answer.question, answer.value, part)
    if part in _parts_to_warn_of(answer, entry):
        facts = {"name": entry.name, "label": answer.question.label}
        told["field"] = entry.name
        told["note"] = render_to_string("applications/drafting/_cpr.html", facts)
    return JsonResponse(told)


def conflicting(conflict: Conflict) -> JsonResponse:
    """Both texts, from which its writer chooses."""
    told = {"message": str(conflict), "theirs": conflict.theirs, "revision": conflict.revision}
    told["note"] = render_to_string("applications/drafting/_conflict.html", {"conflict": conflict})
    return JsonResponse(told, status=409)


def _parts_to_warn_of(answer: Answer, entry: Entry) -> list[str]:
    if answer.revision != entry.revision:  # a new text, of which nobody can have said anything
        return cpr.parts_with_cpr(answer.value)
    given = [(answer.pk, answer.revision, answer.value)]
    return cpr.unsettled(answer.application.case_id, given).get(answer.pk, [])
