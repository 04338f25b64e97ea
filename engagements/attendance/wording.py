"""How attendance is told: how many, from where and to what; never who."""

from conferences.programme.models import Event
from engagements.courses.models import CourseStep
from praksis.danish import danish_date


def people(number: int, party) -> str:
    """So many from somewhere."""
    return f"{number} fra {party}"


def day_of(event: Event) -> str:
    """The event by its kind and day: "konferencen onsdag den 29. november 2017"."""
    return f"{'temadagen' if event.is_theme_day else 'konferencen'} {danish_date(event.held_on)}"


def attendance(step: CourseStep) -> str:
    """How many came to what a step is about, as a sentence; empty where nobody was seen."""
    if step.event is None or step.attended is None:
        return ""
    if not step.attended:
        return (
            f"Ingen fra {step.engagement.party} står længere som kommet til {day_of(step.event)}. Er trinnet meldt "
            "færdigt, er det ikke åbnet igen af den grund."
        )
    return f"{people(step.attended, step.engagement.party)} var med til {day_of(step.event)}."
