"""One of everything, and one person of every kind, for the tests of who may reach what.

Skive has drafts in an open round, an application in each round that is being decided, and a running course; Thisted is
the other municipality. Whatever a person could have typed ends with `mark`.
"""

from datetime import timedelta

from django.utils import timezone

from applications.drafting import actions as drafting
from applications.drafting.models import Answer, Application, ApplicationInstitution, Signature
from applications.rounds.models import ProgrammeKind, QuestionKind, RoundStatus
from engagements.courses.models import StepKind
from praksis.accounts.models import Role
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.documents.actions import store
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.organisations import actions as organisations
from praksis.organisations.models import MembershipRole
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory, ProposalFactory
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    ScoreFactory,
    freeze,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.engagements import (
    AgreementFactory,
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    FrameworkTemplateFactory,
    MeetingFactory,
    RenderingFactory,
)
from tests.factories.mail import EmailFactory, PersonalLinkFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.programme import EventFactory, TalkFactory
from tests.factories.rounds import (
    CriterionFactory,
    ProgrammeFactory,
    QuestionFactory,
    QuestionSetFactory,
    RoundFactory,
)

# The columns of the table, in its order
PEOPLE = "visitor unconfirmed owner editor viewer stranger reviewer consultant manager interested approver".split()
PEOPLE += "knowledge helper evaluator administrator".split()

STAFF = {
    "reviewer": Role.CONSULTANT,
    "consultant": Role.CONSULTANT,
    "manager": Role.MANAGER,
    "interested": Role.MANAGER,
    "approver": Role.APPROVER,
    "knowledge": Role.KNOWLEDGE_CONSULTANT,
    "helper": Role.EVENT_HELPER,
    "evaluator": Role.EVALUATOR,
    "administrator": Role.ADMINISTRATOR,
}
DIRECTOR = {"name": "Dorte Direktør", "title": "Direktør", "email": "dorte@skive.example", "phone": "12345678"}
PDF = b"%PDF-1.7 samarbejdsaftale"


class World:
    """What the tests look at, by name."""

    def __init__(self, *, mark: str = ""):
        self.mark = mark
        self._organisations()
        self._people()
        self._drafts()
        self._rounds()
        self._course()
        self._rest()

    def say(self, text: str) -> str:
        """A text as a person typed it."""
        return f"{text}{self.mark}"

    def _organisations(self):
        self.skive = MunicipalityFactory(short_name="Skive", name=self.say("Skive Kommune"), code="0779")
        self.thisted = MunicipalityFactory(short_name="Thisted", code="0787")
        self.morsoe = MunicipalityFactory(short_name="Morsø", code="0773")
        self.nursery = InstitutionFactory(name=self.say("Solhuset"), municipality=self.skive)

    def _people(self):
        people = {name: UserFactory(name=self.say(name), roles=[role]) for name, role in STAFF.items()}
        members = {
            "owner": (self.skive, {}),
            "editor": (self.skive, {"editor": True}),
            "viewer": (self.skive, {"viewer": True}),
            "unconfirmed": (self.skive, {"unconfirmed": True, "role": MembershipRole.EDITOR}),
            "stranger": (self.thisted, {}),
        }
        self.memberships = {
            name: MembershipFactory(
                user=UserFactory(name=self.say(name), title=self.say("Konsulent")), organisation=place, **kind
            )
            for name, (place, kind) in members.items()
        }
        self.people = {
            "visitor": None,
            **{name: membership.user for name, membership in self.memberships.items()},
            **people,
        }
        self.owner, self.manager = self.people["owner"], self.people["manager"]

    # --- Drafts -------------------------------------------------------------------------------------------------------

    def _drafts(self):
        programme = self.programme = ProgrammeFactory()
        ProgrammeFactory(kind=ProgrammeKind.MINI, name="Miniforløb")
        FrameworkTemplateFactory(programme=programme)
        self.unbegun = RoundFactory(name="Runde, ingen har søgt i", programme=programme)
        QuestionSetFactory(round=self.unbegun)
        self.hidden = RoundFactory(name="Runde under forberedelse", draft=True)
        self.draft, self.waiting, self.signed = self._draft(), self._draft(), self._draft()
        self.sign_link = self._send(self.waiting)
        link = self._send(self.signed, sends=False)
        drafting.send_code(link)
        drafting.sign(link, code=links.code(link), name=self.say("Dorte"), title="Direktør", received_at=timezone.now())

    def _open_round(self):
        round_ = RoundFactory(name=self.say("Åben runde"), programme=self.programme)
        questions = QuestionSetFactory(round=round_)
        kinds = {
            "director": QuestionKind.PERSON,
            "institutions": QuestionKind.INSTITUTION_LIST,
            "need": QuestionKind.LONG_TEXT,
        }
        for order, (key, kind) in enumerate(kinds.items()):
            texts = {"label": self.say(key), "guidance": self.say("Hjælp")}
            QuestionFactory(question_set=questions, key=key, kind=kind, order=order, **texts)
        return round_

    def _draft(self) -> Application:
        by = Actor.of(self.owner)
        draft = drafting.begin(self._open_round(), self.skive.organisation, by=by)
        drafting.add_institution(draft, institution=self.nursery, by=by)
        said = {"director": {**DIRECTOR, "name": self.say("Dorte")}, "need": self.say("Uro")}
        for answer in Answer.objects.filter(application=draft, question__key__in=said).select_related("question"):
            answer.value, answer.revision = said[answer.question.key], 1
            answer.save()
            answer.changes.create(revision=1, value=answer.value, by_user=self.owner, by_name=self.owner.name)
        return draft

    def _send(self, draft, *, sends=True):
        return drafting.send_for_signature(draft, by=Actor.of(self.owner), sends_when_signed=sends)

    # --- Rounds -------------------------------------------------------------------------------------------------------

    def _rounds(self):
        self.closed = self._round("Lukket runde")
        self.undeclared = RoundFactory(name="Ikke erklæret", closed=True)
        ReviewerAssignmentFactory(round=self.undeclared, reviewer=self.people["reviewer"], assigned_by=self.manager)
        self.undeclared_application = ApplicationFactory(round=self.undeclared, submitted=True)
        self.proposed = self._round("Indstillet runde", status=RoundStatus.PROPOSED)
        self.approved = self._round("Tiltrådt runde", status=RoundStatus.APPROVED)
        self.announced = self._round("Meddelt runde", status=RoundStatus.ANNOUNCED)
        ProposalFactory(round=self.proposed, proposed_by=self.manager, waiver=self.say("Ferie"))
        ProposalFactory(round=self.approved, approved=True)

        self.submitted = self._submitted(self.closed)
        self.theirs = self._submitted(self.closed, applicant=self.thisted, created_by=self.people["stranger"])
        self.unannounced = DecisionFactory(application=self.submitted, granted=True, reason=self.say("Fordi"))
        DecisionFactory(application=self.theirs)
        for application in (self.submitted, self.theirs):
            ReviewFactory(application=application, locked=True, scores={})
        self.review = ReviewFactory(application=self.submitted, reviewer=self.people["reviewer"])
        ScoreFactory(review=self.review, criterion=self.criterion, rationale=self.say("Godt belyst"))
        DecisionFactory(application=self._submitted(self.approved))
        self.decided = self._submitted(self.announced)
        self.decision = DecisionFactory(
            application=self.decided, granted=True, announced=True, reason=self.say("Klart behov")
        )

    def _round(self, name: str, **fields):
        round_ = RoundFactory(name=self.say(name), closed=True, **fields)
        self.criterion = CriterionFactory(
            round=round_, key="need", title=self.say("Behov"), text=self.say("At behovet er der")
        )
        ReviewerAssignmentFactory(round=round_, reviewer=self.people["reviewer"], assigned_by=self.manager)
        for name in ("reviewer", "manager", "approver"):
            InterestDeclarationFactory(round=round_, person=self.people[name])
        InterestDeclarationFactory(round=round_, person=self.people["interested"], conflicted=True)
        self.remark = self.say(f"Se på balancen i {round_.name}")
        log.record(round_.case, "round.sent_back", by=Actor.of(self.people["approver"]), remark=self.remark)
        return round_

    def _submitted(self, round_, **fields) -> Application:
        application = ApplicationFactory(
            round=round_, submitted=True, **{"applicant": self.skive, "created_by": self.owner, **fields}
        )
        answer = {"label": self.say("Hvorfor?"), "value": self.say("Derfor"), "text": self.say("Derfor")}
        freeze(
            application,
            questions=[{"key": "need", "criterion": "need", **answer}, {"key": "rest", **answer}],
            institutions=[
                {
                    "id": None,
                    "name": self.say("Solhuset"),
                    "ownership": "municipal",
                    "ownership_label": "Kommunalt",
                    "setting": "nursery",
                    "setting_label": "Vuggestue",
                }
            ],
        )
        link = PersonalLinkFactory(purpose=Purpose.SIGN_APPLICATION, object_id=application.pk, used=True)
        Signature.objects.create(
            version=application.submission.version,
            link=link,
            name=self.say("Dorte"),
            title=self.say("Direktør"),
            email=link.recipient,
        )
        return application

    # --- The course ---------------------------------------------------------------------------------------------------

    def _course(self):
        contact = {"coordinator": {**DIRECTOR, "name": self.say("Karen"), "title": self.say("Tovholder")}}
        shared = {"party": self.skive, "team": [self.people["reviewer"]], "people": contact}
        self.course = EngagementFactory(running=True, challenge=self.say("Uro"), **shared)
        self.planned = EngagementFactory(**shared)
        self.finished = EngagementFactory(closed=True, closing_note=self.say("Forankret"), **shared)
        self.their_course = EngagementFactory(running=True, party=self.thisted)
        EngagementInstitutionFactory(engagement=self.course, name=self.say("Solhuset"))
        self.task = CourseStepFactory(engagement=self.course, text=self.say("Egenvurdering"))
        self.done = CourseStepFactory(engagement=self.course, done=True)
        self.meeting_step = CourseStepFactory(engagement=self.course, kind=StepKind.MEETING, lane="Styregruppe")
        meeting = {"engagement": self.course, "location": self.say("Rådhuset")}
        self.meeting = MeetingFactory(past=True, **meeting)
        MeetingFactory(**meeting)
        MeetingFactory(held=True, **{**meeting, "note": self.say("Vi talte om legen")})
        self.their_meeting = MeetingFactory(engagement=self.their_course, past=True)

        self.agreement = AgreementFactory(engagement=self.course, number=1)
        self.document = self.agreement.document = self._document(self.course.case)
        self.agreement.save()
        RenderingFactory(agreement=self.agreement, status=WorkStatus.DONE)
        self.failed_agreement = AgreementFactory(engagement=self.course, number=2)
        RenderingFactory(agreement=self.failed_agreement, status=WorkStatus.FAILED, attempts=7)
        self.their_document = self._document(self.their_course.case)

    def _document(self, case):
        return store(
            case,
            kind="agreement",
            title="Samarbejdsaftale",
            filename=self.say("aftale") + ".pdf",
            content=PDF,
            content_type="application/pdf",
            by=SYSTEM,
        )

    # --- People, letters, conferences ---------------------------------------------------------------------------------

    def _rest(self):
        self.invitation = organisations.invite(
            self.skive.organisation, email="kim@skive.example", role=MembershipRole.EDITOR, by=Actor.of(self.owner)
        )
        self.invitation_link = organisations.link_of(self.invitation)
        self.letter = EmailFactory(subject=self.say("Nyt"), body=self.say("Tekst"), to="karen@skive.example")
        self.failed_letter = EmailFactory(failed=True)
        self.secret_letter = EmailFactory(sensitive_one=True)
        self.round_letter = EmailFactory(case=self.closed.case, body=self.remark)

        later = timezone.localdate() + timedelta(days=40)
        self.event = EventFactory(
            published=True,
            slug="aaben",
            title=self.say("Konference"),
            description=self.say("En dag"),
            remark=self.say("Husk"),
        )
        TalkFactory(event=self.event, title=self.say("Oplæg"), text=self.say("Om hverdagen"), room=self.say("Sal"))
        self.draft_event = EventFactory(slug="kladde", held_on=later)
        TalkFactory(event=self.draft_event)

    # --- What a request needs -----------------------------------------------------------------------------------------

    @property
    def row(self) -> ApplicationInstitution:
        """The institution in the draft."""
        return self.draft.institutions.get()

    def follow(self, link):
        """Open a personal link in a client's session."""

        def open_link(client):
            name = {Purpose.SIGN_APPLICATION: "underskriv", Purpose.JOIN_ORGANISATION: "organisationer/invitation"}
            client.get(f"/{name[link.purpose]}/{links.token(link)}/")

        return open_link
