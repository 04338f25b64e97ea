"""The tasks of an application and its next step, in words. Pure: what was read goes in, what is shown comes out."""

from dataclasses import dataclass

from django.urls import reverse

from applications.drafting.models import Application, Status
from applications.drafting.sections import Section
from applications.drafting.standing import Standing, State
from applications.rounds.models import Round, RoundStatus
from praksis.danish import danish_date, danish_datetime, days_left


@dataclass(frozen=True)
class Task:
    """A row of the task list. Without `url` it cannot be begun yet."""

    label: str
    status_word: str
    status_kind: str
    url: str = ""
    hint: str = ""


@dataclass(frozen=True)
class NextStep:
    """Whose turn it is, to do what, and by when."""

    whose: str
    what: str
    when: str = ""
    url: str = ""
    link_text: str = ""


def tasks(application: Application, parts: list[Section], signing: Standing, *, writes: bool) -> list[dict]:
    """The task list: the sections to fill in, and the three steps that follow."""
    to_fill = [
        Task(
            section.title,
            section.status_word,
            section.status_kind,
            url=reverse("applications:section", args=[application.pk, section.number]) if writes else "",
            hint=_missing_words(section),
        )
        for section in parts
    ]
    return [
        {"heading": "Udfyld ansøgningen", "tasks": to_fill},
        {"heading": "Gør den færdig", "tasks": final_tasks(application, parts, signing)},
    ]


def final_tasks(application: Application, parts: list[Section], signing: Standing) -> list[Task]:
    """Check, signature, send."""
    complete = not any(section.faults for section in parts)
    check = reverse("applications:check", args=[application.pk])
    signature = reverse("applications:signature", args=[application.pk])
    reachable = signing.state != State.NOT_SENT
    waits = Task("Send ansøgningen", "Venter", "neutral", hint="Når direktøren har skrevet under.")
    ready = Task("Send ansøgningen", "Klar til at blive sendt", "warning", url=f"{signature}#send")
    return [
        Task(
            "Tjek jeres svar", "Klar" if complete else "Mangler svar", "success" if complete else "neutral", url=check
        ),
        Task("Direktørens underskrift", signing.status_word, signing.status_kind, url=signature if reachable else ""),
        ready if signing.is_signed else waits,
    ]


def next_step(application: Application, parts: list[Section], signing: Standing, *, writes: bool = True) -> NextStep:
    """Whose turn it is now, while it is a draft. Who only reads gets no link into a section."""
    round_ = _round(application)
    deadline = round_.deadline
    when = f"Senest {danish_datetime(deadline)} ({days_left(deadline)})"
    if not round_.is_open:
        return NextStep(
            "", f"Fristen var {danish_datetime(deadline)}. Jeres kladde er gemt, men kan ikke sendes i denne runde."
        )
    url = reverse("applications:signature", args=[application.pk])
    if signing.bounced:
        return NextStep("Jer", "Direktøren har ikke fået mailen. Ret adressen.", when, url, "Ret adressen")
    if signing.state in {State.WAITING, State.SIGNED, State.SENT_BACK}:
        whose, what, link_text = _AFTER_SENDING[signing.state]
        return NextStep(whose, what, when, url, link_text)
    unfinished = next((section for section in parts if section.faults), None)
    if unfinished:
        url = reverse("applications:section", args=[application.pk, unfinished.number])
        return NextStep("Jer", f"Udfyld »{unfinished.plain_title}«.", when, url if writes else "", "Fortsæt")
    check = reverse("applications:check", args=[application.pk])
    if signing.state in _AFTER_SENDING:
        whose, what, link_text = _AFTER_SENDING[signing.state]
        return NextStep(whose, what, when, url if signing.state == State.EXPIRED else check, link_text)
    return NextStep("Jer", "Tjek jeres svar, og send ansøgningen til direktøren.", when, check, "Tjek jeres svar")


def is_announced(application: Application) -> bool:
    """Whether the round's decisions may be seen."""
    return application.status == Status.SUBMITTED and _round(application).status == RoundStatus.ANNOUNCED


# State: whose turn, what, and the words of the link
_AFTER_SENDING = {
    State.WAITING: ("Direktøren", "Direktøren læser ansøgningen og skriver under.", "Se, hvor det står"),
    State.EXPIRED: ("Jer", "Direktørens link er udløbet. Send det igen.", "Send linket igen"),
    State.SENT_BACK: ("Jer", "Ret det, direktøren har skrevet, og send til underskrift igen.", "Læs bemærkningen"),
    State.CHANGED: ("Jer", "Teksten er ændret. Send den til underskrift igen.", "Send til underskrift"),
    State.WITHDRAWN: ("Jer", "Linket er trukket tilbage. Send til underskrift, når I er klar.", "Send til underskrift"),
    State.SIGNED: ("Jer", "Direktøren har skrevet under. Send ansøgningen.", "Send ansøgningen"),
}


def after_drafting(application: Application) -> NextStep:
    """Whose turn it is once the application is handed in, or withdrawn."""
    if application.status == Status.WITHDRAWN:
        return NextStep("", "Ansøgningen er trukket tilbage. Der sker ikke mere.")
    round_ = _round(application)
    if round_.status == RoundStatus.ANNOUNCED:
        url = reverse("applications:decision", args=[application.pk])
        return NextStep("Jer", "Afgørelsen er truffet.", url=url, link_text="Læs afgørelsen")
    judging = "alle ansøgninger, når fristen er udløbet," if round_.is_open else "ansøgningerne nu"
    deadline = f"Fristen {'er' if round_.is_open else 'var'} {danish_datetime(round_.deadline)}."
    return NextStep(
        "Socialstyrelsen",
        f"Vi bedømmer {judging} og skriver til jer, når afgørelsen er truffet.",
        f"{deadline} Forløbene begynder {danish_date(round_.period_from)}.",
    )


def _round(application: Application) -> Round:
    assert application.round is not None  # only a mini's draft is without one, and that has pages of its own
    return application.round


def _missing_words(section: Section) -> str:
    if not section.is_begun or not section.faults:
        return ""
    return "Mangler 1 svar" if len(section.faults) == 1 else f"Mangler {len(section.faults)} svar"
