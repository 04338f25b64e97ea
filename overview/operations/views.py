"""How the site fares, and what did not succeed, with a button to try again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.decisions import actions as decisions
from applications.decisions.models import DecisionLetter
from applications.drafting import actions as drafting
from applications.drafting.models import Printout
from applications.rounds import actions as rounds
from applications.rounds.models import BlankForm
from engagements.agreements import actions as agreements
from engagements.agreements.models import Agreement
from engagements.meetings import actions as meetings
from engagements.meetings.models import MinutesPaper
from overview.operations import permissions
from overview.operations.checks import checks
from praksis import readiness
from praksis.mail import outbox
from praksis.mail.permissions import readable_letters
from praksis.views import reporting, require
from praksis.work import WorkStatus

PAGE = 25


@require_safe
@never_cache
def operations(request):
    """What is watched, the letters that did not arrive, and the agreements that could not be made."""
    require(permissions.can_see_operations(request.user))
    letters = readable_letters(request.user).filter(status=WorkStatus.FAILED).select_related("case")
    failed = Agreement.objects.filter(rendering__status=WorkStatus.FAILED)
    failed = failed.select_related("rendering", "engagement__case", "engagement__party")
    # One more than is shown tells that there are more.
    unmade = list(failed.order_by("-rendering__finished_at", "pk")[: PAGE + 1])
    found = checks(readiness.look())
    context = {
        "checks": found,
        "unwell": [check.label for check in found if not check.is_well],
        "page": Paginator(letters.order_by("-finished_at", "pk"), PAGE).get_page(request.GET.get("side")),
        "agreements": unmade[:PAGE],
        "has_more_agreements": len(unmade) > PAGE,
        "papers": _unmade_papers(),
    }
    return render(request, "overview/operations/operations.html", context)


def _unmade_papers() -> int:
    """How many PDFs of applications, decisions, forms and minutes could not be made; not whose they are."""
    printouts, *others = (
        model.objects.filter(status=WorkStatus.FAILED).order_by().values_list("pk")
        for model in (Printout, DecisionLetter, BlankForm, MinutesPaper)
    )
    return printouts.union(*others, all=True).count()


@require_POST
def letter_try_again(request, pk):
    """Send one failed letter again."""
    require(permissions.can_see_operations(request.user))
    letter = get_object_or_404(readable_letters(request.user), pk=pk)
    with reporting(request, success="Mailen bliver sendt igen."):
        outbox.try_again(letter)
    return redirect("overview:operations")


@require_POST
def letters_try_again(request):
    """Send all failed letters again."""
    require(permissions.can_see_operations(request.user))
    with reporting(request):
        count = outbox.try_all_again(readable_letters(request.user))
        messages.success(request, "1 mail bliver sendt igen." if count == 1 else f"{count} mails bliver sendt igen.")
    return redirect("overview:operations")


@require_POST
def agreement_try_again(request, pk):
    """Try once more with an agreement whose PDF could not be made."""
    require(permissions.can_see_operations(request.user))
    agreement = get_object_or_404(Agreement, pk=pk)
    with reporting(request, success="Aftalen bliver dannet igen."):
        agreements.try_again(agreement)
    return redirect("overview:operations")


@require_POST
def papers_try_again(request):
    """Try once more with every PDF of applications, decisions, forms and minutes that could not be made."""
    require(permissions.can_see_operations(request.user))
    with reporting(request):
        count = drafting.try_printouts_again() + decisions.try_letters_again() + rounds.try_blank_forms_again()
        count += meetings.try_all_minutes_again()
        messages.success(request, "1 pdf bliver dannet igen." if count == 1 else f"{count} pdf'er bliver dannet igen.")
    return redirect("overview:operations")
