import pytest

from applications.drafting.compare import ADDED, MOST_WORDS, REMOVED, SAME, Piece, sides, words


def test_words_that_went_stand_before_those_that_came():
    assert words("Vi har uro om morgenen.", "Vi har ro om morgenen.") == [
        Piece(SAME, "Vi har "),
        Piece(REMOVED, "uro "),
        Piece(ADDED, "ro "),
        Piece(SAME, "om morgenen."),
    ]


def test_each_side_has_its_own_words_marked():
    mine, theirs = sides("Vi har uro", "Vi har meget uro nu")

    assert mine == [Piece(SAME, "Vi har "), Piece(SAME, "uro")]
    assert theirs == [Piece(SAME, "Vi har "), Piece(ADDED, "meget "), Piece(SAME, "uro "), Piece(ADDED, "nu")]


@pytest.mark.parametrize(("text", "other"), [("", ""), ("Ens", "Ens"), ("Ens her", "Ens  \n her")])
def test_white_space_makes_no_difference(text, other):
    assert [piece.kind for piece in words(text, other)] in ([], [SAME])


def test_a_word_that_was_replaced_last_is_not_read_with_the_new_one():
    assert words("Vi har uro", "Vi har ro") == [Piece(SAME, "Vi har "), Piece(REMOVED, "uro "), Piece(ADDED, "ro")]


def test_a_text_that_came_or_went_is_one_piece():
    assert words("", "Ny tekst") == [Piece(ADDED, "Ny tekst")]
    assert words("Gammel tekst", "") == [Piece(REMOVED, "Gammel tekst")]


def test_both_texts_can_be_put_together_from_their_pieces():
    before, after = "a b c d e f g\nh", "a x c d f g y\nh z"

    mine, theirs = sides(before, after)

    assert "".join(piece.text for piece in mine) == before
    assert "".join(piece.text for piece in theirs) == after


def test_very_long_texts_are_compared_only_where_they_begin_and_end():
    before = "Først " + "a b " * MOST_WORDS + "sidst"
    after = "Først " + "c d " * MOST_WORDS + "sidst"

    assert [piece.kind for piece in words(before, after)] == [SAME, REMOVED, ADDED, SAME]
