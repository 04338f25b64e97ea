"""The address of an event's page, proposed from its title."""

from django.utils.text import slugify

# What stands under /konferencer/ and is no event
TAKEN = {"doer", "nyt", "oplaegsholdere", "sletning"}
LONGEST = 60
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def proposed(title: str) -> str:
    """The title in small letters, with hyphens for spaces: "Leg på tværs" becomes "leg-paa-tvaers"."""
    return slugify(title.lower().translate(DANISH))[:LONGEST].strip("-")
