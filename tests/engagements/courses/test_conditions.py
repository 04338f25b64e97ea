"""How a course is doing, said by a person."""

import pytest
from django.db import IntegrityError, transaction

from engagements.courses import actions
from engagements.courses.models import Condition
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.django_db

STUCK = {"kind": "stuck", "reason": "Lederen er syg.", "next_step": "Chefen finder en afløser i uge 12."}


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


def test_the_newest_stands_and_the_others_are_kept(by):
    engagement = EngagementFactory(running=True)

    first = actions.set_condition(engagement, **STUCK, by=by)
    again = actions.set_condition(engagement, **{**STUCK, "reason": " Lederen er syg. "}, by=by)
    better = actions.set_condition(engagement, kind="on_track", by=by)

    assert (again, list(engagement.conditions.all())) == (first, [better, first])
    assert (first.status_word, first.status_kind, better.status_kind) == ("Gået i stå", "error", "success")
    kinds = list(engagement.case.events.order_by("id").values_list("kind", "data__condition"))
    assert kinds == [("course.condition", "Gået i stå"), ("course.condition", "På sporet")]


@pytest.mark.parametrize(
    ("state", "changes", "words"),
    [
        ({}, {}, "ikke sat i gang"),
        ({"closed": True}, {}, "afsluttet"),
        ({"running": True}, {"reason": " "}, "hvorfor forløbet ikke er på sporet"),
        ({"running": True}, {"kind": "attention", "next_step": ""}, "hvad næste skridt er"),
    ],
)
def test_a_condition_that_cannot_be_set(state, changes, words, by):
    with pytest.raises(ActionError, match=words):
        actions.set_condition(EngagementFactory(**state), **{**STUCK, **changes}, by=by)

    assert not Condition.objects.exists()


@pytest.mark.parametrize("missing", ["reason", "next_step"])
def test_the_database_refuses_what_is_not_explained(missing, consultant):
    with (
        pytest.raises(IntegrityError, match="condition_that_is_not_on_track"),
        transaction.atomic(),
    ):
        Condition.objects.create(engagement=EngagementFactory(running=True), by=consultant, **{**STUCK, missing: ""})
