"""How each address of the table is asked for: its parts, what is posted, and what comes before.

A name may carry a state after "@": the same address where the matter stands otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from praksis.mail import links
from tests.access.world import World

MEETING_TIME = {"starts_at_day": "3", "starts_at_month": "11", "starts_at_year": "2031", "starts_at_time": "14.30"}
MEETING = {**MEETING_TIME, "duration_minutes": "60", "channel": "video", "location": "Teams"}
PERSON = {"name": "Kim Ny", "title": "Leder", "phone": ""}
PASSWORDS = {"password1": "en lang ny adgangskode", "password2": "en lang ny adgangskode"}
DIRECTOR = {"name": "Ida Ny", "title": "Direktør", "email": "ida@skive.example", "phone": "12345678", "revision": "1"}


@dataclass(frozen=True)
class Address:
    """One way of asking. `before(client)` prepares the session."""

    parts: tuple = ()
    data: dict[str, Any] = field(default_factory=dict)
    before: Callable | None = None
    headers: dict[str, str] = field(default_factory=dict)


def address_of(name: str, world: World) -> tuple[str, Address]:
    """The path of a row of the table, and what belongs to it."""
    known = addresses(world)
    address = known.get(name) or known.get(name.partition("@")[0]) or Address()
    return reverse(name.partition("@")[0], args=address.parts), address


def addresses(world: World) -> dict[str, Address]:
    """Everything that needs more than its name."""
    return {
        **_drafting(world),
        **_rounds(world),
        **_courses(world),
        **_people(world),
        **_accounts(world),
        **_rest(world),
    }


def _drafting(world):
    draft, waiting, signed = (world.draft.pk,), (world.waiting.pk,), (world.signed.pk,)
    by_link = world.follow(world.sign_link)
    signer = {"name": "Dorte Direktør", "title": "Direktør"}
    back = {"tilbage-remark": "Skriv mere.", "tilbage-name": "Dorte"}
    return {
        "applications:begin": Address((world.unbegun.pk,), {"applicant": str(world.skive.pk)}),
        "applications:begin@hidden": Address((world.hidden.pk,), {"applicant": str(world.skive.pk)}),
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
        "applications:correct_director": Address(waiting, DIRECTOR),
        "applications:submit": Address(signed),
        "applications:receipt": Address((world.submitted.pk,)),
        "applications:version": Address((*waiting, 1)),
        "applications:sign_start": Address((links.token(world.sign_link),)),
        "applications:sign_start@other-purpose": Address((links.token(world.invitation_link),)),
        "applications:sign@link": Address(before=by_link, data={**signer, "code": "000000"}),
        "applications:sign_code@link": Address(before=by_link, data=signer),
        "applications:sign_back@link": Address(before=by_link, data=back),
        "applications:sign_thanks@link": Address(before=by_link),
    }


def _rounds(world):
    closed, undeclared = (world.closed.pk,), (world.undeclared.pk,)
    scores = {"need_score": "3", "need_rationale": "Godt", "action": "save"}
    choice = {"outcome": "refused", "reason": "Der er ikke sat tid af."}
    return {
        "applications:review": Address((world.submitted.pk,), scores),
        "applications:review@undeclared": Address((world.undeclared_application.pk,), scores),
        "applications:round_reviewers": Address(closed, {"reviewers": [str(world.people["reviewer"].pk)]}),
        "applications:declare_interest": Address(closed, {"has_interest": "nej"}),
        "applications:declare_interest@undeclared": Address(undeclared, {"has_interest": "nej"}),
        "applications:round_detail": Address(closed),
        "applications:round_detail@undeclared": Address(undeclared),
        "applications:round_propose": Address(closed, {"waiver": "Vi har travlt."}),
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
        "applications:decision": Address((world.decided.pk,)),
        "applications:decision@unannounced": Address((world.submitted.pk,)),
        "applications:accept_place": Address((world.decided.pk,)),
        "applications:accept_place@unannounced": Address((world.submitted.pk,)),
        "applications:decline_place": Address((world.decided.pk,)),
        "applications:decline_place@unannounced": Address((world.submitted.pk,)),
    }


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
        "engagements:course_close": Address(course, {"note": "Indsatsen er forankret."}),
        "engagements:course_close@finished": Address((world.finished.case.reference,), {"note": "Igen."}),
        "engagements:step_complete": Address((*course, world.task.order)),
        "engagements:step_complete@meeting": Address((*course, world.meeting_step.order)),
        "engagements:step_reopen": Address((*course, world.done.order)),
        "engagements:step_skip": Address((*course, world.task.order)),
        "engagements:meeting_plan": Address(course, {**MEETING, "step": str(world.meeting_step.pk)}),
        "engagements:meeting_move": Address(meeting, MEETING),
        "engagements:meeting_hold": Address(meeting, held),
        "engagements:meeting_hold@other-course": Address((*course, world.their_meeting.pk), held),
        "engagements:meeting_cancel": Address(meeting),
        "engagements:agreement_request": Address(course),
        "engagements:agreement_progress": Address(course),
        "engagements:agreement_progress@htmx": Address(course, headers={"HX-Request": "true"}),
        "engagements:agreement_download": Address((*course, 1)),
        "engagements:agreement_try_again": Address((*course, 2)),
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


def _rest(world):
    return {
        "conferences:event": Address((world.event.slug,)),
        "conferences:event@draft": Address((world.draft_event.slug,)),
        "conferences:publish": Address((world.draft_event.slug,)),
        "conferences:publish@published": Address((world.event.slug,)),
        "conferences:take_down": Address((world.event.slug,)),
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
