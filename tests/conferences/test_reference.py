from datetime import date

import pytest

from conferences import reference
from conferences.programme.models import Event
from praksis.cases.actors import SYSTEM

pytestmark = pytest.mark.django_db


def test_load_records_the_conference_at_nyborg_strand_once():
    reference.load()
    reference.load()

    event = Event.objects.get()
    assert (event.held_on, event.place, event.town) == (date(2017, 11, 30), "Nyborg Strand", "Nyborg")
    assert (event.theme, event.kind, event.is_published) == ("Dagtilbud af høj kvalitet", "conference", True)
    assert (event.pauses.count(), event.talks.count(), event.workshops.count()) == (3, 4, 8)
    assert event.remark == "Dato, sted og tema er fra 2017. Programmet og oplægsholderne er opdigtede."


def test_load_leaves_what_has_been_changed_since():
    reference.load()
    Event.objects.update(title="Rettet af en leder")

    reference.load()

    assert Event.objects.get().title == "Rettet af en leder"


@pytest.mark.parametrize("name", ["coming_conference", "coming_theme_day"])
def test_record_takes_the_events_to_come_on_a_day_of_ones_own(name):
    facts = reference.read(name)

    event = reference.record(facts, held_on=date(2030, 1, 3), by=SYSTEM)

    assert (event.slug, event.held_on, event.capacity) == (facts["slug"], date(2030, 1, 3), facts["seats"])
    assert event.is_published
