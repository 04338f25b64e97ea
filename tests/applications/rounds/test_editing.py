from datetime import date, timedelta

import pytest

from applications.rounds import actions
from applications.rounds.models import RoundStatus
from praksis.errors import ActionError
from tests.factories.rounds import CriterionFactory, RoundFactory

pytestmark = pytest.mark.django_db
ANCHORS = [(f"Betegnelse {score}", f"Tekst {score}") for score in range(5)]


def facts(round_, **changes):
    """The round's facts as they stand, with changes."""
    names = ("name", "period_from", "period_to", "opens_at", "deadline", "places")
    return {**{name: getattr(round_, name) for name in names}, **changes}


def opened(round_):
    """The same round, opened meanwhile by somebody else."""
    type(round_).objects.filter(pk=round_.pk).update(status=RoundStatus.ASSESSING)
    return round_


def test_edit_round_changes_what_is_another_and_says_what(prepared, by):
    actions.edit_round(prepared, **facts(prepared, places=4, name="Forår"), small_below=30_000, by=by)

    prepared.refresh_from_db()
    assert (prepared.places, prepared.name, prepared.small_below) == (4, "Forår", 30_000)
    event = prepared.case.events.get(kind="round.edited")
    assert event.data == {"what": "navn, pladser, lille kommune: under, indbyggere"}


def test_edit_round_with_nothing_new_is_no_event(prepared, by):
    actions.edit_round(prepared, **facts(prepared), by=by)

    assert not prepared.case.events.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"period_to": date(2000, 1, 1)}, "Perioden skal slutte"),
        ({"opens_at": None}, "åbne før fristen"),
    ],
)
def test_edit_round_refuses_dates_that_cannot_be(prepared, by, changes, refusal):
    if "opens_at" in changes:
        changes = {"opens_at": prepared.deadline}

    with pytest.raises(ActionError, match=refusal):
        actions.edit_round(prepared, **facts(prepared, **changes), by=by)


def test_edit_round_refuses_the_dates_of_another_round(prepared, by):
    other = RoundFactory(programme=prepared.programme)
    same = {name: getattr(other, name) for name in ("period_from", "period_to", "deadline")}

    with pytest.raises(ActionError, match="allerede en runde"):
        actions.edit_round(prepared, **facts(prepared, **same), by=by)


def test_nothing_of_a_round_is_edited_once_it_is_open(prepared, by):
    criterion = prepared.criteria.get()
    writes = {"title": "Nyt", "text": "At", "weight": 1, "anchors": ANCHORS}

    for edit in (
        lambda: actions.edit_round(opened(prepared), **facts(prepared, places=9), by=by),
        lambda: actions.save_criterion(opened(prepared), None, **writes, by=by),
        lambda: actions.remove_criterion(opened(prepared), criterion, by=by),
        lambda: actions.save_requirements(opened(prepared), {}, new="Nyt", by=by),
    ):
        with pytest.raises(ActionError, match="Runden er åbnet"):
            edit()
    assert not prepared.case.events.exists()


def test_save_criterion_adds_one_with_its_anchors(prepared, by):
    criterion = actions.save_criterion(prepared, None, title="Behov", text="At", weight=2, anchors=ANCHORS, by=by)

    assert (criterion.key, criterion.order, criterion.weight) == ("behov", 2, 2)
    assert list(criterion.anchors.values_list("score", "label", "text")) == [
        (score, label, text) for score, (label, text) in enumerate(ANCHORS)
    ]


def test_save_criterion_changes_one_and_keeps_its_key(prepared, by):
    criterion = prepared.criteria.get()

    actions.save_criterion(prepared, criterion, title="Andet", text="At", weight=1, anchors=ANCHORS, by=by)

    assert list(prepared.criteria.values_list("key", "title")) == [("need", "Andet")]
    assert criterion.anchors.count() == 5


def test_remove_criterion_is_refused_while_questions_are_read_under_it(prepared, edition, by):
    with pytest.raises(ActionError, match="»Spørgsmål need«"):
        actions.remove_criterion(prepared, prepared.criteria.get(), by=by)

    spare = CriterionFactory(round=prepared)
    actions.remove_criterion(prepared, spare, by=by)

    assert list(prepared.criteria.values_list("key", flat=True)) == ["need"]


def test_save_requirements_changes_adds_and_takes_out(prepared, by):
    actions.save_requirements(prepared, {}, new="Underskrift", by=by)
    actions.save_requirements(prepared, {}, new="Evaluering", by=by)

    actions.save_requirements(prepared, {"underskrift": "Direktøren skriver under", "evaluering": ""}, by=by)

    assert list(prepared.requirements.values_list("key", "text")) == [("underskrift", "Direktøren skriver under")]


def test_create_round_copies_another_rounds_texts(prepared, edition, by):
    actions.save_requirements(prepared, {}, new="Underskrift", by=by)
    later = {"period_from": date(2099, 1, 1), "period_to": date(2099, 12, 31)}

    copy = actions.create_round(
        prepared.programme, **facts(prepared, name="Kopi", **later), by=by, copied_from=prepared
    )

    assert copy.status == RoundStatus.DRAFT
    assert list(copy.criteria.values_list("key", flat=True)) == ["need"]
    assert copy.criteria.get().anchors.count() == 5
    assert list(copy.requirements.values_list("text", flat=True)) == ["Underskrift"]
    questions = copy.question_sets.get()
    assert (questions.number, questions.published_at) == (1, None)
    assert list(questions.questions.values_list("key", flat=True)) == list(
        edition.questions.values_list("key", flat=True)
    )
    assert prepared.criteria.count() == 1


def test_create_round_refuses_the_dates_of_another(prepared, by):
    with pytest.raises(ActionError, match="allerede en runde"):
        actions.create_round(prepared.programme, **facts(prepared), by=by)


def test_open_round_locks_it_and_puts_its_questions_to_use(prepared, edition, by):
    actions.open_round(prepared, by=by)

    edition.refresh_from_db()
    assert edition.published_at is not None
    assert prepared.questions_now == edition


@pytest.mark.parametrize(
    ("lack", "sentence"),
    [
        (lambda round_: round_.criteria.get().anchors.filter(score=0).delete(), "Skriv ankertekster"),
        (lambda round_: round_.question_sets.get().questions.update(criterion=""), "Ingen spørgsmål læses under"),
        (lambda round_: round_.question_sets.get().questions.filter(key="director").delete(), "direktøren"),
        (lambda round_: round_.criteria.all().delete(), "mangler spørgsmål eller kriterier"),
    ],
)
def test_open_round_says_what_it_lacks(prepared, edition, by, lack, sentence):
    lack(prepared)

    with pytest.raises(ActionError, match=sentence):
        actions.open_round(prepared, by=by)

    assert prepared.status == RoundStatus.DRAFT


def test_a_round_is_opened_once(prepared, edition, by):
    actions.open_round(prepared, by=by)

    with pytest.raises(ActionError):
        actions.open_round(prepared, by=by)

    assert prepared.case.events.filter(kind="round.opened").count() == 1


def test_a_round_whose_deadline_has_passed_is_not_opened(prepared, edition, by):
    type(prepared).objects.update(deadline=prepared.opens_at + timedelta(days=1))

    with pytest.raises(ActionError, match="Fristen er passeret"):
        actions.open_round(prepared, by=by)
