"""The tasks of an application and its next step, in words. Pure: what was read goes in, what is shown comes out."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from applications.drafting.approval import Approver
from applications.drafting.models import Application, Status
from applications.drafting.reopened import Waiting
from applications.drafting.sections import Section
from applications.drafting.standing import Standing, State
from applications.rounds.models import Round, RoundStatus
from praksis.danish import danish_date, danish_datetime, days_left
from praksis.task_list import Task


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
    if application.is_prepared:
        final = [_handing_over(application, writes=writes)]
    else:
        final = final_tasks(application, parts, signing)
    return [
        {"heading": "Udfyld ansøgningen", "tasks": to_fill},
        {"heading": "Gør den færdig", "tasks": final},
    ]


def final_tasks(application: Application, parts: list[Section], signing: Standing) -> list[Task]:
    """Check, the approver's word, send."""
    complete = not any(section.faults for section in parts)
    check = reverse("applications:check", args=[application.pk])
    signature = reverse("applications:signature", args=[application.pk])
    reachable = signing.state != State.NOT_SENT
    if application.is_entered and not signing.is_signed:
        reachable, signature = complete, reverse("applications:sign_on_paper", args=[application.pk])
    approver = signing.approver
    waits = Task("Send ansøgningen", "Venter", "neutral", hint=f"Når {approver.who} {approver.has_done}.")
    ready = Task("Send ansøgningen", "Klar til at blive sendt", "warning", url=f"{signature}#send")
    return [
        Task(
            "Tjek jeres svar", "Klar" if complete else "Mangler svar", "success" if complete else "neutral", url=check
        ),
        Task(
            approver.heading,
            signing.status_word,
            signing.status_kind,
            url=signature if reachable else "",
        ),
        ready if signing.is_signed else waits,
    ]


def _handing_over(application: Application, *, writes: bool) -> Task:
    """What is left to do for an institution that writes for its municipality."""
    words = ("Givet videre", "success") if application.handed_over_at else ("Ikke begyndt", "neutral")
    url = reverse("applications:hand_over", args=[application.pk]) if writes else ""
    return Task("Giv ansøgningen videre til kommunen", *words, url=url)


def next_step(application: Application, parts: list[Section], signing: Standing, *, writes: bool = True) -> NextStep:
    """Whose turn it is now, while it is a draft. Who only reads gets no link into a section."""
    if application.is_entered:
        return _while_entered(application, parts, signing, writes=writes)
    if application.is_prepared and application.is_in_time:
        return _while_prepared(application, writes=writes)
    deadline = application.deadline_now
    if deadline is None or not application.is_in_time:
        return NextStep("", _too_late(deadline))
    when = f"Senest {danish_datetime(deadline)} ({days_left(deadline)})"
    if application.round is None:
        when = f"Senest {danish_datetime(deadline)} for at være med til den næste frist ({days_left(deadline)})"
    url = reverse("applications:signature", args=[application.pk])
    approver, after_sending = signing.approver, _after_sending(signing.approver)
    if signing.bounced:
        return NextStep("Jer", f"{approver.Who} har ikke fået mailen. Ret adressen.", when, url, "Ret adressen")
    if signing.state in {State.WAITING, State.SIGNED, State.SENT_BACK}:
        whose, what, link_text = after_sending[signing.state]
        return NextStep(whose, what, when, url, link_text)
    unfinished = next((section for section in parts if section.faults), None)
    if unfinished:
        url = reverse("applications:section", args=[application.pk, unfinished.number])
        return NextStep("Jer", f"Udfyld »{unfinished.plain_title}«.", when, url if writes else "", "Fortsæt")
    check = reverse("applications:check", args=[application.pk])
    if signing.state in after_sending:
        whose, what, link_text = after_sending[signing.state]
        return NextStep(whose, what, when, url if signing.state == State.EXPIRED else check, link_text)
    return NextStep("Jer", f"Tjek jeres svar, og send ansøgningen til {approver.who}.", when, check, "Tjek jeres svar")


def _while_entered(application: Application, parts: list[Section], signing: Standing, *, writes: bool) -> NextStep:
    """Whose turn it is while we enter what came by mail: always ours."""
    if not writes:
        what = "Vi indtaster den ansøgning, I har sendt os i en mail, og skriver til jer, når den er sendt."
        return NextStep("Socialstyrelsen", what)
    if not application.is_in_time:
        return NextStep("", "Runden er indstillet, så ansøgningen kan ikke indtastes længere.")
    when = "Før runden bliver indstillet"
    if signing.is_signed:
        url = reverse("applications:signature", args=[application.pk])
        return NextStep("Dig", "Send ansøgningen.", when, url, "Send ansøgningen")
    unfinished = next((section for section in parts if section.faults), None)
    if unfinished:
        url = reverse("applications:section", args=[application.pk, unfinished.number])
        return NextStep("Dig", f"Indtast »{unfinished.plain_title}«.", when, url, "Fortsæt")
    url = reverse("applications:sign_on_paper", args=[application.pk])
    return NextStep("Dig", f"Læg {signing.approver.the_deed} fra mailen ind, og send.", when, url, "Læg papiret ind")


def _while_prepared(application: Application, *, writes: bool) -> NextStep:
    """Whose turn it is in what an institution writes for its municipality."""
    when = f"Senest {danish_datetime(application.deadline)} ({days_left(application.deadline)})"
    url = reverse("applications:hand_over", args=[application.pk]) if writes else ""
    if application.handed_over_at:
        what = "Kommunen har fået besked og kan tage imod ansøgningen. Indtil da kan I rette i den."
        return NextStep("Kommunen", what, when)
    what = "Skriv det, I kan, og giv ansøgningen videre til kommunen i god tid."
    return NextStep("Jer", what, when, url, "Giv ansøgningen videre")


def with_the_municipality(application: Application) -> NextStep:
    """Whose turn it is, for the institution that began what is the municipality's now."""
    what = "Kommunen skriver ansøgningen færdig og får direktørens underskrift."
    return NextStep(str(application.applicant), what, f"Senest {danish_datetime(application.deadline)}")


def _too_late(deadline: datetime | None) -> str:
    if deadline is None:
        return "Den sidste frist for miniforløb er passeret. Jeres kladde er gemt, men kan ikke sendes længere."
    return f"Fristen var {danish_datetime(deadline)}. Jeres kladde er gemt, men kan ikke sendes i denne runde."


def is_announced(application: Application) -> bool:
    """Whether the round's decisions may be seen."""
    return application.status == Status.SUBMITTED and _round(application).status == RoundStatus.ANNOUNCED


def _after_sending(approver: Approver) -> dict[State, tuple[str, str, str]]:
    """State: whose turn, what, and the words of the link."""
    who, deed = approver.Who, approver.deed
    return {
        State.WAITING: (who, f"{who} læser ansøgningen og {approver.does}.", "Se, hvor det står"),
        State.EXPIRED: ("Jer", f"{approver.Whose} link er udløbet. Send det igen.", "Send linket igen"),
        State.SENT_BACK: (
            "Jer",
            f"Ret det, {approver.who} har skrevet, og send til {deed} igen.",
            "Læs bemærkningen",
        ),
        State.CHANGED: ("Jer", f"Teksten er ændret. Send den til {deed} igen.", f"Send til {deed}"),
        State.WITHDRAWN: ("Jer", f"Linket er trukket tilbage. Send til {deed}, når I er klar.", f"Send til {deed}"),
        State.SIGNED: ("Jer", f"{who} {approver.has_done}. Send ansøgningen.", "Send ansøgningen"),
    }


def after_drafting(application: Application, asked: Waiting | None = None) -> NextStep:
    """Whose turn it is once the application is handed in, or withdrawn; `asked` is the answer we wait for first."""
    if application.status == Status.WITHDRAWN:
        return NextStep("", "Ansøgningen er trukket tilbage. Der sker ikke mere.")
    round_ = _round(application)
    if round_.status == RoundStatus.ANNOUNCED:
        url = reverse("applications:decision", args=[application.pk])
        return NextStep("Jer", "Afgørelsen er truffet.", url=url, link_text="Læs afgørelsen")
    if asked:
        return NextStep(
            "Jer",
            "Vi har bedt jer svare igen på et spørgsmål. Når svaret er sendt, bedømmer vi ansøgningen videre.",
            f"Senest {danish_date(asked.due_on)} ({days_left(asked.due_on)})",
            reverse("applications:answer_again", args=[application.pk, asked.pk]),
            "Svar igen",
        )
    judging = "alle ansøgninger, når fristen er udløbet," if round_.is_open else "ansøgningerne nu"
    deadline = f"Fristen {'er' if round_.is_open else 'var'} {danish_datetime(round_.deadline)}."
    return NextStep(
        "Socialstyrelsen",
        f"Vi bedømmer {judging} og skriver til jer, når afgørelsen er truffet.",
        f"{deadline} Forløbene begynder {danish_date(round_.period_from)}.",
    )


def _round(application: Application) -> Round:
    assert application.round is not None  # only a mini's draft is without one
    return application.round


def _missing_words(section: Section) -> str:
    if not section.is_begun or not section.faults:
        return ""
    return "Mangler 1 svar" if len(section.faults) == 1 else f"Mangler {len(section.faults)} svar"
