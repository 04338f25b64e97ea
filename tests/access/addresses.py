"""How each address of the table is asked for: its parts, what is posted, and what comes before.

A name may carry a state after "@": the same address where the matter stands otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from applications.decisions.filing import INTERNAL, INTERNAL_REASON, Part
from conferences.programme.content import draft
from conferences.programme.parts import part_of
from conferences.registration import codes
from engagements.courses.models import FinalEvaluation, FrameworkStep, FrameworkTemplate, Group
from engagements.knowledge.models import Article, LearningNote
from engagements.meetings import feeds
from engagements.meetings.models import CalendarFeed, Meeting
from engagements.meetings.poll_models import Poll
from engagements.plans.models import Plan
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from tests.access.world import World
from tests.factories.anchoring import AnchoringActionFactory, AnchoringFollowUpFactory, AnchoringPlanFactory
from tests.factories.engagements import (
    EngagementInstitutionFactory,
    FrameworkTemplateFactory,
    GroupFactory,
    GroupMemberFactory,
    MeetingFactory,
)
from tests.factories.files import pdf
from tests.factories.interventions import GroupLinkFactory, InterventionFactory, TrialFactory
from tests.factories.knowledge import ArticleFactory, LearningNoteFactory, SourceFactory
from tests.factories.mail import PersonalLinkFactory
from tests.factories.minutes import AgendaItemFactory, FollowUpFactory, MinutesFactory, MinutesPaperFactory
from tests.factories.pauses import FinalEvaluationFactory, PauseFactory
from tests.factories.plans import ChainFactory, PlanFactory, PlanVersionFactory
from tests.factories.polls import PollFactory, PollPersonFactory, PollTimeFactory
from tests.factories.self_assessment import AssessmentFactory, DocumentationFactory, SelfAssessmentFactory
from tests.factories.staffing import CompetenceFactory, ProgrammeLoadFactory, SoftPromiseFactory

MEETING_TIME = {"starts_at_day": "3", "starts_at_month": "11", "starts_at_year": "2031", "starts_at_time": "14.30"}
MEETING = {**MEETING_TIME, "duration_minutes": "60", "channel": "video", "location": "Teams"}
PERSON = {"name": "Kim Ny", "title": "Leder", "phone": ""}
GUEST = {"name": "Gert Gæst", "email": "gert@skive.example", "role": "staff"}
PASSWORDS = {"password1": "en lang ny adgangskode", "password2": "en lang ny adgangskode"}
DIRECTOR = {"name": "Ida Ny", "title": "Direktør", "email": "ida@skive.example", "phone": "12345678", "revision": "1"}
# A draft of the framework and its step, which no world has
DRAFT, STEP = UUID("0f0e2c3a-2f0c-4f3e-9a51-5a1d4a1c7e10"), 4711
# What a device at the door calls a press, which no world has
DOOR_KEY = UUID("9c1f7a6e-5d0b-4a83-8e4e-2b7f1c90d3a5")
# A chain of a course's change model, which no world has
CHAIN = UUID("c2a7d6f0-41b5-4f5f-8a34-6d1c33f7b9d4")
# What documents a course's self-assessment, which no world has
DOCUMENTATION = UUID("3e9d5c1b-6a70-4c8e-9d27-b1f04ae5c863")
# A poll with its time and those asked, which no world has either
POLL, TIME = UUID("2f6d0d2b-6a53-4b0e-8f57-b7b1c5a0e6d1"), UUID("7c1f3a5e-0d0b-4a6b-9a35-2c9f4e8b1d02")
PERSONS = UUID("3a9d5a1c-95c2-4f0d-8a55-0c4a3f1e7b03"), UUID("4b8e6b2d-86b3-4e1c-9b66-1d5b402f8c04")
PARTS = ("day", "month", "year", "time")
# A competence and a soft promise, which no world has
COMPETENCE, PROMISE = UUID("2d1c7b52-6a0f-4c39-9a57-0d3b8e5f4a16"), UUID("91b6f0de-3a44-4b7c-8f10-6c2e7d5a9b03")
# A group of a course and its member, which no world has either
GROUP, MEMBER = UUID("5b0c6a0e-52a8-4d3b-8f5e-3f3c1c9d2a41"), UUID("8d7f1f0a-9c54-4e0b-a3a7-6f2f6d0b9e52")
# An item on an agenda, a held meeting and what was agreed at it
ITEM, HELD, PROMISE = (UUID(f"3c8f6b1e-7d25-4e0a-9b41-0d9a5c2e6f0{n}") for n in range(3))
# An intervention with a round, and the link of a member of its group
INTERVENTION, TRIAL = UUID("3c7f5a52-9f0e-4a7c-8d54-7b1f7f0c2a11"), UUID("b1a0c7d4-2e4f-4e55-9c7b-0f6a5d3e8c22")
SENT, LINK = UUID("6e2d9b8a-41c3-4d0e-a2f7-5c9e1b7d3f33"), UUID("f4b8e6c1-7a25-4c9d-8e36-2d1a9c5b7e44")

# An action of an anchoring plan, what became of it, and the link by which it is answered
ACTION, ASKED = UUID("2c9b1a44-6b1e-4a52-b3a5-6a1de7d0a971"), UUID("9a1f7a0e-5d61-4d4d-8d7c-0f5d6a0b2c13")
ANSWERING = PersonalLink(
    pk=UUID("c2a7b3d1-0e5f-4c8a-9b6d-7f1e2d3c4b5a"), nonce=DRAFT, purpose=Purpose.FOLLOW_UP_ANCHORING, object_id=ASKED
)

# A note of a course, an article and its source, which no world has
NOTE, ARTICLE = UUID("6f2c8d1b-3a4e-4f5a-8b6c-7d8e9f0a1b2c"), UUID("7a3d9e2c-4b5f-4a6b-9c7d-8e9f0a1b2c3d")
SOURCE = UUID("8b4e0f3d-5c6a-4b7c-8d8e-9f0a1b2c3d4e")


@dataclass(frozen=True)
class Address:
    """One way of asking. `before(client)` prepares the session."""

    parts: tuple = ()
    data: dict[str, Any] = field(default_factory=dict)
    before: Callable | None = None
    headers: dict[str, str] = field(default_factory=dict)
    # What a script sends, instead of a form
    as_json: bool = False


def address_of(name: str, world: World | dict[str, Address]) -> tuple[str, Address]:
    """The path of a row of the table, and what belongs to it: of a world as it is now, or of its known addresses."""
    known = world if isinstance(world, dict) else addresses(world)
    address = known.get(name) or known.get(name.partition("@")[0]) or Address()
    return reverse(name.partition("@")[0], args=address.parts), address


def addresses(world: World) -> dict[str, Address]:
    """Everything that needs more than its name."""
    return {
        **_drafting(world),
        **_rounds(world),
        **_minis(world),
        **_asked(world),
        **_entering(world),
        **_preparing(world),
        **_casework(world),
        **_courses(world),
        **_evaluation(world),
        **_calendars(world),
        **_polls(world),
        **_resting(world),
        **_frameworks(world),
        **_staffing(world),
        **_takers_part(world),
        **_planning(world),
        **_agendas(world),
        **_minutes(world),
        **_interventions(world),
        **_assessing(world),
        **_anchoring(world),
        **_knowledge(world),
        **_people(world),
        **_accounts(world),
        **_guests(world),
        **_managing_guests(world),
        **_speakers(world),
        **_at_the_door(world),
        **_programmes(world),
        **_rest(world),
    }


def _drafting(world):
    draft, waiting, signed = (world.draft.pk,), (world.waiting.pk,), (world.signed.pk,)
    part, in_part = (*draft, world.row.pk), f"institutions.why@{world.row.pk}"
    by_link, by_leader = world.follow(world.sign_link), world.follow(world.part_link)
    signer = {"name": "Dorte Direktør", "title": "Direktør"}
    back = {"tilbage-remark": "Skriv mere.", "tilbage-name": "Dorte"}
    return {
        "applications:begin": Address((world.unbegun.pk,), {"applicant": str(world.skive.pk)}),
        "applications:begin@hidden": Address((world.hidden.pk,), {"applicant": str(world.skive.pk)}),
        "applications:begin_for_municipality": Address((world.unbegun.pk,), {"dagtilbud": str(world.nursery.pk)}),
        "applications:hand_over": Address(draft),
        "applications:take_over": Address((world.prepared_draft.pk,)),
        "applications:application@handed-over": Address((world.prepared_draft.pk,)),
        "applications:application": Address(draft),
        "applications:application@submitted": Address((world.submitted.pk,)),
        "applications:section": Address((*draft, 1), {"need": "Nyt svar", "revision:need": "1"}),
        "applications:section@submitted": Address((world.submitted.pk, 1), {"need": "Nyt svar"}),
        "applications:save": Address(draft, {"field": "need", "value": "Nyt svar", "revision": "1"}),
        "applications:save@submitted": Address((world.submitted.pk,), {"field": "need", "value": "Nyt"}),
        "applications:remove_institution": Address((*draft, world.row.pk)),
        "applications:check": Address(draft),
        "applications:send_for_signature": Address(draft, {"sends_when_signed": "on"}),
        "applications:signature": Address(waiting),
        "applications:resend_link": Address(waiting),
        "applications:withdraw_link": Address(waiting),
        "applications:correct_approver": Address(waiting, DIRECTOR),
        "applications:add_files": Address(draft, {"files": SimpleUploadedFile("tal.pdf", pdf())}),
        "applications:file": Address((*draft, world.file(world.draft))),
        "applications:remove_file": Address((*draft, world.file(world.draft))),
        "applications:sign_on_paper": Address(waiting, {"paper": SimpleUploadedFile("papir.pdf", pdf())}),
        "applications:prepare_paper": Address(waiting),
        "applications:sign_file": Address((world.file(world.waiting),)),
        "applications:sign_file@link": Address((world.file(world.waiting),), before=by_link),
        "applications:submit": Address(signed),
        "applications:receipt": Address((world.submitted.pk,)),
        "applications:version": Address((*waiting, 1)),
        "applications:printouts": Address(draft),
        "applications:printout_progress": Address((*draft, world.printout.pk)),
        "applications:printout_progress@htmx": Address((*draft, world.printout.pk), headers={"HX-Request": "true"}),
        "applications:printout_download": Address((*draft, world.printout.pk)),
        "applications:printout_download@other-case": Address((*waiting, world.printout.pk)),
        "applications:presence": Address((*draft, 1)),
        "applications:history": Address(draft),
        "applications:compare_versions": Address(signed),
        "applications:answer_history": Address((*draft, world.answer.pk)),
        "applications:restore_answer": Address((*draft, world.answer.pk), {"udgave": "1", "set": "1"}),
        "applications:send_part": Address(part, {"name": "Lis Leder", "email": "lis@skive.example"}),
        "applications:resend_part": Address(part),
        "applications:withdraw_part": Address(part),
        "applications:part_start": Address((links.token(world.part_link),)),
        "applications:part_start@other-purpose": Address((links.token(world.sign_link),)),
        "applications:part@link": Address(before=by_leader, data={in_part: "Nyt svar", f"revision:{in_part}": "1"}),
        "applications:begin_part@link": Address(before=by_leader, data={"name": "Lis Leder"}),
        "applications:save_part@link": Address(
            before=by_leader, data={"field": in_part, "value": "Nyt svar", "revision": "1"}
        ),
        "applications:part_thanks@link": Address(before=by_leader),
        "applications:sign_start": Address((links.token(world.sign_link),)),
        "applications:sign_start@other-purpose": Address((links.token(world.invitation_link),)),
        "applications:sign@link": Address(before=by_link, data={**signer, "code": "000000"}),
        "applications:sign_code@link": Address(before=by_link, data=signer),
        "applications:sign_back@link": Address(before=by_link, data=back),
        "applications:sign_thanks@link": Address(before=by_link),
    }


def reason_to_go_on(world):
    item = f"reviews:{world.submitted.pk}"
    return {"item": item, f"{item.replace(':', '-')}-reason": "Der er kun én bedømmer."}


def new_decision(world):
    under = {f"criterion-{criterion.pk}": "Ikke belyst." for criterion in world.announced.criteria.all()}
    return {"outcome": "reserve", "why": "En fejl.", "reason": "Behovet er mindre.", "after": "1", **under}


def explained(world):
    prefix = world.question.replace(":", "-")
    return {"question": world.question, f"{prefix}-consideration": "criteria", f"{prefix}-text": "En samlet vurdering."}


def _rounds(world):
    closed, undeclared = (world.closed.pk,), (world.undeclared.pk,)
    scores = {"need_score": "3", "need_rationale": "Godt", "action": "save"}
    reviewer = world.closed.assignments.get().pk
    interest = world.closed.interest_declarations.get(person=world.people["interested"]).pk
    ruling = {"ruling": "takes_part", "reason": "Det er længe siden."}
    choice = {"outcome": "refused", "reason": "Der er ikke sat tid af."}
    return {
        "applications:review": Address((world.submitted.pk,), scores),
        "applications:review_criterion": Address(
            (*closed, "need"), {f"{world.submitted.pk}-need_score": "2", f"{world.submitted.pk}-need_rationale": "Godt"}
        ),
        "applications:review_criterion@undeclared": Address((*undeclared, "need")),
        "applications:consensus": Address(closed),
        "applications:consensus@undeclared": Address(undeclared),
        "applications:agree": Address((*closed, world.theirs.pk, "need"), {"score": "2", "reason": "Vi talte om det."}),
        "applications:agree@other-round": Address((world.proposed.pk, world.theirs.pk, "need")),
        "applications:review@undeclared": Address((world.undeclared_application.pk,), scores),
        "applications:read_file": Address((world.submitted.pk, world.attachments[world.submitted.pk].pk)),
        "applications:read_file@paper": Address((world.theirs.pk, world.paper.pk)),
        "applications:read_file@other-case": Address((world.theirs.pk, world.attachments[world.submitted.pk].pk)),
        "applications:check_paper": Address((world.theirs.pk,)),
        "applications:round_reviewers": Address(closed, {"reviewers": [str(world.people["reviewer"].pk)]}),
        "applications:spread_reviewers": Address(closed),
        "applications:spread_reviewers@undeclared": Address(undeclared),
        "applications:read_all": Address(closed),
        "applications:round_parts": Address(closed),
        "applications:remove_reviewer": Address((*closed, reviewer), {"reason": "Har skiftet job."}),
        "applications:remove_reviewer@other-round": Address((world.chosen.pk, reviewer)),
        "applications:put_reviewer_back": Address((*closed, reviewer)),
        "applications:interest_rulings": Address(closed),
        "applications:interest_rulings@undeclared": Address(undeclared),
        "applications:interest_rule": Address((*closed, interest), ruling),
        "applications:interest_rule@undeclared": Address((*undeclared, interest), ruling),
        "applications:interest_rule@other-round": Address((world.chosen.pk, interest), ruling),
        "applications:declare_interest": Address(closed, {"has_interest": "nej"}),
        "applications:declare_interest@undeclared": Address(undeclared, {"has_interest": "nej"}),
        "applications:round_detail": Address(closed),
        "applications:round_detail@undeclared": Address(undeclared),
        "applications:round_ready": Address(closed, reason_to_go_on(world)),
        "applications:round_own_choice": Address(closed, {"applications": [], "reason": "Behovet er størst."}),
        "applications:round_composition": Address((world.chosen.pk,), {"valgt": [], "var_valgt": []}),
        "applications:round_map": Address((world.chosen.pk,)),
        "applications:round_load": Address((world.chosen.pk,)),
        "applications:round_explanations": Address((world.chosen.pk,), explained(world)),
        "applications:round_places": Address(closed, {"places": "7", "reason": "Der er råd til flere."}),
        "applications:round_snapshot": Address((world.approved.pk, 1)),
        "applications:round_snapshot_file": Address((world.approved.pk, 1)),
        "applications:round_propose": Address((world.chosen.pk,), {"waiver": "Vi har travlt."}),
        "applications:round_propose@undeclared": Address(undeclared),
        "applications:round_send_back": Address((world.proposed.pk,), {"remark": "Se igen."}),
        "applications:round_send_back@undeclared": Address(undeclared),
        "applications:round_approve": Address((world.proposed.pk,)),
        "applications:round_approve@assessing": Address(closed),
        "applications:round_announce": Address((world.approved.pk,)),
        "applications:round_announce@proposed": Address((world.proposed.pk,)),
        "applications:round_application": Address((*closed, world.submitted.pk), choice),
        "applications:round_application@other-round": Address((world.proposed.pk, world.submitted.pk), choice),
        "applications:round_application@undeclared": Address((*undeclared, world.undeclared_application.pk), choice),
        "applications:round_reserves": Address(closed, {str(world.reserve.pk): "1"}),
        "applications:round_reserves@undeclared": Address(undeclared),
        "applications:decision_replace": Address((world.announced.pk, world.decided.pk), new_decision(world)),
        "applications:decision_replace@unannounced": Address((*closed, world.submitted.pk), new_decision(world)),
        "applications:round_letter": Address((world.announced.pk, world.decided.pk, 1)),
        "applications:round_letter@unannounced": Address((*closed, world.submitted.pk, 1)),
        "applications:decision": Address((world.decided.pk,)),
        "applications:decision_letter": Address((world.decided.pk, 1)),
        "applications:decision_letter@unannounced": Address((world.submitted.pk, 1)),
        "applications:decision@unannounced": Address((world.submitted.pk,)),
        "applications:accept_place": Address((world.decided.pk,)),
        "applications:accept_place@unannounced": Address((world.submitted.pk,)),
        "applications:decline_place": Address((world.decided.pk,)),
        "applications:decline_place@unannounced": Address((world.submitted.pk,)),
    }


def _asked(world):
    """What is asked about decisions, and a round's file with nothing left out but its working documents."""
    today, later = timezone.localdate(), world.request.due_on + timedelta(days=20)
    mail = {
        "reference": world.decided.case.reference,
        "kind": "access",
        "name": "Jens Journalist",
        "email": "jens@avisen.example",
        "text": "Alt om afgørelsen.",
        **_date("received_on", f"{today.day} {today.month} {today.year}"),
    }
    day = _date("to", f"{later.day} {later.month} {later.year}")
    taken = {
        "applications": [str(pk) for pk in world.announced.applications.values_list("pk", flat=True)],
        "parts": [part for part in Part if part not in INTERNAL],
        "why_not_internal": INTERNAL_REASON,
    }
    return {
        "applications:decision_requests": Address((world.decided.pk,), {"kind": "access", "text": "Hele sagen."}),
        "applications:decision_requests@unannounced": Address((world.submitted.pk,)),
        "applications:request_enter": Address((), mail),
        "applications:request": Address((world.request.pk,), {"outcome": "given", "answer": "Her er den."}),
        "applications:request@undeclared": Address((world.undeclared_request.pk,)),
        "applications:request_postpone": Address((world.request.pk,), {"reason": "Sagen er stor.", **day}),
        "applications:round_file": Address((world.announced.pk,), taken),
        "applications:round_file@unannounced": Address((world.closed.pk,), taken),
        "applications:round_file@undeclared": Address((world.undeclared.pk,)),
    }


def _entering(world):
    """A mail of yesterday, and the draft that is entered from another."""
    entered, when = (world.entered.pk,), timezone.localtime(timezone.now() - timedelta(days=2))
    mail = {
        **_date("mailed_at", f"{when.day} {when.month} {when.year}"),
        "mailed_at_time": f"{when:%H.%M}",
        "applicant": world.morsoe.code,
        "sender": "Bo",
        "address": "bo@morsoe.example",
        "reason": "Den kom i tide.",
        "mail": SimpleUploadedFile("mail.pdf", pdf()),
    }
    return {
        "applications:round_enter": Address((world.unbegun.pk,), mail),
        "applications:round_enter@closed": Address((world.closed.pk,), mail),
        "applications:round_enter@undeclared": Address((world.undeclared.pk,), mail),
        "applications:application@entered": Address(entered),
        "applications:check@entered": Address(entered),
        "applications:section@entered": Address((*entered, 1)),
        "applications:save@entered": Address(entered, {"field": "need", "value": "Nyt svar", "revision": "0"}),
        "applications:file@entered": Address((*entered, world.mail.pk)),
        "applications:sign_on_paper@entered": Address(entered, {"paper": SimpleUploadedFile("papir.pdf", pdf())}),
        "applications:send_for_signature@entered": Address(entered),
        "applications:withdraw@entered": Address(entered, {"reason": "Fejl"}),
    }


def _minis(world):
    mini, signer = (world.mini.pk,), {"name": "Lone Leder", "title": "Leder"}
    by_leader, by_board = world.follow(world.leader_link), world.follow(world.board_link)
    back = {"tilbage-remark": "Skriv mere.", "tilbage-name": "Lone"}
    return {
        "applications:begin_mini": Address(data={"applicant": str(world.skive.pk)}),
        "applications:application@mini": Address(mini),
        "applications:check@mini": Address(mini),
        "applications:section@mini": Address((*mini, 1)),
        "applications:confirm_signed_in": Address(mini),
        "applications:ask_board": Address(mini),
        "applications:confirm_start": Address((links.token(world.leader_link),)),
        "applications:confirm_start@other-purpose": Address((links.token(world.board_link),)),
        "applications:confirm@link": Address(before=by_leader, data=signer),
        "applications:confirm_back@link": Address(before=by_leader, data=back),
        "applications:confirm_file": Address((world.file(world.draft),)),
        "applications:confirm_file@other-case": Address((world.file(world.draft),), before=by_leader),
        "applications:confirm_thanks@link": Address(before=by_leader),
        "applications:board_start": Address((links.token(world.board_link),)),
        "applications:board_start@other-purpose": Address((links.token(world.leader_link),)),
        "applications:board@link": Address(before=by_board, data=signer),
        "applications:board_file": Address((world.file(world.draft),)),
        "applications:board_file@other-case": Address((world.file(world.draft),), before=by_board),
        "applications:board_thanks@link": Address(before=by_board),
    }


def _casework(world):
    sent = (world.submitted.pk,)
    case, undeclared = (world.closed.pk, *sent), (world.undeclared.pk, world.undeclared_application.pk)
    theirs = (world.closed.pk, world.theirs.pk)
    ask = {"reason": "Skriv, hvor mange børn det er.", "due_on_day": "3", "due_on_month": "11", "due_on_year": "2031"}
    again = {"need": "Nyt svar", "revision:need": "1", "handling": "gem"}
    withdrawn = {"reason": "Vi har fået en ny ledelse."}
    due_on = timezone.localdate() + timedelta(days=14)
    heard_about = {"facts": "Dagpleje: 37,5 procent.", **_date("due_on", f"{due_on.day} {due_on.month} {due_on.year}")}
    answered = (world.decided.pk, world.answered_hearing.pk)
    return {
        "applications:messages": Address(sent, {"text": "Hvornår hører vi fra jer?"}),
        "applications:messages@draft": Address((world.draft.pk,)),
        "applications:message_attachment": Address((*sent, world.attachment.pk)),
        "applications:message_attachment@other-case": Address((world.decided.pk, world.attachment.pk)),
        "applications:messages_read": Address(sent),
        "applications:answer_again": Address((*sent, world.reopening.pk), again),
        "applications:answer_again@other-case": Address((world.decided.pk, world.reopening.pk), again),
        "applications:hearing": Address((*sent, world.hearing.pk), {"text": "Tallet er forældet."}),
        "applications:hearing@other-case": Address((world.decided.pk, world.hearing.pk), {"text": "Nej."}),
        "applications:withdraw": Address((world.draft.pk,), withdrawn),
        "applications:withdraw@submitted": Address(sent, withdrawn),
        "applications:round_check": Address(case),
        "applications:round_check@other-round": Address((world.proposed.pk, *sent)),
        "applications:round_check@undeclared": Address(undeclared),
        "applications:round_check_pass": Address(theirs),
        "applications:round_check_pass@undeclared": Address(undeclared),
        "applications:round_ask_again": Address((*case, world.other_answer.pk), ask),
        "applications:round_ask_again@other-case": Address((*theirs, world.other_answer.pk), ask),
        "applications:round_answer_close": Address((*case, world.reopening.pk)),
        "applications:round_hearing": Address(case),
        "applications:round_hearing@undeclared": Address(undeclared),
        "applications:round_hearing@unheard": Address(theirs, heard_about),
        "applications:round_hearing_close": Address((world.announced.pk, *answered), {"conclusion": "Jeres tal."}),
        "applications:round_hearing_close@other-case": Address(
            (*theirs, world.answered_hearing.pk), {"conclusion": "Jeres tal."}
        ),
        "applications:round_messages": Address(case, {"text": "Send os et bilag."}),
        "applications:round_messages@undeclared": Address(undeclared),
        "applications:round_messages_read": Address(case),
        "applications:round_attachment": Address((*case, world.attachment.pk)),
        "applications:round_attachment@other-case": Address((*theirs, world.attachment.pk)),
        "applications:round_notes": Address(case, {"text": "Talte med tovholderen."}),
        "applications:round_notes@undeclared": Address(undeclared),
        "applications:application_list": Address((), {"name": "Mine nordjyske"}),
        "applications:application_export": Address((), {"format": "csv"}),
        "applications:view_remove": Address((world.view.pk,)),
    }


def _date(name: str, day: str) -> dict[str, str]:
    """A day as its three fields are sent."""
    return {f"{name}_{part}": text for part, text in zip(("day", "month", "year"), day.split(), strict=True)}


def _preparing(world):
    prepared, first, new = (world.prepared.pk,), (world.first_edition.pk,), (world.new_edition.pk,)
    question = (*first, world.first_edition.questions.get(key="new").pk)
    spare = (world.hidden.pk, "spare")
    days = {"period_from": "1 1 2035", "period_to": "31 12 2035", "opens_on": "1 6 2034", "deadline_on": "1 11 2034"}
    dates = {key: text for name, day in days.items() for key, text in _date(name, day).items()}
    facts = {"name": "Januar 2035", "places": "5", "accept_within_days": "14", **dates}
    anchors = {f"{name}_{score}": "Ord" for score in range(5) for name in ("label", "anchor")}
    asked = {"label": "Hvad nu?", "section": "1. Nyt", "kind": "long_text", "after": ""}
    more_time = {"who": "alle", "reason": "Strømsvigt", **_date("deadline_on", "1 11 2034")}
    return {
        "applications:round_create": Address(data=facts),
        "applications:round_copy": Address(prepared, facts),
        "applications:round_edit": Address(prepared, facts),
        "applications:round_edit@open": Address((world.unbegun.pk,), facts),
        "applications:round_open": Address(prepared),
        "applications:round_criteria": Address(prepared),
        "applications:criterion_create": Address(prepared, {"title": "Nyt", "text": "At", "weight": "1", **anchors}),
        "applications:criterion_edit": Address(spare, {"title": "Nyt", "text": "At", "weight": "1", **anchors}),
        "applications:criterion_remove": Address(spare),
        "applications:round_requirements": Address(prepared, {"krav_signature": "Underskrift", "nyt": "Evaluering"}),
        "applications:round_questions": Address(prepared),
        "applications:programme_questions": Address(("one_year",)),
        "applications:question_set": Address(first),
        "applications:question_set@published": Address((world.outdated.question_set_id,)),
        "applications:question_create": Address(first, asked),
        "applications:question_edit": Address(question, asked),
        "applications:question_remove": Address(question),
        "applications:edition_begin": Address((world.waiting.question_set_id,)),
        "applications:edition_discard": Address(new),
        "applications:edition_publish": Address(new, {"change_note": "Vi spørger om mere."}),
        "applications:switch_questions": Address((world.outdated.pk,)),
        "applications:copy": Address((world.draft.pk,), {"til": f"runde:{world.unbegun.pk}"}),
        "applications:copy@not-offered": Address((world.draft.pk,), {"til": f"runde:{world.hidden.pk}"}),
        "applications:copied": Address((world.copied.pk,)),
        "applications:copied@no-copy": Address((world.draft.pk,)),
        "applications:round_extend": Address((world.unbegun.pk,), more_time),
        "applications:round_extend@closed": Address((world.closed.pk,), more_time),
    }


def _moved(world):
    day = world.course.starts_on + timedelta(days=30)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {"reason": "Lederne har ferie."} | {
        f"{end}_{name}": part for end in ("first", "last") for name, part in parts.items()
    }


def _talk(world):
    now = timezone.localtime() - timedelta(hours=1)
    began = {"day": now.day, "month": now.month, "year": now.year, "time": f"{now:%H.%M}"}
    facts = {"key": str(uuid4()), "step": str(world.track.pk), "duration_minutes": "30", "channel": "telephone"}
    return facts | {f"starts_at_{part}": value for part, value in began.items()}


def _own_step(world):
    facts = {"text": "Forældrecafé", "kind": "task", "column": world.task.column, "lane": world.task.lane}
    return {**_moved(world), **facts, "responsible": ["coordinator"]}


def _courses(world):
    course = (world.course.case.reference,)
    planned = (world.planned.case.reference,)
    meeting = (*course, world.meeting.pk)
    held = {"note": "Vi talte om legen.", "duration_minutes": "60"}
    return {
        "engagements:course": Address(course),
        "engagements:step": Address((*course, world.task.order)),
        "engagements:course_team": Address(course, {"consultants": [str(world.people["consultant"].pk)]}),
        "engagements:course_start": Address(planned),
        "engagements:course_give_back": Address(planned, {"reason": "Vi har ikke tiden."}),
        "engagements:course_give_back@running": Address(course, {"reason": "Vi har ikke tiden."}),
        "engagements:course_stop": Address(course, {"reason": "Kommunen har ikke tiden."}),
        "engagements:course_close": Address(course, {"reached": "Mere leg.", "handling": "gem"}),
        "engagements:course_close@finished": Address((world.finished.case.reference,), {"reached": "Igen."}),
        "engagements:step_complete": Address((*course, world.task.order)),
        "engagements:step_complete@meeting": Address((*course, world.meeting_step.order)),
        "engagements:step_reopen": Address((*course, world.done.order)),
        "engagements:step_skip": Address((*course, world.task.order), {"reason": "Det er gjort før."}),
        "engagements:step_move": Address((*course, world.task.order), _moved(world)),
        "engagements:step_event": Address((*course, world.event_step.order), {"event": ""}),
        "engagements:step_event@task": Address((*course, world.task.order), {"event": ""}),
        "engagements:course_seats": Address((world.event.slug,)),
        "engagements:course_seats@draft": Address((world.draft_event.slug,)),
        "engagements:course_seats_give": Address((world.event.slug,), {"slags": ["one_year"], "antal": "2"}),
        "engagements:course_seats_give@draft": Address((world.draft_event.slug,)),
        "engagements:course_events": Address(course),
        "engagements:course_seats_link": Address((*course, world.allowance.pk)),
        "engagements:course_seats_link@other-course": Address((world.their_course.case.reference, world.allowance.pk)),
        "engagements:step_add": Address(course, _own_step(world)),
        "engagements:meeting_plan": Address(course, {**MEETING, "step": str(world.meeting_step.pk)}),
        "engagements:meeting_move": Address(meeting, MEETING),
        "engagements:meeting_hold": Address(meeting, held),
        "engagements:meeting_hold@other-course": Address((*course, world.their_meeting.pk), held),
        "engagements:meeting_cancel": Address(meeting),
        "engagements:meeting_calendar": Address(meeting),
        "engagements:meeting_calendar@other-course": Address((*course, world.their_meeting.pk)),
        "engagements:course_people": Address(course),
        "engagements:course_picture": Address(course),
        "engagements:course_hours": Address(course),
        "engagements:course_condition": Address(course, {"kind": "on_track"}),
        "engagements:sparring_log": Address(course, _talk(world)),
        "engagements:course_poster": Address(course),
        "engagements:course_history": Address(course),
        "engagements:agreements": Address(course),
        "engagements:agreement_progress": Address(course),
        "engagements:agreement_progress@htmx": Address(course, headers={"HX-Request": "true"}),
        "engagements:agreement_download": Address((*course, 1)),
        "engagements:agreement_try_again": Address((*course, 2)),
    }


def _days(**days) -> dict[str, str]:
    """Days as their three fields are sent, each so many days from today."""
    today = timezone.localdate()
    typed = {name: today + timedelta(days=number) for name, number in days.items()}
    return {
        f"{name}_{part}": str(getattr(day, part)) for name, day in typed.items() for part in ("day", "month", "year")
    }


def _evaluation(world):
    course = (world.course.case.reference,)
    before, after = (*course, "before"), (*course, "after")
    sent = {"staff": "Ny <ny@solhuset.example>", **_days(opens_on=1, closes_on=10)}
    recipient = (*before, world.recipient.pk)
    collected = {"title": "Interview", "asked": "En samtale", "of_whom": "Ledere", "who": "alle"}
    collected |= _days(starts_on=310, ends_on=320)
    collection = (world.collection.pk,)
    by_link = world.follow(world.recipient.link)
    return {
        "engagements:course_evaluation": Address(course),
        "engagements:survey_send": Address(after, sent),
        "engagements:survey_recipients": Address(before, {"staff": "Ny <ny@solhuset.example>"}),
        "engagements:survey_prolong": Address(before, _days(closes_on=20)),
        "engagements:survey_close": Address(before),
        "engagements:recipient_remove": Address(recipient),
        "engagements:recipient_send_again": Address(recipient),
        "engagements:survey_start": Address((links.token(world.recipient.link),)),
        "engagements:survey_start@other-purpose": Address((links.token(world.sign_link),)),
        "engagements:survey@link": Address(before=by_link, data={"know": "4"}),
        "engagements:survey_thanks@link": Address(before=by_link),
        "engagements:evaluation_extract": Address(data={"format": "csv"}),
        "engagements:collection_add": Address(data=collected),
        "engagements:collection_edit": Address(collection, collected),
        "engagements:collection_remove": Address(collection),
    }


def _calendars(world):
    """The calendar of a consultant, who is given its address before it is asked for."""
    feed = CalendarFeed(user=world.people["reviewer"], nonce=DRAFT)

    def given(client):
        CalendarFeed.objects.get_or_create(user=feed.user, defaults={"nonce": feed.nonce})

    return {
        "engagements:calendar_feed": Address((feed.user.pk, feeds.token(feed)), before=given),
        "engagements:calendar_feed@wrong": Address((feed.user.pk, "0" * 64), before=given),
    }


def _polls(world):
    """A poll with one time, asked of the owner and of Mia, made before it is asked for."""
    course, (owner, mia) = (world.course.case.reference,), PERSONS
    poll, soon = (*course, POLL), timezone.localdate() + timedelta(days=3)
    asks = {
        "key": str(uuid4()),
        "step": str(world.meeting_step.pk),
        "duration_minutes": "60",
        "channel": "video",
        "others": "mia@skive.example",
        **{f"time_1_{part}": value for part, value in zip(PARTS, ("3", "11", "2031", "14.30"), strict=True)},
        **{f"time_2_{part}": value for part, value in zip(PARTS, ("4", "11", "2031", "14.30"), strict=True)},
        **{f"answer_by_{part}": str(getattr(soon, part)) for part in ("day", "month", "year")},
    }
    answers = {f"t{TIME.hex}": "yes", "remark": "Ring"}
    link = PersonalLink(
        id=mia,
        purpose=Purpose.ANSWER_POLL,
        object_id=mia,
        nonce=DRAFT,
        recipient="mia@skive.example",
        expires_at=timezone.now() + timedelta(days=30),
    )

    def made(client, engagement=world.course):
        if Poll.objects.filter(pk=POLL).exists():
            return
        step = world.meeting_step if engagement == world.course else world.their_meeting.step
        asked = PollFactory(pk=POLL, engagement=engagement, step=step, location=world.say("Rådhuset"))
        PollTimeFactory(pk=TIME, poll=asked)
        PollPersonFactory(pk=owner, poll=asked, email=world.owner.email, remark=world.say("Ring"))
        PollPersonFactory(pk=mia, poll=asked, name=world.say("Mia"), email=link.recipient, link=link)

    def opened(client):
        made(client)
        world.follow(link)(client)

    ours = {"before": made}
    return {
        "engagements:poll_make": Address(course, asks),
        "engagements:poll": Address(poll, **ours),
        "engagements:poll@other-course": Address(poll, before=lambda client: made(client, world.their_course)),
        "engagements:poll_choose": Address((*poll, TIME), **ours),
        "engagements:poll_remind": Address(poll, **ours),
        "engagements:poll_cancel": Address(poll, **ours),
        "engagements:poll_reply": Address(poll, answers, **ours),
        "engagements:poll_open": Address((links.token(link),), **ours),
        "engagements:poll_open@other-purpose": Address((links.token(world.sign_link),)),
        "engagements:poll_answer": Address((mia,), **ours),
        "engagements:poll_answer@link": Address((mia,), answers, before=opened),
    }


def _resting(world):
    """The course as it rests, and as it has ended."""
    course, soon = (world.course.case.reference,), timezone.localdate() + timedelta(days=3)
    until = {f"expected_until_{part}": str(getattr(soon, part)) for part in ("day", "month", "year")}

    def rests(client):
        PauseFactory(engagement=world.course, reason=world.say("Sygdom"))

    def ended(client):
        if not FinalEvaluation.objects.filter(engagement=world.finished).exists():
            FinalEvaluationFactory(
                engagement=world.finished, reached=world.say("Mere leg"), party_words=world.say("Godt")
            )

    return {
        "engagements:course_pause": Address(course, {"reason": "Lederen er syg.", **until}),
        "engagements:course_resume": Address(course, {"moves_dates": "ja"}, before=rests),
        "engagements:final_evaluation": Address(course),
        "engagements:final_evaluation@finished": Address((world.finished.case.reference,), before=ended),
    }


def _frameworks(world):
    """The programme's framework in use, and a draft of it that is made before it is asked for."""
    in_use = FrameworkTemplate.objects.get(programme=world.programme)
    draft, step = (DRAFT,), (DRAFT, STEP)
    facts = {"text": "Egenvurdering", "column": "Opstart", "lane": "Kommune", "kind": "task"}
    sent = {**facts, "who": ["coordinator"], "from_12m": "2", "from_11m": "3"}

    def begun(client):
        template = FrameworkTemplateFactory(
            pk=DRAFT, programme=world.programme, number=in_use.number + 1, in_use_at=None, note="Vi begynder før."
        )
        who = {"responsible": "coordinator", "timing": "12m:2|11m:3"}
        FrameworkStep.objects.create(pk=STEP, template=template, order=10, **facts, **who)

    return {
        "engagements:framework": Address((in_use.pk,)),
        "engagements:framework_begin": Address((world.programme.kind,)),
        "engagements:framework_step_add": Address(draft, {**sent, "text": "Et til"}, before=begun),
        "engagements:framework_step_edit": Address(step, {**sent, "after": "first"}, before=begun),
        "engagements:framework_step_edit@in-use": Address((in_use.pk, STEP)),
        "engagements:framework_step_remove": Address(step, before=begun),
        "engagements:framework_note": Address(draft, {"note": "Vi begynder tidligere."}, before=begun),
        "engagements:framework_use": Address(draft, before=begun),
        "engagements:framework_discard": Address(draft, before=begun),
    }


def _staffing(world):
    """A consultant who is planned, with a competence and a promise that are made before they are asked for."""
    who = (world.people["reviewer"].pk,)
    year = str(timezone.localdate().year)
    months = {"first_month": f"{year}-12", "last_month": f"{year}-12", "hours": "20", "reason": "leave"}
    until = {"expires_on_day": "31", "expires_on_month": "12", "expires_on_year": str(int(year) + 1)}

    def competence(client):
        CompetenceFactory(pk=COMPETENCE, name="Sprog")

    def promise(client):
        SoftPromiseFactory(pk=PROMISE, consultant=world.people["reviewer"], case=world.course.case)

    def load(client):
        ProgrammeLoadFactory(programme=world.programme)

    return {
        "engagements:course_export": Address((), {"format": "csv"}),
        "engagements:course_month": Address((world.course.case.reference,)),
        "staffing:calendar_export": Address((), {"format": "csv"}),
        "staffing:consultant": Address(who),
        "staffing:consultant@manager": Address((world.people["manager"].pk,)),
        "staffing:competences": Address(who, {"other": str(COMPETENCE)}, before=competence),
        "staffing:usual": Address(who, {"hours": "37,5"}),
        "staffing:different_months": Address(who, months),
        "staffing:as_usual": Address(who, {"month": f"{year}-12"}),
        "staffing:promise_make": Address(
            who, {"expected": str(world.planned.case_id), **until, **months, "hours_per_month": "12"}
        ),
        "staffing:promise_drop": Address((PROMISE,), before=promise),
        "staffing:competence_list": Address((), {"name": "Tilsyn"}),
        "staffing:competence_rename": Address((COMPETENCE,), {"name": "Sprog og leg"}, before=competence),
        "staffing:competence_retire": Address((COMPETENCE,), before=competence),
        "engagements:programme_load": Address(
            (world.programme.kind,), {"hours_per_month": "12", "source": "Skøn"}, load
        ),
    }


def _takers_part(world):
    """A working group with a member, of whichever course it is asked for in, made before it is asked for."""
    course, finished = (world.course.case.reference,), (world.finished.case.reference,)
    group, member = (*course, GROUP), (*course, GROUP, MEMBER)
    facts = {"name": "Solens gruppe", "institutions": [str(world.course.institutions.get().pk)]}
    person = {"name": "Pia Ny", "title": "Pædagog", "email": "pia@skive.example"}

    def has(engagement):
        def before(client):
            made = GroupFactory(pk=GROUP, engagement=engagement, name="Solen")
            GroupMemberFactory(pk=MEMBER, group=made, name="Mia Med", email="mia@skive.example")

        return before

    ours = {"before": has(world.course)}
    return {
        "engagements:group_add": Address(course, {**facts, "kind": "working_group"}),
        "engagements:group_edit": Address(group, facts, **ours),
        "engagements:group_edit@other-course": Address(group, facts, before=has(world.their_course)),
        "engagements:member_add": Address(group, person, **ours),
        "engagements:member_edit": Address(member, person, **ours),
        "engagements:member_remove": Address(member, **ours),
        "engagements:member_remove@closed": Address((*finished, GROUP, MEMBER), before=has(world.finished)),
        "engagements:contact_change": Address((*course, "tovholder"), {**person, "note": "Ring til Karen."}),
        "engagements:contact_change@no-role": Address((*course, "direktoer")),
        "engagements:consultant_note": Address(course, {"note": "De ringer helst om morgenen."}),
    }


def _planning(world):
    """A change model with one chain and one version, of whichever course it is asked for in."""
    course, finished = (world.course.case.reference,), (world.finished.case.reference,)
    model, chain = (*course, "forandringsmodel"), (*course, CHAIN)
    typed = {"challenge": "Børn står uden for legen.", "effort": "Vi deler dem op."}

    def has(engagement):
        def before(client):
            # Asked for twice in a row, it is made anew.
            engagement.plans.all().delete()
            plan = PlanFactory(engagement=engagement)
            ChainFactory(pk=CHAIN, plan=plan)
            PlanVersionFactory(plan=plan, number=1)

        return before

    ours = {"before": has(world.course)}
    return {
        "engagements:plan_list": Address(course),
        "engagements:change_model": Address(course, **ours),
        "engagements:change_model_pdf": Address(course, **ours),
        "engagements:chain_add": Address((*course, "kommunen"), typed),
        "engagements:chain_edit": Address(chain, {**typed, "revision": "1"}, **ours),
        "engagements:chain_move": Address(chain, {"retning": "op"}, **ours),
        "engagements:chain_remove": Address(chain, **ours),
        "engagements:chain_remove@other-course": Address(chain, before=has(world.their_course)),
        "engagements:chain_remove@closed": Address((*finished, CHAIN), before=has(world.finished)),
        "engagements:version_save": Address(model, {"name": "Første"}, **ours),
        "engagements:version": Address((*model, 1), **ours),
        "engagements:version_compare": Address(model, **ours),
        "engagements:plan_history": Address(model, **ours),
    }


def _agendas(world):
    """An item on the agenda of a meeting that nobody has noted held, made before it is asked for."""
    meeting = (world.course.case.reference, world.meeting.pk)
    item = (*meeting, ITEM)

    def has(its_meeting, **traits):
        return lambda client: AgendaItemFactory(pk=ITEM, meeting=its_meeting, title="Vikarer", **traits)

    ours, elsewhere = has(world.meeting), {"before": has(world.their_meeting)}
    return {
        "engagements:meeting": Address(meeting),
        "engagements:meeting@other-course": Address((meeting[0], world.their_meeting.pk)),
        "engagements:agenda_begin": Address(meeting),
        "engagements:agenda_send": Address(meeting, before=ours),
        "engagements:agenda_item_add": Address(meeting, {"title": "Legen"}),
        "engagements:agenda_item_edit": Address(item, {"title": "Legen"}, before=ours),
        "engagements:agenda_item_edit@other-course": Address(item, {"title": "Legen"}, **elsewhere),
        "engagements:agenda_item_move": Address(item, {"retning": "op"}, before=ours),
        "engagements:agenda_item_remove": Address(item, before=ours),
        "engagements:agenda_item_answer": Address(item, {"svar": "ja"}, before=has(world.meeting, suggested=True)),
    }


def _minutes(world):
    """A held meeting, its minutes in some state, and what was agreed at it, made before it is asked for."""
    course = (world.course.case.reference,)
    held, promise = (*course, HELD), (*course, PROMISE)
    facts = {"what": "Ring til lederne", "owner": "en-anden", "name": "Bo", "side": "party"}
    facts |= {"due_on_day": "1", "due_on_month": "2", "due_on_year": "2030"}

    def meets(engagement, **traits):
        def before(client):
            if Meeting.objects.filter(pk=HELD).exists():
                return
            meeting = MeetingFactory(pk=HELD, engagement=engagement, held=True)
            FollowUpFactory(pk=PROMISE, meeting=meeting, done="done" in traits)
            if "state" not in traits:
                return
            minutes = MinutesFactory(meeting=meeting, **({traits["state"]: True} if traits["state"] else {}))
            if traits["state"] == "approved":
                MinutesPaperFactory(minutes=minutes, status="failed", attempts=7, finished_at=timezone.now())
                names = {"kind": "minutes", "title": "Referat", "filename": "referat.pdf"}
                minutes.document = store(
                    engagement.case, **names, content=b"%PDF-", content_type="application/pdf", by=SYSTEM
                )
                minutes.save(update_fields=["document"])

        return {"before": before}

    ours, draft, waiting = meets(world.course), meets(world.course, state=""), meets(world.course, state="sent")
    approved = meets(world.course, state="approved")
    written = {"revision": "1", "also_present": "", "other": "Vi talte om legen igen."}
    how = {"note": "Godkendt på mødet"}
    return {
        "engagements:minutes_edit": Address(held, written, **draft),
        "engagements:minutes_edit@approved": Address(held, written, **approved),
        "engagements:minutes_history": Address(held, **draft),
        "engagements:minutes_send": Address(held, **draft),
        "engagements:minutes_return": Address(held, {"remark": "Der mangler et navn."}, **waiting),
        "engagements:minutes_approve": Address(held, how, **waiting),
        "engagements:minutes_approve@draft": Address(held, how, **draft),
        "engagements:minutes_add": Address(held, {"text": "Det var den 4."}, **approved),
        "engagements:minutes_download": Address(held, **approved),
        "engagements:minutes_download@other-course": Address(held, **meets(world.their_course, state="approved")),
        "engagements:minutes_try_again": Address(held, **approved),
        "engagements:follow_up_list": Address(course),
        "engagements:follow_up_add": Address(held, facts, **ours),
        "engagements:follow_up_edit": Address(promise, facts, **ours),
        "engagements:follow_up_done": Address(promise, **ours),
        "engagements:follow_up_done@other-course": Address(promise, **meets(world.their_course)),
        "engagements:follow_up_done@closed": Address((world.finished.case.reference, PROMISE), **meets(world.finished)),
        "engagements:follow_up_reopen": Address(promise, **meets(world.course, done=True)),
        "engagements:follow_up_drop": Address(promise, {"reason": "Løst."}, **ours),
    }


def _interventions(world):
    """An intervention of a working group whose member has a link, of whichever course, made before it is asked for."""
    course, finished = (world.course.case.reference,), (world.finished.case.reference,)
    intervention, trial, group = (*course, INTERVENTION), (*course, TRIAL), (*course, GROUP)
    member, sent = (*course, MEMBER), (*course, SENT)
    said = {"title": world.say("Legegrupper"), "revision": "1"}
    round_ = {"agreed": world.say("Vi prøver"), "tried": world.say("Vi prøvede"), "revision": "1"}

    def made(engagement=world.course, adjusted="Mindre grupper.", **facts):
        return {"before": lambda client: working_group(world, client, engagement, adjusted, **facts)}

    ours, theirs, over = made(), made(world.their_course), made(world.finished)
    holds = made(held=True)
    elsewhere = made(held=True, is_elsewhere=True)
    ended = {
        "withdrawn": made(held=True, withdrawn_at=timezone.now()),
        "expired": made(held=True, expires_at=timezone.now() - timedelta(days=1)),
        "closed": made(world.finished, held=True),
        "left": made(held=True, has_left=True),
    }
    token = (links.token(PersonalLink(pk=LINK, purpose=Purpose.WRITE_INTERVENTIONS, nonce=LINK)),)
    agreed = {"agreed": world.say("Videre")}
    name, new = {"name": world.say("Pia")}, {"title": "Frokost", "agreed": "Små borde."}
    return {
        "engagements:intervention_list": Address(course, **ours),
        "engagements:intervention_add": Address((*course, "kommunen"), {**said, **agreed}),
        "engagements:intervention_edit": Address(intervention, said, **ours),
        "engagements:intervention_edit@other-course": Address(intervention, said, **theirs),
        "engagements:intervention_end": Address(intervention, {"outcome": "ended", "why": "Nej.", **said}, **ours),
        "engagements:intervention_remove": Address(intervention, **ours),
        "engagements:intervention_remove@closed": Address((*finished, INTERVENTION), **over),
        "engagements:trial_add": Address(intervention, agreed, **ours),
        "engagements:trial_edit": Address(trial, round_, **ours),
        "engagements:trial_edit@other-course": Address(trial, round_, **theirs),
        "engagements:trial_remove": Address(trial, **ours),
        "engagements:input_sheet": Address(course, **ours),
        "engagements:input_sheet_pdf": Address(course),
        "engagements:input_write": Address(course, {"discussion": world.say("Tid")}),
        "engagements:group_links": Address(course, **ours),
        "engagements:group_links_send": Address(group, **made(unsent=True)),
        "engagements:group_links_send@closed": Address((*finished, GROUP), **over),
        "engagements:group_link_send": Address(member, **ours),
        "engagements:group_link_send@other-course": Address(member, **theirs),
        "engagements:group_link_withdraw": Address(sent, **ours),
        "engagements:group_link_withdraw@other-course": Address(sent, **theirs),
        "engagements:held_start": Address(token, **ours),
        "engagements:held_start@other-purpose": Address((links.token(world.sign_link),)),
        "engagements:held_start@withdrawn": Address(token, **made(withdrawn_at=timezone.now())),
        "engagements:held_start@expired": Address(token, **made(expires_at=timezone.now() - timedelta(days=1))),
        "engagements:held@link": Address(**holds),
        **{f"engagements:held@{state}": Address(**before) for state, before in ended.items()},
        "engagements:held_begin@link": Address(data=name, **made(held=True, holder_name="", last_used_at=None)),
        "engagements:held_begin@closed": Address(data=name, **ended["closed"]),
        "engagements:held_add@link": Address(data=new, **holds),
        "engagements:held_add@withdrawn": Address(data=new, **ended["withdrawn"]),
        "engagements:held_add@nameless": Address(data=new, **made(held=True, holder_name="", last_used_at=None)),
        "engagements:held_trial_add": Address((INTERVENTION,), agreed),
        "engagements:held_trial_add@link": Address((INTERVENTION,), agreed, **holds),
        "engagements:held_trial_add@other-group": Address((INTERVENTION,), agreed, **elsewhere),
        "engagements:held_trial": Address((TRIAL,), round_),
        "engagements:held_trial@link": Address((TRIAL,), round_, **holds),
        "engagements:held_trial@other-group": Address((TRIAL,), round_, **elsewhere),
        "engagements:held_trial@closed": Address((TRIAL,), round_, **ended["closed"]),
    }


def working_group(
    world, client, engagement, adjusted, *, held=False, unsent=False, is_elsewhere=False, has_left=False, **facts
):
    """A group with a member who has a link, and an intervention of the group's institution or, elsewhere, of another.

    `held`: the client's session holds the link. The rest says how the link, its holder or the member stands.
    """
    if Group.objects.filter(pk=GROUP).exists():
        return
    institution = EngagementInstitutionFactory(engagement=engagement, order=700)
    group = GroupFactory(pk=GROUP, engagement=engagement, name=world.say("Solen"), institutions=[institution])
    member = GroupMemberFactory(pk=MEMBER, group=group, name=world.say("Mia"), email="mia@skive.example", left=has_left)
    place = EngagementInstitutionFactory(engagement=engagement, order=701) if is_elsewhere else institution
    intervention = InterventionFactory(pk=INTERVENTION, institution=place, title=world.say("Leg"))
    texts = {"agreed": world.say("Grupper"), "tried": "Ja.", "seen": "Ro.", "adjusted": adjusted}
    TrialFactory(pk=TRIAL, intervention=intervention, **texts)
    if unsent:
        return
    holder = {name: facts.pop(name) for name in list(facts) if name in ("holder_name", "last_used_at")}
    link = PersonalLinkFactory(
        pk=LINK, nonce=LINK, purpose=Purpose.WRITE_INTERVENTIONS, object_id=MEMBER, recipient=member.email, **facts
    )
    GroupLinkFactory(pk=SENT, member=member, link=link, **{"used": True, **holder})
    if held:
        session = client.session
        links.remember(session, link)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def _assessing(world):
    """A self-assessment with one field and one link, of whichever course it is asked for in."""
    course, finished = (world.course.case.reference,), (world.finished.case.reference,)
    field, attached = ("faglig-ledelse", "forvaltning", "samlet"), (*course, DOCUMENTATION)
    typed = {"strengths": "Stabile ledere.", "rating": "2", "revision": "1"}
    about = {"title": "Tilsyn", "themes": ["professional_leadership"], "link": "https://skive.example/"}

    def has(engagement):
        def before(client):
            # Asked for twice in a row, it is made anew.
            engagement.plans.all().delete()
            plan = SelfAssessmentFactory(engagement=engagement)
            AssessmentFactory(plan=plan, rating=1)
            DocumentationFactory(pk=DOCUMENTATION, plan=plan)

        return before

    ours = {"before": has(world.course)}
    return {
        "engagements:self_assessment": Address(course, **ours),
        "engagements:self_assessment_pdf": Address(course, **ours),
        "engagements:assessment_edit": Address((*course, *field), typed, **ours),
        "engagements:assessment_edit@new": Address((*course, *field), {**typed, "revision": "0"}),
        "engagements:assessment_edit@closed": Address((*finished, *field), typed, before=has(world.finished)),
        "engagements:documentation_add": Address(course, about),
        "engagements:documentation_add@file": Address(
            course, {**about, "link": "", "file": SimpleUploadedFile("tilsyn.pdf", pdf())}
        ),
        "engagements:documentation_edit": Address(attached, {**about, "revision": "1"}, **ours),
        "engagements:documentation_remove": Address(attached, **ours),
        "engagements:documentation_remove@other-course": Address(attached, before=has(world.their_course)),
    }


def _anchoring(world):
    """A plan with an action, of whichever course it is asked for in, and of the finished one what became of it."""
    course, finished = (world.course.case.reference,), (world.finished.case.reference,)
    typed = {"what": "Legegrupperne", "owner_name": "Lise Leder", **_date("due_on", "3 11 2031")}

    def has(engagement):
        def before(client):
            Plan.objects.filter(anchoringactions=ACTION).delete()  # of another address, where nothing is taken back
            AnchoringActionFactory(pk=ACTION, plan=AnchoringPlanFactory(engagement=engagement), what=world.say("Leg"))

        return before

    def asked(client):
        has(world.finished)(client)
        plan = world.finished.plans.get()
        AnchoringFollowUpFactory(pk=ASKED, plan=plan, name=world.say("Karen")[:150])
        made = {name: getattr(ANSWERING, name) for name in ("nonce", "purpose", "object_id")}
        made |= {"recipient": "karen@skive.example", "expires_at": timezone.now() + timedelta(days=30)}
        PersonalLink.objects.get_or_create(pk=ANSWERING.pk, defaults=made)

    def holds(client):
        asked(client)
        world.follow(ANSWERING)(client)

    ours, theirs = {"before": has(world.course)}, {"before": has(world.their_course)}
    question = (*finished, 6)
    return {
        "engagements:anchoring_plan": Address(course, **ours),
        "engagements:anchoring_pdf": Address(course, **ours),
        "engagements:anchoring_add": Address((*course, "kommunen"), typed),
        "engagements:anchoring_add@closed": Address((*finished, "kommunen"), typed),
        "engagements:anchoring_edit": Address((*course, ACTION), {**typed, "revision": "1"}, **ours),
        "engagements:anchoring_edit@other-course": Address((*course, ACTION), **theirs),
        "engagements:anchoring_remove": Address((*course, ACTION), **ours),
        "engagements:anchoring_remove@other-course": Address((*course, ACTION), **theirs),
        "engagements:anchoring_move": Address((*course, ACTION), {"retning": "op"}, **ours),
        "engagements:anchoring_follow_up_send": Address(
            question, {"name": "Nina Ny", "email": "nina@x.example"}, before=asked
        ),
        "engagements:anchoring_follow_up_withdraw": Address(question, before=asked),
        "engagements:anchoring_follow_up_start": Address((links.token(ANSWERING),), before=asked),
        "engagements:anchoring_follow_up_start@other-purpose": Address((links.token(world.sign_link),)),
        "engagements:anchoring_follow_up@link": Address(
            data={"name": "Karen", f"{ACTION}-fate": "lives"}, before=holds
        ),
    }


def _knowledge(world):
    """The owner's note in whichever course it is asked for in, and an article with a source."""
    course, finished = (world.course.case.reference,), (world.finished.case.reference,)
    typed = {"themes": ["centre"], "learned": "Lederne skal se praksis.", "usable": "Gå med."}
    written = {"title": "Små grupper", "lead": "Kort", "body": "Langt", "themes": ["centre"], "revision": "1"}

    def has(engagement):
        def before(client):
            LearningNote.objects.filter(pk=NOTE).delete()
            words = {"learned": world.say("Se praksis"), "usable": world.say("Gå med")}
            LearningNoteFactory(pk=NOTE, engagement=engagement, written_by=world.owner, **words)

        return before

    def article(**state):
        def before(client):
            Article.objects.filter(pk=ARTICLE).delete()
            words = {name: world.say(name) for name in ("lead", "body")}
            made = ArticleFactory(
                pk=ARTICLE, slug="leg", title=world.say("Leg")[:120], changed_by=world.manager, **words, **state
            )
            SourceFactory(pk=SOURCE, article=made, reference=world.say("Heckman"))

        return before

    ours, theirs = {"before": has(world.course)}, {"before": has(world.their_course)}
    draft, published = {"before": article()}, {"before": article(published=True)}
    source = (ARTICLE, SOURCE)
    return {
        "engagements:learning": Address(course, **ours),
        "engagements:learning_add": Address(course, {**typed, "key": str(uuid4())}),
        "engagements:learning_add@closed": Address(finished, typed),
        "engagements:learning_edit": Address((*course, NOTE), typed, **ours),
        "engagements:learning_edit@other-course": Address((*course, NOTE), **theirs),
        "engagements:learning_remove": Address((*course, NOTE), **ours),
        "engagements:library": Address(**published),
        "engagements:article": Address(("leg",), **published),
        "engagements:article@draft": Address(("leg",), **draft),
        "engagements:editing": Address(**ours),
        "engagements:note_leave_out": Address((NOTE,), **ours),
        "engagements:article_make": Address(data=written),
        "engagements:article_edit": Address((ARTICLE,), written, **draft),
        "engagements:article_publish": Address((ARTICLE,), **draft),
        "engagements:article_take_down": Address((ARTICLE,), **published),
        "engagements:source_add": Address((ARTICLE,), {"reference": "Taggart", "year": "2014"}, **draft),
        "engagements:source_edit": Address(source, {"reference": "Taggart", "year": "2014"}, **draft),
        "engagements:source_remove": Address(source, **draft),
    }


def _people(world):
    waits, viewer = world.memberships["unconfirmed"].pk, world.memberships["viewer"].pk
    by_link = world.follow(world.invitation_link)
    return {
        "organisations:organisation_detail": Address((world.skive.pk,)),
        "organisations:organisation_join": Address(data={"organisation": "Morsø Kommune"}),
        "organisations:invitation_create": Address((world.skive.pk,), {"email": "ny@skive.example", "role": "viewer"}),
        "organisations:invitation_send_again": Address((world.invitation.pk,)),
        "organisations:invitation_withdraw": Address((world.invitation.pk,)),
        "organisations:invitation_open": Address((links.token(world.invitation_link),)),
        "organisations:invitation_open@other-purpose": Address((links.token(world.sign_link),)),
        "organisations:invitation_answer@link": Address(before=by_link, data={**PERSON, **PASSWORDS}),
        "organisations:membership_confirm": Address((waits,)),
        "organisations:membership_refuse": Address((waits,)),
        "organisations:membership_change_role": Address((viewer,), {"role": "owner"}),
        "organisations:membership_change_role@own": Address((waits,), {"role": "owner"}),
        "organisations:membership_remove": Address((viewer,)),
    }


def _accounts(world):
    person = (world.people["consultant"].pk,)
    new = {"name": "Ny Medarbejder", "title": "Konsulent", "email": "ny@praksis.example", "roles": ["consultant"]}
    return {
        "accounts:profile": Address(data=PERSON),
        "accounts:staff_create": Address(data=new),
        "accounts:staff_detail": Address(person),
        "accounts:staff_detail@applicant": Address((world.owner.pk,)),
        "accounts:staff_change_role": Address(person, {"role": "administrator", "do": "give"}),
        "accounts:staff_change_role@applicant": Address((world.owner.pk,), {"role": "manager", "do": "give"}),
        "accounts:staff_deactivate": Address(person),
        "accounts:staff_reactivate": Address(person),
        "accounts:staff_send_password": Address(person),
        "account_confirm_email": Address(("findes-ikke",)),
        "account_reset_password_from_key": Address(("findes", "ikke")),
        "account_change_password": Address(data={"oldpassword": "forkert", **PASSWORDS}),
        "account_login": Address(data={"login": "karen@skive.example", "password": "forkert"}),
    }


def _guests(world):
    slug, guest = (world.event.slug,), (world.registration.pk,)
    opened = {"before": world.follow(world.registration.link)}
    typed = {"antal": "1", "workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
    typed |= {f"gaest1-{name}": text for name, text in GUEST.items()}
    told = {**GUEST, "workplace": "Børnehuset", "municipality": "ingen"}
    links_ = world.registration.link, world.allowance.link
    pages = {
        "registration": Address(guest),
        "registration_correct": Address(guest, told),
        "registration_workshops": Address(guest, {"workshop_1": "", "fulde": ""}),
        "registration_cancel": Address(guest),
        "registration_calendar": Address(guest),
    }
    past = (world.past_guest.pk,)
    opened_past = {"before": world.follow(world.past_guest.link)}
    afterwards = {
        "registration_afterwards": Address(past),
        "registration_certificate": Address(past),
        "registration_answer": Address(past, {"overall": "4", "takes_home": "Leg"}),
    }
    return {
        **{f"conferences:{name}": page for name, page in afterwards.items()},
        **{f"conferences:{name}@link": replace(page, **opened_past) for name, page in afterwards.items()},
        "conferences:register": Address(slug, typed),
        "conferences:register@undated": Address((world.undated_event.slug,), typed),
        "conferences:register@draft": Address((world.draft_event.slug,), typed),
        "conferences:registered": Address(slug),
        "conferences:registration_open": Address((links.token(links_[0]),)),
        "conferences:registration_open@other-purpose": Address((links.token(links_[1]),)),
        "conferences:allowance_open": Address((links.token(links_[1]),)),
        "conferences:allowance_open@other-purpose": Address((links.token(links_[0]),)),
        **{f"conferences:{name}": page for name, page in pages.items()},
        **{f"conferences:{name}@link": replace(page, **opened) for name, page in pages.items()},
    }


def _managing_guests(world):
    slug = (world.event.slug,)
    guest, seats = (*slug, world.registration.pk), (*slug, world.allowance.pk)
    elsewhere, past_slug = (world.undated_event.slug,), (world.past_event.slug,)
    past_guest = (*past_slug, world.past_guest.pk)
    told = {**GUEST, "workplace": "Børnehuset", "municipality": "ingen"}
    new = {"workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
    new |= {f"gaest1-{name}": text for name, text in GUEST.items()}
    rows = {
        "guests": Address(slug),
        "guests@draft": Address((world.draft_event.slug,)),
        "guests_export": Address(slug, {"format": "csv"}),
        "guests_export@no-kind": Address(slug, {"format": "pdf"}),
        "kitchen_export": Address(slug, {"format": "csv"}),
        "guest": Address(guest),
        "guest@other-event": Address((*elsewhere, world.registration.pk)),
        "guest_correct": Address(guest, told),
        "guest_workshops": Address(guest, {"workshop_1": "", "fulde": ""}),
        "guest_workshops@other-event": Address((*elsewhere, world.registration.pk)),
        "guest_add": Address(slug, new),
        "guest_add@draft": Address((world.draft_event.slug,), new),
        "guest_cancel": Address(guest),
        "guest_send_again": Address(guest),
        "places": Address(slug),
        "capacity": Address(slug, {"capacity": "400"}),
        "allowance_give": Address(slug, {"organisation": str(world.thisted.pk), "seats": "3"}),
        "allowance_change": Address(seats, {"seats": "3"}),
        "allowance_change@other-event": Address((*elsewhere, world.allowance.pk)),
        "allowance_send": Address(seats, {"to": "karen@skive.example"}),
        "allowance_take_away": Address(seats),
        "figures": Address(slug),
        "event_badges": Address(slug, {"whose": "ingen", "blank": "1"}),
        "event_badges@draft": Address((world.draft_event.slug,), {"whose": "ingen", "blank": "1"}),
        "guest_badge": Address(guest),
        "evaluation": Address(past_slug),
        "evaluation@draft": Address((world.draft_event.slug,)),
        "evaluation_export": Address(past_slug, {"format": "csv"}),
        "guest_certificate": Address(past_guest),
        "guest_certificate@other-event": Address((*slug, world.past_guest.pk)),
        "guest_send_thanks": Address(past_guest),
    }
    return {f"conferences:{name}": address for name, address in rows.items()}


def _speakers(world):
    """Speakers by their link and as managers see them, slides, and the participants' list."""
    slug, asked, guest = (world.event.slug,), (world.event_request.pk,), (world.registration.pk,)
    speaker, session = (world.event_speaker.pk,), ("oplaeg", world.talk.pk)
    slides, merged = world.event_slides.pk, (world.event_namesake.pk,)
    part = part_of(str(world.event_speaker.pk), draft(world.event))
    seen = {f"seen-{name}": mark for name, mark in part.marks.items()}
    own = {
        "speaker_check": Address(asked, seen),
        "speaker_correct": Address(asked, {**part.fields, **seen, "job": "Forfatter"}),
        "speaker_slides": Address(asked),
        "speaker_slides_add": Address((*asked, *session), {"upload": SimpleUploadedFile("leg.pdf", pdf())}),
    }
    guests = {
        "guest_slides": Address(guest),
        "guest_slides_file": Address((*guest, slides)),
        "participants": Address(guest),
    }
    opened = {"before": world.follow(world.event_request.link)}
    by_guest = {"before": world.follow(world.registration.link)}
    person = {"name": "Ole", "title": "leder", "email": ""}
    merge = Address((*merged, *speaker), {"keep": str(world.event_speaker.pk)})
    rows = {
        "check_open": Address((links.token(world.event_request.link),)),
        "check_open@other-purpose": Address((links.token(world.registration.link),)),
        **own,
        **guests,
        **{f"{name}@link": replace(page, **opened) for name, page in own.items()},
        **{f"{name}@link": replace(page, **by_guest) for name, page in guests.items()},
        "event_speakers": Address(slug),
        "event_speakers@draft": Address((world.draft_event.slug,)),
        "speakers_ask": Address(slug),
        "speaker_ask": Address((*slug, *speaker), {"set": world.event_request.asked_at.isoformat()}),
        "speaker_withdraw": Address((*slug, *speaker)),
        "speaker_address": Address((*slug, *speaker), {"email": "ny@uni.example"}),
        "speaker_edit": Address(speaker, person),
        "speaker_merge": merge,
        "speaker_merge_with": Address(merged),
        "speaker_delete": Address(merged),
        "participant_list": Address(slug),
        "participant_list_export": Address(slug, {"format": "csv"}),
        "participant_list_export@no-kind": Address(slug, {"format": "pdf"}),
        "slides": Address(slug),
        "slides@draft": Address((world.draft_event.slug,)),
        "slides_add": Address((*slug, *session), {"upload": SimpleUploadedFile("leg.pdf", pdf())}),
        "slides_file": Address((*slug, slides)),
        "slides_file@other-event": Address((world.undated_event.slug, slides)),
        "slides_remove": Address((*slug, slides)),
        "slides_show": Address(slug),
        "slides_hold_back": Address(slug),
    }
    return {f"conferences:{name}": address for name, address in rows.items()}


def _at_the_door(world):
    slug, before = (world.door_event.slug,), (world.event.slug,)
    let_in, walk_in = {"registration": str(world.door_guest.pk)}, {**GUEST, "workplace": "", "municipality": "ingen"}
    pressed = {"key": str(DOOR_KEY), "kind": "in", **let_in, "is_fact": True}
    sent = {"entries": [pressed]}
    rows = {
        "door": Address(slug),
        "door@before": Address(before),
        "door@draft": Address((world.draft_event.slug,)),
        "door@after": Address((world.past_door_event.slug,)),
        "door_in": Address(slug, let_in),
        "door_in@before": Address(before, {"registration": str(world.registration.pk)}),
        "door_in@after": Address((world.past_door_event.slug,), let_in),
        "door_undo": Address(slug, let_in),
        "door_code": Address(slug, {"code": codes.of(world.door_guest)}),
        "door_walk_in": Address(slug, walk_in),
        "door_list": Address(slug),
        "door_list@before": Address(before),
        "door_send": Address(slug, sent, as_json=True),
        "door_send@before": Address(before, sent, as_json=True),
        "door_send@after": Address((world.past_door_event.slug,), {"entries": []}, as_json=True),
    }
    return {f"conferences:{name}": address for name, address in rows.items()}


def _programmes(world):
    """The managers' pages of a programme, of an event that is public and of one that is not."""
    slug, draft = (world.event.slug,), (world.draft_event.slug,)
    day = {"held_on_day": "3", "held_on_month": "11", "held_on_year": "2031"}
    hours = {"starts_at": "9.30", "ends_at": "15.30"}
    facts = {"kind": "conference", "title": "Ny dag", "description": "En dag.", "place": "Huset", "town": "Ry"}
    facts |= {**day, **hours, "capacity": "40"}
    session = {"title": "Nyt", "starts_at": "14.00", "ends_at": "14.30"}
    talk, track = ("oplaeg", world.talk.pk), (world.event_track.pk,)
    pages = {
        "event_edit": ((), facts),
        "programme": ((), {}),
        "session_add": (("pause",), session),
        "track_add": ((), {"name": "Nyt spor"}),
    }
    return {
        "conferences:event_make": Address(data=facts),
        "conferences:event_calendar": Address(slug),
        "conferences:event_calendar@draft": Address(draft),
        "conferences:programme_publish": Address(slug),
        "conferences:session_edit": Address((*slug, *talk), session),
        "conferences:session_remove": Address((*slug, *talk)),
        "conferences:track_rename": Address((*slug, *track), {"name": "Nyt spor"}),
        "conferences:track_remove": Address((*slug, *track)),
        **{f"conferences:{name}": Address((*slug, *parts), data) for name, (parts, data) in pages.items()},
        **{f"conferences:{name}@draft": Address((*draft, *parts), data) for name, (parts, data) in pages.items()},
    }


def _rest(world):
    return {
        "conferences:event": Address((world.event.slug,)),
        "conferences:event@draft": Address((world.draft_event.slug,)),
        "conferences:publish": Address((world.draft_event.slug,)),
        "conferences:publish@published": Address((world.event.slug,)),
        "conferences:take_down": Address((world.event.slug,)),
        "conferences:event_call_off": Address((world.event.slug,), {"reason": "Sygdom."}),
        "conferences:event_call_off@draft": Address((world.draft_event.slug,), {"reason": "Sygdom."}),
        "documents:download": Address((world.document.pk,)),
        "mail:detail": Address((world.letter.pk,)),
        "mail:detail@sensitive": Address((world.secret_letter.pk,)),
        "mail:detail@round": Address((world.round_letter.pk,)),
        "mail:try_again": Address((world.failed_letter.pk,)),
        "mail:try_again@round": Address((world.round_letter.pk,)),
        "overview:letter_try_again": Address((world.failed_letter.pk,)),
        "overview:letter_try_again@round": Address((world.round_letter.pk,)),
        "overview:agreement_try_again": Address((world.failed_agreement.pk,)),
    }
