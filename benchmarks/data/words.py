"""Words for the bench's rows: nobody's names, nobody's text."""

from random import Random

SENTENCES = [
    "Vi vil gerne se på rutinerne omkring garderoben, hvor mange børn venter længe.",
    "Personalet oplever, at nogle børn står i udkanten af legen om eftermiddagen.",
    "I det seneste tilsyn blev vi opfordret til at arbejde med mindre grupper.",
    "Lederne har sat to timer af om ugen til forberedelse og fælles refleksion.",
    "Forældrene deltager gerne, når vi inviterer dem til korte og konkrete møder.",
    "Sprogvurderingerne viser, at der er forskel på, hvem der får hjælp i tide.",
    "Vi har prøvet en ny indretning af stuerne, men den er ikke blevet en vane endnu.",
    "Erfaringerne skal deles med de andre dagtilbud på vores fælles pædagogiske dage.",
    "Direktionen har besluttet at følge arbejdet på hvert andet møde.",
    "Overgangen fra dagpleje til børnehave er svær for nogle familier.",
    "Vi ønsker sparring på, hvordan de voksne fordeler sig i løbet af dagen.",
    "Den pædagogiske konsulent kan være med ved alle møder i arbejdsgruppen.",
    "Målet er, at flere børn deltager i fællesskabet, også når dagen er presset.",
    "Vi bygger videre på kommunens strategi for tidlig indsats.",
    "Der er sat vikarer af, så hele personalegruppen kan deltage i temadagen.",
]
FIRST = "Anne Bente Carl Dorte Erik Freja Gitte Hans Ida Jens Kirsten Lars Mette Niels Oda Per Rikke Søren Tove Ulla"
LAST = "Aagaard Bang Dahl Eskildsen Frost Gade Holm Iversen Juhl Krogh Lund Munk Nygaard Overgaard Palm Riis Skov Toft"
HOUSES = "Æblehaven Solstrålen Mosegården Regnbuen Spiren Bakkehuset Skovbrynet Kastanjen Lærkereden Fyrtårnet"


def text(rng: Random, words: int) -> str:
    """About so many words of Danish."""
    found: list[str] = []
    while len(found) < words:
        found += rng.choice(SENTENCES).split()
    return " ".join(found[:words])


def name(rng: Random) -> str:
    """A person's name."""
    return f"{rng.choice(FIRST.split())} {rng.choice(LAST.split())}"


def person(rng: Random, number: int) -> dict[str, str]:
    """A contact person as an application names one."""
    return {
        "name": name(rng),
        "title": "Pædagogisk konsulent",
        "email": f"kontakt{number}@kommune.example",
        "phone": f"{rng.randrange(20_000_000, 90_000_000)}",
    }


def house(number: int) -> str:
    """The name of a day-care institution."""
    names = HOUSES.split()
    return f"{names[number % len(names)]} {number // len(names) + 1}"
