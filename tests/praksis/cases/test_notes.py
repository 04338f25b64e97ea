import pytest

from praksis.cases import actions, notes
from praksis.cases.actors import Actor
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


def test_notes_come_newest_first_each_with_its_additions_in_order(manager, django_assert_num_queries):
    case, by = CaseFactory(), Actor.of(manager)
    first = actions.add_note(case, text="Først", by=by)
    actions.add_note(case, text="Sidst", by=by)
    actions.add_note(case, text="En tilføjelse", follows=first, by=by)
    actions.add_note(case, text="En til", follows=first, by=by)
    actions.add_note(CaseFactory(), text="En anden sag", by=by)

    with django_assert_num_queries(1):
        read = notes.of(case)

    assert [(note.text, note.by, [one.text for one in note.additions]) for note in read] == [
        ("Sidst", manager.name, []),
        ("Først", manager.name, ["En tilføjelse", "En til"]),
    ]


def test_a_case_without_notes_has_none():
    assert notes.of(CaseFactory()) == []
