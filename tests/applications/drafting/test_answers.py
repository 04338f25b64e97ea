from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.drafting import answers
from applications.rounds.models import QuestionKind


@dataclass
class Asked:
    kind: str
    key: str = "key"
    label: str = "Spørgsmål"
    options: list = field(default_factory=lambda: [["a", "Det ene"], ["b", "Det andet"]])
    max_words: int | None = None
    required: bool = True
    condition: str = ""


TEXT = Asked(QuestionKind.LONG_TEXT)
NUMBER = Asked(QuestionKind.NUMBER)
PERSON = Asked(QuestionKind.PERSON)
SHARE = Asked(QuestionKind.PERCENT_OR_FEW)
CONFIRM = Asked(QuestionKind.CONFIRM)
ONE = Asked(QuestionKind.SINGLE_CHOICE)
MANY = Asked(QuestionKind.MULTI_CHOICE)
KAREN = {"name": "Karen", "title": "Chef", "email": "karen@skive.example", "phone": "12 34 56 78"}


@pytest.mark.parametrize(
    ("key", "part", "institution", "name"),
    [
        ("need", "", "", "need"),
        ("coordinator", "email", "", "coordinator__email"),
        ("institutions.share", "few", "7", "institutions.share__few@7"),
    ],
)
def test_field_name_and_its_inverse(key, part, institution, name):
    assert answers.field_name(key, part=part, institution=institution) == name
    assert answers.split_field_name(name) == (key, part, institution)


@pytest.mark.parametrize(
    ("question", "value", "part", "given", "merged"),
    [
        (TEXT, None, "", ["Uro\r\nom\rformiddagen"], "Uro\nom\nformiddagen"),
        (TEXT, "før", "", ["nul\x00tegn"], "nultegn"),
        (TEXT, "før", "", [], ""),
        (NUMBER, None, "", [" 37,5 "], "37,5"),
        (NUMBER, None, "", ["mange"], "mange"),
        (CONFIRM, None, "", ["on"], True),
        (CONFIRM, True, "", [""], False),
        (ONE, None, "", ["b"], "b"),
        (ONE, "b", "", [""], ""),
        (MANY, None, "", ["b", "a"], ["a", "b"]),
        (MANY, ["a"], "", [], []),
        (PERSON, None, "name", ["Karen"], {"name": "Karen", "title": "", "email": "", "phone": ""}),
        (PERSON, KAREN, "phone", ["87654321"], {**KAREN, "phone": "87654321"}),
        (SHARE, None, "percent", ["37,5"], {"percent": "37,5"}),
        (SHARE, {"percent": "37,5"}, "few", ["on"], {"percent": "37,5", "few": True}),
        (SHARE, {"percent": "37,5", "few": True}, "few", [""], {"percent": "37,5"}),
        (SHARE, {"few": True}, "percent", ["12"], {"few": True, "percent": "12"}),
        (SHARE, {"percent": "1"}, "percent", [""], {}),
    ],
)
def test_merge_keeps_what_was_typed(question, value, part, given, merged):
    assert answers.merge(question, value, part, given) == merged


@pytest.mark.parametrize(
    ("question", "part", "given"),
    [
        (TEXT, "name", ["x"]),
        (PERSON, "", ["x"]),
        (PERSON, "cpr", ["x"]),
        (ONE, "", ["c"]),
        (MANY, "", ["a", "c"]),
        (TEXT, "", ["x" * 60_001]),
        (Asked(QuestionKind.SIGNATURE), "", ["x"]),
        (Asked(QuestionKind.INSTITUTION_LIST), "", ["x"]),
    ],
)
def test_merge_refuses_what_does_not_fit_the_question(question, part, given):
    with pytest.raises(ValueError):  # noqa: PT011
        answers.merge(question, None, part, given)


@pytest.mark.parametrize(
    ("question", "value", "answered"),
    [
        (TEXT, None, False),
        (TEXT, "  ", False),
        (TEXT, "ja", True),
        (CONFIRM, False, False),
        (MANY, [], False),
        (PERSON, None, False),
        (PERSON, dict.fromkeys(KAREN, ""), False),
        (PERSON, KAREN, True),
        (SHARE, None, False),
        (SHARE, {"few": True}, True),
        (SHARE, {"percent": "3"}, True),
    ],
)
def test_is_answered(question, value, answered):
    assert answers.is_answered(question, value) is answered


def test_is_asked_follows_the_condition():
    board_chair = Asked(QuestionKind.PERSON, condition="applicant_kind in self_governing|private")

    assert answers.is_asked(TEXT, "municipality")
    assert answers.is_asked(board_chair, "private")
    assert not answers.is_asked(board_chair, "municipal")


@pytest.mark.parametrize("condition", ["weather in fine", "applicant_kind is private"])
def test_is_asked_refuses_a_condition_it_does_not_know(condition):
    with pytest.raises(ValueError, match="Unknown condition"):
        answers.is_asked(Asked(QuestionKind.TEXT, condition=condition), "private")


@pytest.mark.parametrize(
    ("question", "value", "found"),
    [
        (TEXT, "ja", {}),
        (TEXT, None, {"": "Svar på: Spørgsmål"}),
        (Asked(QuestionKind.LONG_TEXT, required=False), None, {}),
        (Asked(QuestionKind.LONG_TEXT, max_words=2), "et to", {}),
        (
            Asked(QuestionKind.LONG_TEXT, max_words=2),
            "et to tre",
            {"": "Teksten er på 3 ord. Forkort den til højst 2 ord."},
        ),
        (Asked(QuestionKind.SIGNATURE), None, {}),
        (Asked(QuestionKind.INSTITUTION_LIST), None, {"": "Tilføj mindst ét dagtilbud."}),
        (CONFIRM, False, {"": "Sæt kryds, hvis I er enige: Spørgsmål."}),
        (CONFIRM, True, {}),
        (ONE, "", {"": "Vælg et svar: Spørgsmål"}),
        (NUMBER, "12", {}),
        (NUMBER, "tolv", {"": "Skriv et tal, fx 25."}),
        (NUMBER, "9" * 30, {"": "Skriv et tal, fx 25."}),
        (SHARE, {"percent": "37,5"}, {}),
        (SHARE, {"percent": "101"}, {"percent": "Skriv et tal mellem 0 og 100, fx 37,5."}),
        (SHARE, {"few": True, "percent": "101"}, {}),
        (SHARE, None, {"percent": "Svar på: Spørgsmål"}),
        (PERSON, None, {"name": "Skriv navn, stilling, mail og telefon: Spørgsmål."}),
        (PERSON, KAREN, {}),
        (PERSON, {**KAREN, "title": ""}, {"title": "Skriv stilling."}),
        (
            PERSON,
            {**KAREN, "email": "karen"},
            {"email": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk."},
        ),
        (
            PERSON,
            {**KAREN, "email": f"{'k' * 60}@{'s' * 63}.{'t' * 63}.{'u' * 63}.example"},
            {"email": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk."},
        ),
        (PERSON, {**KAREN, "phone": "1234"}, {"phone": "Skriv telefonnummeret med mindst otte cifre."}),
        (PERSON, {**KAREN, "email": "", "phone": ""}, {"email": "Skriv mailadresse.", "phone": "Skriv telefon."}),
    ],
)
def test_faults_are_sentences_beside_the_field(question, value, found):
    assert answers.faults(question, value) == found


@pytest.mark.parametrize(
    ("question", "value", "text"),
    [
        (TEXT, None, ""),
        (TEXT, "Uro", "Uro"),
        (NUMBER, "12", "12"),
        (CONFIRM, True, "Ja"),
        (ONE, "b", "Det andet"),
        (MANY, ["a", "b"], "Det ene, Det andet"),
        (PERSON, {**KAREN, "title": ""}, "Karen\nkaren@skive.example\n12 34 56 78"),
        (SHARE, {"few": True}, "Færre end 5"),
        (SHARE, {"percent": "37,5"}, "37,5 %"),
        (Asked(QuestionKind.SIGNATURE), "x", ""),
    ],
)
def test_as_text(question, value, text):
    assert answers.as_text(question, value) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("37,5", 37.5), ("37.5", 37.5), ("1.200", 1200), ("1.200,5", 1200.5), ("40 %", 40), ("x", None)],
)
def test_decimal_reads_danish_numbers(text, number):
    assert answers.decimal(text) == number


@pytest.mark.parametrize("text", ["", "-1", "²", "١", "1e9", "nan", "1,2,3", ","])
def test_decimal_refuses_what_is_no_number(text):
    assert answers.decimal(text) is None


@given(st.text())
def test_faults_never_fail_on_a_text_that_was_kept(text):
    for question, part in [(TEXT, ""), (NUMBER, ""), (PERSON, "email"), (SHARE, "percent")]:
        value = answers.merge(question, None, part, [text])

        assert isinstance(answers.faults(question, value), dict)
        assert isinstance(answers.as_text(question, value), str)
