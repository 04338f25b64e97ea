import pytest
from django.urls import reverse

from applications.drafting import actions, check, sections
from praksis.cases.actors import Actor

pytestmark = pytest.mark.django_db


def checked(draft):
    return check.of(draft, sections.of(draft))


def test_every_answer_stands_with_where_it_is_changed(draft, write):
    write("need", "Uro om formiddagen.")

    section = checked(draft)[2]
    ((institution, (answer,)),) = section.groups

    assert (section.title, section.url) == ("3. Behov", reverse("applications:section", args=[draft.pk, 3]))
    assert institution is None
    assert (answer.text, answer.url) == ("Uro om formiddagen.", f"{section.url}?mangler#id_need")


def test_what_is_not_answered_is_empty(draft):
    ((_, (director,)),) = checked(draft)[0].groups

    assert (director.text, director.url.rpartition("#")[2]) == ("", "id_director__name")


def test_the_answers_of_an_institution_stand_together(draft, coordinator):
    before = checked(draft)[1]
    row = actions.add_institution(
        draft, name="Solhuset", ownership="municipal", setting="nursery", by=Actor.of(coordinator)
    )

    after = checked(draft)[1]

    assert (before.groups, before.lacks_institutions) == ([], True)
    assert [(institution, len(answers)) for institution, answers in after.groups] == [(row, 1)]
    assert after.lacks_institutions is False
