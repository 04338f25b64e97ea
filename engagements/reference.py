"""The frameworks of both programmes and the questions of the survey, loaded from engagements/data/."""

from pathlib import Path

from django.utils import timezone

from applications.rounds.models import Programme
from engagements.courses.models import FrameworkStep, FrameworkTemplate
from engagements.evaluation import editions
from praksis.reference import read

DATA = Path(__file__).parent / "data"


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
