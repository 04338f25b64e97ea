"""What is read of surveys and the data calendar: each table in one query."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Engagement, Status
from engagements.evaluation import pseudonyms, suggestions
from engagements.evaluation.models import (
    DataCollection,
    SurveyInvitation,
    SurveyResponse,
    SurveyWave,
    WaveKind,
)
from engagements.evaluation.suggestions import Recipient
from praksis.prepared import Prepared

_WITH_COURSES = DataCollection.objects.annotate(course=F("courses"))
_COMING = Prepared(lambda since, until: _WITH_COURSES.filter(ends_on__gte=since, starts_on__lte=until))
ONE_YEAR = Q(programme__kind=ProgrammeKind.ONE_YEAR)


def evaluated_courses() -> QuerySet[Engagement]:
    """The one-year courses that are planned or have begun, with what the evaluator is told of them."""
    begun = Engagement.objects.with_pause().filter(ONE_YEAR).exclude(status=Status.CLOSED, started_at=None)
    return begun.select_related("case", "party", "programme")


def with_surveys(courses: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Courses with `survey_before` and `survey_after`: whether each of the two is sent out."""
    sent = SurveyWave.objects.filter(engagement=OuterRef("pk"))
    return courses.annotate(**{f"survey_{kind.value}": Exists(sent.filter(kind=kind)) for kind in WaveKind})


def surveys_met(collection: DataCollection, today: date | None = None) -> list[SurveyWave]:
    """The surveys of ours that can still be answered on the days of this collection, in the courses that it is for."""
    of_them = Q() if collection.for_all else Q(engagement__data_collections=collection)
    waves = SurveyWave.objects.not_closed_on(today or timezone.localdate())
    met = waves.filter(of_them, opens_on__lte=collection.ends_on, closes_on__gte=collection.starts_on)
    return list(met.select_related("engagement__case", "engagement__party").order_by("opens_on", "pk"))


def coming_collections(engagement: Engagement, today: date) -> list[DataCollection]:
    """The evaluator's collections in a one-year course that are not over.

    Those that name courses come once for each: they are few, and a look into them would take longer than they do.
    """
    found = _COMING.all(since=max(today, engagement.starts_on), until=engagement.ends_on)
    return list({each.pk: each for each in found if each.for_all or each.course == engagement.pk}.values())


def response_of(invitation: SurveyInvitation) -> SurveyResponse | None:
    """What the holder of a link answered, for them alone."""
    wave = invitation.wave
    pseudonym = pseudonyms.of_person(wave.engagement_id, invitation.email)
    return wave.responses.filter(pseudonym=pseudonym).first()


def suggested_recipients(engagement: Engagement, kind: WaveKind) -> list[Recipient]:
    """Whom a survey could be put to: those who got the other one, or else those in the groups and the contacts."""
    earlier = SurveyInvitation.objects.filter(
        wave__engagement=engagement, wave__kind=_other(kind), withdrawn_at=None
    ).order_by("name", "email")
    if found := [Recipient(one.name, one.email.lower(), one.role) for one in earlier]:
        return found
    return _each_once([*_in_groups(engagement), *_contacts(engagement)])


def _other(kind: WaveKind) -> WaveKind:
    return WaveKind.AFTER if kind == WaveKind.BEFORE else WaveKind.BEFORE


def _in_groups(engagement: Engagement) -> Iterable[Recipient]:
    for group in engagement.groups.prefetch_related("members"):
        for member in group.members.all():
            if member.email and not member.left_at:
                yield Recipient(member.name, member.email.lower(), suggestions.role_of(f"{member.role} {member.title}"))


def _contacts(engagement: Engagement) -> Iterable[Recipient]:
    for person in engagement.people.values():
        if person.get("email"):
            yield Recipient(
                person.get("name", ""), person["email"].lower(), suggestions.role_of(person.get("title", ""))
            )


def _each_once(recipients: Iterable[Recipient]) -> list[Recipient]:
    first: dict[str, Recipient] = {}
    for recipient in recipients:
        first.setdefault(recipient.email, recipient)
    return sorted(first.values(), key=lambda one: (one.role, one.name))
