from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conferences.programme.steps import AFTER, BADGES, DATES, DOOR, FOLLOW, HOLD, LAY, next_step
from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.programme import EventFactory, TalkFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

DENMARK = ZoneInfo("Europe/Copenhagen")
OPENS = datetime(2091, 3, 1, 9, tzinfo=DENMARK)
CLOSES = datetime(2091, 3, 20, 12, tzinfo=DENMARK)
DAY = date(2091, 3, 28)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), DENMARK)


@pytest.mark.parametrize(
    ("moment", "step"),
    [
        (OPENS - timedelta(seconds=1), HOLD),
        (OPENS, FOLLOW),
        (CLOSES, FOLLOW),
        (CLOSES + timedelta(seconds=1), BADGES),
        # In Denmark, where it is a new day an hour before it is one elsewhere
        (datetime(2091, 3, 28, 0, 30, tzinfo=DENMARK), DOOR),
        (datetime(2091, 3, 28, 15, 30, tzinfo=DENMARK), DOOR),
        (datetime(2091, 3, 28, 15, 31, tzinfo=DENMARK), AFTER),
    ],
)
def test_managers_are_led_from_the_first_seats_to_the_evaluation(moment, step):
    event = EventFactory(published=True, held_on=DAY, registration_opens_at=OPENS, registration_closes_at=CLOSES)

    assert next_step(event, moment.astimezone(ZoneInfo("UTC")), is_laid=True) == step


def test_without_dates_for_registering_they_are_next_and_nobody_answers_afterwards():
    event = EventFactory(published=True, held_on=DAY)

    assert next_step(event, at_noon(DAY - timedelta(days=1)), is_laid=True) == DATES
    assert next_step(event, at_noon(DAY), is_laid=True) == DOOR
    assert next_step(event, at_noon(DAY + timedelta(days=1)), is_laid=True) is None


def test_a_draft_is_laid_and_then_published():
    event = EventFactory(held_on=DAY)

    assert next_step(event, OPENS, is_laid=False) == LAY
    assert next_step(event, OPENS, is_laid=True) is None


def test_nothing_is_next_of_an_event_that_is_called_off():
    event = EventFactory(called_off=True, held_on=DAY, registration_opens_at=OPENS, registration_closes_at=CLOSES)

    assert next_step(event, OPENS, is_laid=True) is None


def test_the_page_leads_managers_on_and_nobody_else(client):
    draft = EventFactory(slug="kladde")
    today = EventFactory(slug="i-dag", published=True, held_on=timezone.localdate(), ends_at=time(23, 59, 59))
    manager = UserFactory(roles=[Role.MANAGER])

    assert texts(client.get(today.get_absolute_url()), ".next-step") == []
    client.force_login(manager)
    page = client.get(draft.get_absolute_url())
    assert links(page, ".next-step a.button-primary") == [f"{draft.get_absolute_url()}program/"]
    assert texts(page, ".next-step button.button-secondary") == ["Offentliggør programmet"]

    page = client.get(today.get_absolute_url())
    assert links(page, ".next-step a.button-primary") == ["/konferencer/i-dag/doer/"]

    TalkFactory(event=draft)
    page = client.get(draft.get_absolute_url())
    assert links(page, ".next-step a.button-primary") == []
    assert texts(page, ".next-step button.button-primary") == ["Offentliggør programmet"]
