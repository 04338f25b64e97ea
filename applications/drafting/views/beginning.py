"""Beginning an application for a mini course, whoever one acts for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from applications.drafting import actions, answers, permissions, sections
from applications.drafting.forms import BeginMiniForm
from applications.drafting.models import INSTITUTIONS, ApplicantKind, Application, Status
from applications.rounds.editions import questions_of
from applications.rounds.models import Programme, ProgrammeKind, QuestionKind, Round
from praksis.cases.actors import Actor
from praksis.organisations.models import Institution, Organisation
from praksis.views import form_page, reporting


@form_page
def mini_begin(request):
    """What it takes, for whom, and the button that begins; a draft that is there already is offered instead."""
    month = Round.objects.taking_minis_at(timezone.now()).select_related("programme").first()
    programme = month.programme if month else get_object_or_404(Programme, kind=ProgrammeKind.MINI)
    organisations = permissions.organisations_to_begin_for(request.user)
    own, others = _drafts(request.user, programme, organisations)
    form = BeginMiniForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        applicant = next(each for each in organisations if str(each.pk) == form.cleaned_data["applicant"])
        existing = next((draft for draft in own if draft.applicant_id == applicant.pk), None)
        if existing:
            messages.info(request, "I har allerede begyndt en ansøgning. Her kan I fortsætte.")
            return redirect(existing)
        with reporting(request):
            return redirect(actions.begin_mini(applicant, by=Actor.of(request), received_at=request.received_at))
    edition = programme.questions_now
    kinds = _kinds(organisations)
    context = {
        "programme": programme,
        "round": month,
        "form": form,
        "organisations": organisations,
        "own": own,
        "free": [each for each in organisations if each.pk not in {draft.applicant_id for draft in own}],
        "at_work": sorted({draft.applicant.name for draft in others}),
        "question_groups": sections.blank(_asked(questions_of(edition.pk) if edition else [], kinds)),
        "criteria": programme.criteria.filter(round=None),
    }
    return render(request, "applications/drafting/mini_begin.html", context)


def _drafts(user, programme: Programme, organisations: list) -> tuple[list[Application], list[Application]]:
    """The drafts for the person's organisations: those that he or she may see, and the others."""
    drafts = Application.objects.filter(programme=programme, applicant__in=organisations, status=Status.DRAFT)
    own: list[Application] = []
    others: list[Application] = []
    for draft in drafts.select_related("applicant", "case").order_by("created_at"):
        (own if permissions.can_view(user, draft) else others).append(draft)
    return own, others


def _kinds(organisations: list[Organisation]) -> set[str]:
    """As what the organisations would apply; all kinds where there are none."""
    pks = {each.pk for each in organisations}
    ownerships = dict(Institution.objects.filter(pk__in=pks).values_list("pk", "ownership"))
    kinds = {ownerships.get(pk, ApplicantKind.ADMINISTRATION) for pk in pks}
    return kinds or {*ApplicantKind.values} - {ApplicantKind.MUNICIPALITY}


def _asked(questions, kinds: set[str]) -> list:
    """The questions that are put to one of these kinds; what follows from the organisation is not asked."""
    named_already = kinds <= INSTITUTIONS
    return [
        question
        for question in questions
        if question.key != answers.APPLICANT_KIND
        and not (named_already and question.kind == QuestionKind.INSTITUTION_LIST)
        and any(answers.is_asked(question, kind) for kind in kinds)
    ]
