from praksis.themes import CENTRE, Theme, figure


def test_the_figure_has_the_four_themes_around_their_centre():
    *around, centre = figure()

    assert [(field.key, field.label) for field in around] == Theme.choices
    assert (centre.label, centre.place) == (CENTRE, "centre")
