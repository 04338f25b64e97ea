"""What managers do next about an event, from its first draft until it has been held."""

from dataclasses import dataclass
from datetime import datetime

from conferences.programme.models import Event


@dataclass(frozen=True)
class Step:
    """Where the event is, and the page on which to go on; an address below the event's own."""

    text: str
    label: str
    address: str


# The pages of later rooms are known here by their addresses alone.
LAY = Step("Læg først programmet.", "Læg programmet", "program/")
DATES = Step("Man kan ikke tilmelde sig, før I skriver, hvornår tilmeldingen åbner.", "Ret oplysninger", "ret/")
HOLD = Step("Tilmeldingen er ikke åben endnu. I kan allerede holde pladser til kommuner.", "Se pladserne", "pladser/")
FOLLOW = Step("Tilmeldingen er åben.", "Se de tilmeldte", "deltagere/")
BADGES = Step("Tilmeldingen er lukket. Hent navneskiltene, før dagen kommer.", "Hent navneskilte", "navneskilte/")
DOOR = Step("Det er i dag.", "Tag imod gæsterne", "doer/")
AFTER = Step("Dagen er holdt. Se, hvad deltagerne syntes.", "Se evalueringen", "evaluering/")


def next_step(event: Event, now: datetime, *, is_laid: bool) -> Step | None:
    """The page that managers are led to; none where publishing is next, or nothing is."""
    if not event.is_public:
        return None if is_laid else LAY
    if event.is_called_off:
        return None
    if now > event.ends_on_the_day_at:
        # Nobody answered about a day that one could not register for.
        return AFTER if event.registration_opens_at else None
    if now.astimezone(event.begins_at.tzinfo).date() == event.held_on:
        return DOOR
    if event.registration_opens_at is None or event.registration_closes_at is None:
        return DATES
    if now < event.registration_opens_at:
        return HOLD
    return FOLLOW if now <= event.registration_closes_at else BADGES
