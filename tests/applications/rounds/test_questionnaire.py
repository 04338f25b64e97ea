import pytest

from applications.rounds.models import Question
from applications.rounds.questionnaire import in_order, is_locked, is_same_answer, new_key, options_of


@pytest.mark.parametrize(
    ("words", "taken", "part_of", "key"),
    [
        ("Hvad nu?", set(), "", "hvad_nu"),
        ("Hvad nu?", {"hvad_nu", "hvad_nu_2"}, "", "hvad_nu_3"),
        ("Æbler på øen", set(), "", "aebler_paa_oeen"),
        ("???", set(), "", "svar"),
        ("Hvor mange?", set(), "institutions", "institutions.hvor_mange"),
        ("ord " * 30, set(), "", "ord_ord_ord_ord_ord_ord_ord_ord_ord"),
    ],
)
def test_a_key_is_made_of_the_words_and_never_twice(words, taken, part_of, key):
    assert new_key(words, taken, part_of=part_of) == key


@pytest.mark.parametrize(
    ("labels", "keys"),
    [
        (["Video", "Telefon"], ["video", "phone"]),
        (["Telefon", "Video"], ["phone", "video"]),
        (["Video", "Opkald"], ["video", "phone"]),  # reworded in its place
        (["Video", "Telefon", "Brev"], ["video", "phone", "brev"]),
        (["Telefon"], ["phone"]),
        (["Telefon", "Brev"], ["phone", "brev"]),  # the place's own key has gone to another
    ],
)
def test_an_option_keeps_its_key(labels, keys):
    before = [["video", "Video"], ["phone", "Telefon"]]

    assert options_of(labels, before) == [[key, label] for key, label in zip(keys, labels, strict=True)]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [("text", "long_text", True), ("text", "number", True), ("person", "person", True), ("text", "person", False)],
)
def test_written_answers_fit_each_other(before, after, same):
    assert is_same_answer(before, after) == same


@pytest.mark.parametrize(
    ("key", "kind", "locked"),
    [("director", "person", True), ("commitment", "signature", True), ("need", "long_text", False)],
)
def test_what_the_code_reads_is_locked(key, kind, locked):
    assert is_locked(Question(key=key, kind=kind)) == locked


def question(key, section, part_of=""):
    return Question(key=key, section=section, part_of=part_of)


def test_a_sections_questions_stand_together_and_those_for_each_institution_last():
    first, listing, why = question("a", "1"), question("institutions", "2"), question("why", "2", "institutions")
    last, moved = question("z", "3"), question("new", "2")

    standing = in_order([first, listing, why, last, moved], moved=moved, after=last)

    assert [one.key for one in standing] == ["a", "institutions", "new", "why", "z"]


def test_a_question_can_be_put_first():
    first, moved = question("a", "1"), question("b", "1")

    assert [one.key for one in in_order([first, moved], moved=moved)] == ["b", "a"]
