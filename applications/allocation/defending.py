"""What a frozen choice was defended with, for whoever approves it and whoever asks years later. Saves nothing."""

from typing import Any

from applications.allocation import explaining
from applications.allocation.grounds import Grounds
from applications.allocation.models import Explanation, OwnChoice, Snapshot, Waiver
from applications.drafting.models import Application


def of_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """The own choices, what was gone on without, and what was explained, for the page of a kept calculation.

    Of the explanations those that the frozen choice gave rise to: what was written about a choice that was changed
    again stands in the round's history.
    """
    grounds = Grounds(snapshot.input, {}, snapshot.names)
    asked = [question.key for question in explaining.questions(grounds, snapshot.chosen)]
    written = Explanation.objects.filter(round=snapshot.round_id, question__in=asked).select_related("by")
    known = {explanation.question: explanation for explanation in written}
    waivers = Waiver.objects.filter(round=snapshot.round_id, at__lte=snapshot.at)
    return {
        "explanations": [known[key] for key in asked if key in known],
        "prices": explaining.prices(grounds),
        "waivers": waivers.select_related("by").order_by("at", "pk"),
        "own_choices": _own_choices(snapshot),
    }


def _own_choices(snapshot: Snapshot) -> list[dict[str, Any]]:
    """What each manager noted before the sums were shown, with the names of those that were chosen."""
    noted = OwnChoice.objects.filter(round=snapshot.round_id).select_related("person").order_by("at", "pk")
    applications = Application.objects.filter(round=snapshot.round_id).order_by("applicant__name")
    names = {str(pk): name for pk, name in applications.values_list("pk", "applicant__name")}
    return [{"own": own, "names": [name for key, name in names.items() if key in own.applications]} for own in noted]
