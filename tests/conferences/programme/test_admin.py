import pytest
from django.urls import reverse

from conferences.programme.models import Event, Workshop
from tests.factories.programme import EventFactory, PauseFactory, TalkFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def test_an_event_is_looked_up_with_its_programme(client, administrator):
    client.force_login(administrator)
    event = TalkFactory(title="Hvem leger?").event
    WorkshopFactory(event=event, title="Leg for alle")
    PauseFactory(event=event)

    assert client.get(reverse("admin:conferences_event_changelist"), {"q": event.title}).status_code == 200
    page = client.get(reverse("admin:conferences_event_change", args=[event.pk])).content.decode()
    assert [words for words in ("Hvem leger?", "Leg for alle", "Frokost") if words not in page] == []
    assert client.get(reverse("admin:conferences_speaker_changelist")).status_code == 200


def test_nothing_of_an_event_is_made_changed_or_deleted_there(client, administrator):
    client.force_login(administrator)
    workshop = WorkshopFactory(title="Før", event=EventFactory(title="Før"))
    one = [workshop.event.pk]
    sent = {
        "title": "Efter",
        "workshops-TOTAL_FORMS": 1,
        "workshops-INITIAL_FORMS": 1,
        "workshops-0-id": str(workshop.pk),
        "workshops-0-title": "Efter",
    }

    for address in (
        reverse("admin:conferences_event_add"),
        reverse("admin:conferences_event_change", args=one),
        reverse("admin:conferences_event_delete", args=one),
    ):
        assert client.post(address, sent).status_code == 403

    assert (Event.objects.get().title, Workshop.objects.get().title) == ("Før", "Før")
