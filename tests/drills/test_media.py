"""The folder of files is full or cannot be written, and the database's own disk is full."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Answer
from engagements.agreements import actions
from engagements.agreements.models import Agreement, Rendering
from praksis.documents.models import Document
from praksis.documents.storage import DocumentStorage
from praksis.mail.models import Email
from praksis.work import LADDER
from tests.drills.rows import a_draft
from tests.factories.engagements import EngagementFactory
from tests.pages import texts

pytestmark = [pytest.mark.drill, pytest.mark.django_db]


@pytest.fixture
def course(consultant, municipality, client):
    client.force_login(consultant)
    return EngagementFactory(running=True, party=municipality, team=[consultant])


def order(client, course) -> Rendering:
    """The consultant asks for the agreement, and a worker tries to make it."""
    answer = client.post(reverse("engagements:agreements", args=[course.case.reference]))
    assert answer.status_code == 302
    rendering = Rendering.objects.get(agreement__engagement=course)
    actions.render(rendering.pk)
    rendering.refresh_from_db()
    return rendering


def words(client, course) -> str:
    """What the course page says of the agreement."""
    page = client.get(reverse("engagements:agreements", args=[course.case.reference]))
    assert page.status_code == 200
    return " ".join(texts(page, ".agreement"))


def files(media: Path) -> list[Path]:
    """Every file in the folder."""
    return [path for path in media.rglob("*") if path.is_file()]


def test_an_agreement_waits_for_room_and_then_makes_itself(client, course, media, no_room, time_machine):
    rendering = order(client, course)
    said, left = words(client, course), files(media)
    no_room()
    time_machine.move_to(timezone.now() + LADDER[0] + timedelta(seconds=1))
    made = actions.render(rendering.pk)

    assert said.count("kunne ikke dannes lige nu. Vi prøver selv igen kl.") == 1
    assert left == []
    assert made is True
    document = Document.objects.get()
    assert [path.stat().st_size for path in files(media)] == [document.size]
    assert words(client, course).count("Samarbejdsaftale (pdf,") == 1
    assert Email.objects.filter(key__startswith="agreement.ready:").count() == 2


def test_after_the_whole_ladder_a_person_is_asked_and_can_try_again(client, course, media, no_room, time_machine):
    rendering = order(client, course)
    Rendering.objects.update(attempts=len(LADDER) - 1)
    for rung in LADDER[-2:]:
        time_machine.move_to(timezone.now() + rung + timedelta(seconds=1))
        actions.render(rendering.pk)
    said = words(client, course)
    no_room()
    client.post(reverse("engagements:agreement_try_again", args=[course.case.reference, 1]))

    assert said.count("kunne ikke dannes.") == 1
    assert said.count("Prøv igen") == 1
    assert actions.render(rendering.pk) is True
    assert Agreement.objects.get().document.file.storage.exists(Document.objects.get().file.name)


def test_an_agreement_whose_file_is_gone_has_a_page_that_says_so(client, course, media):
    order(client, course)
    (file,) = files(media)
    file.unlink()

    answer = client.get(reverse("engagements:agreement_download", args=[course.case.reference, 1]))

    assert answer.status_code == 404
    assert texts(answer, "h1") == ["Dokumentet kan ikke hentes lige nu"]
    assert words(client, course).count("Samarbejdsaftale (pdf,") == 1


def test_red_twin_without_the_ladder_the_page_promises_what_does_not_come(client, course, unwritable, monkeypatch):
    """What a worker does with an error that nobody expected: the task fails, and the row keeps its lease."""

    def fail(work, agreement, error):
        raise  # the error that is being handled

    monkeypatch.setattr(actions, "_fail", fail)

    with pytest.raises(OSError, match="Not a directory"):
        order(client, course)

    assert words(client, course).count("bliver dannet. Det tager et øjeblik.") == 1
    assert Rendering.objects.get().attempts == 0


def test_red_twin_without_our_storage_half_a_file_remains(client, course, media, full, monkeypatch):
    monkeypatch.delattr(DocumentStorage, "_save")

    order(client, course)

    assert [path.stat().st_size for path in files(media)] == [10_000]
    assert Document.objects.count() == 0


# --- The database's own disk --------------------------------------------------------------------------------------


@pytest.fixture
def full_database():
    """Let SQLite's file not grow. Called, it may again."""
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute("VACUUM")  # no empty pages within the file either
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite takes the present number where that is more

    def give_room():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {before}")

    yield give_room
    give_room()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the limit is SQLite's")
@pytest.mark.django_db(transaction=True)
def test_an_answer_that_finds_no_room_is_refused_as_busy_and_saved_later(client, request):
    draft, answer = a_draft()
    client.force_login(draft.created_by)
    client.raise_request_exception = False
    text = "Vi har for lidt plads. " * 2_500

    def save():
        said = {"field": "need", "revision": answer.revision, "value": text}
        return client.post(reverse("applications:save", args=[draft.pk]), said)

    give_room = request.getfixturevalue("full_database")
    refused, read = save(), client.get(draft.get_absolute_url())
    kept = Answer.objects.get(pk=answer.pk)
    give_room()
    saved = save()

    assert (refused.status_code, texts(refused, "h1")) == (503, ["Praksis er optaget et øjeblik"])
    assert read.status_code == 200
    assert (kept.value, kept.revision) == (answer.value, answer.revision)
    assert (saved.status_code, saved.json()["revision"]) == (200, answer.revision + 1)
