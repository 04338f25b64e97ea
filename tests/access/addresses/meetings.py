"""Addresses of meetings: calendars, polls, agendas and minutes."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from engagements.meetings import feeds
from engagements.meetings.models import CalendarFeed, Meeting
from engagements.meetings.poll_models import Poll
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from tests.access.addresses.address import DRAFT, Address
from tests.factories.engagements import MeetingFactory
from tests.factories.minutes import AgendaItemFactory, FollowUpFactory, MinutesFactory, MinutesPaperFactory
from tests.factories.polls import PollFactory, PollPersonFactory, PollTimeFactory

# A poll with its time and those asked, which no world has either
POLL, TIME = UUID("2f6d0d2b-6a53-4b0e-8f57-b7b1c5a0e6d1"), UUID("7c1f3a5e-0d0b-4a6b-9a35-2c9f4e8b1d02")
PERSONS = UUID("3a9d5a1c-95c2-4f0d-8a55-0c4a3f1e7b03"), UUID("4b8e6b2d-86b3-4e1c-9b66-1d5b402f8c04")
PARTS = ("day", "month", "year", "time")
# An item on an agenda, a held meeting and what was agreed at it
ITEM, HELD, PROMISE = (UUID(f"3c8f6b1e-7d25-4e0a-9b41-0d9a5c2e6f0{n}") for n in range(3))


def addresses(world):
    return {**_calendars(world), **_polls(world), **_agendas(world), **_minutes(world)}


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
