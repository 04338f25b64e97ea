"""The tile map of the 98 municipalities, with the same facts as a table."""

from collections.abc import Iterable, Mapping

from django import template

from applications.allocation import tile_map as map_of

register = template.Library()


@register.inclusion_tag("components/figure.html")
def tile_map(
    states: Mapping[str, Iterable[str]],
    caption: str,
    notes: Mapping[str, str] | None = None,
    note_heading: str = "Forløb",
    key: str = "tile-map",
) -> dict:
    """Draw the map with its signs explained and its table beneath, as components/figure.html has it.

    `states` is a municipality's code → what is told of it: any of "earlier" (a one-year course), "mini", "applied" and
    "chosen" (tile_map.State); those without any need not be there. `notes` is a code → a few words for the table's last
    column, headed `note_heading`. A page with two maps gives each its own `key`. The page includes
    css/tile_map.css and passes what memory.of_all() gives, with `states = memory.states_with(applied=…, chosen=…)`:

        {% load static tile_map %}
        <link rel="stylesheet" href="{% static "css/tile_map.css" %}">
        {% tile_map states "Ansøgerne og dem, der har været med før" notes=memory.notes %}
    """
    rows = map_of.rows(states, notes or {})
    return {
        "id": key,
        "caption": f"{caption}. {'De øvrige kommuner står på kortet uden mærke.' if rows else 'Ingen har et mærke.'}",
        "markup": map_of.drawing(states, key=key),
        "columns": [*map_of.COLUMNS, note_heading] if notes else map_of.COLUMNS,
        "rows": rows,
    }
