"""Addresses of the ground: accounts, staffing, letters and documents."""

from uuid import UUID

from django.utils import timezone

from praksis.mail import links
from tests.access.addresses.address import Address
from tests.factories.staffing import CompetenceFactory, ProgrammeLoadFactory, SoftPromiseFactory

PERSON = {"name": "Kim Ny", "title": "Leder", "phone": ""}
PASSWORDS = {"password1": "en lang ny adgangskode", "password2": "en lang ny adgangskode"}
# A competence and a soft promise, which no world has
COMPETENCE, PROMISE = UUID("2d1c7b52-6a0f-4c39-9a57-0d3b8e5f4a16"), UUID("91b6f0de-3a44-4b7c-8f10-6c2e7d5a9b03")


def addresses(world):
    return {**_staffing(world), **_people(world), **_accounts(world), **_rest(world)}


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
