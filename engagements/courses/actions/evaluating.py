"""Writing a course's final evaluation, as long as it is a draft."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement, FinalEvaluation
from engagements.courses.models.evaluations import ASKED
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


class WrittenMeanwhile(ActionError):
    """Somebody else has saved another text since one's own page was opened."""


@dataclass(frozen=True)
class FinalWords:
    """What a final evaluation says. The marks are 1 to 5, or None."""

    summary: str = ""
    reached: str = ""
    lives_on: str = ""
    learned: str = ""
    party_words: str = ""
    tailored: int | None = None
    research: int | None = None
    levels: int | None = None
    new_eyes: int | None = None
    close: int | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it says what must be said before a course is closed."""
        return all(getattr(self, name).strip() for name in ASKED)


@transaction.atomic
def save_evaluation(engagement: Engagement, words: FinalWords, *, revision: int = 0, by: Actor) -> FinalEvaluation:
    """Keep the final evaluation of a running course as a draft. The same words again change nothing.

    `revision` is what one's own page was made from, 0 where nothing was written. Raises WrittenMeanwhile where other
    words were saved since, and ActionError before the course is set going and after it has ended.
    """
    assert by.user
    lock(engagement)
    refuse_closed(engagement)
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang endnu.")
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(words).items()}
    stored = FinalEvaluation.objects.filter(engagement=engagement).select_related("saved_by").first()
    if stored and {name: getattr(stored, name) for name in facts} == facts:
        return stored
    if stored and stored.revision != revision:
        raise WrittenMeanwhile(
            f"{stored.saved_by.name} har gemt en anden tekst, siden I åbnede siden. Den står nederst. "
            "Jeres egen står i felterne. Saml dem, og gem igen."
        )
    if stored is None:
        stored = FinalEvaluation.objects.create(engagement=engagement, **facts, saved_by=by.user)
        log.record(engagement.case, "course.evaluation_begun", by=by)
        return stored
    for name, value in facts.items():
        setattr(stored, name, value)
    stored.revision, stored.saved_at, stored.saved_by = stored.revision + 1, timezone.now(), by.user
    stored.save()
    return stored
