from decimal import Decimal

import pytest

from applications.casework import register
from applications.drafting.models import Application
from praksis.organisations.models import Institution, Municipality
from tests.factories.assessment import freeze
from tests.factories.organisations import InstitutionFactory


def skive(**facts):
    known = {"population": 46_599, "population_year": 2018, "population_source": "Danmarks Statistik, folk1a"}
    return Municipality(name="Skive Kommune", **{**known, **facts})


def content(*institutions, **municipality):
    return {"applicant": {"municipality": municipality}, "institutions": list(institutions)}


def named(institution, **facts):
    return {"id": str(institution.pk), "name": "Solhuset", "ownership": "municipal", "setting": "nursery", **facts}


def test_population_and_share_are_given_with_year_and_source():
    share = {"family_daycare_share": Decimal("0.375"), "family_daycare_year": 2017, "family_daycare_source": "Kommunen"}

    assert register.draft(content(), skive(**share), []) == (
        "Når vi læser ansøgningen, bruger vi disse oplysninger, som I ikke selv har givet os:\n"
        "- Indbyggere i Skive Kommune: 46.599 (2018). Kilde: Danmarks Statistik, folk1a.\n"
        "- Andel børn i dagpleje i Skive Kommune: 37,5 procent (2017). Kilde: Kommunen."
    )


def test_what_is_unknown_is_not_used():
    assert "dagpleje" not in register.draft(content(), skive(), [])


def test_a_fact_that_was_another_when_the_application_was_sent_says_so():
    share = {"family_daycare_share": Decimal("0.4"), "family_daycare_year": 2018, "family_daycare_source": "Kommunen"}

    text = register.draft(content(population=45_000, family_daycare_share="0.3500"), skive(**share), [])

    assert text.count("Da I sendte ansøgningen, stod der 45.000.") == 1
    assert text.count("40 procent (2018). Kilde: Kommunen. Da I sendte ansøgningen, stod der 35 procent.") == 1


def test_an_unchanged_fact_says_nothing_of_before():
    assert "Da I sendte" not in register.draft(content(population=46_599), skive(), [])


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ownership": "self_governing"}, "Solhuset: I skriver selvejende. I registeret står kommunalt."),
        ({"setting": "kindergarten"}, "Solhuset: I skriver børnehave. I registeret står vuggestue."),
    ],
)
def test_an_institution_that_the_register_knows_otherwise_is_told(facts, words):
    place = Institution(ownership="municipal", setting="nursery")

    text = register.draft(content(named(place, **facts)), skive(), [place])

    assert text.split("\n\n")[1] == f"Her står der noget andet i registeret, end I har skrevet:\n- {words}"


def test_an_institution_that_agrees_or_is_typed_in_is_not_told():
    place = Institution(ownership="municipal", setting="nursery")
    typed = {"id": None, "name": "Nyt hus", "ownership": "private", "setting": "nursery"}

    text = register.draft(content(named(place), typed), skive(), [place])

    assert "\n\n" not in text


@pytest.mark.django_db
def test_the_draft_about_an_application_knows_its_institutions_of_the_register(application, municipality):
    place = InstitutionFactory(municipality=municipality, name="Solhuset", ownership="private")
    named = {"id": str(place.pk), "name": "Solhuset", "ownership": "municipal", "setting": place.setting}
    labels = {"ownership_label": "Kommunalt", "setting_label": "Børnehave"}
    freeze(application, institutions=[{**named, **labels}])

    text = register.of(Application.objects.get(pk=application.pk))

    assert text.endswith("- Solhuset: I skriver kommunalt. I registeret står privat.")
