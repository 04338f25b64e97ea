"""Addresses of courses: what runs them, their surveys, their people, and what is learnt."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from engagements.courses.models import FinalEvaluation, FrameworkStep, FrameworkTemplate
from engagements.knowledge.models import Article, LearningNote
from praksis.mail import links
from tests.access.addresses.address import DRAFT, GROUP, MEMBER, STEP, Address
from tests.factories.engagements import FrameworkTemplateFactory, GroupFactory, GroupMemberFactory
from tests.factories.knowledge import ArticleFactory, LearningNoteFactory, SourceFactory
from tests.factories.pauses import FinalEvaluationFactory, PauseFactory

MEETING_TIME = {"starts_at_day": "3", "starts_at_month": "11", "starts_at_year": "2031", "starts_at_time": "14.30"}
MEETING = {**MEETING_TIME, "duration_minutes": "60", "channel": "video", "location": "Teams"}
# A note of a course, an article and its source, which no world has
NOTE, ARTICLE = UUID("6f2c8d1b-3a4e-4f5a-8b6c-7d8e9f0a1b2c"), UUID("7a3d9e2c-4b5f-4a6b-9c7d-8e9f0a1b2c3d")
SOURCE = UUID("8b4e0f3d-5c6a-4b7c-8d8e-9f0a1b2c3d4e")


def addresses(world):
    return {
        **_courses(world),
        **_evaluation(world),
        **_resting(world),
        **_frameworks(world),
        **_takers_part(world),
        **_knowledge(world),
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
