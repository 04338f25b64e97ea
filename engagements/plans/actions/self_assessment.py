"""Writing the self-assessment, and attaching what is documented already."""

import logging
from typing import Any

from django.db import transaction

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement, EngagementInstitution
from engagements.plans.actions.writing import add_row, write_row
from engagements.plans.models import Assessment, Documentation, Level
from praksis.cases.actors import Actor
from praksis.danish import file_size
from praksis.db import lock
from praksis.documents.actions import store
from praksis.documents.uploads import Upload, named
from praksis.errors import ActionError
from praksis.themes import Theme

logger = logging.getLogger("praksis.courses")

# What the files of one self-assessment may fill, and how many there may be
MOST_BYTES = 50 * 1024**2
MOST_FILES = 40
KIND = "documentation"
NO_ROOM = "Vi kunne ikke gemme filen lige nu. Det er en fejl hos os. Prøv med filen igen om lidt."


def write_assessment(
    engagement: Engagement,
    theme: Theme,
    level: Level,
    institution: EngagementInstitution | None,
    *,
    revision: int,
    by: Actor,
    **values: Any,
) -> Assessment | None:
    """Write one theme at one level, of all together or of one institution; None where there was and is nothing.

    `revision` is 0 where its writer saw an empty form. Raises as `write_row` does: also where somebody else began the
    same one meanwhile.
    """
    with transaction.atomic():
        lock(engagement)
        refuse_closed(engagement)
        known = Assessment.objects.select_related("plan__engagement__case", "institution").filter(
            plan__engagement=engagement, theme=theme, level=level, institution=institution
        )
        row = known.first()
        if row is None:
            new = Assessment(theme=theme, level=level, institution=institution, **values)
            if new.is_begun:
                add_row(engagement, new, by=by)
                return new
            return None
    write_row(row, revision=revision, by=by, **values)
    return row


@transaction.atomic
def attach(engagement: Engagement, row: Documentation, upload: Upload, *, by: Actor) -> Documentation:
    """Keep a checked file as documentation. Sent twice, it is attached once.

    Raises ActionError where the course is closed, the file is attached already, there are too many or they fill too
    much, or where it cannot be stored.
    """
    lock(engagement)
    refuse_closed(engagement)
    attached = list(Documentation.objects.filter(plan__engagement=engagement).select_related("document"))
    for other in attached:
        if other.pk == row.pk:
            return other
        if other.document and other.document.sha256 == upload.sha256:
            same = f"Den er der allerede som »{other.title}«. Ret den, hvis den også hører til andre temaer."
            raise ActionError(named(upload.filename, same))
    files = [each.document for each in attached if each.document]
    if len(files) >= MOST_FILES:
        raise ActionError(named(upload.filename, f"Der er allerede {MOST_FILES} filer, og flere kan der ikke være."))
    taken = sum(document.size for document in files)
    if taken + upload.size > MOST_BYTES:
        full = f"Filerne fylder {file_size(taken)} i forvejen og må højst fylde {file_size(MOST_BYTES)} i alt."
        raise ActionError(named(upload.filename, full))
    try:
        row.document = store(
            engagement.case,
            kind=KIND,
            title=row.title,
            filename=upload.filename,
            content=upload.content,
            content_type=upload.content_type,
            by=by,
        )
    except OSError as error:
        logger.error("documentation of a course cannot be stored: %s", type(error).__name__)
        raise ActionError(named(upload.filename, NO_ROOM)) from None
    row.filename = upload.filename
    add_row(engagement, row, by=by)
    return row
