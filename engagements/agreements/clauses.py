"""The text of an agreement, from its facts: which parties, which commitments, which costs. Pure; nothing is saved.

The wording is ours, after the agency's public pages on the one-year courses (24 October 2017) and the mini courses
(15 September 2017). Whose agreement it is follows ownership: a self-governing or private institution's leader and
board; for a municipal institution, or an administration, the municipality.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from praksis.danish import danish_date, short_date

AGENCY = "Socialstyrelsen"


@dataclass(frozen=True)
class Clause:
    """A numbered section: paragraphs, then a list, then what follows the list."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    closing: str = ""


@dataclass(frozen=True)
class Signature:
    """A line to sign on: for whom, and the name where it is known."""

    party: str
    role: str
    name: str = ""


def is_mini(facts: dict[str, Any]) -> bool:
    """Whether the agreement is about a mini course."""
    return facts["programme"] == "mini"


def is_boards(facts: dict[str, Any]) -> bool:
    """Whether the institution's own leader and board are the party: self-governing and private ones."""
    return facts["applicant_kind"] in ("self_governing", "private")


def other_party(facts: dict[str, Any]) -> str:
    """The agreement's other party: the institution where its leader and board sign, else the municipality."""
    return facts["applicant"] if is_boards(facts) else facts["municipality"]


def they(facts: dict[str, Any]) -> str:
    """What the clauses call the other party."""
    return "dagtilbuddet" if is_boards(facts) else "kommunen"


def parties(facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The parties, each with what it is represented by."""
    if is_boards(facts):
        kind = "selvejende" if facts["applicant_kind"] == "self_governing" else "privat"
        represented = f"{kind} dagtilbud i {facts['municipality']}, ved leder og bestyrelse"
    elif facts["applicant_kind"] == "municipal":
        represented = f"for det kommunale dagtilbud {facts['applicant']}"
    elif facts["applicant_kind"] == "administration":
        represented = "ved forvaltningen for dagtilbud"
    else:
        represented = "ved den øverste administrative ledelse af dagtilbudsområdet"
    return ((AGENCY, "ved korpset af praksiskonsulenter"), (other_party(facts), represented))


def subject(facts: dict[str, Any]) -> str:
    """What the agreement is about, as its title goes on."""
    return f"om {'minivejledningsforløb' if is_mini(facts) else 'etårigt rådgivnings- og vejledningsforløb'}"


def clauses(facts: dict[str, Any]) -> list[Clause]:
    """All sections of the agreement, in order."""
    every = [
        _purpose(facts),
        _period(facts),
        _institutions(facts),
        _elements(facts),
        _ours(facts),
        _theirs(facts),
        _costs(facts),
        _evaluation(facts),
        _documentation(facts),
        _changes(facts),
    ]
    return [clause for clause in every if clause]


def signatures(facts: dict[str, Any]) -> list[Signature]:
    """Who signs: the institution's leader and board chair, or the municipality; and the agency."""
    names = {person["key"]: person["name"] for person in facts["people"]}
    if is_boards(facts):
        lines = [
            Signature(facts["applicant"], "Leder", names.get("institution_leader", "")),
            Signature(facts["applicant"], "Bestyrelsesformand", names.get("board_chair", "")),
        ]
    else:
        lines = [
            Signature(facts["municipality"], "For kommunen", names.get("director", names.get("head_of_day_care", "")))
        ]
    return [*lines, Signature(AGENCY, "For Socialstyrelsen")]


def period(facts: dict[str, Any]) -> str:
    """From when to when, in short."""
    first, last = (short_date(date.fromisoformat(facts[key])) for key in ("starts_on", "ends_on"))
    return f"{first} – {last}"


def _purpose(facts):
    purpose = (
        "Formålet er at øge den pædagogiske kvalitet i dagtilbud og på den måde fremme trivsel, udvikling, læring og "
        "dannelse hos børn i udsatte positioner. Samarbejdet skal bidrage til at mindske den negative sociale arv, og "
        "indsatsen kommer alle børn til gode."
    )
    themes = f"Vi arbejder med: {', '.join(theme.lower() for theme in facts['themes'])}." if facts["themes"] else ""
    if is_mini(facts):
        quote = (
            (f"I ansøgningen er udfordringen beskrevet sådan: »{facts['challenge']}«",) if facts["challenge"] else ()
        )
        about = "Minivejledningsforløbet er sparring om en konkret udfordring i det pædagogiske læringsmiljø."
        return Clause("Formål", (purpose, about, *quote), closing=themes)
    about = (
        "Forløbet tager udgangspunkt i de udvalgte dagtilbuds pædagogiske arbejde og skræddersys i dialog "
        "mellem kommunen "
        "og praksiskonsulenterne, så det støtter kommunens egne strategier og det kvalitetsarbejde, der "
        "allerede er i gang."
    )
    return Clause("Formål", (purpose, about), closing=themes)


def _period(facts):
    first, last = (danish_date(date.fromisoformat(facts[key])) for key in ("starts_on", "ends_on"))
    text = f"Forløbet begynder {first} og slutter {last}."
    if is_mini(facts):
        return Clause(
            "Periode og omfang",
            (
                f"{text} Det er på højst ti timer i alt.",
                "Opstartsmødet og alle fysiske møder, videomøder og telefonsamtaler tæller med i de ti "
                "timer. Deltager to "
                "konsulenter i en times møde, tæller det som én time. Forberedelse, transport og "
                "konferencer tæller ikke.",
            ),
        )
    return Clause("Periode", (text,))


def _institutions(facts):
    if not facts["institutions"]:
        return Clause("Dagtilbud", ("Forløbet er for forvaltningen og omfatter ikke bestemte dagtilbud.",))
    items = []
    for each in facts["institutions"]:
        details = ", ".join(part.lower() for part in (each["setting"], each["ownership"]) if part)
        items.append(f"{each['name']} ({details})" if details else each["name"])
    intro = "Forløbet omfatter dette dagtilbud:" if len(items) == 1 else "Forløbet omfatter disse dagtilbud:"
    return Clause("Dagtilbud", (intro,), tuple(items))


def _elements(facts):
    if is_mini(facts):
        return Clause(
            "Forløbets elementer",
            ("Forløbet tilrettelægges i fællesskab og består af:",),
            (
                "et opstartsmøde",
                "sparring i form af videomøder, telefonmøder eller fysiske møder",
                "afprøvning i hverdagen mellem møderne",
                "mulighed for at deltage i de landsdækkende konferencer, også når de ti timer er brugt",
            ),
        )
    return Clause(
        "Forløbets elementer",
        ("Forløbet består af:",),
        (
            "et opstartsmøde i kommunen med praksiskonsulenterne, dagtilbudschefen, tovholderen og andre "
            "relevante parter",
            "en egenvurdering af kommunens styrker og udfordringer",
            "en forandringsmodel, som er ramme og styringsredskab i samarbejdet",
            "tre styregruppemøder",
            "arbejdsgruppemøder i det enkelte dagtilbud eller fælles for flere, og afprøvning af aftalte "
            "indsatser imellem dem",
            "praksismøder, ledelsessparring og sparring til kommunens pædagogiske konsulenter gennem hele forløbet",
            "temadag sammen med de andre kommuner og den landsdækkende konference",
            "en forankringsplan og en afsluttende evaluering",
        ),
    )


def _ours(facts):
    shared = (
        "sætter holdet af praksiskonsulenter efter opgaven",
        "bidrager med aktuel, forskningsbaseret viden og hjælper med at omsætte den til handling i praksis",
    )
    if is_mini(facts):
        return Clause(
            "Det gør Socialstyrelsen",
            ("Socialstyrelsen:",),
            (*shared, "forbereder og gennemfører de aftalte møder og samtaler"),
        )
    return Clause(
        "Det gør Socialstyrelsen",
        ("Socialstyrelsen:",),
        (
            *shared,
            "deltager i opstartsmøde, styregruppemøder og arbejdsgruppemøder",
            "støtter kommunen i arbejdet med egenvurdering, forandringsmodel og forankringsplan",
            "tilbyder formel og uformel sparring til hele ledelseslaget, enkeltvis og i grupper",
            "holder temadag og landsdækkende konference",
        ),
    )


def _theirs(facts):
    who = they(facts)
    if is_mini(facts):
        return Clause(
            f"Det gør {who}",
            (f"{who.capitalize()}:",),
            (
                "sikrer, at ledelsen bakker op om forløbet"
                + (", og at bestyrelsen er orienteret" if is_boards(facts) else ""),
                "afsætter tid til forberedelse, møder og eventuel deltagelse i landsdækkende konferencer",
                "afprøver det aftalte i hverdagen mellem møderne",
            ),
            f"{who.capitalize()} er selv ansvarlig for indsatsen og for at føre nye tiltag ud i livet.",
        )
    return Clause(
        "Det gør kommunen",
        ("Kommunen:",),
        (
            "afsætter ressourcer til forløbet og til at forankre indsatsen bagefter, som direktøren har "
            "skrevet under på",
            "udpeger en tovholder, der har tid til at deltage i udviklingen, også med henblik på forankring",
            "udpeger en styregruppe og indkalder til dens møder",
            "udarbejder egenvurdering, forandringsmodel og forankringsplan sammen med praksiskonsulenterne",
            "sørger for, at det enkelte dagtilbud har tid til at forberede indsatsen, holde møder og "
            "deltage i temadagen",
        ),
        "Praksiskonsulenterne støtter arbejdet, men det er kommunen, der er ansvarlig for indsatsens fremdrift.",
    )


def _costs(facts):
    who = they(facts)
    if is_mini(facts):
        return Clause(
            "Udgifter",
            (
                f"Forløbet er gratis for {who}. {who.capitalize()} betaler selv for personalets tid ved møder og andre "
                "aktiviteter i forløbet og for eventuel mad og drikke ved møderne.",
            ),
        )
    return Clause(
        "Udgifter",
        (
            "Forløbet er gratis for kommunen. Kommunen betaler selv for personalets tid ved møder og "
            "andre aktiviteter i "
            "forløbet, for eventuel mad og drikke ved møderne og for transport til temadage og "
            "landsdækkende konferencer.",
        ),
    )


def _evaluation(facts):
    if is_mini(facts):
        return None
    return Clause(
        "Evaluering",
        (
            "En ekstern evaluator følger forløbene og måler deres effekt. Kommunen deltager i "
            "evalueringen og medvirker til "
            "at indsamle data før og efter forløbet. Evaluator får kun de oplysninger, der er aftalt, og "
            "ikke oplysninger "
            "om enkelte børn.",
        ),
    )


def _documentation(facts):
    if is_mini(facts):
        return Clause(
            "Dokumentation",
            ("Forløbet kræver ingen særlig dokumentation. Vi skriver korte notater om det, vi aftaler på møderne.",),
        )
    return Clause(
        "Dokumentation",
        (
            "Egenvurderingen er grundlaget for forandringsarbejdet. Vi bruger den form for pædagogisk "
            "dokumentation, som "
            "dagtilbuddene selv arbejder med. Anden dokumentation aftaler vi, når det opleves relevant.",
            "Hverken egenvurdering, notater eller anden dokumentation i forløbet må kunne føres tilbage "
            "til enkelte børn.",
        ),
    )


def _changes(facts):
    return Clause(
        "Ændringer",
        (
            "Ændres aftalen, laver vi en ny med et nyt nummer. Denne aftale bliver liggende på sagen, som "
            "den er. Vil en af "
            "parterne stoppe før tid, taler vi sammen om det, så snart det er kendt.",
        ),
    )
