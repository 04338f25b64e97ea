"""Addresses of plans: change models, interventions, self-assessments and anchoring."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engagements.courses.models import Group
from engagements.plans.models import Plan
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from tests.access.addresses.address import DRAFT, GROUP, MEMBER, Address, date_parts
from tests.factories.anchoring import AnchoringActionFactory, AnchoringFollowUpFactory, AnchoringPlanFactory
from tests.factories.engagements import (
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.files import pdf
from tests.factories.interventions import GroupLinkFactory, InterventionFactory, TrialFactory
from tests.factories.mail import PersonalLinkFactory
from tests.factories.plans import ChainFactory, PlanFactory, PlanVersionFactory
from tests.factories.self_assessment import AssessmentFactory, DocumentationFactory, SelfAssessmentFactory

# A chain of a course's change model, which no world has
CHAIN = UUID("c2a7d6f0-41b5-4f5f-8a34-6d1c33f7b9d4")
# What documents a course's self-assessment, which no world has
DOCUMENTATION = UUID("3e9d5c1b-6a70-4c8e-9d27-b1f04ae5c863")
# An intervention with a round, and the link of a member of its group
INTERVENTION, TRIAL = UUID("3c7f5a52-9f0e-4a7c-8d54-7b1f7f0c2a11"), UUID("b1a0c7d4-2e4f-4e55-9c7b-0f6a5d3e8c22")
SENT, LINK = UUID("6e2d9b8a-41c3-4d0e-a2f7-5c9e1b7d3f33"), UUID("f4b8e6c1-7a25-4c9d-8e36-2d1a9c5b7e44")
# An action of an anchoring plan, what became of it, and the link by which it is answered
ACTION, ASKED = UUID("2c9b1a44-6b1e-4a52-b3a5-6a1de7d0a971"), UUID("9a1f7a0e-5d61-4d4d-8d7c-0f5d6a0b2c13")
ANSWERING = PersonalLink(
    pk=UUID("c2a7b3d1-0e5f-4c8a-9b6d-7f1e2d3c4b5a"), nonce=DRAFT, purpose=Purpose.FOLLOW_UP_ANCHORING, object_id=ASKED
)


def addresses(world):
    return {**_planning(world), **_interventions(world), **_assessing(world), **_anchoring(world)}


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
    typed = {"what": "Legegrupperne", "owner_name": "Lise Leder", **date_parts("due_on", "3 11 2031")}

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
