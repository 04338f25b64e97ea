import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.drafting import reading, versions
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import InstitutionFactory

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner, max_size=4)
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_canonical_depends_on_the_content_alone(content):
    shuffled = dict(reversed(content.items()))

    assert versions.canonical(shuffled) == versions.canonical(content)
    assert json.loads(versions.canonical(content)) == content


def test_canonical_is_compact_and_sorted_and_escapes_nothing():
    assert versions.canonical({"å": "æøå", "a": [1, None]}) == '{"a":[1,null],"å":"æøå"}'


def test_fingerprint_is_sha256_of_the_text_as_utf8():
    assert versions.fingerprint("æ") == hashlib.sha256(b"\xc3\xa6").hexdigest()


@pytest.mark.django_db
def test_content_carries_the_labels_the_answers_and_the_registers_facts(complete, municipality):
    content = versions.content_of(complete)

    assert content["applicant"] == {
        "id": str(municipality.pk),
        "name": "Skive Kommune",
        "kind": "municipality",
        "kind_label": "Kommune",
        "municipality": {
            "code": "0779",
            "name": "Skive",
            "region": "Midtjylland",
            "population": 46_599,
            "population_year": 2018,
            "population_source": "Danmarks Statistik, folk1a",
            "family_daycare_share": None,
            "family_daycare_year": None,
            "family_daycare_source": "",
        },
    }
    assert [section["title"] for section in content["sections"]] == [
        "1. Kommunen",
        "2. Dagtilbud",
        "3. Behov",
        "7. Aftale",
        "8. Underskrift",
    ]
    assert reading.answer(content, "need") == "Formiddagene er urolige."
    assert reading.answer(content, "unknown") is None
    assert [(row["name"], row["ownership_label"]) for row in reading.institutions(content)] == [
        ("Solhuset", "Kommunalt")
    ]
    assert [(question["key"], question.get("institution")) for question in reading.by_criterion(content, "need")] == [
        ("need", None),
        ("institutions.why", "Solhuset"),
    ]


@pytest.mark.django_db
def test_content_names_the_source_of_the_share_in_family_day_care(complete, municipality):
    municipality.family_daycare_share = "0.4"
    municipality.family_daycare_year, municipality.family_daycare_source = 2018, "Egne tal"
    municipality.save()

    facts = versions.content_of(complete)["applicant"]["municipality"]

    assert (facts["family_daycare_share"], facts["family_daycare_source"]) == ("0.4000", "Egne tal")


@pytest.mark.django_db
def test_an_institution_that_applies_has_its_municipalitys_facts():
    institution = InstitutionFactory()
    application = ApplicationFactory(applicant=institution.organisation, applicant_kind="private")

    assert versions.municipality_of(application) == institution.municipality
