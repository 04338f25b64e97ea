"""Reference data: facts carried in the project's own files, loaded as rows. Loading twice changes nothing."""

import csv
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

DATA = Path(__file__).parent / "data"
POPULATION_SOURCE = "Danmarks Statistik, statistikbanken.dk/folk1a (pr. 1. januar 2018)"
CHILDREN_SOURCE = "Egne beregninger baseret på tal fra Danmarks Statistik (folk1a, 1. januar 2014)"

# Where the name is not the short name followed by "Kommune"
FULL_NAMES = {"0101": "Københavns Kommune", "0400": "Bornholms Regionskommune"}

_loaders: list[Callable[[], None]] = []


def register(load: Callable[[], None]) -> None:
    """Add a wing's loader; called from its apps.py. The ground's runs first, the others in order of the wings."""
    if load not in _loaders:
        _loaders.append(load)


@transaction.atomic
def load_all() -> None:
    """Load the reference data of every wing, all or nothing."""
    for load in _loaders:
        load()


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> None:
    """The 98 municipalities.

    What staff have entered since (the share in family day care, with its source) is left as it is.
    """
    from praksis.organisations.models import Municipality

    for row in read(DATA / "municipalities.csv"):
        Municipality.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": FULL_NAMES.get(row["code"], f"{row['name']} Kommune"),
                "short_name": row["name"],
                "region": row["region"],
                "population": int(row["population_2018"]),
                "population_year": 2018,
                "population_source": POPULATION_SOURCE,
                "children_0_5": int(row["children_0_5_2014"]),
                "children_source": CHILDREN_SOURCE,
            },
        )


def load_fictional_institutions() -> None:
    """The invented institutions of the demo's municipalities; a real installation has none of them."""
    from praksis.organisations.models import Institution, Municipality

    municipalities = {municipality.code: municipality for municipality in Municipality.objects.all()}
    for row in read(DATA / "institutions.csv"):
        Institution.objects.get_or_create(
            municipality=municipalities[row["municipality_code"]],
            name=row["name"],
            defaults={"ownership": row["ownership"], "setting": row["setting"]},
        )
