"""Opening the course of an accepted place, with everything that the place's facts and the framework give it."""

from django.db import transaction

from applications.allocation.models import Place
from engagements.courses import emails, framework
from engagements.courses.models import CourseStep, Engagement, EngagementInstitution, FrameworkTemplate
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.organisations.models import Organisation


@transaction.atomic
def open_course(place: Place, *, by: Actor) -> Engagement:
    """Open the course of an accepted place, on the place's case: everything comes from the facts of the place.

    A second call gives the course that is there. Raises ActionError where the programme has no framework, which rolls
    the acceptance back.
    """
    lock(place)
    known = Engagement.objects.filter(place=place).first()
    if known:
        return known
    programme = place.round.programme
    template = FrameworkTemplate.objects.in_use().filter(programme=programme).first()
    if template is None:
        raise ActionError("Forløbet kan ikke oprettes, fordi tilbuddets ramme mangler. Skriv til os, så retter vi det.")

    facts = place.facts
    engagement = Engagement.objects.create(
        case=place.case,
        place=place,
        programme=programme,
        party=place.applicant,
        applicant_kind=place.applicant_kind,
        starts_on=facts["period_from"],
        ends_on=facts["period_to"],
        people=facts["people"],
        themes=facts["themes"],
        challenge=facts["challenge"] or "",
    )
    engagement.refresh_from_db()  # the facts hold dates as text
    _copy_institutions(engagement, facts["institutions"])
    _copy_steps(engagement, template)

    log.record(engagement.case, "course.opened", by=by, party=str(place.applicant))
    if engagement.contact.get("email"):
        outbox.queue(emails.opened(engagement))
    return engagement


def _copy_institutions(engagement: Engagement, rows: list[dict]) -> None:
    """The institutions of the place; an institution that applied for itself without naming one is meant itself."""
    institution = getattr(Organisation.objects.get(pk=engagement.party_id), "as_institution", None)
    if not rows and institution:
        rows = [
            {
                "id": str(institution.pk),
                "name": institution.name,
                "ownership": institution.ownership,
                "setting": institution.setting,
            }
        ]
    EngagementInstitution.objects.bulk_create(
        EngagementInstitution(
            engagement=engagement,
            institution_id=row["id"],
            name=row["name"],
            ownership=row["ownership"] or "",
            setting=row["setting"] or "",
            order=number,
        )
        for number, row in enumerate(rows, start=1)
    )


def _copy_steps(engagement: Engagement, template: FrameworkTemplate) -> None:
    variant = framework.variant(engagement.programme.kind, engagement.starts_on, engagement.ends_on)
    steps = []
    for row in template.steps.order_by("order"):
        due = framework.due(row.timing, variant=variant, starts_on=engagement.starts_on, ends_on=engagement.ends_on)
        steps.append(
            CourseStep(
                engagement=engagement,
                order=row.order,
                column=row.column,
                lane=row.lane,
                is_anchor=row.is_anchor,
                kind=row.kind,
                text=row.text,
                responsible=row.responsible,
                due_from=due.first,
                due_to=due.last,
                times=due.times,
            )
        )
    CourseStep.objects.bulk_create(steps)
