"""What the pages on which a row of a plan is written have in common."""

import uuid

from django.shortcuts import render

from engagements.plans import actions
from engagements.plans.row_forms import RowForm
from praksis.cases.actors import Actor
from praksis.errors import ActionError

GONE = "En anden har taget det ud, mens du skrev. Din tekst står her. Tryk på »Gem« for at sætte den ind igen."


def added(form: RowForm, engagement, *, request, **fixed) -> bool:
    """Whether the form's row was added, with what is `fixed` by its address; a refusal stands with the form."""
    if not form.is_bound or not form.is_valid():
        return False
    row = form.MODEL(pk=form.cleaned_data["key"] or uuid.uuid4(), **fixed, **form.values)
    try:
        actions.add_row(engagement, row, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def written(form: RowForm, *, request) -> bool:
    """Whether the form's row was changed; what somebody wrote meanwhile is shown beside what was typed."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        revision = form.cleaned_data["revision"] or 0
        actions.write_row(form.row, revision=revision, by=Actor.of(request), **form.values)
    except actions.Meanwhile as conflict:
        form.show(conflict)
        return False
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def row_page(request, form, engagement, kind, **context):
    """The page of the form: `heading`, `back` (where it leads), and what else its template knows."""
    context |= {"form": form, "engagement": engagement, "kind": kind}
    return render(request, "engagements/plans/row_form.html", context, status=422 if form.errors else 200)
