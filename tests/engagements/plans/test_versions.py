"""A version keeps a plan as it was, and two of them are compared word by word."""

import pytest

from engagements.plans import actions
from engagements.plans.comparing import ADDED, CHANGED, REMOVED, differences
from engagements.plans.models import Chain, PlanVersion
from praksis.cases import log
from praksis.errors import ActionError
from tests.factories.engagements import CourseStepFactory, EngagementFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(course):
    return CourseStepFactory(engagement=course, anchor=True)


def test_a_version_stays_as_it_was(chain, step, by):
    version = actions.save_version(chain.plan, name=" Første ", step=step, by=by)
    actions.write_row(chain, revision=1, by=by, challenge="Noget nyt")

    version = PlanVersion.objects.get(pk=version.pk)
    assert (version.number, version.name, version.step, version.made_by) == (1, "Første", step, by.user)
    row = version.rows[0]
    assert (row["part"], row["heading"], row["values"]["challenge"]) == (
        "Kommunen",
        "Børn står uden for legen.",
        "Børn står uden for legen.",
    )
    assert ["Børnenes udbytte", "Læring"] in row["facts"]
    assert log.timeline(chain.plan.engagement.case, party=True)[0]["text"] == (
        "En udgave af forandringsmodel er gemt: »Første«."
    )


def test_the_same_version_twice_is_one_and_another_name_is_another(chain, step, by):
    first = actions.save_version(chain.plan, name="Første", step=step, by=by)
    again = actions.save_version(chain.plan, name="Første", step=step, by=by)
    other = actions.save_version(chain.plan, name="Anden", by=by)

    assert again == first
    assert other.number == 2


def test_a_version_needs_a_name_something_to_keep_and_a_meeting_of_the_course(chain, by):
    elsewhere = CourseStepFactory(anchor=True)

    with pytest.raises(ActionError, match="hedde"):
        actions.save_version(chain.plan, name=" ", by=by)
    with pytest.raises(ActionError, match="egne møder"):
        actions.save_version(chain.plan, name="Første", step=elsewhere, by=by)
    actions.remove_row(chain, by=by)
    with pytest.raises(ActionError, match="ikke noget endnu"):
        actions.save_version(chain.plan, name="Første", by=by)


def test_no_version_is_made_of_a_closed_courses_plan(by):
    plan = PlanFactory(engagement=EngagementFactory(closed=True))

    with pytest.raises(ActionError, match="afsluttet"):
        actions.save_version(plan, name="Sidste", by=by)


def test_versions_are_compared_row_by_row_and_word_by_word(course, nursery, chain, by):
    gone = actions.add_row(course, Chain(challenge="Garderoben er kaotisk.", institution=nursery), by=by)
    before = actions.save_version(chain.plan, name="Første", by=by)
    actions.write_row(chain, revision=1, by=by, challenge="Nogle børn står uden for legen.")
    actions.remove_row(gone, by=by)
    actions.add_row(course, Chain(challenge="Måltidet er travlt.", institution=nursery), by=by)
    after = actions.save_version(chain.plan, name="Anden", by=by)

    found = differences(before.rows, after.rows)

    assert [(each.state, each.part, each.heading) for each in found] == [
        (CHANGED, "Kommunen", "Nogle børn står uden for legen."),
        (ADDED, "Solstrålen", "Måltidet er travlt."),
        (REMOVED, "Solstrålen", "Garderoben er kaotisk."),
    ]
    [(label, pieces)] = found[0].fields
    assert label == "Udfordring"
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        ("removed", "Børn"),
        ("added", "Nogle børn"),
        ("same", "står uden for legen."),
    ]


def test_what_is_alike_is_no_difference(chain, by):
    version = actions.save_version(chain.plan, name="Første", by=by)

    assert differences(version.rows, version.rows) == []
