import pytest
import tinyhtml5
from django.template import Context, Template

from applications.allocation import tile_map
from applications.allocation.tile_map import State
from tests.pages import XHTML

SKIVE, THISTED, KOEBENHAVN = "0779", "0787", "0101"


def drawn(states, **tag):
    """The page that the tag draws, as a tree."""
    context = Context({"states": states, "notes": tag.get("notes")})
    page = '{% load tile_map %}{% tile_map states "Hvem der har været med" notes=notes %}'
    return tinyhtml5.parse(Template(page).render(context))


def words(tree, selector):
    tag, _, css_class = selector.partition(".")
    found = (element for element in tree.iter() if element.tag.rpartition("}")[2] == tag)
    return ["".join(each.itertext()) for each in found if not css_class or css_class in each.get("class", "").split()]


def test_every_municipality_has_a_square_of_its_own():
    tiles = tile_map.tiles()

    assert len({(tile.row, tile.column) for tile in tiles.values()}) == len(tiles) == 98
    assert len({tile.short for tile in tiles.values()}) == 98
    assert {len(tile.short) for tile in tiles.values()} == {3}


def test_municipalities_stand_as_danes_sort_them():
    names = [tile.name for tile in tile_map.tiles().values()]

    assert (names[0], names[-4:]) == ("Albertslund", ["Ærø", "Aabenraa", "Aalborg", "Aarhus"])


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ([], ()),
        (["mini", "earlier"], (State.EARLIER, State.MINI)),
        (["applied", "chosen"], (State.CHOSEN,)),
        (["chosen", "applied", "mini", "earlier"], (State.EARLIER, State.MINI, State.CHOSEN)),
    ],
)
def test_who_is_chosen_need_not_be_told_to_apply(states, told):
    assert tile_map.told(states) == told


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="winner"):
        tile_map.told(["winner"])


def test_each_state_has_a_letter_of_its_own_and_words():
    assert len(set(tile_map.LETTERS.values())) == len(tile_map.WORDS) == len(State) == 4


def test_a_square_says_in_letters_what_it_shows():
    tree = drawn({SKIVE: {"earlier", "mini", "chosen"}, THISTED: ["applied"]})

    assert words(tree, "text.tile-map__letters") == ["EMV", "S", "E", "M", "S", "V"]
    assert "Skive: etårigt forløb, miniforløb, valgt nu" in words(tree, "title")
    assert words(tree, "li") == ["EEtårigt forløb", "MMiniforløb", "SSøger nu", "VValgt nu"]


def test_a_square_without_a_state_has_its_name_alone():
    tree = drawn({})

    assert words(tree, "text.tile-map__letters") == []
    assert len(words(tree, "text.tile-map__short")) == 98
    assert words(tree, "figcaption") == ["Hvem der har været med. Ingen har et mærke."]
    assert words(tree, "table") == []


def test_the_table_tells_the_same_as_the_map():
    tree = drawn({THISTED: {"mini"}, SKIVE: {"earlier", "applied"}, KOEBENHAVN: set()})

    assert [words(row, "td") for row in tree.iter(f"{XHTML}tr")][1:] == [
        ["Midtjylland", "Etårigt forløb, Søger nu"],
        ["Nordjylland", "Miniforløb"],
    ]
    assert words(tree, "th") == ["Kommune", "Region", "På kortet", "Skive", "Thisted"]


def test_a_note_has_a_column_of_its_own_and_a_row_though_the_map_is_silent():
    tree = drawn({SKIVE: {"mini"}}, notes={KOEBENHAVN: "<b>Søgte i 2017</b>"})

    assert [words(row, "td") for row in tree.iter(f"{XHTML}tr")][1:] == [
        ["Hovedstaden", "–", "<b>Søgte i 2017</b>"],
        ["Midtjylland", "Miniforløb", ""],
    ]


def test_codes_that_are_on_no_map_change_nothing():
    assert tile_map.drawing({"9999": ["mini"]}, key="map") == tile_map.drawing({}, key="map")


def test_two_maps_of_a_page_share_no_id():
    states = {SKIVE: {"mini"}}
    one, other = (tile_map.drawing(states, key=key) for key in ("before", "now"))

    assert 'id="before-hatch"' in one
    assert "before-hatch" not in other


def test_the_map_has_no_style_of_its_own():
    # The content security policy refuses it.
    assert " style=" not in tile_map.drawing({SKIVE: set(State)}, key="map")
