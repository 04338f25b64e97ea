import pytest
from django.utils import timezone

from applications.rounds import actions
from applications.rounds.models import Question, QuestionKind, QuestionSet, Round
from praksis.errors import ActionError
from tests.factories.rounds import CriterionFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def keys(edition):
    return list(edition.questions.order_by("order").values_list("key", flat=True))


def facts(question, **changes):
    """What the form would send of a question as it stands, with changes."""
    names = ("label", "guidance", "section", "kind", "max_words", "required", "criterion")
    options = [label for _, label in question.options]
    return {**{name: getattr(question, name) for name in names}, "options": options, **changes}


@pytest.fixture
def in_use(prepared, edition, by):
    """The edition of a round that takes applications."""
    actions.open_round(prepared, by=by)
    edition.refresh_from_db()
    return edition


# --- Questions that are not in use yet ----------------------------------------------------------------------------


def test_save_question_adds_one_behind_another(edition, by):
    new = {"label": "Hvad nu?", "guidance": "", "section": "3. Behov", "kind": "text", "max_words": 5}

    actions.save_question(edition, None, **new, after=edition.questions.get(key="need"), by=by)

    assert keys(edition) == ["director", "institutions", "institutions.why", "need", "hvad_nu", "channels"]
    question = edition.questions.get(key="hvad_nu")
    assert (question.kind, question.max_words, question.order) == ("text", 5, 50)


def test_save_question_puts_what_each_institution_is_asked_with_the_institutions(edition, by):
    new = {"label": "Hvor mange?", "guidance": "", "section": "9. Andet", "kind": "number", "for_each": True}

    question = actions.save_question(edition, None, **new, by=by)

    assert (question.key, question.part_of) == ("institutions.hvor_mange", "institutions")
    assert edition.questions.get(pk=question.pk).section == "2. Dagtilbud"
    assert keys(edition)[1:4] == ["institutions", "institutions.hvor_mange", "institutions.why"]


def test_save_question_keeps_the_keys_of_the_options(edition, by):
    question = edition.questions.get(key="channels")

    actions.save_question(edition, question, **facts(question, options=["Telefon", "Video", "Brev"]), by=by)

    assert edition.questions.get(key="channels").options == [["phone", "Telefon"], ["video", "Video"], ["brev", "Brev"]]


def test_save_question_leaves_the_options_that_code_reads(edition, by):
    themes = QuestionFactory(question_set=edition, key="themes", kind="multi_choice", options=[["a", "A"], ["b", "B"]])

    actions.save_question(edition, themes, **facts(themes, options=["C"], label="Temaer"), by=by)

    themes.refresh_from_db()
    assert (themes.label, themes.options) == ("Temaer", [["a", "A"], ["b", "B"]])


def test_a_locked_question_keeps_its_kind_and_must_be_answered(edition, by):
    director = edition.questions.get(key="director")

    actions.save_question(edition, director, **facts(director, kind="text", required=False, label="Chef"), by=by)

    director.refresh_from_db()
    assert (director.label, director.kind, director.required) == ("Chef", QuestionKind.PERSON, True)


@pytest.mark.parametrize("key", ["director", "institutions"])
def test_a_locked_question_is_not_removed(edition, by, key):
    with pytest.raises(ActionError, match="kan ikke fjernes"):
        actions.remove_question(edition, edition.questions.get(key=key), by=by)


def test_remove_question_takes_it_out(edition, by):
    actions.remove_question(edition, edition.questions.get(key="need"), by=by)

    assert keys(edition) == ["director", "institutions", "institutions.why", "channels"]


def test_a_question_that_was_removed_meanwhile_is_not_saved(edition, by):
    question, other = edition.questions.get(key="need"), edition.questions.get(key="channels")
    edition.questions.filter(pk=question.pk).delete()

    with pytest.raises(ActionError, match="»Spørgsmål need« er fjernet imens"):
        actions.save_question(edition, question, **facts(question), by=by)
    with pytest.raises(ActionError, match="er fjernet imens"):
        actions.save_question(edition, other, **facts(other), after=question, by=by)


def test_files_belong_to_the_whole_application(edition, by):
    question = edition.questions.get(key="institutions.why")

    with pytest.raises(ActionError, match="hele ansøgningen"):
        actions.save_question(edition, question, **facts(question, kind="files"), by=by)


def test_without_a_list_of_institutions_nothing_is_put_to_each(edition, by):
    edition.questions.filter(key__startswith="institutions").delete()
    new = {"label": "Hvor mange?", "guidance": "", "section": "1", "kind": "number", "for_each": True}

    with pytest.raises(ActionError, match="spørger ikke om dagtilbud"):
        actions.save_question(edition, None, **new, by=by)


def test_there_are_not_too_many_questions(edition, by):
    Question.objects.bulk_create(
        Question(question_set=edition, key=f"k{n}", order=1000 + n, section="1", kind="text", label="?")
        for n in range(200)
    )

    with pytest.raises(ActionError, match="allerede 200"):
        actions.save_question(edition, None, label="?", guidance="", section="1", kind="text", by=by)


def test_questions_in_use_are_not_edited(in_use, by):
    question = in_use.questions.get(key="need")

    for edit in (
        lambda: actions.save_question(in_use, question, **facts(question, label="Nyt"), by=by),
        lambda: actions.remove_question(in_use, question, by=by),
        lambda: actions.discard_edition(in_use, by=by),
        lambda: actions.publish_edition(in_use, change_note="Nyt", by=by),
    ):
        with pytest.raises(ActionError, match="taget i brug"):
            edit()


def test_a_rounds_first_questions_are_locked_with_the_round(prepared, edition, by):
    Round.objects.update(status="assessing")

    with pytest.raises(ActionError, match="Runden er åbnet"):
        actions.remove_question(edition, edition.questions.get(key="need"), by=by)


# --- A new edition ------------------------------------------------------------------------------------------------


def test_begin_edition_copies_the_questions_in_use(in_use, by):
    begun = actions.begin_edition(in_use.round, in_use.programme, by=by)

    assert (begun.number, begun.published_at, keys(begun)) == (2, None, keys(in_use))
    assert in_use.round.questions_now == in_use
    assert actions.begin_edition(in_use.round, in_use.programme, by=by) == begun


def test_a_new_questions_key_is_none_that_was_asked_before(in_use, by):
    begun = actions.begin_edition(in_use.round, in_use.programme, by=by)
    actions.remove_question(begun, begun.questions.get(key="need"), by=by)

    question = actions.save_question(begun, None, label="Need", guidance="", section="3", kind="text", by=by)

    assert question.key == "need_2"


def test_publish_edition_puts_it_to_use(in_use, by):
    begun = actions.begin_edition(in_use.round, in_use.programme, by=by)
    actions.remove_question(begun, begun.questions.get(key="channels"), by=by)

    actions.publish_edition(begun, change_note="Vi spørger om mindre.", by=by)

    assert in_use.round.questions_now == begun
    assert begun.change_note == "Vi spørger om mindre."
    assert in_use.round.case.events.get(kind="questions.published").data["note"] == "Vi spørger om mindre."


def test_publish_edition_refuses_the_same_questions(in_use, by):
    begun = actions.begin_edition(in_use.round, in_use.programme, by=by)

    with pytest.raises(ActionError, match="ikke ændret noget"):
        actions.publish_edition(begun, change_note="Nyt", by=by)


def test_a_rounds_first_edition_comes_into_use_with_the_round(edition, by):
    with pytest.raises(ActionError, match="når runden åbnes"):
        actions.publish_edition(edition, change_note="Nyt", by=by)
    with pytest.raises(ActionError, match="kan ikke kasseres"):
        actions.discard_edition(edition, by=by)


def test_discard_edition_leaves_what_is_in_use(in_use, by):
    begun = actions.begin_edition(in_use.round, in_use.programme, by=by)

    actions.discard_edition(begun, by=by)

    assert QuestionSet.objects.get() == in_use


def test_a_round_that_is_over_gets_no_new_edition(in_use, by):
    Round.objects.update(deadline=timezone.now())

    with pytest.raises(ActionError, match="ikke imod ansøgninger længere"):
        actions.begin_edition(in_use.round, in_use.programme, by=by)


def test_a_programmes_own_questions_have_editions_too(in_use, by):
    programme = in_use.programme
    with pytest.raises(ActionError, match="ingen spørgsmål"):
        actions.begin_edition(None, programme, by=by)
    own = QuestionSet.objects.create(programme=programme, number=1, published_at=timezone.now())
    QuestionFactory(question_set=own, key="challenge")
    CriterionFactory(round=None, programme=programme)

    begun = actions.begin_edition(None, programme, by=by)
    question = begun.questions.get()
    actions.save_question(begun, question, **facts(question, label="Hvilken udfordring?"), by=by)
    actions.publish_edition(begun, change_note="Kortere.", by=by)

    assert (begun.number, programme.questions_now) == (2, begun)
    assert own.questions.get().label == "Hvad skal udvikles?"
