"""A round with one question of the kinds that code treats apart, and a draft that could be sent."""

import pytest

from applications.drafting import actions
from applications.drafting.models import Answer
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from tests.factories.organisations import InstitutionFactory
from tests.factories.rounds import QuestionFactory, QuestionSetFactory, RoundFactory

DIRECTOR = {"name": "Dorte Direktør", "title": "Direktør", "email": "dorte@skive.example", "phone": "12345678"}


@pytest.fixture
def open_round():
    round_ = RoundFactory(name="Januar til december")
    questions = QuestionSetFactory(round=round_)
    for order, (key, kind, section, part_of) in enumerate(
        [
            ("director", QuestionKind.PERSON, "1. Kommunen", ""),
            ("institutions", QuestionKind.INSTITUTION_LIST, "2. Dagtilbud", ""),
            ("institutions.why", QuestionKind.LONG_TEXT, "2. Dagtilbud", "institutions"),
            ("need", QuestionKind.LONG_TEXT, "3. Behov", ""),
            ("agreed", QuestionKind.CONFIRM, "7. Aftale", ""),
            ("commitment", QuestionKind.SIGNATURE, "8. Underskrift", ""),
        ],
    ):
        QuestionFactory(
            question_set=questions,
            key=key,
            kind=kind,
            section=section,
            part_of=part_of,
            order=order,
            label=f"Spørgsmål {key}",
            criterion="need" if key in {"need", "institutions.why"} else "",
        )
    return round_


@pytest.fixture
def draft(open_round, municipality, coordinator):
    return actions.begin(open_round, municipality.organisation, by=Actor.of(coordinator))


@pytest.fixture
def write(draft, coordinator):
    """Write in a field as the coordinator, having seen the newest text."""

    def write(name, *values, by=coordinator):
        answer = Answer.objects.get(
            application=draft,
            question__key=name.partition("@")[0].partition("__")[0],
            institution=name.partition("@")[2] or None,
        )
        return actions.save_answer(draft.pk, name=name, values=values, revision=answer.revision, by=Actor.of(by))

    return write


@pytest.fixture
def complete(draft, write, coordinator, municipality):
    """The draft with everything answered."""
    row = actions.add_institution(
        draft,
        institution=InstitutionFactory(name="Solhuset", municipality=municipality),
        by=Actor.of(coordinator),
    )
    for part, text in DIRECTOR.items():
        write(f"director__{part}", text)
    write("need", "Formiddagene er urolige.")
    write("agreed", "on")
    write(f"institutions.why@{row.pk}", "Mange børn står uden for legen.")
    draft.refresh_from_db()
    return draft


@pytest.fixture
def link(complete, coordinator):
    """The director's link to the complete draft, sent on by itself when signed."""
    return actions.send_for_signature(complete, by=Actor.of(coordinator))
