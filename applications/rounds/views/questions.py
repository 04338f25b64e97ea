"""Managers' pages about the questions of a round, or of a programme, and their editions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.rounds import actions, permissions, questionnaire
from applications.rounds.forms import PublishForm, QuestionForm
from applications.rounds.models import Criterion, Programme, QuestionSet, RoundStatus
from applications.rounds.views.preparing import find_round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@require_safe
def round_questions(request, pk):
    """Lead to the newest edition of the round's questions, or of the programme's, where it has none of its own."""
    round_ = find_round(request, pk)
    own = round_.question_sets.order_by("-number").first()
    return redirect("applications:question_set", (own or _newest(round_.programme)).pk)


@require_safe
def programme_questions(request, kind):
    """Lead to the newest edition of the programme's own questions."""
    require(permissions.can_prepare(request.user))
    return redirect("applications:question_set", _newest(get_object_or_404(Programme, kind=kind)).pk)


@require_safe
def question_set(request, pk):
    """One edition of the questions, to edit until it is in use, and to read afterwards."""
    return render_edition(request, find_edition(request, pk), PublishForm())


def render_edition(request, edition, form, status=200):
    """The page of an edition, with the form that puts it to use."""
    can_edit = is_editable(edition)
    editions = QuestionSet.objects.filter(programme=edition.programme, round=edition.round).order_by("-number")
    others = [one for one in editions.values("pk", "number", "published_at") if one["pk"] != edition.pk]
    is_newest = all(one["number"] < edition.number for one in others)
    titles = dict(_criteria(edition).values_list("key", "title"))
    context = {
        "edition": edition,
        "groups": _groups(edition.questions.all(), titles),
        "others": others,
        "can_edit": can_edit,
        "can_publish": can_edit and (edition.round is None or edition.round.status != RoundStatus.DRAFT),
        "can_renew": is_newest and edition.published_at is not None and takes_new_editions(edition),
        "form": form,
    }
    return render(request, "applications/rounds/question_set.html", context, status=status)


@require_POST
def edition_begin(request, pk):
    """Begin a new edition of these questions."""
    edition = find_edition(request, pk)
    try:
        begun = actions.begin_edition(edition.round, edition.programme, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:question_set", edition.pk)
    messages.success(request, "Ret spørgsmålene her. Ingen andre kan se den nye udgave, før I tager den i brug.")
    return redirect("applications:question_set", begun.pk)


@require_POST
def edition_discard(request, pk):
    """Throw a new edition away."""
    edition = find_edition(request, pk)
    back = back_of(edition)
    try:
        actions.discard_edition(edition, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:question_set", pk)
    messages.success(request, "Den nye udgave er kasseret.")
    return redirect(*back)


@form_page
def question_edit(request, pk, question_pk=None):
    """Change one question, or add one."""
    edition = find_edition(request, pk)
    question = get_object_or_404(edition.questions, pk=question_pk) if question_pk else None
    if not is_editable(edition):
        messages.error(request, "Spørgsmålene er taget i brug og kan ikke rettes. Lav en ny udgave i stedet.")
        return redirect("applications:question_set", edition.pk)
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent, edition=edition, question=question, criteria=_criteria(edition))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_question(edition, question, **form.facts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Spørgsmålet er gemt.")
            return redirect("applications:question_set", edition.pk)
    context = {
        "edition": edition,
        "question": question,
        "is_locked": question is not None and questionnaire.is_locked(question),
        "sections": list(dict.fromkeys(edition.questions.values_list("section", flat=True))),
        "form": form,
    }
    return render(request, "applications/rounds/question_edit.html", context, status=422 if form.errors else 200)


@require_POST
def question_remove(request, pk, question_pk):
    """Take a question out."""
    edition = find_edition(request, pk)
    question = get_object_or_404(edition.questions, pk=question_pk)
    with reporting(request, success=f"Spørgsmålet »{question.label}« er fjernet."):
        actions.remove_question(edition, question, by=Actor.of(request))
    return redirect("applications:question_set", edition.pk)


def find_edition(request, pk) -> QuestionSet:
    """The edition, for a manager; 404 for those who see no rounds, 403 for the others."""
    editions = QuestionSet.objects.select_related("programme", "round__case", "round__programme")
    if not request.user.runs_the_work:
        editions = editions.none()
    edition = get_object_or_404(editions, pk=pk)
    require(permissions.can_prepare(request.user))
    return edition


def is_editable(edition: QuestionSet) -> bool:
    """Whether the questions are not in use yet."""
    return edition.published_at is None


def takes_new_editions(edition: QuestionSet) -> bool:
    """Whether a new edition makes sense: the programme's own questions, or a round that takes applications."""
    round_ = edition.round
    return round_ is None or (round_.status == RoundStatus.ASSESSING and not round_.is_closed)


def back_of(edition: QuestionSet) -> tuple:
    """Where an edition's pages lead back to."""
    if edition.round_id:
        return "applications:round_questions", edition.round_id
    return "applications:programme_questions", edition.programme.kind


def _newest(programme: Programme) -> QuestionSet:
    return get_object_or_404(programme.question_sets.filter(round=None).order_by("-number")[:1])


def _criteria(edition: QuestionSet):
    return Criterion.objects.filter(programme=edition.programme, round=edition.round)


def _groups(questions, titles: dict[str, str]) -> list[dict]:
    groups: dict[str, list] = {}
    for question in questions:
        shown = {
            "question": question,
            "criterion": titles.get(question.criterion, ""),
            "is_locked": questionnaire.is_locked(question),
            "options": [label for _, label in question.options],
        }
        groups.setdefault(question.section, []).append(shown)
    return [{"title": title, "rows": rows} for title, rows in groups.items()]
