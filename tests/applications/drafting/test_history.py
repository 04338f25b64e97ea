from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.history import Saved, stretches
from applications.drafting.models import Answer, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError

pytestmark = pytest.mark.django_db

NOON = datetime(2017, 11, 1, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


def saved(revision, minutes=0, by="Karen", answer="need"):
    return Saved(answer, revision, NOON + timedelta(minutes=minutes), by, "Behov", "")


def test_saves_of_one_person_without_a_pause_are_one_stretch():
    found = stretches([saved(3, 12), saved(2, 6), saved(1)])

    assert [(one.last.revision, one.first.revision, one.count, one.before) for one in found] == [(3, 1, 3, 0)]


@pytest.mark.parametrize("older", [saved(1, -11), saved(1, 0, by="Kurt"), saved(1, 0, answer="other"), saved(0, 0)])
def test_a_pause_another_person_or_another_answer_begins_a_new_stretch(older):
    assert [one.count for one in stretches([saved(2), older])] == [1, 1]


# --- Bringing a text back -----------------------------------------------------------------------------------------


@pytest.fixture
def answer(draft, write):
    write("need", "Først")
    write("need", "Siden")
    return Answer.objects.get(application=draft, question__key="need")


def restore(draft, answer, coordinator, *, revision=1, seen=2, at=None):
    return actions.restore(
        draft,
        answer.pk,
        revision=revision,
        seen=seen,
        by=Actor.of(coordinator),
        received_at=at or timezone.now(),
    )


def test_restore_adds_the_earlier_text_as_a_new_change(draft, answer, coordinator):
    restore(draft, answer, coordinator)

    answer.refresh_from_db()
    assert (answer.value, answer.revision) == ("Først", 3)
    assert list(answer.changes.values_list("revision", "value")) == [(3, "Først"), (2, "Siden"), (1, "Først")]
    assert answer.changes.first().by_name == f"{coordinator.name} (hentede tekst 1 frem)"


def test_restore_makes_a_frozen_version_an_earlier_one(complete, link, coordinator, write):
    answer = write("need", "Ny tekst")
    actions.send_for_signature(complete, by=Actor.of(coordinator))
    complete.refresh_from_db()
    assert complete.current_version is not None

    restore(complete, answer, coordinator, seen=answer.revision)

    complete.refresh_from_db()
    assert complete.current_version is None


def test_restore_is_refused_where_somebody_wrote_meanwhile(draft, answer, coordinator, write):
    write("need", "Til sidst")

    with pytest.raises(ActionError, match="rettet imens"):
        restore(draft, answer, coordinator)

    answer.refresh_from_db()
    assert answer.value == "Til sidst"


def test_restore_of_the_text_that_stands_changes_nothing(draft, answer, coordinator):
    with pytest.raises(ActionError, match="står der allerede"):
        restore(draft, answer, coordinator, revision=2)


def test_restore_of_a_text_that_never_was(draft, answer, coordinator):
    with pytest.raises(ObjectDoesNotExist):
        restore(draft, answer, coordinator, revision=7)


def test_restore_of_attachments_is_refused(draft, answer, coordinator):
    answer.question.kind = "files"
    answer.question.save()

    with pytest.raises(ActionError, match="Bilag"):
        restore(draft, answer, coordinator)


def test_restore_after_the_deadline_is_refused(draft, answer, coordinator):
    with pytest.raises(ActionError, match="Fristen var"):
        restore(draft, answer, coordinator, at=draft.deadline + timedelta(microseconds=1))

    restore(draft, answer, coordinator, at=draft.deadline)


def test_restore_after_submission_is_refused(draft, answer, coordinator):
    draft.status, draft.submitted_at, draft.submitted_by = Status.SUBMITTED, timezone.now(), coordinator
    draft.save()

    with pytest.raises(ActionError, match="kan ikke rettes længere"):
        restore(draft, answer, coordinator)
