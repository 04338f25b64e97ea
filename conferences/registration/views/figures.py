"""An event's registrations in numbers, for managers."""

from collections.abc import Sequence

from django.views.decorators.http import require_safe

from conferences.registration import figures as numbers
from conferences.registration.views.managing import managed_event, managers_page

COLUMNS = ("Har plads", "På venteliste", "Afmeldt")
# Told of once somebody was let in
ATTENDANCE = ("Kom", "Udeblev")


@require_safe
def figures(request, slug):
    """Who comes, by where from and what they work as; how the workshops are filled; and when people registered."""
    event = managed_event(request, slug)
    municipalities, regions = numbers.by_place(event)
    groups = [
        ("Kommuner", "Kommune", municipalities),
        ("Regioner", "Region", regions),
        ("Roller", "Rolle", numbers.by_role(event)),
    ]
    came, seated = (sum(getattr(one, name) for one in groups[2][2]) for name in ("came", "seated"))
    attendance = ATTENDANCE if came else ()

    def present(one: numbers.Line | numbers.WorkshopLine) -> tuple[int, ...]:
        return (one.came, one.missed) if came else ()

    tables: list[tuple[str, Sequence[str], Sequence[tuple]]] = [
        (
            title,
            (first, *COLUMNS, *attendance),
            [(one.label, one.seated, one.waiting, one.cancelled, *present(one)) for one in lines],
        )
        for title, first, lines in groups
    ]
    workshops = [
        (one.workshop.starts_and_title, one.workshop.seats, one.seated, one.waiting, *present(one))
        for one in numbers.by_workshop(event)
    ]
    tables.append(("Workshops", ("Workshop", "Pladser", "Har plads", "På venteliste", *attendance), workshops))
    weeks = [(one.label, one.made, one.cancelled) for one in numbers.by_week(event)]
    tables.append(("Tilmeldinger uge for uge", ("Uge", "Tilmeldt", "Heraf afmeldt siden"), weeks))
    shown = [table for table in tables if table[2]]
    is_over = request.received_at >= event.ends_on_the_day_at
    context = {"tables": shown, "came": came, "missed": seated - came, "is_over": is_over}
    return managers_page(request, "figures", event, "figures", "Tal", **context)
