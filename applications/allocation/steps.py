"""The steps of a round's way, for the page: what is done, what is missing, and whose turn it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from applications.allocation import opened, readiness
from applications.allocation.models import Outcome, Proposal
from applications.allocation.standing import Standing
from applications.rounds.models import Round, RoundStatus
from praksis.danish import danish_date, danish_datetime
from praksis.task_list import Task

DONE, NOW, LATER = ("Klar", "success"), ("Mangler", "warning"), ("Senere", "neutral")
# Still missing when the round was proposed all the same
WAIVED = ("Gik videre uden", "neutral")
ORDER = list(RoundStatus)


@dataclass(frozen=True)
class Way:
    """What the steps are made of; everything is already read."""

    round: Round
    standings: list[Standing]
    assignments: list
    proposal: Proposal | None
    may_choose: bool = False
    may_approve: bool = False
    may_announce: bool = False
    # Why the proposal cannot go on as it is (recounting.shaken), and whether the reader can send it back
    shaken: str = ""
    may_send_back: bool = False

    def reached(self, status: str) -> bool:
        """Whether the round has come to this status, or further."""
        return ORDER.index(RoundStatus(self.round.status)) >= ORDER.index(RoundStatus(status))

    @property
    def is_past_deadline(self) -> bool:
        """Whether the applications are all in."""
        return self.round.is_closed or self.reached(RoundStatus.PROPOSED)


def steps(way: Way, *, may_assign: bool) -> list[dict]:
    """The steps as tasks of components/task_list.html."""
    return [
        _deadline(way),
        _reviewers(way, may_assign),
        _interests(way),
        _checks(way),
        _reviews(way),
        *([] if way.round.programme.is_mini else [_ready(way), _composition(way)]),
        _choices(way),
        *_reserves(way),
        _proposed(way),
        _approved(way),
        _announced(way),
        _answers(way),
    ]


def turn(way: Way) -> dict[str, str]:
    """Whose turn it is, to do what, by when, and where for a reader who can do it, for components/next_step.html."""
    round_ = way.round
    turns = {
        RoundStatus.DRAFT: ("Runden gøres klar og åbnes", "En leder"),
        RoundStatus.PROPOSED: ("Indstillingen læses og tiltrædes", "En godkender"),
        RoundStatus.APPROVED: ("Afgørelserne meddeles", "En leder"),
        RoundStatus.ANNOUNCED: ("De valgte kommuner svarer", "Kommunerne"),
    }
    when, url, link_text = "", "", ""
    if way.shaken:
        what, whose = "Indstillingen sendes tilbage", "En godkender"
    elif asks_for_a_reserve(way):
        what, whose = "Der tages stilling til, hvem der får den ledige plads", "En leder og en godkender"
        url, link_text = reverse("applications:round_reserves", args=[round_.pk]), "Se den ledige plads"
    elif round_.status == RoundStatus.ASSESSING and way.is_past_deadline:
        what, whose, url, link_text = _assessing(way)
    elif round_.status == RoundStatus.ASSESSING:
        what, whose, when = "Kommunerne søger", "Ansøgerne", danish_datetime(round_.deadline)
    else:
        what, whose = turns[RoundStatus(round_.status)]
    if round_.status == RoundStatus.ANNOUNCED and not url:
        day = _accept_by(way)
        when = f"Senest {day}" if day else ""
    # Both stand on the round's own page, below its applications.
    if way.may_approve:
        url, link_text = "#approve", "Gå til tiltrædelsen"
    if way.shaken and way.may_send_back:
        url, link_text = "#send-back", "Send indstillingen tilbage"
    if way.may_announce:
        url, link_text = "#announce", "Gå til meddelelsen"
    return {"what": what, "whose": whose, "when": when, "url": url, "link_text": link_text}


def _assessing(way):
    """What is done now, by whom, and for who chooses in the round the page where it is done."""
    what, whose, page, words = _work_of_assessing(way)
    if not way.may_choose:
        return what, whose, "", ""
    return what, whose, reverse(f"applications:{page}", args=[way.round.pk]), words


def _work_of_assessing(way):
    locked, expected = _locked(way)
    if not way.assignments:
        return "Bedømmerne vælges", "En leder", "round_reviewers", "Vælg bedømmere"
    if way.standings and locked < expected:
        left = _count(expected - locked, "bedømmelse", "bedømmelser")
        what = f"Ansøgningerne bedømmes. Der mangler {left}"
        return what, "Bedømmerne", "round_reviewers", "Se, hvor langt bedømmerne er"
    is_decided = all(standing.outcome for standing in way.standings)
    awaited = readiness.awaited_from(way.standings)
    # Minis are decided one by one: nothing is composed.
    page = ("round_ready", "Se, om runden er klar")
    if way.round.programme.is_mini or (is_decided and not awaited):
        page = ("round_propose", "Gå til indstillingen")
    elif any(standing.outcome for standing in way.standings):
        page = ("round_composition", "Gå til sammensætningen")
    if awaited:
        return f"Der er bedt om et nyt svar: {readiness.listed(awaited)}", "Ansøgerne", *page
    if is_decided:
        return "Det samlede valg indstilles", "En leder", *page
    return "Der vælges for hver ansøgning, og det samlede valg indstilles", "En leder", *page


def _accept_by(way):
    """The last day on which the chosen can say yes, in words; empty before the decisions are announced."""
    announced = (standing.announced_at for standing in way.standings if standing.is_granted)
    # An offer may have been made later than the others, by a decision that replaced another.
    announced_at = max(filter(None, announced), default=None)
    return danish_date(way.round.accept_by(announced_at)) if announced_at else ""


def _locked(way):
    locked = sum(standing.locked for standing in way.standings)
    return locked, sum(standing.expected for standing in way.standings)


def _step(label, hint, state, url=""):
    word, kind = state
    return Task(label, word, kind, url=url, hint=hint)


def _deadline(way):
    hint = f"{danish_datetime(way.round.deadline)}. {_count(len(way.standings), 'ansøgning', 'ansøgninger')} modtaget."
    if way.round.status == RoundStatus.DRAFT:
        return _step("Ansøgningsfrist", f"{danish_datetime(way.round.deadline)}.", LATER)
    return _step("Ansøgningsfrist", hint, DONE if way.is_past_deadline else ("Åben", "info"))


def _reviewers(way, may_assign):
    names = [assignment.reviewer.name for assignment in way.assignments]
    url = reverse("applications:round_reviewers", args=[way.round.pk]) if may_assign else ""
    hint = f"{readiness.listed(names)}." if names else "Der er ikke valgt bedømmere endnu."
    return _step("Bedømmere", hint, DONE if names else NOW, url)


def _interests(way):
    waiting = [assignment.reviewer.name for assignment in way.assignments if not assignment.has_declared]
    conflicted = [assignment.reviewer.name for assignment in way.assignments if assignment.has_interest]
    if not way.is_past_deadline:
        return _step("Habilitet", "Erklæres, når fristen er nået.", LATER)
    hint = f"Mangler fra {readiness.listed(waiting)}." if waiting else "Alle bedømmere har erklæret sig."
    if conflicted:
        hint += f" Deltager ikke: {readiness.listed(conflicted)}."
    url = reverse("applications:interest_rulings", args=[way.round.pk])
    return _step("Habilitet", hint, NOW if waiting or not way.assignments else DONE, url)


def _checks(way):
    if not way.is_past_deadline:
        return _step("Formel kontrol", "Begynder, når fristen er nået.", LATER)
    checked = sum(1 for standing in way.standings if standing.is_checked)
    hint = f"{checked} af {len(way.standings)} kan bedømmes. Kontrollen står under hver ansøgning."
    awaited = readiness.awaited_from(way.standings)
    if awaited:
        hint += f" Der ventes på et nyt svar fra {readiness.listed(awaited)}."
    if checked == len(way.standings):
        return _step("Formel kontrol", hint, DONE)
    return _step("Formel kontrol", hint, WAIVED if way.reached(RoundStatus.PROPOSED) else NOW)


def _reviews(way):
    locked, expected = _locked(way)
    if not way.is_past_deadline:
        return _step("Bedømmelser", "Begynder, når fristen er nået.", LATER)
    few = readiness.little_reviewed(way.standings)
    hint = f"{locked} af {expected} er låst."
    if few:
        hint += f" Færre end to: {readiness.listed(few)}."
    if locked >= expected and not few:
        return _step("Bedømmelser", hint, DONE)
    return _step("Bedømmelser", hint, WAIVED if way.reached(RoundStatus.PROPOSED) else NOW)


def _ready(way):
    url = reverse("applications:round_ready", args=[way.round.pk]) if way.may_choose else ""
    hint = "Det, der mangler, kommer på plads, eller I skriver, hvorfor I går videre uden."
    return _step("Klar til at vælge", hint, _before_choosing(way), url)


def _composition(way):
    url = reverse("applications:round_composition", args=[way.round.pk]) if way.may_choose else ""
    hint = "Hver leder noterer sit eget valg. Så vises beregningen, og I vælger frit."
    return _step("Eget valg og sammensætning", hint, _before_choosing(way), url)


def _before_choosing(way):
    if way.reached(RoundStatus.PROPOSED):
        return DONE
    return ("Åben", "info") if way.is_past_deadline else LATER


def _choices(way):
    if not way.is_past_deadline:
        return _step("Valg", "Begynder, når fristen er nået.", LATER)
    chosen = sum(1 for standing in way.standings if standing.outcome)
    granted = readiness.number_granted(way.standings)
    hint = f"{chosen} af {len(way.standings)} er valgt, {granted} af {way.round.places} pladser er brugt."
    return _step("Valg og begrundelser", hint, DONE if chosen == len(way.standings) else NOW)


def _reserves(way):
    """The reserve list, where somebody is on it."""
    listed = sum(1 for standing in way.standings if standing.outcome == Outcome.RESERVE)
    if not listed:
        return []
    url = reverse("applications:round_reserves", args=[way.round.pk])
    if asks_for_a_reserve(way):
        hint = f"{_count(_open(way), 'plads er ledig', 'pladser er ledige')}. {listed} på listen."
        return [_step("Reservelisten", hint, NOW, url)]
    if way.may_choose:
        return [_step("Reservelisten", f"{listed} på listen. I kan give dem en rækkefølge.", ("Åben", "info"), url)]
    return [_step("Reservelisten", f"{listed} på listen.", DONE, url)]


def asks_for_a_reserve(way: Way) -> bool:
    """Whether a place that was given is free, and somebody stands on the reserve list."""
    return _open(way) > 0 and any(standing.outcome == Outcome.RESERVE for standing in way.standings)


def _open(way):
    return opened.count(way.standings, way.round, timezone.localdate())


def _proposed(way):
    if way.proposal and way.reached(RoundStatus.PROPOSED):
        who = f"{way.proposal.proposed_by.name}, {danish_datetime(way.proposal.proposed_at)}."
        return _step("Indstillet", who, DONE)
    url = reverse("applications:round_propose", args=[way.round.pk]) if way.may_choose else ""
    return _step("Indstilling", "En leder indstiller det samlede valg.", LATER, url)


def _approved(way):
    if way.proposal and way.reached(RoundStatus.APPROVED):
        who = f"{way.proposal.approved_by.name}, {danish_datetime(way.proposal.approved_at)}."
        return _step("Tiltrådt", who, DONE)
    state = NOW if way.reached(RoundStatus.PROPOSED) else LATER
    return _step("Tiltrædelse", "En anden end den, der indstiller, tiltræder.", state)


def _announced(way):
    if way.reached(RoundStatus.ANNOUNCED):
        return _step("Meddelt", f"{danish_datetime(way.round.status_changed_at)}.", DONE)
    state = NOW if way.reached(RoundStatus.APPROVED) else LATER
    return _step("Meddelelse", "Alle afgørelser bliver synlige og sendes på én gang.", state)


def _answers(way):
    granted = [standing for standing in way.standings if standing.is_granted]
    if not way.reached(RoundStatus.ANNOUNCED):
        return _step("Svar", f"De valgte svarer inden {way.round.accept_within_days} dage.", LATER)
    accepted = sum(1 for standing in granted if standing.has_accepted and not standing.given_back_at)
    declined = sum(1 for standing in granted if standing.given_back_at)
    lapsed = sum(1 for standing in granted if opened.has_lapsed(standing, way.round, timezone.localdate()))
    hint = f"{accepted} af {len(granted)} har sagt ja."
    if declined:
        hint += f" {_count(declined, 'plads er', 'pladser er')} givet tilbage."
    if lapsed:
        hint += f" {lapsed} har ikke svaret i tide."
    if granted and accepted + declined + lapsed < len(granted):
        hint += f" Sidste dag er {_accept_by(way)}."
    return _step("Svar", hint, DONE if accepted == len(granted) else NOW)


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"
