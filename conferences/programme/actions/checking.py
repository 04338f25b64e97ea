"""What a speaker says to their own part of the programme: that it is right, or what is to stand instead."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conferences.programme import content, emails
from conferences.programme.actions.publishing import edit
from conferences.programme.models import Corrected, Speaker, SpeakerCorrection, SpeakerRequest, Talk, Workshop
from conferences.programme.parts import REST, Part, field_of, overtaken, part_of, plain, why_closed
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox

CHANGED = "Programmet er ændret, siden du åbnede siden. Intet er gemt endnu. Se det igennem igen."
SAME_PERSON = "Der er allerede en oplægsholder med dit navn og den stilling. Skriv til os, så retter vi det."
MODELS: dict[str, type[Talk] | type[Workshop]] = {content.TALK: Talk, content.WORKSHOP: Workshop}


class Overtaken(ActionError):
    """That the part is no longer what the speaker saw: `part` is what it is now.

    `clashing` names the fields that both they and somebody else have changed.
    """

    def __init__(self, part: Part, clashing: list[str]):
        super().__init__(CHANGED)
        self.part, self.clashing = part, clashing


@transaction.atomic
def answer(
    request: SpeakerRequest, *, seen: Mapping[str, str], typed: Mapping[str, str] | None = None, at: datetime, by: Actor
) -> list[SpeakerCorrection]:
    """Confirm the part of the draft that the speaker saw, corrected where they typed something else.

    `seen` are the marks of what they saw, `typed` the words of the fields (see `parts.Part`). A second call with the
    same changes nothing. Returns what was corrected. Raises Overtaken where somebody else changed it meanwhile, and
    then nothing is saved; ActionError where the speaker is no longer in the programme, the event is called off, the day
    has begun, the link was withdrawn, or another speaker has the same name and title.
    """
    edit(request.event)
    lock(request)
    lock(request.link)
    links.refuse_unless_usable(request.link, at=at)
    part = part_of(str(request.speaker_id), content.draft(request.event))
    if reason := why_closed(request.event, part, at):
        raise ActionError(reason)
    assert part is not None
    now, typed = part.fields, typed or {}
    new = {name: plain(text) for name, text in typed.items() if name in now and plain(text) != now[name]}
    if request.confirmed_at and not new and seen.get(REST) == part.marks[REST]:
        return []
    if dict(seen) != part.marks:
        raise Overtaken(part, overtaken(typed, seen, now))

    corrections = _change(request, part, new)
    request.confirmed_at = timezone.now()
    request.corrected_at = request.confirmed_at if corrections else request.corrected_at
    request.save(update_fields=["confirmed_at", "corrected_at"])
    _tell(request, corrections, by)
    return corrections


def _change(request: SpeakerRequest, part: Part, new: Mapping[str, str]) -> list[SpeakerCorrection]:
    now, made = part.fields, []

    def note(what: str, name: str, session: str | None = None) -> None:
        made.append(SpeakerCorrection(request=request, what=what, session=session, before=now[name], after=new[name]))

    if (job := Corrected.JOB.value) in new:
        _change_job(request.speaker, new[job])
        note(Corrected.JOB, job)
    for item in part.items:
        names = {what: field_of(item.id, what) for what in (Corrected.TITLE, Corrected.TEXT)}
        changed = {what: name for what, name in names.items() if name in new}
        if not changed:
            continue
        session = MODELS[item.kind].objects.get(pk=item.id)
        lock(session)
        for what, name in changed.items():
            setattr(session, what.value, new[name])
            note(what, name, item.id)
        session.save(update_fields=[what.value for what in changed])
    return SpeakerCorrection.objects.bulk_create(made)


def _change_job(speaker: Speaker, title: str) -> None:
    lock(speaker)
    if Speaker.objects.filter(name=speaker.name, title=title).exclude(pk=speaker.pk).exists():
        raise ActionError(SAME_PERSON, field=Corrected.JOB.value)
    speaker.title = title
    speaker.save(update_fields=["title"])


def _tell(request: SpeakerRequest, corrections: list[SpeakerCorrection], by: Actor) -> None:
    name, case = request.speaker.name, request.event.case
    if not corrections:
        log.record(case, "speaker.confirmed", by=by, name=name)
        return
    what = ", ".join(dict.fromkeys(one.get_what_display() for one in corrections))
    log.record(case, "speaker.corrected", by=by, name=name, what=what)
    managers = User.objects.filter(is_active=True, staff_roles__role=Role.MANAGER).order_by("email")
    for manager in managers:
        outbox.queue(emails.corrected(request, corrections, manager))
