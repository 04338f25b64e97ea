from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.rounds import actions
from applications.rounds.models import Anchor, Programme, Round, RoundStatus
from praksis.cases.actors import SYSTEM
from praksis.errors import ActionError
from praksis.reference import load_all
from tests.factories.rounds import CriterionFactory, ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def create(programme, **facts):
    """A round of next year, prepared."""
    return actions.create_round(
        programme,
        **{
            "name": "Januar til december",
            "period_from": date(2031, 1, 1),
            "period_to": date(2031, 12, 31),
            "opens_at": timezone.now(),
            "deadline": timezone.now() + timedelta(days=30),
            "places": 5,
            "by": SYSTEM,
            **facts,
        },
    )


def test_create_round_copies_the_programmes_texts():
    load_all()

    round_ = create(Programme.objects.get(kind="one_year"), small_below=30_000)

    assert round_.status == RoundStatus.DRAFT
    assert round_.small_below == 30_000
    assert list(round_.criteria.values_list("key", flat=True)) == ["need", "share", "motivation", "backing"]
    assert Anchor.objects.filter(criterion__round=round_).count() == 20
    assert round_.requirements.count() == 3
    assert round_.questions_now is None
    assert round_.question_sets.get().questions.count() == round_.programme.questions_now.questions.count()


def test_create_round_leaves_the_template_as_it_is():
    load_all()
    programme = Programme.objects.get(kind="one_year")
    before = sorted(programme.criteria.filter(round=None).values_list("pk", "title"))

    create(programme)

    assert sorted(programme.criteria.filter(round=None).values_list("pk", "title")) == before


def test_open_round_makes_it_public():
    load_all()
    round_ = create(Programme.objects.get(kind="one_year"))
    assert not Round.objects.open_at(timezone.now()).exists()

    actions.open_round(round_, by=SYSTEM)

    assert Round.objects.open_at(timezone.now()).get() == round_
    assert round_.case.events.filter(kind="round.opened").count() == 1


def test_open_round_is_refused_without_questions():
    round_ = create(ProgrammeFactory())
    CriterionFactory(round=round_)

    with pytest.raises(ActionError, match="mangler spørgsmål"):
        actions.open_round(round_, by=SYSTEM)


def test_open_round_is_refused_after_its_deadline():
    load_all()
    past = timezone.now() - timedelta(seconds=1)
    round_ = create(Programme.objects.get(kind="one_year"), opens_at=past - timedelta(days=1), deadline=past)

    with pytest.raises(ActionError, match="Fristen er passeret"):
        actions.open_round(round_, by=SYSTEM)


@pytest.mark.parametrize("before", RoundStatus.values)
@pytest.mark.parametrize("after", RoundStatus.values)
def test_a_round_changes_its_status_only_as_the_table_says(before, after):
    round_ = RoundFactory.build(status=before)
    allowed = {
        ("draft", "assessing"),
        ("assessing", "proposed"),
        ("proposed", "approved"),
        ("proposed", "assessing"),
        ("approved", "announced"),
        ("approved", "assessing"),
    }

    if (before, after) in allowed:
        round_.become(after)
        assert round_.status == after
    else:
        with pytest.raises(ActionError):
            round_.become(after)
        assert round_.status == before


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("round_period_ends_after_it_begins", {"period_from": date(2031, 1, 1), "period_to": date(2031, 1, 1)}),
        ("round_has_a_place", {"places": 0}),
        ("round_opens_before_its_deadline", {"opens_at": NOW, "deadline": NOW}),
    ],
)
def test_the_database_refuses_a_round_that_cannot_be(name, facts):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RoundFactory(**facts)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"draft": True}, "Under forberedelse"),
        ({}, "Åben for ansøgninger"),
        ({"closed": True}, "Bedømmes"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "Åbner senere"),
        ({"status": RoundStatus.ANNOUNCED}, "Meddelt"),
    ],
)
def test_a_rounds_status_word_follows_its_dates(facts, word):
    assert RoundFactory(**facts).status_word == word


def test_a_round_is_open_to_the_last_instant_of_its_deadline():
    round_ = RoundFactory()

    assert round_.is_open_at(round_.deadline)
    assert not round_.is_open_at(round_.deadline + timedelta(microseconds=1))
    assert not round_.is_open_at(round_.opens_at - timedelta(microseconds=1))
