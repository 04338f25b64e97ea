from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from engagements.evaluation import editions
from engagements.evaluation.models import (
    DataCollection,
    SurveyEdition,
    SurveyInvitation,
    SurveyQuestion,
    SurveyResponse,
    SurveyWave,
    WaveKind,
)
from tests.factories.engagements import EngagementFactory
from tests.factories.evaluation import (
    DataCollectionFactory,
    SurveyEditionFactory,
    SurveyInvitationFactory,
    SurveyResponseFactory,
    SurveyWaveFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def twice(make, **same):
    make(**same)
    make(**same)


def question(**facts):
    edition = SurveyEditionFactory()
    SurveyQuestion.objects.create(edition=edition, order=99, part="open", asked_in="both", text="?", **facts)


BROKEN = {
    "survey_question_key_once_per_edition": lambda: question(key="know", kind="scale"),
    "survey_question_open_has_a_limit": lambda: question(key="new", kind="text"),
    "survey_wave_once_per_kind_and_course": lambda: twice(
        SurveyWaveFactory, engagement=EngagementFactory(running=True)
    ),
    "survey_wave_closes_after_it_opens": lambda: SurveyWaveFactory(closes_on=TODAY - timedelta(days=9)),
    "survey_wave_closed_at_and_by": lambda: SurveyWaveFactory(closed_at=timezone.now()),
    "survey_invitation_address_once": lambda: [
        SurveyInvitationFactory(wave=wave, email=email)
        for wave in [SurveyWaveFactory()]
        for email in ("a@b.dk", "A@b.dk")
    ],
    "survey_invitation_withdrawn_is_unanswered": lambda: SurveyInvitationFactory(
        has_answered=True, withdrawn_at=timezone.now()
    ),
    "survey_response_once_per_pseudonym": lambda: twice(SurveyResponseFactory, wave=SurveyWaveFactory(), pseudonym="x"),
    "data_collection_ends_after_it_starts": lambda: DataCollectionFactory(ends_on=TODAY - timedelta(days=9)),
    "data_collection_says_what_and_of_whom": lambda: DataCollectionFactory(of_whom=""),
}
TABLES = [SurveyEdition, SurveyQuestion, SurveyWave, SurveyInvitation, SurveyResponse, DataCollection]


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[name]()


def test_no_rule_is_missing_from_the_table():
    assert set(BROKEN) == {constraint.name for table in TABLES for constraint in table._meta.constraints}


def test_an_answer_leads_neither_to_a_person_nor_to_a_time():
    fields = SurveyResponse._meta.get_fields()

    assert {field.name for field in fields} == {"id", "wave", "pseudonym", "role", "scores", "texts"}
    assert [field for field in fields if isinstance(field, models.DateField)] == []
    assert {field.name for field in SurveyInvitation._meta.get_fields()} == {
        "id", "wave", "name", "email", "role", "has_answered", "withdrawn_at",
    }  # fmt: skip


def test_a_survey_says_how_far_it_is():
    words = {
        trait: (wave.status_word, wave.status_kind)
        for trait in ("over", "coming", "open")
        for wave in [SurveyWaveFactory(**({} if trait == "open" else {trait: True}))]
    }

    assert words == {
        "over": ("Lukket", "neutral"),
        "coming": ("Venter på sin første dag", "info"),
        "open": ("Kan besvares", "success"),
    }


def test_a_survey_names_itself_and_its_course():
    wave = SurveyWaveFactory(kind=WaveKind.AFTER)

    assert str(wave) == f"Spørgeskema efter forløbet: {wave.engagement}"
    assert wave.which.in_address == "efter"
    assert str(SurveyInvitationFactory(name="", email="a@b.dk")) == "a@b.dk"
    assert [str(SurveyEditionFactory()), str(SurveyResponseFactory(pseudonym="abc"))] == ["Udgave 1", "abc"]


def test_the_projects_own_edition_has_three_effects_five_marks_and_open_questions():
    editions.load()
    editions.load()

    edition = editions.newest()
    before, after = (editions.asked(edition.pk, kind) for kind in (WaveKind.BEFORE, WaveKind.AFTER))
    assert SurveyEdition.objects.count() == 1
    assert (len(before), len(after)) == (10, 16)
    assert {q.subject for q in before if q.part == "effect"} == {"skills", "capacity", "environments"}
    assert len({q.subject for q in after if q.part == "mark"}) == 5
    assert [q.key for q in before if not q.is_scale] == ["hope"]
    assert [q.key for q in after if not q.is_scale] == ["difference", "better"]
    assert {q.max_words for q in after if not q.is_scale} == {150}


def test_loading_again_changes_no_question_that_is_in_use():
    editions.load()
    SurveyQuestion.objects.filter(key="hope").update(text="Som det stod")

    editions.load()

    assert SurveyQuestion.objects.get(key="hope").text == "Som det stod"


def test_a_collection_is_of_the_courses_it_names_or_of_all_one_year_courses_on_its_days():
    course, other = EngagementFactory(running=True), EngagementFactory(running=True)
    mini, past = EngagementFactory(running=True, mini=True), TODAY - timedelta(days=90)
    for_all = DataCollectionFactory(title="a")
    named = DataCollectionFactory(title="b", for_all=False, courses=[course])
    DataCollectionFactory(title="c", starts_on=past)

    assert list(DataCollection.objects.of_course(course)) == [for_all, named]
    assert list(DataCollection.objects.of_course(other)) == [for_all]
    assert list(DataCollection.objects.of_course(mini)) == []
    assert str(for_all) == "a"
