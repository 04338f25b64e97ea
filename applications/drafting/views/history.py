"""Who changed what and when; two texts beside each other; and an earlier one brought back."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import actions, answers, changes, compare, permissions
from applications.drafting.forms import read_revision
from applications.drafting.history import Saved, stretches
from applications.drafting.models import Answer, AnswerChange
from applications.drafting.views.drafts import find_application
from applications.rounds.models import QuestionKind
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.paging import page_of
from praksis.views import reporting, require

PER_PAGE = 50
FIELDS = ("answer", "revision", "at", "by_name", "answer__question__label", "answer__institution__name")


@require_safe
def history(request, pk):
    """Every change of the draft, the newest first, and the frozen texts."""
    application = find_application(request, pk)
    saved = AnswerChange.objects.filter(answer__application=application).order_by("-at", "-id")
    page = page_of(saved.values_list(*FIELDS), PER_PAGE, request)
    context = {
        "application": application,
        "page": page,
        "stretches": stretches(Saved(*row[:5], row[5] or "") for row in page),
        "versions": list(application.versions.values("number", "created_at")),
        "events": log.timeline(application.case, party=True, limit=log.asked_for(request.GET)),
    }
    return render(request, "applications/drafting/history.html", context)


@require_safe
def answer_history(request, pk, answer):
    """Every text of one answer, and two of them word by word."""
    application = find_application(request, pk)
    answer = _find_answer(application, answer)
    label, institution = answer.question.label, answer.institution.name if answer.institution else ""
    rows = answer.changes.order_by("-revision").values_list("revision", "at", "by_name")
    page = page_of(rows, PER_PAGE, request)
    found = stretches(Saved(answer.pk, *row, label, institution) for row in page)
    after = _asked_for(request, "til") or answer.revision
    before = _asked_for(request, "fra")
    if before is None:
        before = next((one.before for one in found if one.last.revision == after), max(after - 1, 0))
    pieces = _compared(answer, before, after)
    differs = any(piece.kind != compare.SAME for piece in pieces)
    is_asked = answer.question.question_set_id == application.question_set_id
    context = {
        "application": application,
        "answer": answer,
        "institution": institution,
        "page": page,
        "stretches": found,
        "before": before,
        "after": after,
        "pieces": pieces,
        "differs": differs,
        "can_restore": permissions.can_edit(request.user, application)
        and is_asked
        and answer.question.kind != QuestionKind.FILES,
        # The one of the two that does not stand there now
        "restorable": after if after != answer.revision else before if differs else 0,
    }
    return render(request, "applications/drafting/answer_history.html", context)


@require_POST
def answer_restore(request, pk, answer):
    """Let an earlier text stand again, as a new change; nothing is taken out of the history."""
    application = find_application(request, pk)
    require(permissions.can_edit(request.user, application))
    answer = _find_answer(application, answer)
    chosen, seen = (read_revision(request.POST.get(name, "")) for name in ("udgave", "set"))
    try:
        with reporting(request, success="Teksten er hentet frem igen. Den, der stod før, er stadig i historikken."):
            actions.restore(
                application,
                answer.pk,
                revision=chosen,
                seen=seen,
                by=Actor.of(request),
                received_at=request.received_at,
            )
    except ObjectDoesNotExist:
        raise Http404 from None
    return redirect(reverse("applications:answer_history", args=[application.pk, answer.pk]))


@require_safe
def version_compare(request, pk):
    """Two frozen texts: the answers in which they differ, word by word."""
    application = find_application(request, pk)
    numbers = list(application.versions.order_by("number").values_list("number", flat=True))
    if len(numbers) < 2:
        raise Http404
    after = _asked_for(request, "til") or numbers[-1]
    before = _asked_for(request, "fra") or numbers[-2]
    chosen = {version.number: version for version in application.versions.filter(number__in=[before, after])}
    if not {before, after} <= set(chosen):
        raise Http404
    differing = changes.between(chosen[before].content, chosen[after].content)
    context = {
        "application": application,
        "numbers": numbers,
        "before": chosen[before],
        "after": chosen[after],
        "changes": [(change, compare.words(change.before, change.after)) for change in differing],
    }
    return render(request, "applications/drafting/version_compare.html", context)


def _find_answer(application, pk) -> Answer:
    related = Answer.objects.select_related("question", "institution")
    return get_object_or_404(related, pk=pk, application=application)


def _asked_for(request, name: str) -> int | None:
    """A revision or number of the address; None where it was left out."""
    return read_revision(request.GET[name]) if name in request.GET else None


def _compared(answer: Answer, before: int, after: int) -> list[compare.Piece]:
    """Two of an answer's texts in words; revision 0 is the empty answer it began as."""
    values = dict(answer.changes.filter(revision__in=[before, after]).values_list("revision", "value"))
    if not {before, after} <= {0, *values}:
        raise Http404
    old, new = (answers.as_text(answer.question, values.get(revision)) for revision in (before, after))
    return compare.words(old, new)
