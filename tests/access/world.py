"""One of everything, and one person of every kind, for the tests of who may reach what.

Skive has drafts in an open round, an application in each round that is being decided, and a running course; Thisted is
the other municipality. Whatever a person could have typed ends with `mark`.
"""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from applications.allocation.grounds import calculated
from applications.allocation.models import Explanation, OwnChoice
from applications.decisions.actions import order_letter
from applications.drafting import actions as drafting
from applications.drafting.models import Answer, Application, ApplicationInstitution, Printout, Signature
from applications.rounds.models import Extension, QuestionKind, QuestionSet, Requirement, RoundStatus
from engagements.courses.models import StepKind
from praksis.accounts.models import Role
from praksis.cases import actions as cases
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.documents.actions import store
from praksis.documents.models import Audience, Document
from praksis.documents.uploads import Upload
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.organisations import actions as organisations
from praksis.organisations.models import MembershipRole
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.afterwards import DayAnswerFactory
from tests.factories.allocation import (
    DecisionFactory,
    ProposalFactory,
    SnapshotFactory,
    considered_by,
    ready_for_sums,
)
from tests.factories.assessment import (
    AgreedScoreFactory,
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    ScoreFactory,
    freeze,
)
from tests.factories.casework import HearingFactory, ReopeningFactory, SavedViewFactory
from tests.factories.door import todays_event
from tests.factories.drafting import AnswerFactory, ApplicationFactory, VersionFactory
from tests.factories.engagements import (
    AgreementFactory,
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    FrameworkTemplateFactory,
    MeetingFactory,
    RenderingFactory,
)
from tests.factories.evaluation import DataCollectionFactory, SurveyInvitationFactory, SurveyWaveFactory
from tests.factories.mail import EmailFactory, PersonalLinkFactory
from tests.factories.minis import LEADER, applicant, complete_mini, mini_programme
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.programme import (
    EventFactory,
    SpeakerFactory,
    SpeakerRequestFactory,
    TalkFactory,
    TrackFactory,
    WorkshopFactory,
)
from tests.factories.registration import AllowanceFactory, RegistrationFactory, WorkshopChoiceFactory
from tests.factories.requests import DecisionRequestFactory
from tests.factories.rounds import (
    CriterionFactory,
    ProgrammeFactory,
    QuestionFactory,
    QuestionSetFactory,
    RoundFactory,
)
from tests.factories.slides import SlidesFactory, SlidesReleaseFactory

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


# A calculation of a round in which nobody has applied
EMPTY = (
    '{"agreed":[],"applicants":[],"considerations":{},"criteria":[{"key":"need","weight":1}],'
    '"places":5,"reviews":[],"version":1}'
)


class World:
    """What the tests look at, by name."""

    def __init__(self, *, mark: str = ""):
        self.mark = mark
        # What was sent with each application, by the application's id
        self.attachments = {}
        self._organisations()
        self._people()
        self._drafts()
        self._rounds()
        self._preparing()
        self._casework()
        self._course()
        self._evaluated()
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
        self._minis()
        FrameworkTemplateFactory(programme=programme)
        self.unbegun = RoundFactory(name="Runde, ingen har søgt i", programme=programme)
        QuestionSetFactory(round=self.unbegun)
        self.hidden = RoundFactory(name="Runde under forberedelse", draft=True)
        self.draft, self.waiting, self.signed = self._draft(), self._draft(), self._draft()
        self.sign_link = self._send(self.waiting)
        self.part_link = self._send_part()
        self.printout = self._printed(self.draft)
        self._entered()
        self._handed_over()
        link = self._send(self.signed, sends=False)
        drafting.send_code(link)
        drafting.sign(link, code=links.code(link), name=self.say("Dorte"), title="Direktør", received_at=timezone.now())
        VersionFactory(application=self.signed, number=2)

    def _handed_over(self):
        """What the nursery began for Skive, and has handed over."""
        leader = MembershipFactory(user=UserFactory(name=self.say("Lis")), organisation=self.nursery).user
        by, now = Actor.of(leader), timezone.now()
        round_ = self._open_round()
        self.prepared_draft = drafting.begin_for_municipality(round_, self.nursery, by=by, received_at=now)
        drafting.hand_over(self.prepared_draft, by=by, received_at=now)

    def _entered(self):
        """What Skive sent by mail, and the manager enters."""
        received = Upload(self.say("mail") + ".pdf", PDF, "application/pdf")
        yesterday = timezone.now() - timedelta(days=1)
        mail = drafting.Mail(yesterday, self.say("Karen"), "karen@skive.example", received, self.say("Strømsvigt"))
        by, now = Actor.of(self.manager), timezone.now()
        self.entered = drafting.enter(self._open_round(), self.skive.organisation, mail, by=by, received_at=now)
        self.mail = Document.objects.get(case=self.entered.case)

    def _minis(self):
        """An administration's whose owner is the leader too, and a private institution's that waits for its leader."""
        mini_programme(name=self.say("Denne måned"))
        leader = {**LEADER, "name": self.say("Lone")}
        self.mini = complete_mini(
            self.skive.organisation, self.owner, leader={**leader, "email": self.owner.email}, challenge=self.say("Uro")
        )
        self.mini_waiting = complete_mini(*applicant("private", self.morsoe), leader=leader, challenge=self.say("Uro"))
        by = Actor.of(self.mini_waiting.created_by)
        self.leader_link = drafting.send_for_signature(self.mini_waiting, by=by)
        self.board_link = drafting.ask_board_chair(self.mini_waiting, by=by)

    def _open_round(self):
        round_ = RoundFactory(name=self.say("Åben runde"), programme=self.programme)
        questions = QuestionSetFactory(round=round_)
        kinds = {
            "director": QuestionKind.PERSON,
            "institutions": QuestionKind.INSTITUTION_LIST,
            "need": QuestionKind.LONG_TEXT,
            "institutions.why": QuestionKind.LONG_TEXT,
            "files": QuestionKind.FILES,
        }
        for order, (key, kind) in enumerate(kinds.items()):
            texts = {"label": self.say(key), "guidance": self.say("Hjælp")}
            part_of = "institutions" if "." in key else ""
            QuestionFactory(question_set=questions, key=key, kind=kind, order=order, part_of=part_of, **texts)
        return round_

    def _draft(self) -> Application:
        by = Actor.of(self.owner)
        draft = drafting.begin(self._open_round(), self.skive.organisation, by=by)
        drafting.add_institution(draft, institution=self.nursery, by=by)
        said = {"director": {**DIRECTOR, "name": self.say("Dorte")}, "need": self.say("Uro")}
        said["institutions.why"] = self.say("Legen")
        for answer in Answer.objects.filter(application=draft, question__key__in=said).select_related("question"):
            answer.value, answer.revision = said[answer.question.key], 1
            answer.save()
            answer.changes.create(revision=1, value=answer.value, by_user=self.owner, by_name=self.owner.name)
        attachment = Upload(self.say("tilsyn") + ".pdf", PDF, "application/pdf")
        drafting.add_file(draft.pk, name="files", upload=attachment, by=by, received_at=timezone.now())
        return draft

    def _send(self, draft, *, sends=True):
        return drafting.send_for_signature(draft, by=Actor.of(self.owner), sends_when_signed=sends)

    def _send_part(self):
        """The institution's part of the draft, handed to its leader, who has begun."""
        leader, now = {"name": self.say("Lis"), "email": "lis@skive.example"}, timezone.now()
        link = drafting.send_part(self.draft, self.row.pk, **leader, by=Actor.of(self.owner), received_at=now)
        drafting.begin_part(link, name=self.say("Lis"), received_at=now)
        return link

    # --- Rounds -------------------------------------------------------------------------------------------------------

    def _rounds(self):
        self.closed = self._round("Lukket runde")
        self.undeclared = RoundFactory(name="Ikke erklæret", closed=True)
        ReviewerAssignmentFactory(round=self.undeclared, reviewer=self.people["reviewer"], assigned_by=self.manager)
        self.undeclared_application = ApplicationFactory(round=self.undeclared, submitted=True)
        self.chosen = self._round("Runde, der er valgt i")
        self.proposed = self._round("Indstillet runde", status=RoundStatus.PROPOSED)
        self.approved = self._round("Tiltrådt runde", status=RoundStatus.APPROVED)
        self.announced = self._round("Meddelt runde", status=RoundStatus.ANNOUNCED)
        ProposalFactory(round=self.proposed, proposed_by=self.manager, waiver=self.say("Ferie"))
        ProposalFactory(round=self.approved, approved=True)

        self.submitted = self._submitted(self.closed)
        self.theirs = self._submitted(self.closed, applicant=self.thisted, created_by=self.people["stranger"])
        self.paper = self._document(self.theirs.case, Audience.APPLICATION)
        Signature.objects.filter(version=self.theirs.submission.version).update(link=None, document=self.paper)
        self.unannounced = DecisionFactory(application=self.submitted, granted=True, reason=self.say("Fordi"))
        self.reserve = DecisionFactory(application=self.theirs, reserve=True)
        for application in (self.submitted, self.theirs):
            ReviewFactory(application=application, locked=True, scores={})
        ReviewFactory(application=self.theirs, locked=True, scores={})
        AgreedScoreFactory(application=self.submitted, criterion=self.closed.criteria.get(), reason=self.say("Enige"))
        self.review = ReviewFactory(application=self.submitted, reviewer=self.people["reviewer"])
        ScoreFactory(review=self.review, criterion=self.criterion, rationale=self.say("Godt belyst"))
        DecisionFactory(application=self._submitted(self.chosen))
        self._considered()
        DecisionFactory(application=self._submitted(self.approved))
        self.decided = self._submitted(self.announced)
        self.decision = DecisionFactory(
            application=self.decided, granted=True, announced=True, reason=self.say("Klart behov")
        )
        letter = order_letter(self.decision, to=[])
        letter.document = self._document(self.decided.case, Audience.APPLICATION)
        letter.finish()
        letter.save()
        asked = {"decision": self.decision, "by_applicant": True, "asked_by": self.owner}
        self.request = DecisionRequestFactory(**asked, postponed=True, text=self.say("Hvorfor ikke nu?"))
        answer = {"answered": True, "answer": self.say("Derfor."), "kind": "reconsideration"}
        DecisionRequestFactory(**asked, **answer)
        self.undeclared_request = DecisionRequestFactory(decision=None, round=self.undeclared)

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
            questions=[
                {"key": "need", "criterion": "need", **answer},
                {"key": "rest", **answer},
                {"key": "files", "kind": "files", **answer, "value": [self._attached(application)]},
            ],
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

    def _considered(self):
        """What goes before a proposal, in the round that is chosen in; and a frozen calculation of the approved one."""
        ready_for_sums(self.chosen, self.manager)
        considered_by(self.chosen, self.manager)
        own = {"reason": self.say("Vægt på behov"), "applications": [str(self.submitted.pk)]}
        OwnChoice.objects.create(round=self.chosen, person=self.people["approver"], **own)
        self.question = Explanation.objects.filter(round=self.chosen).first().question
        Explanation.objects.update(text=self.say("En samlet vurdering"))
        self.snapshot = SnapshotFactory(
            round=self.approved, input=EMPTY, output=calculated(EMPTY), names={}, by=self.manager
        )

    # --- What is written about an application -----------------------------------------------------------------------

    def _casework(self):
        answers = []
        for order, key in enumerate(["need", "rest"]):
            question = QuestionFactory(
                question_set=self.submitted.question_set,
                key=key,
                kind=QuestionKind.LONG_TEXT,
                order=order,
                label=self.say(key),
            )
            said = {"value": self.say("Derfor"), "revision": 1}
            answers.append(AnswerFactory(application=self.submitted, question=question, **said))
        answer, self.other_answer = answers
        self.reopening = ReopeningFactory(answer=answer, reason=self.say("Skriv mere"), asked_by=self.manager)
        facts = {"facts": self.say("Dagpleje: 37 procent"), "sent_by": self.manager}
        self.hearing = HearingFactory(application=self.submitted, **facts)
        said = {"answer": self.say("Nej"), "answered_by": self.owner}
        self.answered_hearing = HearingFactory(application=self.decided, answered=True, **facts, **said)
        case, manager = self.submitted.case, Actor.of(self.manager)
        cases.send_message(case, text=self.say("Vi har et spørgsmål"), from_party=False, by=manager)
        answered = cases.send_message(case, text=self.say("Vi svarer"), from_party=True, by=Actor.of(self.owner))
        self.attachment = self._document(case, Audience.APPLICATION)
        answered.attachments.add(self.attachment)
        # A view's name has sixty letters at most
        self.view = SavedViewFactory(owner=self.manager, name=self.say("Nord")[:60])
        note = cases.add_note(case, text=self.say("Ringede til dem"), by=manager)
        cases.add_note(case, text=self.say("De ringer tilbage"), follows=note, by=manager)

    def _attached(self, application) -> dict:
        """A file of an application that was sent, as its version names it."""
        document = self.attachments[application.pk] = self._document(application.case, Audience.APPLICATION)
        return {"id": str(document.pk), "name": document.filename, "size": document.size, "sha256": document.sha256}

    def file(self, draft) -> str:
        """The id of the file that is attached to a draft."""
        return Answer.objects.get(application=draft, question__key="files").value[0]["id"]

    # --- Rounds that are being prepared, and questions with a new edition ---------------------------------------------

    def _preparing(self):
        self.prepared = RoundFactory(name=self.say("Klar runde"), draft=True, programme=self.programme)
        need = CriterionFactory(round=self.prepared, key="need", title=self.say("Behov"), text=self.say("At der er et"))
        Requirement.objects.create(
            programme=self.programme, round=self.prepared, key="signature", order=1, text=self.say("Underskrift")
        )
        self.first_edition = self._edition(self.prepared, published_at=None)
        self.first_edition.questions.update(criterion=need.key)
        self.spare = CriterionFactory(round=self.hidden, key="spare", title=self.say("Tilovers"))
        self.new_edition = self._edition(self.draft.round, number=2, published_at=None)
        self.outdated = self._draft()
        self._edition(self.outdated.round, number=2, change_note=self.say("Vi spørger om mere"))
        into, now = RoundFactory(name=self.say("Kopieret til"), programme=self.programme), timezone.now()
        self._edition(into)
        self.copied = drafting.copy_into_round(self.draft, into, by=Actor.of(self.owner), received_at=now)
        QuestionSet.objects.get_or_create(
            programme=self.programme, round=None, number=1, defaults={"published_at": timezone.now()}
        )
        Extension.objects.create(
            round=self.unbegun,
            deadline_before=self.unbegun.opens_at,
            deadline_after=self.unbegun.deadline,
            reason=self.say("Der var strømsvigt"),
            by=self.manager,
        )

    def _edition(self, round_, **facts) -> QuestionSet:
        edition = QuestionSetFactory(round=round_, **facts)
        kinds = {"director": QuestionKind.PERSON, "institutions": QuestionKind.INSTITUTION_LIST}
        for order, key in enumerate(["director", "institutions", "new"]):
            texts = {"label": self.say(key), "guidance": self.say("Hjælp"), "section": self.say("1. Nyt")}
            kind = kinds.get(key, QuestionKind.LONG_TEXT)
            QuestionFactory(question_set=edition, key=key, kind=kind, order=order, **texts)
        return edition

    # --- The course ---------------------------------------------------------------------------------------------------

    def _course(self):
        contact = {"coordinator": {**DIRECTOR, "name": self.say("Karen"), "title": self.say("Tovholder")}}
        shared = {"party": self.skive, "team": [self.people["reviewer"]], "people": contact}
        shared["ends_on"] = date(2031, 12, 31)
        self.course = EngagementFactory(running=True, challenge=self.say("Uro"), **shared)
        self.planned = EngagementFactory(**shared)
        self.finished = EngagementFactory(closed=True, closing_note=self.say("Forankret"), **shared)
        self.their_course = EngagementFactory(running=True, party=self.thisted)
        EngagementInstitutionFactory(engagement=self.course, name=self.say("Solhuset"))
        self.task = CourseStepFactory(engagement=self.course, text=self.say("Egenvurdering"))
        self.done = CourseStepFactory(engagement=self.course, done=True)
        self.track = CourseStepFactory(engagement=self.course, track=True, order=900)
        self.meeting_step = CourseStepFactory(engagement=self.course, kind=StepKind.MEETING, lane="Styregruppe")
        self.event_step = CourseStepFactory(engagement=self.course, kind=StepKind.EVENT, text="Temadag", order=901)
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

    def _printed(self, draft) -> Printout:
        """The draft as a PDF that can be fetched."""
        printout = drafting.request_printout(draft, by=Actor.of(self.owner))
        printout.document, printout.status = self._document(draft.case, Audience.APPLICATION), WorkStatus.DONE
        printout.save()
        return printout

    def _document(self, case, audience=Audience.PARTY):
        return store(
            case,
            kind="agreement",
            title="Samarbejdsaftale",
            filename=self.say("aftale") + ".pdf",
            content=PDF,
            content_type="application/pdf",
            audience=audience,
            by=SYSTEM,
        )

    def _evaluated(self):
        """The survey before the course, which can be answered, and the evaluator's calendar."""
        self.survey = SurveyWaveFactory(engagement=self.course, set_up_by=self.manager)
        self.recipient = SurveyInvitationFactory(wave=self.survey, name=self.say("Lis"), email="lis@solhuset.example")
        words = {"title": self.say("Interview"), "asked": self.say("En samtale"), "of_whom": self.say("Ledere")}
        later = timezone.localdate() + timedelta(days=300)
        self.collection = DataCollectionFactory(**words, starts_on=later, written_by=self.manager)

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
            registration_opens_at=timezone.now() - timedelta(days=1),
            registration_closes_at=timezone.now() + timedelta(days=20),
            held_until=timezone.localdate() + timedelta(days=5),
            title=self.say("Konference"),
            description=self.say("En dag"),
            remark=self.say("Husk"),
        )
        self.event_track = TrackFactory(event=self.event, name=self.say("Spor")[:80])
        self.talk = TalkFactory(
            event=self.event, title=self.say("Oplæg"), text=self.say("Om hverdagen"), room=self.say("Sal")
        )
        self.event_speaker = SpeakerFactory(name=self.say("Ole Oplæg"), title=self.say("lektor"), email="o@uni.example")
        self.event_namesake = SpeakerFactory(name=self.say("Ole Oplæg"), title=self.say("docent"))
        self.talk.speakers.add(self.event_speaker)
        self.event_request = SpeakerRequestFactory(event=self.event, speaker=self.event_speaker)
        self.event_slides = SlidesFactory(event=self.event, talk=self.talk)
        self.workshop = WorkshopFactory(event=self.event, title=self.say("Værksted"), room=self.say("Stue"))
        self.registration = RegistrationFactory(
            event=self.event, name=self.say("Gitte Gæst"), workplace=self.say("Børnehuset"), food=self.say("Vegetar")
        )
        WorkshopChoiceFactory(registration=self.registration, workshop=self.workshop)
        self.allowance = AllowanceFactory(event=self.event, organisation=self.skive, made_by=self.manager)
        SlidesReleaseFactory(event=self.event, is_shown=True, decided_by=self.manager)
        self.past_event = EventFactory(
            published=True, slug="holdt", held_on=timezone.localdate() - timedelta(days=2), title=self.say("Temadag")
        )
        self.past_guest = RegistrationFactory(
            event=self.past_event, name=self.say("Hanne Hjemme"), came_at=self.past_event.begins_at
        )
        for _ in range(5):
            DayAnswerFactory(event=self.past_event, takes_home=self.say("Mere leg"))
        self.door_event = todays_event(slug="i-dag", title=self.say("Dagen"))
        self.door_guest = RegistrationFactory(event=self.door_event, name=self.say("Dan Deltager"))
        self.past_door_event = EventFactory(
            published=True, slug="i-gaar", held_on=timezone.localdate() - timedelta(days=1)
        )
        self.undated_event = EventFactory(published=True, slug="udateret")
        self.draft_event = EventFactory(slug="kladde", held_on=later)
        TalkFactory(event=self.draft_event)

    # --- What a request needs -----------------------------------------------------------------------------------------

    @property
    def row(self) -> ApplicationInstitution:
        """The institution in the draft."""
        return self.draft.institutions.get()

    @property
    def answer(self) -> Answer:
        """An answer of the draft."""
        return self.draft.answers.get(question__key="need")

    def follow(self, link):
        """Open a personal link in a client's session."""

        def open_link(client):
            client.get(reverse(links.path_name(link), args=[links.token(link)]))

        return open_link
