import io
import subprocess
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from engagements.meetings import actions, minutes_content
from engagements.meetings.models import (
    Addendum,
    Meeting,
    MeetingStatus,
    Minutes,
    MinutesPaper,
    MinutesStatus,
    MinutesVersion,
)
from engagements.tasks import print_minutes, sweep_minutes
from praksis.cases.actors import Actor
from praksis.documents.models import Document
from praksis.documents.rendering import RenderFailed, renderer
from praksis.errors import ActionError
from praksis.mail.models import Email
from praksis.work import LADDER, WorkStatus
from tests.factories.engagements import EngagementFactory, MeetingFactory, ParticipantFactory
from tests.factories.minutes import (
    AddendumFactory,
    AgendaItemFactory,
    FollowUpFactory,
    MinutesFactory,
    MinutesPaperFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def them(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def meeting(consultant, municipality):
    course = EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))
    return MeetingFactory(engagement=course, held=True)


def said(other="Vi talte.", **items):
    written = {key: {"text": text, "decision": ""} for key, text in items.items()}
    return {"present": ["Karen"], "items": written, "other": other}


def save(meeting, by, revision=0, **content):
    return actions.save_minutes(meeting, revision=revision, content=said(**content), by=by)


def events(meeting):
    return list(meeting.engagement.case.events.order_by("id").values_list("kind", flat=True))


def words(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


# --- Writing them ---------------------------------------------------------------------------------------------------


def test_the_first_save_begins_the_minutes_and_every_save_is_kept(meeting, by):
    minutes = save(meeting, by)
    save(meeting, by, revision=1, other="Vi talte om legen.")
    save(meeting, by, revision=2, other="Vi talte om legen.")

    minutes.refresh_from_db()
    assert (minutes.revision, minutes.content["other"]) == (2, "Vi talte om legen.")
    assert list(minutes.versions.order_by("revision").values_list("revision", "content__other")) == [
        (1, "Vi talte."),
        (2, "Vi talte om legen."),
    ]


def test_whoever_saves_over_a_colleague_is_told_first_and_both_texts_are_kept(meeting, by, manager):
    save(meeting, by, other="Første")
    save(meeting, Actor.of(manager), revision=1, other="Kollegaens")

    with pytest.raises(actions.Conflict) as found:
        save(meeting, by, revision=1, other="Min")
    save(meeting, by, revision=found.value.theirs.revision, other="Min")

    assert (found.value.theirs.by, found.value.theirs.content["other"]) == (manager, "Kollegaens")
    assert sorted(MinutesVersion.objects.values_list("content__other", flat=True)) == ["Første", "Kollegaens", "Min"]


def test_minutes_that_two_begin_at_once_are_no_different(meeting, by, manager):
    save(meeting, Actor.of(manager), other="Kollegaens")

    with pytest.raises(actions.Conflict):
        save(meeting, by, revision=0, other="Min")


def test_what_is_the_same_is_saved_whatever_the_revision(meeting, by):
    save(meeting, by)
    save(meeting, by, revision=0)

    assert Minutes.objects.get().revision == 1


def test_a_text_that_is_set_aside_is_kept_once(meeting, by, manager):
    save(meeting, Actor.of(manager), other="Kollegaens")

    actions.set_aside(meeting, content=said("Min"), by=by)
    actions.set_aside(meeting, content=said("Min"), by=by)

    assert Minutes.objects.get().content["other"] == "Kollegaens"
    assert list(MinutesVersion.objects.filter(is_set_aside=True).values_list("content__other", "by")) == [
        ("Min", by.user.pk)
    ]


def test_nothing_is_set_aside_where_there_are_no_minutes(meeting, by):
    with pytest.raises(ActionError, match="ikke noget referat"):
        actions.set_aside(meeting, content=said(), by=by)


def test_saving_may_note_the_meeting_as_held(meeting, by):
    late = MeetingFactory(engagement=meeting.engagement, past=True)

    actions.save_minutes(late, revision=0, content=said(), is_held=True, by=by)
    actions.save_minutes(late, revision=1, content=said("Mere"), is_held=True, by=by)

    late.refresh_from_db()
    assert (late.status, late.note) == (MeetingStatus.HELD, "Der er skrevet referat af mødet.")


def test_minutes_are_of_a_meeting_that_has_begun_and_was_not_called_off(meeting, by):
    course = meeting.engagement

    with pytest.raises(ActionError, match="begynder først"):
        save(MeetingFactory(engagement=course), by)
    with pytest.raises(ActionError, match="aflyst"):
        save(MeetingFactory(engagement=course, cancelled=True), by)


@pytest.mark.parametrize(("trait", "words"), [("sent", "sendt til godkendelse"), ("approved", "godkendt")])
def test_what_is_sent_or_approved_is_not_written_on(trait, words, meeting, by):
    MinutesFactory(meeting=meeting, **{trait: True})

    with pytest.raises(ActionError, match=f"Referatet er {words} og kan ikke ændres"):
        save(meeting, by, revision=1)


def test_a_closed_course_takes_no_minutes(by):
    with pytest.raises(ActionError, match="Forløbet er afsluttet"):
        save(MeetingFactory(engagement=EngagementFactory(closed=True), held=True), by)


# --- Sending them, and having them back -----------------------------------------------------------------------------


def test_minutes_are_sent_for_approval_with_their_text(meeting, by, coordinator):
    ParticipantFactory(meeting=meeting, email=coordinator.email, name="Karen")
    ParticipantFactory(meeting=meeting, email="bo@x.example", name="Bo")
    item = AgendaItemFactory(meeting=meeting, title="Legen")
    minutes = save(meeting, by, **{str(item.pk): "Den går godt."})

    actions.send_minutes(minutes, by=by)
    actions.send_minutes(minutes, by=by)

    letters = {letter.to: letter for letter in Email.objects.all()}
    assert {to: letter.button_text for to, letter in letters.items()} == {
        coordinator.email: "Læs og godkend referatet",
        "bo@x.example": "",
    }
    assert "1. Legen\nDen går godt." in letters["bo@x.example"].body
    assert "Inviteret, men ikke med: Bo" in letters["bo@x.example"].body
    assert events(meeting) == ["minutes.sent"]


def test_minutes_come_back_with_a_remark_and_are_sent_again(meeting, by, them, consultant):
    minutes = MinutesFactory(meeting=meeting, sent=True)

    actions.return_minutes(minutes, remark=" Der mangler et navn. ", from_us=False, by=them)
    actions.return_minutes(minutes, remark="Igen", from_us=False, by=them)
    remark = (minutes.status, minutes.remark, minutes.remark_by)
    letters = list(Email.objects.values_list("to", flat=True))
    actions.send_minutes(minutes, by=by)

    assert remark == (MinutesStatus.DRAFT, "Der mangler et navn.", "Karen Koordinator")
    assert letters == [consultant.email]
    assert (minutes.sendings, minutes.remark) == (2, "")
    assert events(meeting) == ["minutes.returned", "minutes.sent"]


def test_one_of_us_takes_them_back_without_a_word(meeting, by):
    minutes = MinutesFactory(meeting=meeting, sent=True)

    actions.return_minutes(minutes, remark="", from_us=True, by=by)

    assert (minutes.is_draft, minutes.remark_by, Email.objects.count()) == (True, "", 0)


def test_the_other_side_says_why(meeting, them):
    minutes = MinutesFactory(meeting=meeting, sent=True)

    with pytest.raises(ActionError, match="Skriv, hvad der skal rettes"):
        actions.return_minutes(minutes, remark=" ", from_us=False, by=them)


@pytest.mark.parametrize("action", ["send_minutes", "approve_minutes"])
def test_minutes_are_finished_before_they_leave(action, meeting, by):
    unheld = MinutesFactory(meeting=MeetingFactory(engagement=meeting.engagement, past=True))
    blank = MinutesFactory(meeting=meeting, content=minutes_content.empty())
    given = {"by": by} if action == "send_minutes" else {"by": by, "from_us": True, "note": "På mødet"}

    with pytest.raises(ActionError, match="Notér først mødet som holdt"):
        getattr(actions, action)(unheld, **given)
    with pytest.raises(ActionError, match="ikke noget i referatet"):
        getattr(actions, action)(blank, **given)


@pytest.mark.parametrize(("before", "after"), [(before, after) for before in MinutesStatus for after in MinutesStatus])
def test_the_status_changes_only_as_the_table_says(before, after):
    minutes = Minutes(status=before)
    allowed = {("draft", "sent"), ("draft", "approved"), ("sent", "draft"), ("sent", "approved")}

    if (before, after) in allowed:
        minutes.become(after)
    else:
        with pytest.raises(ActionError):
            minutes.become(after)

    assert minutes.status == (after if (before, after) in allowed else before)


# --- Approving them -------------------------------------------------------------------------------------------------


def test_the_other_side_approves_and_what_they_say_is_kept(meeting, them, coordinator):
    item = AgendaItemFactory(meeting=meeting, title="Siden sidst", takes_follow_ups=True)
    earlier = MeetingFactory(engagement=meeting.engagement, held=True, starts_at=meeting.starts_at - timedelta(days=30))
    FollowUpFactory(meeting=earlier, what="Ring til lederne")
    FollowUpFactory(meeting=meeting, what="Skriv til alle")
    FollowUpFactory(meeting=meeting, what="Droppet igen", dropped=True)
    minutes = MinutesFactory(meeting=meeting, sent=True)

    actions.approve_minutes(minutes, from_us=False, by=them)
    actions.approve_minutes(minutes, from_us=False, by=them)
    AgendaItemFactory(meeting=meeting, title="Kom til bagefter")
    item.delete()

    minutes.refresh_from_db()
    assert (minutes.approved_by, minutes.record["approval"]["by"]) == (coordinator, coordinator.name)
    assert [(each["title"], [row["what"] for row in each["carried"]]) for each in minutes.record["items"]] == [
        ("Siden sidst", ["Ring til lederne"])
    ]
    assert [row["what"] for row in minutes.record["follow_ups"]] == ["Skriv til alle"]
    assert events(meeting) == ["minutes.approved"]


def test_one_of_us_says_how_the_others_approved_them(meeting, by):
    minutes = MinutesFactory(meeting=meeting)

    with pytest.raises(ActionError, match="Skriv, hvordan de andre godkendte"):
        actions.approve_minutes(minutes, note=" ", from_us=True, by=by)
    actions.approve_minutes(minutes, note="Godkendt på mødet", from_us=True, by=by)

    assert (minutes.status, minutes.approval_note) == (MinutesStatus.APPROVED, "Godkendt på mødet")


def test_the_other_side_approves_what_it_was_sent(meeting, them):
    with pytest.raises(ActionError, match="ikke sendt til godkendelse"):
        actions.approve_minutes(MinutesFactory(meeting=meeting), from_us=False, by=them)


def test_an_addendum_is_added_once_and_told_of(meeting, by):
    ParticipantFactory(meeting=meeting, email="bo@x.example")
    minutes = MinutesFactory(meeting=meeting, approved=True)

    actions.add_to_minutes(minutes, text=" Det var den 4. ", by=by)
    actions.add_to_minutes(minutes, text="Det var den 4.", by=by)

    letter = Email.objects.get()
    assert Addendum.objects.get().text == "Det var den 4."
    assert (letter.to, letter.subject.partition(":")[0]) == ("bo@x.example", "Tilføjelse til referatet")
    assert events(meeting) == ["minutes.added_to"]


def test_an_addendum_says_something_about_approved_minutes(meeting, by):
    minutes = MinutesFactory(meeting=meeting)

    with pytest.raises(ActionError, match="Skriv, hvad der skal rettes"):
        actions.add_to_minutes(minutes, text=" ", by=by)
    with pytest.raises(ActionError, match="ikke godkendt endnu"):
        actions.add_to_minutes(minutes, text="Rettelse", by=by)


# --- The PDF --------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(meeting, by, coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ParticipantFactory(meeting=meeting, email=coordinator.email, name="Karen")
    ParticipantFactory(meeting=meeting, email="bo@x.example", name="Bo")
    FollowUpFactory(meeting=meeting, what="Skriv til alle", due_on=date(2030, 1, 2))
    item = AgendaItemFactory(meeting=meeting, title="Legen")
    minutes = save(meeting, by, **{str(item.pk): "Den går godt."})
    actions.approve_minutes(minutes, note="Godkendt på mødet", from_us=True, by=by)
    return minutes


def test_approved_minutes_are_filed_once_as_a_tagged_pdf_and_sent_once(approved, meeting, coordinator):
    print_minutes(approved.paper.pk)
    print_minutes(approved.paper.pk)
    sweep_minutes()

    document = Document.objects.get()
    with document.file.open("rb") as file:
        content = file.read()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.Root.Lang) == "da"
    letters = {letter.to: letter for letter in Email.objects.all()}
    assert (document.case, document.kind) == (meeting.engagement.case, "minutes")
    assert "1. Legen Den går godt." in words(content)
    assert "Skriv til alle Karen Koordinator 2. januar 2030" in words(content)
    assert {to: letter.button_text for to, letter in letters.items()} == {
        coordinator.email: "Hent referatet",
        "bo@x.example": "",
    }
    assert ["Den går godt." in letters[to].body for to in ("bo@x.example", coordinator.email)] == [True, False]
    assert events(meeting) == ["minutes.approved", "minutes.filed"]


def broken(error):
    def render(*args):
        raise error

    return render


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RenderFailed("No memory"), "No memory"),
        (OSError(28, "No space left"), "OSError: No space left"),
        (ValueError("?"), "ValueError"),
    ],
)
def test_a_pdf_that_fails_is_tried_again_and_at_last_said_of(error, told, approved, meeting, monkeypatch):
    monkeypatch.setattr(renderer, "render", broken(error))

    first = actions.print_minutes(approved.paper.pk)
    MinutesPaper.objects.update(attempts=len(LADDER), not_before=timezone.now())
    last = actions.print_minutes(approved.paper.pk)

    work = MinutesPaper.objects.get()
    assert (first, last, work.last_error, work.has_failed) == (False, False, told, True)
    assert events(meeting) == ["minutes.approved", "minutes.not_filed"]


def test_a_failed_pdf_is_made_when_somebody_asks(approved):
    MinutesPaper.objects.update(status=WorkStatus.FAILED, attempts=7, finished_at=timezone.now())

    actions.try_minutes_again(approved)

    assert MinutesPaper.objects.get().status == WorkStatus.WAITING


def test_without_a_database_the_work_is_left_for_later(approved, monkeypatch):
    monkeypatch.setattr(renderer, "render", broken(DatabaseError()))

    with pytest.raises(DatabaseError):
        actions.print_minutes(approved.paper.pk)

    assert MinutesPaper.objects.get().attempts == 0


def test_a_worker_that_lost_its_lease_keeps_nothing(approved, monkeypatch):
    def render(*args):
        MinutesPaper.objects.update(lease=None)
        return b"%PDF-"

    monkeypatch.setattr(renderer, "render", render)

    assert actions.print_minutes(approved.paper.pk) is False
    assert Document.objects.count() == 0


# --- What they hold -------------------------------------------------------------------------------------------------


def test_minutes_as_text_have_everything(meeting):
    item = AgendaItemFactory(meeting=meeting, title="Siden sidst", takes_follow_ups=True)
    carried = [FollowUpFactory.build(what="Ring", owner="Lone", due_on=date(2030, 1, 2))]
    agreed = [FollowUpFactory.build(what="Skriv", owner="Bo", due_on=date(2030, 2, 3))]
    content = {"present": ["Bo"], "items": {str(item.pk): {"text": "Godt.", "decision": "Videre."}}, "other": "Farvel."}

    record = minutes_content.record(meeting, content, items=[item], invited=[], carried=carried, agreed=agreed)

    assert minutes_content.as_text(record).split("\n\n")[1:] == [
        "Til stede: Bo",
        "1. Siden sidst\n– Ring (Lone): åben\nGodt.\nBesluttet: Videre.",
        "Andet\nFarvel.",
        "Det følger vi op på\n– Skriv (Bo, senest 3. februar 2030)",
    ]


def test_minutes_in_which_little_stands_are_short(meeting):
    item = AgendaItemFactory(meeting=meeting, title="Legen")

    record = minutes_content.record(meeting, minutes_content.empty(), items=[item], invited=[], carried=[], agreed=[])

    assert minutes_content.as_text(record).split("\n\n")[1:] == ["1. Legen"]


def test_only_what_differs_is_chosen_between(meeting):
    item = AgendaItemFactory(meeting=meeting, title="Legen")
    mine, theirs = said("Samme", **{str(item.pk): "Min"}), said("Samme", **{str(item.pk): "Din"})

    assert minutes_content.differences(mine, theirs, [item]) == [("Legen", "Min", "Din")]


@pytest.mark.parametrize(
    ("written", "is_empty"),
    [
        ({"other": "Noget"}, False),
        ({"items": {"x": {"text": "", "decision": "Ja"}}}, False),
        ({"items": {"x": {"text": "Ja", "decision": ""}}}, False),
        ({"items": {"x": {"text": "", "decision": ""}}, "present": ["Bo"]}, True),
    ],
)
def test_who_was_there_is_not_enough(written, is_empty):
    assert minutes_content.is_empty({**minutes_content.empty(), **written}) is is_empty


# --- What the database refuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"sent_at": timezone.now()}, "minutes_sent_at_and_by"),
        ({"status": MinutesStatus.SENT}, "minutes_status_fits_its_times"),
        ({"status": MinutesStatus.APPROVED}, "minutes_status_fits_its_times"),
        ({"record": {}}, "minutes_approved_by_somebody_and_kept_as_they_were"),
    ],
)
def test_the_database_refuses_minutes_that_must_not_be(facts, name, meeting):
    minutes = MinutesFactory(meeting=meeting)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(**facts)


def test_approved_minutes_have_what_they_said(meeting):
    minutes = MinutesFactory(meeting=meeting, approved=True)

    with pytest.raises(IntegrityError, match="minutes_approved_by_somebody"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(record=None)


def test_only_approved_minutes_have_a_pdf(meeting, settings, tmp_path, by):
    settings.MEDIA_ROOT = tmp_path
    minutes = MinutesFactory(meeting=meeting)
    document = actions.filing.store(
        meeting.engagement.case, kind="minutes", title="x", filename="x.pdf", content=b"x", content_type="x", by=by
    )

    with pytest.raises(IntegrityError, match="minutes_paper_is_of_approved_ones"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(document=document)


def test_a_revision_is_saved_once_and_an_addendum_says_something(meeting):
    minutes = MinutesFactory(meeting=meeting)

    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesVersion.objects.create(minutes=minutes, revision=1, content={}, by=minutes.begun_by)
    with pytest.raises(IntegrityError, match="addendum_says_something"), transaction.atomic():
        AddendumFactory(text="")


def test_each_says_what_it_is(meeting):
    paper = MinutesPaperFactory(minutes=MinutesFactory(meeting=meeting, approved=True))
    minutes = paper.minutes
    addendum = AddendumFactory(minutes=minutes)

    assert str(minutes) == f"Referat: {meeting.pk}"
    assert str(paper) == f"Pdf: {minutes.pk}"
    assert str(minutes.versions.get()) == f"{minutes.pk} · 1"
    assert str(addendum) == f"{minutes.pk} · {addendum.at:%d.%m.%Y}"
    assert Meeting.objects.get().minutes == minutes
