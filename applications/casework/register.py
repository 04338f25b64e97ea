"""What the register says of an applicant that the applicant may not know we use, or wrote otherwise.

It is the draft of a hearing (forvaltningsloven § 19), which a person reads and edits before it is sent.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from applications.drafting import reading, versions
from applications.drafting.models import Application
from applications.drafting.reading import Content
from praksis.organisations.models import Institution, Municipality, Ownership, Setting

USED = "Når vi læser ansøgningen, bruger vi disse oplysninger, som I ikke selv har givet os:"
CONTRADICTED = "Her står der noget andet i registeret, end I har skrevet:"


def of(application: Application) -> str:
    """The draft about a submitted application, by what the register says now."""
    content = application.submission.current.content
    named = [one["id"] for one in reading.institutions(content) if one["id"]]
    institutions = Institution.objects.filter(pk__in=named)
    return draft(content, versions.municipality_of(application), institutions)


def draft(content: Content, municipality: Municipality, institutions: Iterable[Institution]) -> str:
    """The facts of an applicant's municipality, and where the register differs from the frozen application.

    `institutions` are those of the register that the application names. Pure: what was read goes in, a text comes out.
    """
    parts = [(USED, list(_facts(content, municipality))), (CONTRADICTED, list(_contradictions(content, institutions)))]
    return "\n\n".join("\n".join([heading, *(f"- {line}" for line in lines)]) for heading, lines in parts if lines)


def _facts(content: Content, municipality: Municipality) -> Iterator[str]:
    """Population and share of family day care, each with its year and source; what is not known is not used."""
    frozen = content["applicant"].get("municipality", {})
    population = _thousands(municipality.population)
    before = frozen.get("population")
    yield (
        f"Indbyggere i {municipality.name}: {population} ({municipality.population_year}). "
        f"Kilde: {municipality.population_source}.{_since(population, before and _thousands(before))}"
    )
    if municipality.family_daycare_share is not None:
        share = _percent(municipality.family_daycare_share)
        before = frozen.get("family_daycare_share")
        yield (
            f"Andel børn i dagpleje i {municipality.name}: {share} ({municipality.family_daycare_year}). "
            f"Kilde: {municipality.family_daycare_source}.{_since(share, before and _percent(Decimal(before)))}"
        )


def _contradictions(content: Content, institutions: Iterable[Institution]) -> Iterator[str]:
    """Each institution whose ownership or kind is another in the register than in the application."""
    known = {str(institution.pk): institution for institution in institutions}
    for named in content["institutions"]:
        institution = known.get(named["id"])
        if institution is None:
            continue
        for key, words in (("ownership", Ownership), ("setting", Setting)):
            ours = getattr(institution, key)
            if named.get(key) and named[key] != ours:
                told, kept = words(named[key]).label.lower(), words(ours).label.lower()
                yield f"{named['name']}: I skriver {told}. I registeret står {kept}."


def _since(now: str, before: str | None) -> str:
    """That the fact is another than when the application was sent."""
    return f" Da I sendte ansøgningen, stod der {before}." if before and before != now else ""


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _percent(share: Decimal) -> str:
    """A fraction as one says it, with a decimal where it has one: "37,5 procent"."""
    return f"{share * 100:.1f}".removesuffix(".0").replace(".", ",") + " procent"
