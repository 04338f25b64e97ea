"""Where each theme stands, from the steps that its levels were given."""

from decimal import Decimal

import pytest

from engagements.plans.models import Level
from engagements.plans.ratings import Rated, change, is_rated, of_rows, of_version, said, standings
from praksis.themes import Theme
from tests.factories.self_assessment import AssessmentFactory

LEADERSHIP, PARENTS = Theme.PROFESSIONAL_LEADERSHIP, Theme.PARENTAL_COOPERATION


def leadership(*rated):
    """The standing of leadership, where (level, institution, step) were given."""
    given = [Rated(LEADERSHIP, level, institution, step) for level, institution, step in rated]
    return standings(given)[LEADERSHIP]


def test_a_themes_mean_is_over_the_levels_that_have_a_step():
    standing = leadership((Level.ADMINISTRATION, None, 2), (Level.PRACTICE, None, 3))

    assert (standing.mean, standing.in_words) == (Decimal("2.5"), "2,5")
    assert standing.behind == "Forvaltning 2 · Dagtilbud ikke vurderet · Praksis 3"


def test_a_mean_is_rounded_to_one_decimal_half_upwards():
    thirds = leadership((Level.ADMINISTRATION, None, 2), (Level.INSTITUTION, None, 2), (Level.PRACTICE, None, 3))
    halves = leadership((Level.ADMINISTRATION, None, 3), (Level.INSTITUTION, "a", 2), (Level.INSTITUTION, "b", 3))

    assert thirds.mean == Decimal("2.3")
    assert halves.mean == Decimal("2.8")


def test_institutions_that_each_gave_a_step_count_with_their_mean():
    standing = leadership((Level.INSTITUTION, "a", 3), (Level.INSTITUTION, "b", 4))

    assert standing.behind == "Forvaltning ikke vurderet · Dagtilbud 3,5 · Praksis ikke vurderet"
    assert standing.mean == Decimal("3.5")


def test_a_step_for_all_together_counts_before_those_of_single_institutions():
    standing = leadership((Level.INSTITUTION, None, 2), (Level.INSTITUTION, "a", 5))

    assert standing.mean == Decimal("2")


def test_a_theme_without_steps_has_no_mean_and_says_so():
    none, some = standings([]), standings([Rated(LEADERSHIP, Level.PRACTICE, None, 1)])

    assert (none[LEADERSHIP].mean, none[LEADERSHIP].in_words, none[LEADERSHIP].behind) == (None, "ikke vurderet", "")
    assert some[PARENTS].mean is None
    assert (is_rated(none), is_rated(some)) == (False, True)


def test_numbers_are_danish():
    assert [said(Decimal(number)) for number in ("3", "3.5", "3.0")] == ["3", "3,5", "3"]
    assert said(None) == "ikke vurderet"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("2.3", "3.5", "1,2 op"), ("3", "2.5", "0,5 ned"), ("2", "2.0", "uændret"), (None, "2", ""), ("2", None, "")],
)
def test_what_happened_is_said_in_words(before, after, words):
    as_numbers = [Decimal(each) if each else None for each in (before, after)]

    assert change(*as_numbers) == words


@pytest.mark.django_db
def test_steps_are_read_from_rows_and_from_versions(nursery, course):
    row = AssessmentFactory(plan__engagement=course, level=Level.PRACTICE, institution=nursery, rating=4)
    together = AssessmentFactory(plan=row.plan, rating=2)
    unrated = AssessmentFactory(plan=row.plan, level=Level.PRACTICE)

    read = of_rows([row, together, unrated])

    assert read == [
        Rated(LEADERSHIP, Level.PRACTICE, str(nursery.pk), 4),
        Rated(LEADERSHIP, Level.ADMINISTRATION, None, 2),
    ]
    values = {"theme": LEADERSHIP, "level": Level.ADMINISTRATION, "institution": None, "rating": 2}
    others = [{"values": {"title": "Tilsyn"}}, {"values": {**values, "rating": None}}]
    assert of_version([{"values": values}, *others]) == [read[1]]
