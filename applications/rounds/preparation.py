"""What of a round is ready, and what is missing before it can be opened, in words. Reads; nothing is saved."""

from datetime import datetime

from django.urls import reverse

from applications.rounds.models import Programme, Round, RoundStatus
from praksis.danish import danish_datetime, short_date
from praksis.task_list import Task

# What a one-year application cannot be signed and judged without
NEEDED_KEYS = {"director": "direktøren, der skriver under", "institutions": "de dagtilbud, der skal være med"}
READY, MISSING, LOCKED = ("Klar", "success"), ("Mangler", "warning"), ("Låst", "neutral")


def missing(round_: Round, now: datetime) -> list[str]:
    """What keeps a round from being opened, as sentences; empty where nothing does."""
    found = []
    criteria = list(round_.criteria.prefetch_related("anchors"))
    editions = list(round_.question_sets.order_by("-number")[:1])
    questions = list(editions[0].questions.all()) if editions else []
    if not criteria or not questions:
        found.append("Runden mangler spørgsmål eller kriterier og kan ikke åbnes endnu.")
    for criterion in criteria:
        if len([anchor for anchor in criterion.anchors.all() if anchor.text]) < 5:
            found.append(f"Skriv ankertekster til alle karakterer for »{criterion.title}«.")
        elif questions and all(question.criterion != criterion.key for question in questions):
            found.append(f"Ingen spørgsmål læses under »{criterion.title}«. Vælg kriteriet på mindst ét spørgsmål.")
    if questions and not round_.programme.is_mini:
        keys = {question.key for question in questions}
        found += [f"Der skal spørges om {words}." for key, words in NEEDED_KEYS.items() if key not in keys]
    if round_.deadline is None or round_.deadline < now:
        found.append("Fristen er passeret. Vælg en senere frist, og prøv igen.")
    return found


def runs_past(programme: Programme, round_: Round) -> str:
    """A warning where the courses of a round would run on after the programme has ended."""
    if not programme.ends_on or round_.period_to <= programme.ends_on:
        return ""
    last, ends = short_date(round_.period_to), short_date(programme.ends_on)
    return f"Forløbene slutter først {last}. {programme.name} udbydes til og med {ends}."


def rows(round_: Round) -> list[Task]:
    """The parts of a round as tasks of components/task_list.html: to prepare, or to look at once it is open."""
    is_open = round_.status != RoundStatus.DRAFT
    counts = {} if is_open else _counts(round_)
    tasks = [] if is_open else [_facts(round_)]
    for name, label, url_name in PARTS:
        word, kind = LOCKED if is_open else (READY if counts[name] else MISSING)
        hint = "" if is_open else _number(counts[name], name)
        url = reverse(url_name, args=[round_.pk])
        tasks.append(Task(label, word, kind, url=url, hint=hint))
    return tasks


PARTS = [
    ("criteria", "Kriterier og ankertekster", "applications:round_criteria"),
    ("requirements", "Krav", "applications:round_requirements"),
    ("questions", "Spørgsmål", "applications:round_questions"),
]
WORDS = {
    "criteria": ("kriterium", "kriterier"),
    "requirements": ("krav", "krav"),
    "questions": ("spørgsmål", "spørgsmål"),
}


def _counts(round_: Round) -> dict[str, int]:
    edition = round_.question_sets.order_by("-number").first()
    return {
        "criteria": round_.criteria.count(),
        "requirements": round_.requirements.count(),
        "questions": edition.questions.count() if edition else 0,
    }


def _facts(round_: Round) -> Task:
    hint = f"Åbner {danish_datetime(round_.opens_at)}. Frist {danish_datetime(round_.deadline)}."
    url = reverse("applications:round_edit", args=[round_.pk])
    word, kind = READY
    return Task("Periode, frist og pladser", word, kind, url=url, hint=hint)


def _number(count: int, name: str) -> str:
    one, many = WORDS[name]
    return f"{count} {one if count == 1 else many}"
