import pytest

from engagements.knowledge.names import found_in, names_of
from tests.factories.engagements import EngagementFactory, GroupFactory, GroupMemberFactory
from tests.factories.organisations import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(course):
    course.people["area_leaders"] = [{"name": "Ole Område"}, None]
    GroupMemberFactory(group=GroupFactory(engagement=course), name="Mia Bo Medlem")
    return names_of(course)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lederne skal se praksis.", []),
        ("I Skive gik det godt.", ["Skive"]),
        ("skive kommunes ledere", ["Skive Kommune"]),
        ("På Solstrålen og i Børnehuset Solstrålen", ["Børnehuset Solstrålen"]),
        ("Solstrålens leder", ["Solstrålen"]),
        ("Karen sagde det, og Kim Konsulent skrev det.", ["Karen", "Kim Konsulent"]),
        ("Ole Område var med.", ["Ole Område"]),
        ("Medlem af gruppen", ["Medlem"]),
        ("Vi bo her, og skiverne er runde.", []),
        ("Barnet er født 311217-1234.", ["311217-1234"]),
    ],
)
def test_names_of_those_in_the_course_are_found_as_whole_words(names, text, found):
    assert found_in(text, names) == found


def test_an_institution_of_a_single_word_and_one_that_is_itself_the_party():
    mini = EngagementFactory(mini=True, party=InstitutionFactory(name="Naturbørnehaven Tangen", ownership="private"))
    plain = EngagementFactory(mini=True, party=InstitutionFactory(name="Solstrålen", ownership="private"))

    assert {"Naturbørnehaven Tangen", "Tangen"} <= names_of(mini)
    assert "Solstrålen" in names_of(plain)
