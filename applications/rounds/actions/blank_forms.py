"""Making the printed form of each edition of questions, once."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from applications.rounds import blank_forms
from applications.rounds.models import BlankForm, QuestionSet
from praksis.documents.drawing import draw


@transaction.atomic
def order_blank_forms(now: datetime) -> int:
    """Have a form made of every edition in use that has none, and say how many those were. Earlier rounds need none."""
    in_use = QuestionSet.objects.filter(Q(round=None) | Q(round__deadline__gte=now), published_at__isnull=False)
    count = 0
    for edition in in_use.filter(blank_form=None).order_by("published_at"):
        # Another worker may look in the same moment.
        _, is_new = BlankForm.objects.get_or_create(question_set=edition)
        count += is_new
    return count


def draw_blank_form(pk) -> bool:
    """Claim the work and make the PDF. False where another worker has it, it is not due, or it failed this time."""
    form = BlankForm.objects.claim(pk)
    return form is not None and draw(form, page=_page, keep=_keep, fail=_fail)


@transaction.atomic
def try_blank_forms_again() -> int:
    """Begin anew with every form that could not be made, because a person asks for it. Says how many those were."""
    return BlankForm.objects.put_back()


def _page(form: BlankForm) -> str:
    edition = QuestionSet.objects.select_related("programme", "round__programme").get(pk=form.question_set_id)
    return blank_forms.page(edition)


@transaction.atomic
def _keep(form: BlankForm, content: bytes) -> bool:
    """Store the PDF. False where the lease was lost: then another worker keeps its own."""
    if not form.finish(size=len(content)):
        return False
    form.file.save(f"{form.pk}.pdf", ContentFile(content), save=False)
    BlankForm.objects.filter(pk=form.pk).update(file=form.file.name)
    return True


def _fail(form: BlankForm, error: str) -> None:
    form.fail(error)
