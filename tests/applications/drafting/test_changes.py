from applications.drafting import changes


def content(need="Uro.", institutions=()):
    return {
        "sections": [{"title": "3. Behov", "questions": [{"key": "need", "label": "Behov", "text": need}]}],
        "institutions": [
            {"name": name, "questions": [{"key": "institutions.why", "label": "Hvorfor?", "text": why}]}
            for name, why in institutions
        ],
    }


def test_equal_versions_have_no_changes():
    assert changes.between(content(), content()) == []


def test_a_changed_answer_is_shown_with_what_it_was():
    found = changes.between(content("Uro."), content("Uro om formiddagen."))

    assert found == [changes.Change("Behov", "", "Uro.", "Uro om formiddagen.")]


def test_an_institution_that_came_and_one_that_went():
    found = changes.between(
        content(institutions=[("Solhuset", "Meget uro")]), content(institutions=[("Måneøen", "Nye lokaler")])
    )

    assert found == [
        changes.Change("Hvorfor?", "Måneøen", "", "Nye lokaler"),
        changes.Change("Dagtilbuddet er taget ud", "Solhuset", "Med i ansøgningen", "Ikke med"),
    ]
