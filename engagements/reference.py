"""The frameworks of both programmes, what their courses take, and the survey's questions, from engagements/data/."""

from pathlib import Path

from django.utils import timezone

from applications.rounds.models import Programme
from engagements.courses.models import FrameworkStep, FrameworkTemplate, ProgrammeLoad
from engagements.evaluation import editions
from praksis.reference import read

DATA = Path(__file__).parent / "data"


def load_hours() -> None:
    """Say what a course of each programme is assumed to take; what managers have changed since is left as it is."""
    for row in read(DATA / "loads.csv"):
        programme = Programme.objects.filter(kind=row["programme"]).first()
        if programme:
            facts = {"hours_per_month": row["hours_per_month"], "source": row["source"]}
            ProgrammeLoad.objects.get_or_create(programme=programme, defaults=facts)


def load() -> None:
    """Give each programme its first framework, and load the survey's editions.

    What is there already is left as it is: courses follow copies, and answers point to their questions.
    """
    editions.load()
    for programme in Programme.objects.order_by("kind"):
        template, new = FrameworkTemplate.objects.get_or_create(
            programme=programme, number=1, defaults={"in_use_at": timezone.now()}
        )
        if new:
            FrameworkStep.objects.bulk_create(
                FrameworkStep(
                    template=template,
                    order=int(row["order"]),
                    column=row["column"],
                    lane=row["lane"],
                    is_anchor=row["anchor"] == "yes",
                    kind=row["kind"],
                    text=row["text"],
                    responsible=row["responsible"],
                    produces=row["produces"],
                    timing=row["timing"],
                    source=row["source"],
                    note=row["note"],
                )
                for row in read(DATA / f"framework_{programme.kind}.csv")
            )
