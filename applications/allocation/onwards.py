"""Where an applicant without a place can go from here: no refusal is a dead end. Reads, saves nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from applications.drafting import copying, permissions
from applications.drafting.copying import Target
from applications.drafting.models import Application
from praksis.danish import danish_datetime

# Pages of other wings, known by name only
ONE_YEAR, MINI, CONFERENCES = "overview:programme_one_year", "overview:programme_mini", "conferences:event_list"


@dataclass(frozen=True)
class Way:
    """One thing that can be done now: what, in a few words more, and where."""

    label: str
    text: str
    url: str


def ways_on(user, application: Application, moment: datetime) -> list[Way]:
    """A mini with what was written filled in, the next round, the conference; the person's who may write for it.

    Who only reads along is led to what there is to read.
    """
    conference = Way("Kom med til konferencen", "Den er gratis og åben for alle.", reverse(CONFERENCES))
    mini = Way("Læs om miniforløb", "I kan søge hele tiden og få op til ti timers sparring.", reverse(MINI))
    rounds = Way("Se de næste ansøgningsrunder", "Jeres svar kan bruges igen i en ny ansøgning.", reverse(ONE_YEAR))
    if not permissions.can_copy(user, application):
        return [mini, conference] if application.is_mini else [mini, rounds, conference]
    found = copying.targets(application, user, moment)
    minis = [target for target in found if target.is_mini]
    if application.is_mini:
        return [*_minis(application, minis), conference]
    again = [_again(application, target) for target in found if not target.is_mini]
    return [*(_minis(application, minis) or [mini]), *(again or [rounds]), conference]


def _minis(application: Application, minis: list[Target]) -> list[Way]:
    """The one way to a mini, whichever institution it is for."""
    if not minis:
        return []
    one = minis[0]
    if one.existing:
        text = f"I har begyndt en ansøgning. Næste frist er {danish_datetime(one.round.deadline)}."
        return [Way("Fortsæt ansøgningen om et miniforløb", text, one.existing.get_absolute_url())]
    chosen = one if len(minis) == 1 else None
    if application.is_mini:
        return [Way("Søg igen om et miniforløb", f"Jeres svar kommer med. {one.hint}.", _copy(application, chosen))]
    institution = f"Det gælder {one.row}." if chosen else "I vælger, hvilket dagtilbud det gælder."
    text = f"Vi udfylder ansøgningen med noget af det, I har skrevet. {institution} {one.hint}."
    return [Way("Søg om et miniforløb i stedet", text, _copy(application, chosen))]


def _again(application: Application, target: Target) -> Way:
    if target.existing:
        word = "Fortsæt" if target.existing.is_draft else "Se"
        return Way(f"{word} ansøgningen til {target.round.name}", f"{target.hint}.", target.existing.get_absolute_url())
    return Way(f"Søg igen: {target.round.name}", f"Jeres svar kommer med. {target.hint}.", _copy(application, target))


def _copy(application: Application, target: Target | None) -> str:
    address = reverse("applications:copy", args=[application.pk])
    return f"{address}?til={target.value}" if target else address
