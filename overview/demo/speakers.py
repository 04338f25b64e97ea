"""The demo's speakers: some asked to look their part through, one who corrected it; slides of a day that is over."""

from django.utils import timezone

from conferences import reference
from conferences.afterwards.slides import actions as slides
from conferences.programme import actions, content, parts
from conferences.programme.models import Corrected, Event, SpeakerRequest
from overview.demo import clock, files
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.documents import uploads


def run(event: Event, name: str, people: People) -> None:
    """Ask the speakers of this event who have an address (a name in speakers.json), and let some answer."""
    facts = read("speakers").get(name)
    if facts is None:
        return
    manager = Actor.of(people.with_role(Role.MANAGER))
    speakers = {one.name: one for one in actions.speakers_of(content.draft(event))}
    with clock.at(clock.moment(clock.days_ago(facts["asked_days_ago"]), "13:00")):
        for who, address in facts["addresses"].items():
            actions.set_address(event, speakers[who], email=address, by=manager)
        actions.ask_all(event, at=timezone.now(), by=manager)
    for row in facts["answers"]:
        with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "20:10")):
            _answer(SpeakerRequest.objects.get(event=event, speaker__name=row["name"]), row["adds"])


def slides_of_the_past(people: People) -> None:
    """Slides for the first talk on a theme of a day that is over."""
    facts = read("speakers")["slides"]
    event = Event.objects.get(slug=reference.read(facts["event"])["slug"])
    talk = event.talks.exclude(theme="").order_by("starts_at", "pk").first()
    upload = uploads.check(facts["name"], files.pdf(facts["lines"]), takes=uploads.SLIDES)
    with clock.at(clock.moment(clock.days_ago(20))):
        slides.add(talk, upload, by=Actor.of(people.with_role(Role.MANAGER)))


def _answer(request: SpeakerRequest, more: str) -> None:
    """Add a sentence to the text of their first session, as by their link."""
    part = parts.part_of(str(request.speaker_id), content.draft(request.event))
    assert part is not None
    field = parts.field_of(part.items[0].id, Corrected.TEXT)
    by = Actor.by_link(request.link, name=request.speaker.name, title=request.speaker.title)
    typed = {**part.fields, field: f"{part.fields[field]} {more}".strip()}
    actions.answer(request, seen=part.marks, typed=typed, at=timezone.now(), by=by)
