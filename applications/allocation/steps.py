"""The steps of a round's way, for the page: what is done, what is missing, and whose turn it is."""

from dataclasses import dataclass

from django.urls import reverse

from applications.allocation import readiness
from applications.allocation.models import Proposal
from applications.allocation.standing import Standing
from applications.rounds.models import Round, RoundStatus
from praksis.danish import danish_date, danish_datetime

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
        _reviews(way),
        _choices(way),
        _proposed(way),
        _approved(way),
        _announced(way),
        _answers(way),
    ]


def turn(way: Way) -> dict[str, str]:
    """Whose turn it is, to do what, and by when, for components/next_step.html."""
    round_ = way.round
    turns = {
        RoundStatus.DRAFT: ("Runden gøres klar og åbnes", "En leder", ""),
        RoundStatus.PROPOSED: ("Indstillingen læses og tiltrædes", "En godkender", ""),
        RoundStatus.APPROVED: ("Afgørelserne meddeles", "En leder", ""),
        RoundStatus.ANNOUNCED: ("De valgte kommuner svarer", "Kommunerne", ""),
    }
    if round_.status == RoundStatus.ASSESSING and way.is_past_deadline:
        what, whose, when = _assessing(way)
    elif round_.status == RoundStatus.ASSESSING:
        what, whose, when = "Kommunerne søger", "Ansøgerne", danish_datetime(round_.deadline)
    else:
        what, whose, when = turns[RoundStatus(round_.status)]
    if round_.status == RoundStatus.ANNOUNCED:
        day = _accept_by(way)
        when = f"Senest {day}" if day else ""
    return {"what": what, "whose": whose, "when": when}


def _assessing(way):
    locked, expected = _locked(way)
    if not way.assignments:
        return "Bedømmerne vælges", "En leder", ""
    if way.standings and locked < expected:
        left = _count(expected - locked, "bedømmelse", "bedømmelser")
        return f"Ansøgningerne bedømmes. Der mangler {left}", "Bedømmerne", ""
    if all(standing.outcome for standing in way.standings):
        return "Det samlede valg indstilles", "En leder", ""
    return "Der vælges for hver ansøgning, og det samlede valg indstilles", "En leder", ""


def _accept_by(way):
    """The last day on which the chosen can say yes, in words; empty before the decisions are announced."""
    announced = (standing.announced_at for standing in way.standings if standing.is_granted)
    announced_at = next(filter(None, announced), None)
    return danish_date(way.round.accept_by(announced_at)) if announced_at else ""


def _locked(way):
    locked = sum(standing.locked for standing in way.standings)
    return locked, sum(standing.expected for standing in way.standings)


def _step(label, hint, state, url=""):
    word, kind = state
    return {"label": label, "hint": hint, "status_word": word, "status_kind": kind, "url": url}


def _deadline(way):
    hint = f"{danish_datetime(way.round.deadline)}. {_count(len(way.standings), 'ansøgning', 'ansøgninger')} modtaget."
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
    return _step("Habilitet", hint, NOW if waiting or not way.assignments else DONE)


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


def _choices(way):
    if not way.is_past_deadline:
        return _step("Valg", "Begynder, når fristen er nået.", LATER)
    chosen = sum(1 for standing in way.standings if standing.outcome)
    granted = readiness.number_granted(way.standings)
    hint = f"{chosen} af {len(way.standings)} er valgt, {granted} af {way.round.places} pladser er brugt."
    return _step("Valg og begrundelser", hint, DONE if chosen == len(way.standings) else NOW)


def _proposed(way):
    if way.proposal and way.reached(RoundStatus.PROPOSED):
        who = f"{way.proposal.proposed_by.name}, {danish_datetime(way.proposal.proposed_at)}."
        return _step("Indstillet", who, DONE)
    return _step("Indstilling", "En leder indstiller det samlede valg.", LATER)


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
    accepted = sum(1 for standing in granted if standing.has_accepted)
    declined = sum(1 for standing in granted if standing.given_back_at)
    hint = f"{accepted} af {len(granted)} har sagt ja."
    if declined:
        hint += f" {_count(declined, 'plads er', 'pladser er')} givet tilbage."
    if granted and accepted + declined < len(granted):
        hint += f" Sidste dag er {_accept_by(way)}."
    return _step("Svar", hint, DONE if accepted == len(granted) else NOW)


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"
