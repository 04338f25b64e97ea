from datetime import timedelta

import pytest
from django.utils import timezone

from applications.rounds.models import QuestionKind, Requirement, RoundStatus
from overview.public.offers import ANSWERED_WITH, SHOWN_ROUNDS, offer, round_status
from tests.factories.rounds import CriterionFactory, ProgrammeFactory, QuestionFactory, QuestionSetFactory, RoundFactory

pytestmark = pytest.mark.django_db


def template_criterion(programme, **facts):
    return CriterionFactory(round=None, programme=programme, **facts)


def test_the_programmes_own_texts_are_read_when_no_round_is_ahead():
    past = RoundFactory(closed=True)
    CriterionFactory(round=past, title="Gammelt")
    programme = past.programme
    template_criterion(programme, title="Behov")
    Requirement.objects.create(programme=programme, round=None, key="signature", order=1, text="Underskrift")

    shown = offer(programme, timezone.now())

    assert shown.round is None
    assert [criterion.title for criterion in shown.criteria] == ["Behov"]
    assert [requirement.text for requirement in shown.requirements] == ["Underskrift"]


def test_the_next_rounds_own_texts_win():
    later = RoundFactory(deadline=timezone.now() + timedelta(days=200))
    soon = RoundFactory(programme=later.programme, deadline=timezone.now() + timedelta(days=20))
    for round_, title in [(later, "Senere"), (soon, "Snart")]:
        CriterionFactory(round=round_, title=title)
    template_criterion(later.programme, title="Skabelon")

    shown = offer(later.programme, timezone.now())

    assert shown.round == soon
    assert [criterion.title for criterion in shown.criteria] == ["Snart"]


def test_a_round_that_is_being_prepared_is_not_shown():
    draft = RoundFactory(draft=True)

    shown = offer(draft.programme, timezone.now())

    assert (shown.round, shown.rounds) == (None, [])


def test_a_round_without_a_known_deadline_is_not_shown():
    recorded = RoundFactory(opens_at=None, deadline=None, status=RoundStatus.ANNOUNCED)

    assert offer(recorded.programme, timezone.now()).rounds == []


def test_the_earliest_rounds_are_shown_when_they_are_asked_for():
    now = timezone.now()
    rounds = [RoundFactory(name="Den næste", deadline=now + timedelta(days=9))]
    for number in range(1, SHOWN_ROUNDS + 1):
        deadline = now - timedelta(days=180 * number)
        facts = {"programme": rounds[0].programme, "opens_at": deadline - timedelta(days=30), "deadline": deadline}
        rounds.append(RoundFactory(**facts))
    rounds.reverse()

    newest, every = (offer(rounds[0].programme, now, all_rounds=asked) for asked in (False, True))

    assert [row["round"] for row in newest.rounds] == rounds[1:]
    assert [row["round"] for row in every.rounds] == rounds
    assert (newest.has_earlier_rounds, every.has_earlier_rounds) == (True, False)
    assert newest.round == every.round == rounds[-1]


def test_a_mini_has_deadlines_rather_than_rounds():
    month = RoundFactory(programme=ProgrammeFactory(kind="mini", name="Miniforløb"))

    assert offer(month.programme, timezone.now()).rounds == []


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, "Åben"),
        ({"opens_at": timezone.now() + timedelta(days=2)}, "Åbner senere"),
        ({"closed": True}, "Under bedømmelse"),
        ({"closed": True, "status": RoundStatus.PROPOSED}, "Under bedømmelse"),
        ({"closed": True, "status": RoundStatus.APPROVED}, "Under bedømmelse"),
        ({"closed": True, "status": RoundStatus.ANNOUNCED}, "Afgjort"),
    ],
)
def test_the_public_is_not_told_how_far_a_decision_is(facts, word):
    assert round_status(RoundFactory(**facts), timezone.now())["word"] == word


def test_every_kind_of_question_says_how_it_is_answered():
    assert set(ANSWERED_WITH) == set(QuestionKind)


def test_questions_stand_by_section_with_all_there_is_to_know():
    questions = QuestionSetFactory(round=None, programme=ProgrammeFactory())
    template_criterion(questions.programme, key="need", title="Behov")
    QuestionFactory(
        question_set=questions,
        section="1. Behov",
        order=1,
        label="Hvad er svært?",
        guidance="Giv et eksempel.",
        max_words=120,
        criterion="need",
        part_of="institutions",
    )
    QuestionFactory(
        question_set=questions,
        section="2. Bestyrelsen",
        order=2,
        kind=QuestionKind.PERSON,
        required=False,
        condition="applicant_kind in self_governing|private",
        options=[["a", "Et valg"]],
    )

    first, second = offer(questions.programme, timezone.now()).sections

    assert (first["title"], second["title"]) == ("1. Behov", "2. Bestyrelsen")
    assert first["questions"] == [
        {
            "label": "Hvad er svært?",
            "guidance": "Giv et eksempel.",
            "answer": "Tekst, højst 120 ord",
            "options": [],
            "required": True,
            "each": True,
            "asked": "",
            "criterion": "Behov",
        }
    ]
    assert [(q["asked"], q["options"], q["required"], q["answer"]) for q in second["questions"]] == [
        ("Selvejende dagtilbud, Privat dagtilbud", ["Et valg"], False, "Navn, titel, mail og telefon")
    ]


def test_only_the_newest_edition_of_the_form_is_shown():
    programme = ProgrammeFactory()
    for number, label in [(1, "Før"), (2, "Nu")]:
        questions = QuestionSetFactory(round=None, programme=programme, number=number)
        QuestionFactory(question_set=questions, label=label)

    (section,) = offer(programme, timezone.now()).sections

    assert [question["label"] for question in section["questions"]] == ["Nu"]
