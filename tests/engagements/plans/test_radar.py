"""The radar: where everything stands, what is compared, and how it is drawn."""

import re
from decimal import Decimal

import pytest

from engagements.plans.before_after import NOW, compared
from engagements.plans.models import Level, PlanVersion
from engagements.plans.radar import LARGEST, MIDDLE_X, MIDDLE_Y, RADIUS, WIDTH, Series, sheet
from engagements.plans.ratings import Rated
from engagements.templatetags.radar import radar
from praksis.themes import Theme

FULL = dict(zip(Theme, map(Decimal, ("5", "2.5", "1", "3.5")), strict=True))


def series(means=FULL, *, kind="after", word="Nu", name="Som den er nu"):
    return Series(kind, word, name, {theme: means.get(theme) for theme in Theme})


def before(means=FULL):
    return series(means, kind="before", word="Før", name="Udgave 1: <Første>")


# --- Where it stands ----------------------------------------------------------------------------------------------


def test_each_theme_lies_where_the_agencys_figure_has_it():
    drawn = sheet([series()])

    assert [axis.lines for axis in drawn.axes] == [
        ("Organisering af læringsmiljøer", "nu 5"),
        ("Forældresamarbejde", "nu 2,5"),
        ("Tværfagligt samarbejde", "nu 3,5"),
        ("Faglig ledelse", "nu 1"),
    ]
    assert [axis.anchor for axis in drawn.axes] == ["middle", "start", "middle", "end"]
    assert drawn.axes[0].tip == (MIDDLE_X, MIDDLE_Y - RADIUS)


def test_a_mark_lies_as_far_out_as_its_mean():
    [state] = sheet([series()]).drawn

    assert state.marks == (
        (MIDDLE_X, MIDDLE_Y - RADIUS),
        (MIDDLE_X + RADIUS / 2, MIDDLE_Y),
        (MIDDLE_X, MIDDLE_Y + RADIUS * 3.5 / LARGEST),
        (MIDDLE_X - RADIUS / LARGEST, MIDDLE_Y),
    )
    assert len(state.strokes) == 4


def test_no_line_is_drawn_through_a_theme_that_is_not_rated():
    parents = {theme: mean for theme, mean in FULL.items() if theme != Theme.PARENTAL_COOPERATION}

    [state] = sheet([series(parents)]).drawn

    assert (len(state.marks), len(state.strokes)) == (3, 2)
    assert sheet([series(parents)]).axes[1].lines == ("Forældresamarbejde", "nu ikke vurderet")


def test_all_numbers_stand_in_words_and_two_states_beside_each_other():
    drawn = sheet([before(), series({**FULL, Theme.PROFESSIONAL_LEADERSHIP: Decimal("2.3")})])

    assert drawn.words == (
        "Organisering af læringsmiljøer: før 5, nu 5. Forældresamarbejde: før 2,5, nu 2,5. "
        "Faglig ledelse: før 1, nu 2,3. Tværfagligt samarbejde: før 3,5, nu 3,5."
    )
    assert [state.label for state in drawn.drawn] == ["Før: Udgave 1: <Første>", "Nu: Som den er nu"]
    assert drawn.height > sheet([series()]).height


def test_a_long_name_of_a_version_is_cut_where_it_would_run_off_the_sheet():
    [state] = sheet([series(name="Udgave 2: Udkast til styregruppen efter arbejdsgruppernes møder i foråret")]).drawn

    assert state.label == "Nu: Udgave 2: Udkast til styregruppen efter …"


def test_everything_stands_on_the_sheet():
    drawn = sheet([before(), series()])

    tops = [axis.place[1] for axis in drawn.axes]
    assert min(tops) > 14
    assert max(y + len(axis.lines) * 19 for axis, y in zip(drawn.axes, tops, strict=True)) < drawn.height
    assert all(0 < x < WIDTH for ring in drawn.rings for x, _ in ring)
    assert len(drawn.rings) == LARGEST


# --- How it is drawn ----------------------------------------------------------------------------------------------


def test_the_states_differ_in_line_and_mark_and_are_named():
    drawn = radar(sheet([before(), series()]), "Radar over de fire temaer.")

    assert drawn.startswith('<svg class="radar"')
    # Four lines and one in the legend; the axes have neither pattern.
    assert (drawn.count('stroke-dasharray="7 5"'), drawn.count('stroke-dasharray="none"')) == (5, 5)
    assert (drawn.count("<rect"), drawn.count("<circle")) == (5, 5)
    assert 'aria-label="Radar over de fire temaer. Organisering af læringsmiljøer: før 5, nu 5.' in drawn
    assert "Udgave 1: &lt;Første&gt;" in drawn
    assert re.findall(r">(\d)</text>", drawn) == ["5", "4", "3", "2", "1"]


def test_on_paper_it_has_a_size():
    on_paper = radar(sheet([series()]), "Radar", on_paper=True)

    assert 'width="120mm"' in on_paper
    assert "aria-label" not in on_paper


# --- What is compared ---------------------------------------------------------------------------------------------


def version(number, rating):
    values = {"theme": "professional_leadership", "level": "practice", "institution": None, "rating": rating}
    return PlanVersion(number=number, name=f"Møde {number}", rows=[{"values": values}])


def rated(step):
    return [Rated(Theme.PROFESSIONAL_LEADERSHIP, Level.PRACTICE, None, step)]


def names(comparison):
    return (comparison.before.name if comparison.before else None, comparison.after.name)


def test_by_itself_the_first_version_with_steps_stands_beside_how_it_is_now():
    comparison = compared([version(1, None), version(2, 2), version(3, 3)], rated(4))

    assert names(comparison) == ("Udgave 2: Møde 2", "Som den er nu")
    assert [state.number for state in comparison.states] == ["2", "3", NOW]
    assert (comparison.before_word, comparison.after_word) == ("Før", "Nu")
    leadership = comparison.lines[2]
    assert (leadership.before, leadership.after, leadership.change) == ("2", "4", "2 op")
    assert leadership.after_behind == "Forvaltning ikke vurderet · Dagtilbud ikke vurderet · Praksis 4"
    assert comparison.unrated == [
        "Organisering af læringsmiljøer",
        "Forældresamarbejde",
        "Tværfagligt samarbejde",
    ]
    assert [state.kind for state in comparison.sheet.drawn] == ["before", "after"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"before": "2", "after": "3"}, ("Udgave 2: Møde 2", "Udgave 3: Møde 3")),
        ({"before": NOW, "after": "2"}, ("Som den er nu", "Udgave 2: Møde 2")),
        ({"before": "1", "after": "77"}, ("Udgave 2: Møde 2", "Som den er nu")),
        ({"before": "", "after": "x"}, ("Udgave 2: Møde 2", "Som den er nu")),
    ],
)
def test_other_states_can_be_chosen_and_what_has_no_steps_cannot(asked, found):
    comparison = compared([version(1, None), version(2, 2), version(3, 3)], rated(4), **asked)

    assert names(comparison) == found
    assert comparison.after_word == ("Nu" if found[1] == "Som den er nu" else "Efter")


def test_where_only_one_state_has_steps_nothing_is_compared():
    comparison = compared([version(1, None)], rated(4))

    assert names(comparison) == (None, "Som den er nu")
    leadership = comparison.lines[2]
    assert (leadership.before, leadership.after, leadership.change) == ("", "4", "")
    assert len(comparison.sheet.drawn) == 1


def test_where_the_steps_are_taken_away_the_last_that_had_some_stands():
    comparison = compared([version(1, 1), version(2, 2)], [])

    assert names(comparison) == ("Udgave 1: Møde 1", "Udgave 2: Møde 2")


def test_without_any_step_there_is_nothing_to_draw():
    assert compared([version(1, None)], []) is None
