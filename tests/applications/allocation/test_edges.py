"""The edges of a round that no other file has as a whole: few applicants, exact ties, little reviewed, one reviewer.

Which test shows which row stands in docs/allocation.md.
"""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from applications.allocation import actions
from applications.allocation.models import Decision
from applications.assessment.models import Review
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.allocation import considered_by, decided_round, ready_for_sums
from tests.factories.assessment import InterestDeclarationFactory, reviewed_round
from tests.pages import texts

pytestmark = pytest.mark.django_db


TESTS = Path(__file__).parents[1]


def test_the_table_of_edges_names_tests_that_are_there():
    page = (TESTS.parents[1] / "docs" / "allocation.md").read_text()
    table = page.partition("## Edges\n")[2].partition("\n## ")[0]
    rows = [line.rpartition(" | ")[2] for line in table.splitlines() if line.startswith("| ")][1:]

    assert len(rows) == 18
    for row in rows:
        named = re.findall(r"`([\w./]+\.py|[\w./]+/)`(?: \(([^)]*)\))?", row)
        assert named, row
        for path, tests in named:
            files = [TESTS / path] if path.endswith(".py") else sorted((TESTS / path).glob("test_*.py"))
            text = "".join(file.read_text() for file in files)
            assert re.search(r"^def test_", text, re.MULTILINE), path
            for part in re.findall(r"`…?(\w+)…?`", tests):
                assert re.search(rf"^def \w*{part}", text, re.MULTILINE), (path, part)


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def composition(client, manager):
    """The page of a round's composition, with all done that goes before it."""

    def page(round_):
        InterestDeclarationFactory(round=round_, person=manager)
        ready_for_sums(round_, manager)
        client.force_login(manager)
        return client.get(reverse("applications:round_composition", args=[round_.pk]))

    return page


# --- Fewer applicants than places, or exactly as many -----------------------------------------------------------------


@pytest.mark.parametrize("applicants", [1, 2])
def test_with_room_for_all_nothing_is_weighed_and_nobody_is_accepted_automatically(composition, applicants):
    round_ = reviewed_round(applicants, places=2)

    page = composition(round_)

    assert page.status_code == 200
    assert (page.context["prices"], page.context["scenarios"]) == ([], [])
    assert not page.context["near_best"]
    assert page.context["number_chosen"] == 0
    assert texts(page, "input[name=valgt][checked]") == []
    assert not Decision.objects.exists()


def test_with_room_for_all_each_is_still_decided_on_by_a_person(by):
    round_ = reviewed_round(2, places=2)
    considered_by(round_, by.person)

    with pytest.raises(ActionError, match="Vælg tilsagn, reserveliste eller afslag for"):
        actions.propose(round_, by=by)


# --- Exact ties -------------------------------------------------------------------------------------------------------


def test_of_those_who_are_exactly_tied_a_person_chooses_with_a_reason(composition, by):
    """The factory's reviewers give everybody the same."""
    round_ = decided_round("granted", "refused", places=1)

    page = composition(round_)

    assert page.context["compared"][0].ties.startswith("2 sammensætninger står lige.")
    assert [question.key.partition(":")[0] for question in page.context["unanswered"]] == ["near"]
    with pytest.raises(ActionError, match="Bedømmelsen skiller ikke klart dem, I har valgt"):
        actions.propose(round_, by=by)
    considered_by(round_, by.person)
    assert actions.propose(round_, by=by).proposed_by == by.person


# --- Fewer than two reviews -------------------------------------------------------------------------------------------


def test_what_is_little_reviewed_is_gone_on_without_and_stays_marked(client, manager, approver, by):
    round_ = decided_round("granted", places=1)
    Review.objects.filter(pk=Review.objects.first().pk).delete()
    considered_by(round_, manager)
    with pytest.raises(ActionError, match="færre end to"):
        actions.propose(round_, by=by)

    actions.propose(round_, waiver="Kun én bedømmer var rask.", by=by)

    InterestDeclarationFactory(round=round_, person=approver)
    client.force_login(approver)
    page = texts(client.get(reverse("applications:round_detail", args=[round_.pk])), "main")[0]
    assert "Gik videre uden" in page
    assert "Kun én bedømmer var rask." in page


# --- One reviewer only ------------------------------------------------------------------------------------------------


def test_one_reviewer_only_is_said_and_nothing_is_calibrated(composition):
    page = composition(reviewed_round(3, places=2, reviewers=1))

    assert page.context["has_one_reviewer"] is True
    assert page.context["is_calibrated"] is False
    assert "Kun én bedømmer" in texts(page, ".alert-heading")
    assert not any(scenario.startswith("Uden bedømmelserne fra") for scenario in page.context["scenarios"])


def test_with_two_reviewers_no_banner_is_shown(composition):
    page = composition(reviewed_round(3, places=2))

    assert page.context["has_one_reviewer"] is False
    assert "Kun én bedømmer" not in texts(page, ".alert-heading")
    assert any(scenario.startswith("Uden bedømmelserne fra") for scenario in page.context["scenarios"])
