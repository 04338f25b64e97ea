"""The staff's list of applications: which are in it, how it is narrowed and sorted, and its rows.

A page and an export are made alike: first the keys of what is asked for, in order, then the rows of some of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from applications.casework.models import Hearing
from applications.drafting.models import (
    KINDS,
    ApplicantKind,
    Application,
    ApplicationInstitution,
    Reopening,
    Signature,
    Status,
    Submission,
)
from applications.rounds.models import Round, RoundStatus
from praksis.cases.models import Case
from praksis.organisations.models import Institution, Municipality, Organisation, Ownership, Region
from praksis.themes import Theme, in_text

MOST_LETTERS = 100
# What a case's reference, as 2026-0042, is written with
OF_A_REFERENCE = set("0123456789-")
# Inhabitants of the applicant's municipality, from and below; what counts as small in a round is the round's own.
BANDS: dict[str, tuple[str, int, int | None]] = {
    "under-20": ("Under 20.000", 0, 20_000),
    "20-50": ("20.000 til 49.999", 20_000, 50_000),
    "50-100": ("50.000 til 99.999", 50_000, 100_000),
    "fra-100": ("100.000 og flere", 100_000, None),
}
WAITS, UNCHECKED, PAPER, HEARD = "Venter på svar", "Ikke kontrolleret", "Papir ikke set", "Åben partshøring"
MISSING = {"svar": WAITS, "hoering": HEARD, "kontrol": UNCHECKED, "papir": PAPER, "noget": "Noget af det"}


def _around(fact: str, of: str = "") -> Coalesce:
    """A fact of the municipality that an organisation is, or lies in; `of` is the way to the organisation."""
    return Coalesce(f"{of}as_municipality__{fact}", f"{of}as_institution__municipality__{fact}")


NEWEST_FIRST = (F("submitted_at").desc(), F("pk").asc())
ORDERS = {
    "aeldste": ("Ældste først", (F("submitted_at").asc(), F("pk").asc())),
    "ansoeger": ("Ansøger", (F("applicant__name").asc(), F("pk").asc())),
    "sag": ("Sagsnummer", (F("case__reference").asc(), F("pk").asc())),
    "indbyggere": ("Flest indbyggere", (_around("population", "applicant__").desc(), F("pk").asc())),
}
# The controls of the form, by their names in the address
LABELS = {
    "q": "Navn eller sagsnummer",
    "runde": "Runde",
    "status": "Status",
    "orden": "Rækkefølge",
    "region": "Region",
    "indbyggere": "Indbyggere",
    "ejerform": "Ejerform",
    "tema": "Tema",
    "mangler": "Mangler",
}
# What can be chosen in them; the rounds are those of the reader
OPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "status": tuple((kind.value, str(kind.label)) for kind in (Status.SUBMITTED, Status.WITHDRAWN)),
    "orden": tuple((key, label) for key, (label, _) in ORDERS.items()),
    "region": tuple((key, str(label)) for key, label in Region.choices),
    "indbyggere": tuple((key, label) for key, (label, *_) in BANDS.items()),
    "ejerform": tuple((key, str(label)) for key, label in Ownership.choices),
    "tema": tuple((key, str(label)) for key, label in Theme.choices),
    "mangler": tuple(MISSING.items()),
}
# What stands first, where nothing is chosen
FIRST = {"orden": "Nyeste først", "mangler": "Alle, også dem uden mangler"}

# So many rounds stand to be chosen among, some years of them; each round's own page leads to its applications.
MOST_ROUNDS = 40
# Rounds by their keys: the name and the status of each
Rounds = Mapping[UUID, tuple[str, str]]
# The rounds of which somebody reads a part only, with the keys of the applications
Parts = Mapping[UUID, set[UUID]]


def named(rounds: QuerySet[Round]) -> Rounds:
    """These rounds, read in their order."""
    return {pk: (name, status) for pk, name, status in rounds.values_list("pk", "name", "status")}


_HANDED_IN = Application.objects.filter(submitted_at__isnull=False).order_by(*NEWEST_FIRST)


def handed_in(rounds: Iterable[UUID], parts: Parts | None = None) -> QuerySet[Application]:
    """What was handed in in these rounds, also what was withdrawn again, newest first.

    The rounds are those that the reader may read (assessment/access.py), as keys: joined, they would be planned longer
    than they are read. Of those in `parts` only these applications are read.
    """
    if not parts:
        return _HANDED_IN.filter(round__among=list(rounds))
    rounds = set(rounds)
    read = [key for round_, keys in parts.items() if round_ in rounds for key in keys]
    return _HANDED_IN.filter(Q(round__among=list(rounds - parts.keys())) | Q(pk__among=read))


# --- Search, filters and order ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Control:
    """One control of the form above the list, as the template draws it; a text has no options."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""


class ApplicationFilter:
    """How the list is narrowed and sorted, by the names in the address. What is not understood is left out of account.

    `rounds` are those that the reader may read, in the order in which one chooses among them, `parts` what is read of
    those that are not read whole.
    """

    def __init__(self, data: QueryDict, rounds: Rounds, parts: Parts | None = None):
        self.data = data
        self.rounds = rounds
        self.parts = parts
        self.options = {**OPTIONS, "runde": tuple(self._rounds_to_choose())}

    def _rounds_to_choose(self) -> Iterable[tuple[str, str]]:
        """The first of the rounds, and the one that is asked for, should it be an older one."""
        wanted = self.data.get("runde")
        asked = [pk for pk in self.rounds if str(pk) == wanted] if wanted else []
        return {str(pk): self.rounds[pk][0] for pk in [*islice(self.rounds, MOST_ROUNDS), *asked]}.items()

    @cached_property
    def asked(self) -> dict[str, str]:
        """What is asked for and understood, by the names in the address."""
        said = {name: self.data.get(name, "") for name in LABELS}
        said["q"] = "" if self.error else said["q"].strip()
        return {name: value for name, value in said.items() if value and (name == "q" or self._can_be(name, value))}

    def _can_be(self, name: str, value: str) -> bool:
        return any(value == key for key, _ in self.options[name])

    @property
    def error(self) -> str:
        """Why the words cannot be searched for, or nothing."""
        words = self.data.get("q", "").strip()
        return f"Søg efter højst {MOST_LETTERS} tegn." if len(words) > MOST_LETTERS or "\0" in words else ""

    @property
    def qs(self) -> QuerySet[Application]:
        """What is asked for, in the order that is asked for."""
        found = handed_in(self.rounds, self.parts)
        for name, value in self.asked.items():
            found = NARROWED[name](found, value)
        return found

    @property
    def address(self) -> str:
        """The part of the address behind "?" that asks for just this."""
        return urlencode(self.asked)

    @property
    def words(self) -> str:
        """What is asked for, as a person reads it in the audit."""
        said = [
            f"{LABELS[name]}: {dict(self.options.get(name, ())).get(value, value)}"
            for name, value in self.asked.items()
        ]
        return "; ".join(said) or "alle"

    @property
    def controls(self) -> list[Control]:
        """The controls of the form, a text first and choices after it."""
        # What is wrong stays to be corrected.
        words = self.data.get("q", "") if self.error else self.asked.get("q", "")
        choices = [
            Control(name, LABELS[name], self.asked.get(name, ""), (("", FIRST.get(name, "Alle")), *self.options[name]))
            for name in LABELS
            if name in self.options
        ]
        return [Control("q", LABELS["q"], words, error=self.error), *choices]


# --- What each control finds: of the applications, those for which its value is true ------------------------------


def _matching(found: QuerySet[Application], words: str) -> QuerySet[Application]:
    """Those with the words in the applicant's name or an institution's, or in the reference if it can have them."""
    applicants = Organisation.objects.filter(name__icontains=words).values("pk")
    named = [
        Application.objects.filter(applicant__in=applicants).order_by().values("pk"),
        ApplicationInstitution.objects.filter(name__icontains=words).order_by().values("application"),
    ]
    if set(words) <= OF_A_REFERENCE:
        cases = Case.objects.filter(reference__contains=words).values("pk")
        named.append(Application.objects.filter(case__in=cases).order_by().values("pk"))
    return found.filter(pk__in=_any_of(*named))


def _from(found: QuerySet[Application], places: QuerySet[Municipality]) -> QuerySet[Application]:
    """Those whose applicant is one of these municipalities, or lies in one."""
    inside = Institution.objects.filter(municipality__in=places.order_by().values("pk")).order_by().values("pk")
    return found.filter(applicant__in=_any_of(places.order_by().values("pk"), inside))


def _any_of(first: QuerySet, *more: QuerySet) -> QuerySet:
    """The keys that any of these finds. A database that reads "or" looks at every application instead."""
    return first.union(*more)


def _of_size(found: QuerySet[Application], band: str) -> QuerySet[Application]:
    """Those from municipalities with so many inhabitants, or from their institutions."""
    _, least, below = BANDS[band]
    places = Municipality.objects.filter(population__gte=least)
    return _from(found, places.filter(population__lt=below) if below else places)


def _with_ownership(found: QuerySet[Application], ownership: str) -> QuerySet[Application]:
    """Those about at least one institution that is owned so."""
    owned = ApplicationInstitution.objects.filter(ownership=ownership).values("application")
    # The kinds of institutions that apply have the names of the ways to own one.
    return found.filter(Q(applicant_kind=ownership) | Q(pk__in=owned))


def _with_theme(found: QuerySet[Application], theme: str) -> QuerySet[Application]:
    """Those with the theme among those chosen."""
    return found.filter(themes__contains=in_text(theme))


def _lacking(found: QuerySet[Application], what: str) -> QuerySet[Application]:
    """Those that lack one thing, or anything, before they can be judged."""
    asked = LACKING.values() if what == "noget" else [LACKING[what]]
    return found.filter(reduce(or_, asked), status=Status.SUBMITTED)


NARROWED: dict[str, Callable[[QuerySet[Application], str], QuerySet[Application]]] = {
    "q": _matching,
    "runde": lambda found, key: found.filter(round=UUID(key)),
    "status": lambda found, status: found.filter(status=status),
    "orden": lambda found, order: found.order_by(*ORDERS[order][1]),
    "region": lambda found, region: _from(found, Municipality.objects.filter(region=region)),
    "indbyggere": _of_size,
    "ejerform": _with_ownership,
    "tema": _with_theme,
    "mangler": _lacking,
}


def _asked_again() -> QuerySet[Reopening]:
    """What was asked for again and has neither come nor been closed."""
    return Reopening.objects.filter(answered_at=None, closed_at=None)


def _on_paper() -> QuerySet[Submission]:
    """What was handed in with a signature on paper that nobody has looked at."""
    unseen = Signature.objects.filter(document__isnull=False, checked_at=None)
    return Submission.objects.filter(version__in=unseen.values("version"))


LACKING = {
    # As keys: few applications lack anything, and the many are not looked at one by one.
    "svar": Q(pk__in=_asked_again().values("answer__application")),
    "hoering": Q(pk__in=Hearing.objects.open().order_by().values("application")),
    # Once the round is proposed nothing is checked any longer.
    "kontrol": Q(formal_check=None, round__status=RoundStatus.ASSESSING),
    "papir": Q(pk__in=_on_paper().values("application")),
}

OWNERSHIPS, THEMES = dict(OPTIONS["ejerform"]), dict(OPTIONS["tema"])

# --- Rows ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One application as the list shows it. Programme and themes are there where the whole was asked for."""

    pk: UUID
    round_pk: UUID
    round: str
    round_status: str
    municipality: str
    region: str
    population: int
    reference: str
    applicant: str
    applicant_kind: str
    status: str
    received_at: datetime
    withdrawn_at: datetime | None
    checked_at: datetime | None
    waits: bool
    is_heard: bool
    has_unseen_paper: bool
    programme: str = ""
    institutions: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def status_word(self) -> str:
        return Status(self.status).label

    @property
    def status_kind(self) -> str:
        return KINDS[Status(self.status)]

    @property
    def kind_word(self) -> str:
        return str(ApplicantKind(self.applicant_kind).label)

    @property
    def others(self) -> str:
        """The institutions it is about, where they are not the applicant itself: two by name, and how many more."""
        names = [name for name, _ in self.institutions if name != self.applicant]
        more = f" og {len(names) - 2} til" if len(names) > 2 else ""
        return ", ".join(names[:2]) + more

    @property
    def received_on(self) -> str:
        """The day as a narrow column has it: "3.11.2017"."""
        day = timezone.localtime(self.received_at)
        return f"{day.day}.{day.month}.{day.year}"

    @property
    def is_submitted(self) -> bool:
        """Whether it stands: what was withdrawn is read by nobody."""
        return self.status == Status.SUBMITTED

    @property
    def lacks(self) -> list[str]:
        """What must be done before it can be judged, in words; the filter `mangler` finds the same."""
        lacking = {
            WAITS: self.waits,
            HEARD: self.is_heard,
            UNCHECKED: self.checked_at is None and self.round_status == RoundStatus.ASSESSING,
            PAPER: self.has_unseen_paper,
        }
        return [word for word, lacks in lacking.items() if lacks and self.is_submitted]


# What is read of rows, by the keys that each page adds: laid out once, since that takes longer than to read a page
_FACTS = (
    *("pk", "round", "applicant", "case__reference", "applicant__name", "applicant_kind", "status", "submitted_at"),
    *("withdrawn_at", "formal_check__checked_at", "waits", "is_heard", "has_unseen_paper", "themes"),
)
_APPLICATIONS = (
    Application.objects.annotate(
        waits=Exists(_asked_again().filter(answer__application=OuterRef("pk"))),
        is_heard=Exists(Hearing.objects.open().filter(application=OuterRef("pk"))),
        has_unseen_paper=Exists(_on_paper().filter(application=OuterRef("pk"))),
    )
    .order_by()
    .values_list(*_FACTS)
)
_ABOUT = ApplicationInstitution.objects.order_by().values_list("application", "order", "name", "ownership")
_PLACES = Organisation.objects.order_by().values_list("pk", *map(_around, ("short_name", "region", "population")))
_PROGRAMMES = Application.objects.order_by().values_list("pk", "programme__name")


def rows_of(keys: Sequence[UUID], rounds: Rounds | None = None, *, whole: bool = False) -> list[Row]:
    """The rows of these applications in the same order, in three queries; `whole` reads the programmes in one more.

    One query with everything joined takes a database longer to plan than these to answer. The rounds that the
    applications are in are read too, where they are not given.
    """
    if not keys:
        return []
    rounds = rounds or named(Round.objects.all())
    facts: dict[UUID, Any] = {pk: values for pk, *values in _APPLICATIONS.filter(pk__among=keys)}
    places: dict[UUID, Any] = {pk: place for pk, *place in _PLACES.filter(pk__among={one[1] for one in facts.values()})}
    institutions: dict[UUID, list[tuple[str, str]]] = {}
    for application, _, name, ownership in sorted(_ABOUT.filter(application__among=keys)):
        institutions.setdefault(application, []).append((name, OWNERSHIPS[ownership]))
    programmes = dict(_PROGRAMMES.filter(pk__among=keys)) if whole else {}
    rows = []
    for key in keys:
        round_, applicant, *rest, themes = facts[key]
        chosen = tuple(THEMES.get(one, one) for one in themes.split())
        about: Any = (programmes.get(key, ""), tuple(institutions.get(key, ())), chosen)
        rows.append(Row(key, round_, *rounds[round_], *places[applicant], *rest, *about))
    return rows
