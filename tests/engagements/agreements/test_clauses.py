import pytest

from engagements.agreements import clauses


def facts(**changes):
    return {
        "reference": "2018-0042",
        "number": 1,
        "made_on": "2018-01-10",
        "programme": "mini",
        "applicant_kind": "private",
        "applicant": "Solstrålen",
        "municipality": "Skive Kommune",
        "starts_on": "2018-01-01",
        "ends_on": "2018-12-31",
        "institutions": [{"name": "Solstrålen", "ownership": "Privat", "setting": "Børnehave"}],
        "people": [{"key": "board_chair", "role": "Bestyrelsesformand", "name": "Bo Bestyrelse"}],
        "consultants": [],
        "themes": ["Faglig ledelse"],
        "challenge": "Mange børn står uden for legen.",
        **changes,
    }


def one_year(**changes):
    people = [
        {"key": "director", "role": "Direktør", "name": "Hanne Holm"},
        {"key": "head_of_day_care", "role": "Dagtilbudschef", "name": "Dorte Dam"},
    ]
    return facts(
        programme="one_year",
        applicant_kind="municipality",
        applicant="Skive Kommune",
        challenge="",
        **{"people": people, **changes},
    )


def text(of):
    parts = []
    for clause in clauses.clauses(of):
        parts += [clause.heading, *clause.paragraphs, *clause.items, clause.closing]
    return " ".join(parts)


@pytest.mark.parametrize(
    ("kind", "party", "by"),
    [
        ("private", "Solstrålen", "privat dagtilbud i Skive Kommune, ved leder og bestyrelse"),
        ("self_governing", "Solstrålen", "selvejende dagtilbud i Skive Kommune, ved leder og bestyrelse"),
        ("municipal", "Skive Kommune", "for det kommunale dagtilbud Solstrålen"),
        ("administration", "Skive Kommune", "ved forvaltningen for dagtilbud"),
        ("municipality", "Skive Kommune", "ved den øverste administrative ledelse af dagtilbudsområdet"),
    ],
)
def test_the_party_follows_ownership(kind, party, by):
    ours, theirs = clauses.parties(facts(applicant_kind=kind))

    assert ours == ("Socialstyrelsen", "ved korpset af praksiskonsulenter")
    assert theirs == (party, by)


@pytest.mark.parametrize(
    ("kind", "who", "not_who"),
    [("private", "dagtilbuddet", "kommunen"), ("self_governing", "dagtilbuddet", "kommunen"),
     ("municipal", "kommunen", "dagtilbuddet"), ("administration", "kommunen", "dagtilbuddet")],
)  # fmt: skip
def test_a_minis_costs_are_its_partys_and_say_nothing_of_transport(kind, who, not_who):
    costs = next(clause for clause in clauses.clauses(facts(applicant_kind=kind)) if clause.heading == "Udgifter")

    (words,) = costs.paragraphs
    assert words.startswith(f"Forløbet er gratis for {who}. {who.capitalize()} betaler selv")
    assert not_who not in words
    assert "transport" not in words


def test_a_one_year_courses_costs_name_transport():
    costs = next(clause for clause in clauses.clauses(one_year()) if clause.heading == "Udgifter")

    assert costs.paragraphs[0].endswith("for transport til temadage og landsdækkende konferencer.")


def test_only_a_one_year_course_is_evaluated():
    assert [c.heading for c in clauses.clauses(one_year())] == [
        "Formål", "Periode", "Dagtilbud", "Forløbets elementer", "Det gør Socialstyrelsen", "Det gør kommunen",
        "Udgifter", "Evaluering", "Dokumentation", "Ændringer",
    ]  # fmt: skip
    assert [c.heading for c in clauses.clauses(facts())] == [
        "Formål", "Periode og omfang", "Dagtilbud", "Forløbets elementer", "Det gør Socialstyrelsen",
        "Det gør dagtilbuddet", "Udgifter", "Dokumentation", "Ændringer",
    ]  # fmt: skip


def test_a_mini_names_its_ten_hours_its_challenge_and_its_themes():
    words = text(facts())

    assert words.count("højst ti timer i alt") == 1
    assert words.count("»Mange børn står uden for legen.«") == 1
    assert words.count("Vi arbejder med: faglig ledelse.") == 1


def test_what_is_not_known_is_left_out():
    words = text(facts(challenge="", themes=[], institutions=[]))

    assert words.count("beskrevet sådan") == 0
    assert words.count("Vi arbejder med") == 0
    assert words.count("omfatter ikke bestemte dagtilbud") == 1


def test_one_or_several_institutions():
    both = [{"name": "A", "ownership": "", "setting": ""}, {"name": "B", "ownership": "Privat", "setting": "Børnehave"}]
    clause = next(c for c in clauses.clauses(one_year(institutions=both)) if c.heading == "Dagtilbud")

    assert clause.paragraphs == ("Forløbet omfatter disse dagtilbud:",)
    assert clause.items == ("A", "B (børnehave, privat)")


@pytest.mark.parametrize(
    ("of", "lines"),
    [
        (facts(), [("Solstrålen", "Leder", ""), ("Solstrålen", "Bestyrelsesformand", "Bo Bestyrelse")]),
        (facts(applicant_kind="municipal"), [("Skive Kommune", "For kommunen", "")]),
        (one_year(), [("Skive Kommune", "For kommunen", "Hanne Holm")]),
        (
            one_year(people=[{"key": "head_of_day_care", "role": "Dagtilbudschef", "name": "Dorte Dam"}]),
            [("Skive Kommune", "For kommunen", "Dorte Dam")],
        ),
    ],
)
def test_who_signs(of, lines):
    signatures = [(line.party, line.role, line.name) for line in clauses.signatures(of)]

    assert signatures == [*lines, ("Socialstyrelsen", "For Socialstyrelsen", "")]


def test_the_period_in_short():
    assert clauses.period(facts()) == "1. januar 2018 – 31. december 2018"
