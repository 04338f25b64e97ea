"""Notices of decisions and places. What is decided stands in the letter on the case, never in the mail."""

from datetime import date

from django.urls import reverse

from applications.allocation.models import Decision
from applications.decisions.models import DecisionLetter
from applications.rounds.models import Round
from praksis.danish import danish_date
from praksis.mail.models import Email
from praksis.working_days import end_of_day

NO_USER = (
    "Har I ikke en bruger, kan I oprette en fra siden. I kan også svare på denne mail, så sender vi brevet med Digital "
    "Post."
)


def decision_announced(letter: DecisionLetter, *, to: str) -> Email:
    """Tells that there is a decision, and where it is read; also of one that replaces an earlier one."""
    decision = letter.decision
    application = decision.application
    course = f"{decision.round.programme.name.lower()} i runden {decision.round.name}"
    what = f"Vi har truffet afgørelse om jeres ansøgning om et {course}."
    if letter.number > 1:
        what = f"Vi har truffet en ny afgørelse om jeres ansøgning om et {course}. Den erstatter den, I har fået før."
    return _about(
        decision,
        key=f"decision.announced:{decision.pk}:{letter.number}:{to}",
        to=to,
        subject=f"{'Ny afgørelse' if letter.number > 1 else 'Afgørelse'} på jeres ansøgning, sag "
        f"{decision.case.reference}",
        parts=[
            f"Kære {application.applicant.name}",
            what,
            "Afgørelsen og begrundelsen står i et brev på jeres sag. Log ind for at læse det.",
            NO_USER,
        ],
    )


def place_unanswered(decision: Decision, *, to: str, due_on: date) -> Email:
    """Reminds the applicant that an answer is due. Which one is due, the page tells to those who may read it."""
    assert decision.accept_by
    letter = _about(
        decision,
        key=f"place.unanswered:{decision.pk}:{due_on.isoformat()}:{to}",
        to=to,
        subject=f"Vi venter på jeres svar, sag {decision.case.reference}",
        parts=[
            f"Kære {decision.application.applicant.name}",
            f"Vi har meddelt jer en afgørelse, som I skal svare på senest {danish_date(decision.accept_by)}. En ejer "
            "hos jer svarer på sagens side.",
            "Kan I ikke svare i tide, så skriv til os.",
        ],
    )
    letter.not_after = end_of_day(decision.accept_by)
    return letter


def place_open(round_: Round, decision: Decision, *, to: str, due_on: date) -> Email:
    """Asks a manager the reserve question: a place has become free, and who gets it is for people to decide."""
    return Email(
        key=f"place.open:{decision.pk}:{due_on.isoformat()}:{to}",
        case=round_.case,
        to=to,
        subject=f"En plads er ledig: {round_.name}",
        body="\n\n".join(
            [
                f"En plads i runden {round_.name} er ikke blevet taget imod, og der står ansøgere på reservelisten.",
                "Tag stilling til, hvem der får den. En godkender træffer den nye afgørelse.",
            ]
        ),
        button_text="Se den ledige plads",
        button_path=reverse("applications:round_reserves", args=[round_.pk]),
    )


def place_given_back(decision: Decision, *, to: str, reason: str, reserves: int) -> Email:
    """Tells who handles a round that an accepted place is given back and why, with the reserve question."""
    round_ = decision.round
    applicant = decision.application.applicant.name
    listed = "én ansøger" if reserves == 1 else f"{reserves} ansøgere"
    question = (
        f"Der står {listed} på reservelisten. Tag stilling til, hvem der får pladsen. En godkender træffer den nye "
        "afgørelse. I kan også lade pladsen stå ledig."
    )
    return Email(
        key=f"place.given_back:{decision.pk}:1:{to}",
        case=round_.case,
        to=to,
        subject=f"En plads er givet tilbage: {round_.name}",
        body="\n\n".join(
            [
                f"{applicant} har givet sin plads i runden {round_.name} tilbage:",
                reason,
                question if reserves else "Der står ingen på reservelisten, så pladsen står ledig.",
            ]
        ),
        button_text="Se den ledige plads",
        button_path=reverse("applications:round_reserves", args=[round_.pk]),
    )


def _about(decision: Decision, *, key: str, to: str, subject: str, parts: list[str]) -> Email:
    return Email(
        key=key,
        case=decision.case,
        to=to,
        subject=subject,
        body="\n\n".join(parts),
        button_text="Læs på sagen",
        button_path=decision.get_absolute_url(),
    )
