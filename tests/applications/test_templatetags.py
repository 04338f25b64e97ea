"""The answers of a frozen version, drawn in place."""

import pytest

from applications.templatetags import reading


def question(**changes):
    return {"label": "Behov <1>", "kind": "text", "text": "Mange & store", "institution": None, **changes}


FILE = {"url": "/fil/1/?a=1&b=2", "name": "<bilag>.pdf", "size": 2048, "sha256": "0123456789abcdef"}
DRAWN = [
    (lambda one: reading.answers([one], []), "<dt>Behov &lt;1&gt;</dt><dd>Mange &amp; store</dd>"),
    (
        lambda one: reading.rows_to_read([one]),
        '<div class="summary-list__row"><dt>Behov &lt;1&gt;</dt><dd class="as-written">Mange &amp; store</dd></div>',
    ),
    (
        lambda one: reading.answers_to_judge([one]),
        '<div class="answer"><h3 class="answer__question">Behov &lt;1&gt;</h3>'
        '<p class="as-written">Mange &amp; store</p></div>',
    ),
]


@pytest.mark.parametrize(("draw", "drawn"), DRAWN)
def test_what_was_written_is_escaped(draw, drawn):
    assert draw(question()) == drawn


@pytest.mark.parametrize("draw", [draw for draw, _ in DRAWN])
def test_a_question_without_an_answer_says_so(draw):
    assert draw(question(text="")).count("Ikke besvaret") == 1


@pytest.mark.parametrize("draw", [draw for draw, _ in DRAWN])
def test_files_lead_to_where_one_gets_them(draw):
    drawn = draw(question(files=[FILE]))

    assert '<a href="/fil/1/?a=1&amp;b=2" download>&lt;bilag&gt;.pdf</a>' in drawn
    assert "kontrolkode 0123456789ab)" in drawn
    assert "Mange" not in drawn


def test_lines_of_an_answer_stay_lines():
    assert reading.answer(question(text="Først\nså")) == "Først<br>så"


def test_the_chosen_institutions_stand_where_they_were_asked_for():
    chosen = [{"name": "Møllen & Co", "ownership_label": "Selvejende", "setting_label": "Børnehave"}]

    drawn = reading.answers([question(kind="institution_list")], chosen)

    assert drawn == "<dt>Behov &lt;1&gt;</dt><dd><ul><li>Møllen &amp; Co (selvejende, børnehave)</li></ul></dd>"


@pytest.mark.parametrize("kind", ["signature", "leader_confirmation"])
def test_what_stands_above_the_answers_is_not_among_them(kind):
    assert reading.answers([question(kind=kind)], []) == ""


def test_an_answer_for_one_institution_says_which():
    drawn = reading.answers_to_judge([question(institution="Møllen & Co")])

    assert '<span class="answer__of">Møllen &amp; Co</span></h3>' in drawn


def test_a_score_is_drawn_with_who_gave_it_and_why():
    drawn = reading.scores_given([("Hanne <F>", False, "3 af 4", "Sikker", "Tallene & svarene")], None)

    assert "<strong>Hanne &lt;F&gt;</strong>" in drawn
    assert '<span class="scores__number">3 af 4</span> <span class="muted">Sikker</span>' in drawn
    assert '<p class="as-written">Tallene &amp; svarene</p>' in drawn
