"""A round that is being prepared, with what it takes to be opened."""

import pytest

from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from tests.factories.rounds import CriterionFactory, QuestionFactory, QuestionSetFactory, RoundFactory


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def prepared():
    round_ = RoundFactory(name="Januar til december", draft=True)
    CriterionFactory(round=round_, key="need", title="Behov", order=1)
    QuestionSetFactory(round=round_, published_at=None)
    return round_


@pytest.fixture
def edition(prepared):
    """The prepared round's questions."""
    edition = prepared.question_sets.get()
    for place, (key, kind, section, part_of) in enumerate(
        [
            ("director", QuestionKind.PERSON, "1. Kommunen", ""),
            ("institutions", QuestionKind.INSTITUTION_LIST, "2. Dagtilbud", ""),
            ("institutions.why", QuestionKind.LONG_TEXT, "2. Dagtilbud", "institutions"),
            ("need", QuestionKind.LONG_TEXT, "3. Behov", ""),
            ("channels", QuestionKind.MULTI_CHOICE, "3. Behov", ""),
        ],
        start=1,
    ):
        QuestionFactory(
            question_set=edition,
            key=key,
            kind=kind,
            section=section,
            part_of=part_of,
            order=place * 10,
            label=f"Spørgsmål {key}",
            criterion="need" if key == "need" else "",
            options=[["video", "Video"], ["phone", "Telefon"]] if key == "channels" else [],
        )
    return edition
