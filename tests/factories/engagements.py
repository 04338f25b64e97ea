from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.allocation.models import Place
from applications.drafting.models import ApplicantKind
from applications.rounds.models import ProgrammeKind
from engagements.agreements.models import Agreement, Rendering
from engagements.courses.models import (
    ConsultantAssignment,
    CourseStep,
    Engagement,
    EngagementInstitution,
    FrameworkTemplate,
    Group,
    GroupKind,
    GroupMember,
    Handover,
    HandoverRole,
    Status,
    StepKind,
    StepStatus,
)
from engagements.meetings.kinds import MeetingKind
from engagements.meetings.models import CalendarFeed, Channel, Meeting, MeetingStatus, Participant
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

COORDINATOR = {"name": "Karen Koordinator", "title": "Tovholder", "email": "karen@skive.example", "phone": "12345678"}
CHIEF = {"name": "Dorte Dagtilbud", "title": "Dagtilbudschef", "email": "dorte@skive.example", "phone": "12345679"}
LEADER = {"name": "Lise Leder", "title": "Leder", "email": "lise@solstraalen.example", "phone": "12345680"}
CHAIR = {"name": "Bo Bestyrelse", "title": "Formand", "email": "bo@solstraalen.example", "phone": "12345681"}


class AcceptedPlaceFactory(DjangoModelFactory):
    """A municipality's accepted place in a one-year course, with two institutions."""

    class Meta:
        model = Place
        exclude = ["period", "institutions", "people"]

    applicant = factory.SubFactory(MunicipalityFactory)
    applicant_kind = ApplicantKind.MUNICIPALITY
    case = factory.SubFactory(CaseFactory, title="Forløb", party=factory.SelfAttribute("..applicant"))
    round = factory.SubFactory(RoundFactory)
    accepted_by_name = "Karen Koordinator"
    period = (date(2018, 1, 1), date(2018, 12, 31))
    institutions = ["Solstrålen", "Æblehaven"]
    people = {"coordinator": COORDINATOR, "head_of_day_care": CHIEF}
    facts = factory.LazyAttribute(
        lambda o: {
            "programme": o.round.programme.kind,
            "applicant_kind": o.applicant_kind,
            "period_from": o.period[0].isoformat(),
            "period_to": o.period[1].isoformat(),
            "institutions": [
                {"id": None, "name": name, "ownership": "municipal", "setting": "kindergarten"}
                for name in o.institutions
            ],
            "people": o.people,
            "themes": ["professional_leadership"],
            "challenge": "Mange børn står uden for legen." if o.round.programme.is_mini else None,
        }
    )

    class Params:
        mini = factory.Trait(
            applicant=factory.SubFactory(InstitutionFactory, name="Solstrålen", ownership="private"),
            applicant_kind=ApplicantKind.PRIVATE,
            round=factory.SubFactory(
                RoundFactory,
                programme=factory.SubFactory(ProgrammeFactory, kind=ProgrammeKind.MINI, name="Miniforløb"),
            ),
            period=(date(2018, 1, 1), date(2018, 5, 31)),
            institutions=[],
            people={"contact": LEADER, "board_chair": CHAIR},
        )


class FrameworkTemplateFactory(DjangoModelFactory):
    class Meta:
        model = FrameworkTemplate

    programme = factory.SubFactory(ProgrammeFactory)
    number = 1
    in_use_at = factory.LazyFunction(timezone.now)


class EngagementFactory(DjangoModelFactory):
    """A planned one-year course without steps, unless told otherwise."""

    class Meta:
        model = Engagement
        skip_postgeneration_save = True

    place = factory.SubFactory(
        AcceptedPlaceFactory,
        applicant=factory.SelfAttribute("..party"),
        applicant_kind=factory.SelfAttribute("..applicant_kind"),
        round=factory.SubFactory(RoundFactory, programme=factory.SelfAttribute("...programme")),
    )
    party = factory.SubFactory(MunicipalityFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    case = factory.SelfAttribute("place.case")
    applicant_kind = ApplicantKind.MUNICIPALITY
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=364))
    people = factory.LazyFunction(lambda: {"coordinator": COORDINATOR, "head_of_day_care": CHIEF})

    class Params:
        running = factory.Trait(
            status=Status.RUNNING,
            started_at=factory.LazyFunction(timezone.now),
            started_by=factory.SubFactory(UserFactory, manager=True),
        )
        closed = factory.Trait(
            status=Status.CLOSED,
            started_at=factory.LazyFunction(timezone.now),
            started_by=factory.SubFactory(UserFactory, manager=True),
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SelfAttribute("started_by"),
            closing_note="Indsatsen er forankret.",
        )
        mini = factory.Trait(
            programme=factory.SubFactory(ProgrammeFactory, kind=ProgrammeKind.MINI, name="Miniforløb"),
            party=factory.SubFactory(InstitutionFactory, ownership="private"),
            applicant_kind=ApplicantKind.PRIVATE,
            people={"contact": LEADER, "board_chair": CHAIR},
        )

    @factory.post_generation
    def team(self, create, extracted, **kwargs):
        for consultant in extracted or []:
            ConsultantAssignmentFactory(engagement=self, consultant=consultant)


class ConsultantAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = ConsultantAssignment

    engagement = factory.SubFactory(EngagementFactory)
    consultant = factory.SubFactory(UserFactory, consultant=True)
    since = factory.LazyFunction(timezone.localdate)

    class Params:
        ended = factory.Trait(until=factory.SelfAttribute("since"))


class EngagementInstitutionFactory(DjangoModelFactory):
    class Meta:
        model = EngagementInstitution

    engagement = factory.SubFactory(EngagementFactory)
    name = factory.Sequence(lambda n: f"Børnehuset {n}")
    ownership = "municipal"
    setting = "kindergarten"
    order = factory.Sequence(lambda n: n)


class CourseStepFactory(DjangoModelFactory):
    """A task of the municipality, due today, of a running course, unless told otherwise."""

    class Meta:
        model = CourseStep

    engagement = factory.SubFactory(EngagementFactory, running=True)
    order = factory.Sequence(lambda n: n)
    column = "Efter opstartsmøde"
    lane = "Kommune"
    kind = StepKind.TASK
    text = "Egenvurdering udarbejdes"
    responsible = "municipality (coordinator) with consultants"
    due_from = factory.LazyFunction(timezone.localdate)
    due_to = factory.SelfAttribute("due_from")

    class Params:
        done = factory.Trait(
            status=StepStatus.DONE,
            done_at=factory.LazyFunction(timezone.now),
            done_by=factory.SubFactory(UserFactory),
        )
        in_progress = factory.Trait(status=StepStatus.IN_PROGRESS)
        skipped = factory.Trait(status=StepStatus.SKIPPED, skip_reason="Kommunen har gjort det før.")
        anchor = factory.Trait(is_anchor=True, kind=StepKind.MEETING, text="Første styregruppemøde")
        closing = factory.Trait(is_anchor=True, kind=StepKind.MILESTONE, text="Forløbet afsluttes")
        track = factory.Trait(kind=StepKind.TRACK, column="Hele forløbet", lane="Praksismøder", text="Praksismøder")
        per_institution = factory.Trait(lane="Dagtilbud", responsible="institution_leader+pedagogical_staff")


class MeetingFactory(DjangoModelFactory):
    """A video meeting of one hour in a week, unless told otherwise."""

    class Meta:
        model = Meeting

    engagement = factory.SubFactory(EngagementFactory, running=True)
    step = factory.SubFactory(
        "tests.factories.engagements.CourseStepFactory",
        engagement=factory.SelfAttribute("..engagement"),
        track=True,
        lane="Ledelsessparring",
    )
    kind = MeetingKind.LEADERSHIP_SPARRING
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    duration_minutes = 60
    channel = Channel.VIDEO
    planned_by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)))
        held = factory.Trait(
            status=MeetingStatus.HELD,
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            held_at=factory.LazyFunction(timezone.now),
            held_by=factory.SelfAttribute("planned_by"),
            note="Vi talte om legen.",
        )
        cancelled = factory.Trait(
            status=MeetingStatus.CANCELLED,
            cancelled_at=factory.LazyFunction(timezone.now),
            cancelled_by=factory.SelfAttribute("planned_by"),
        )


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    engagement = factory.SubFactory(EngagementFactory, running=True)
    number = factory.Sequence(lambda n: n + 1)
    facts = factory.LazyFunction(dict)
    requested_by = factory.SubFactory(UserFactory, consultant=True)


class RenderingFactory(DjangoModelFactory):
    class Meta:
        model = Rendering

    agreement = factory.SubFactory(AgreementFactory)


class GroupFactory(DjangoModelFactory):
    """A working group of a running course, unless told otherwise."""

    class Meta:
        model = Group
        skip_postgeneration_save = True

    engagement = factory.SubFactory(EngagementFactory, running=True)
    kind = GroupKind.WORKING_GROUP
    name = factory.Sequence(lambda n: f"Arbejdsgruppe {n}")

    class Params:
        steering = factory.Trait(kind=GroupKind.STEERING_GROUP, name="Styregruppen")

    @factory.post_generation
    def institutions(self, create, extracted, **kwargs):
        self.institutions.set(extracted or [])


class GroupMemberFactory(DjangoModelFactory):
    class Meta:
        model = GroupMember

    group = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Pia Pædagog {n}")
    title = "Pædagog"
    email = factory.Sequence(lambda n: f"pia{n}@skive.example")

    class Params:
        left = factory.Trait(left_at=factory.LazyFunction(timezone.now), joined_at=factory.SelfAttribute("left_at"))


class HandoverFactory(DjangoModelFactory):
    """That the coordinator was replaced."""

    class Meta:
        model = Handover

    engagement = factory.SubFactory(EngagementFactory, running=True)
    role = HandoverRole.COORDINATOR
    from_name = "Karen Koordinator"
    to_name = "Nina Ny"
    by = factory.SubFactory(UserFactory)

    class Params:
        by_consultant = factory.Trait(role=HandoverRole.CONSULTANT, to_name="", note="De ringer helst om morgenen.")


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"Deltager {n}")
    email = factory.Sequence(lambda n: f"deltager{n}@kommune.example")


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    user = factory.SubFactory(UserFactory, consultant=True)
