"""static/js/autosave.js and words.js in a real browser, against a server that answers as we tell it to.

What a person typed stands on the page whatever the answer is, and is sent again when that can help.
"""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js"
ADDRESS = "http://praksis.test/"
FORM = """
<form data-autosave="/save/">
  <input type="hidden" name="csrfmiddlewaretoken" value="token">
  <fieldset data-revision="4">
    <input type="hidden" name="revision:director" value="4" data-autosave-revision>
    <div class="form-group"><label>Navn <input name="director.name"></label></div>
    <div class="form-group"><label>Stilling <input name="director.title"></label></div>
  </fieldset>
  <div class="form-group" data-revision="7">
    <label>Begrundelse <textarea id="reason" name="reason" data-max-words="3"></textarea></label>
    <p class="word-counter" data-words-of="reason">Du har skrevet <span data-words-written>0</span> af højst 3 ord<span data-words-over></span>.</p>
    <span data-words-spoken></span>
  </div>
  <div class="form-group" data-revision="0">
    <label><input type="checkbox" name="themes" value="a"> Ledelse</label>
    <label><input type="checkbox" name="themes" value="b"> Forældre</label>
  </div>
  <div data-autosave-skip><label>Tilføj <input name="added"></label></div>
  <p data-autosave-status></p>
  <button>Gem</button>
</form>
"""  # noqa: E501


class Server:
    """Keeps what was sent, and answers with what is next in `answers`, or else that it is saved."""

    def __init__(self, page):
        self.sent = []
        self.answers = []
        self.revision = 10
        page.route("**/*", self.answer)

    def answer(self, route):
        path = route.request.url.removeprefix(ADDRESS)
        if path == "save/":
            self.sent.append(parse_qs(route.request.post_data, keep_blank_values=True))
            self.save(route)
        elif path.endswith(".js"):
            route.fulfill(path=SCRIPTS / path, content_type="text/javascript")
        else:
            scripts = "".join(f'<script src="/{name}" defer></script>' for name in ("words.js", "autosave.js"))
            route.fulfill(body=f"<!doctype html><html lang=da>{scripts}{FORM}", content_type="text/html; charset=utf-8")

    def save(self, route):
        status, body = self.answers.pop(0) if self.answers else (200, None)
        if status == 0:
            route.abort()
        elif status == 302:
            route.fulfill(status=200, body="<h1>Log ind</h1>", content_type="text/html")
        elif status == 503:
            route.fulfill(status=503, body="<h1>Praksis er optaget et øjeblik</h1>", content_type="text/html")
        else:
            self.revision += 1
            body = body or {"saved_at": "14.03", "revision": self.revision}
            route.fulfill(status=status, body=json.dumps(body), content_type="application/json")


@pytest.fixture
def server(page):
    server = Server(page)
    page.goto(ADDRESS)
    return server


def status(page):
    return page.locator("[data-autosave-status]")


def test_a_field_is_saved_while_it_is_written(page, server):
    page.get_by_label("Begrundelse").press_sequentially("Vi har", delay=20)

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    assert server.sent == [{"field": ["reason"], "revision": ["7"], "value": ["Vi har"]}]


def test_the_same_text_is_not_sent_twice(page, server):
    page.get_by_label("Begrundelse").fill("Vi har")
    expect(status(page)).to_have_text("Gemt kl. 14.03")

    page.get_by_label("Begrundelse").blur()
    page.get_by_label("Ledelse").check()

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    page.wait_for_function("document.querySelector('[data-revision=\"12\"]')")
    assert [sent["field"] for sent in server.sent] == [["reason"], ["themes"]]


def test_choices_are_sent_as_a_whole(page, server):
    page.get_by_label("Ledelse").check()
    page.get_by_label("Forældre").check()
    page.get_by_label("Ledelse").uncheck()
    page.get_by_label("Forældre").uncheck()

    page.wait_for_function("document.querySelector('[data-revision=\"14\"]')")
    assert [sent.get("value") for sent in server.sent] == [["a"], ["a", "b"], ["b"], None]
    assert [sent["revision"] for sent in server.sent] == [["0"], ["11"], ["12"], ["13"]]


def test_fields_of_one_question_share_its_revision(page, server):
    page.get_by_label("Navn").fill("Ditte Direktør")
    page.get_by_label("Stilling").fill("Direktør")

    page.wait_for_function("document.querySelector('[data-autosave-revision]').value === '12'")
    assert [(sent["field"], sent["revision"]) for sent in server.sent] == [
        (["director.name"], ["4"]),
        (["director.title"], ["11"]),
    ]


NOTE = """
<section data-autosave-note="reason">
  <p>Deres &lt;b&gt;tekst&lt;/b&gt;</p>
  <button type="submit" data-autosave-choose="mine">Behold min tekst</button>
  <button type="submit" data-autosave-choose="theirs">Brug kollegaens tekst</button>
</section>
"""
CONFLICT = (409, {"message": "En kollega har ændret svaret.", "theirs": "Deres", "revision": 9, "note": NOTE})


def note(page):
    return page.locator("[data-autosave-note]")


def test_a_colleagues_text_is_shown_and_ones_own_kept(page, server):
    server.answers = [CONFLICT]

    page.get_by_label("Begrundelse").fill("Min tekst")

    expect(status(page)).to_have_text("En kollega har ændret svaret.")
    expect(note(page)).to_contain_text("Deres <b>tekst</b>")
    expect(page.get_by_label("Begrundelse")).to_have_value("Min tekst")

    page.get_by_label("Begrundelse").fill("Vores tekst")

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    expect(note(page)).to_have_count(0)
    assert server.sent[-1] == {"field": ["reason"], "revision": ["9"], "value": ["Vores tekst"]}


def test_ones_own_text_is_chosen_with_the_keyboard(page, server):
    server.answers = [CONFLICT]
    page.get_by_label("Begrundelse").fill("Min tekst")
    expect(note(page)).to_be_visible()

    page.get_by_role("button", name="Behold min tekst").press("Enter")

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    expect(note(page)).to_have_count(0)
    expect(page.get_by_label("Begrundelse")).to_be_focused()
    assert server.sent[-1] == {"field": ["reason"], "revision": ["9"], "value": ["Min tekst"]}


def test_the_colleagues_text_is_chosen_and_takes_the_place_of_ones_own(page, server):
    taken = {"saved_at": "14.02", "revision": 11, "values": ["Deres tekst"]}
    server.answers = [CONFLICT, (200, taken)]
    page.get_by_label("Begrundelse").fill("Min tekst")
    expect(note(page)).to_be_visible()

    page.get_by_role("button", name="Brug kollegaens tekst").click()

    expect(page.get_by_label("Begrundelse")).to_have_value("Deres tekst")
    expect(note(page)).to_have_count(0)
    assert server.sent[-1] == {"field": ["reason"], "revision": ["9"], "value": ["Min tekst"], "valg": ["kollegas"]}

    page.get_by_label("Ledelse").check()
    expect(status(page)).to_have_text("Gemt kl. 14.03")
    assert [sent["field"] for sent in server.sent] == [["reason"], ["reason"], ["themes"]]


def test_a_warning_stands_beside_the_field_until_it_is_mended(page, server):
    warning = '<div data-autosave-note="reason"><p>Ligner et CPR-nummer</p></div>'
    server.answers = [(200, {"saved_at": "14.03", "revision": 8, "note": warning})]
    page.get_by_label("Begrundelse").fill("010190-1234")
    expect(status(page)).to_have_text("Gemt kl. 14.03. Der er en advarsel ved feltet")
    expect(note(page)).to_have_count(1)

    page.get_by_label("Begrundelse").fill("Et barn")

    expect(note(page)).to_have_count(0)
    expect(status(page)).to_have_text("Gemt kl. 14.03")


def test_a_refused_answer_is_said_and_the_others_are_still_saved(page, server):
    server.answers = [(422, {"message": "Skriv et tal."})]
    page.get_by_label("Begrundelse").fill("mange")
    expect(status(page)).to_have_text("Skriv et tal.")

    page.get_by_label("Ledelse").check()

    expect(status(page)).to_have_text("Gemt kl. 14.03. Men et andet svar er ikke gemt: Skriv et tal.")
    assert [sent["field"] for sent in server.sent] == [["reason"], ["themes"]]


def test_a_lost_connection_keeps_the_text_and_sends_it_when_it_is_back(page, server):
    server.answers = [(0, None)]
    page.get_by_label("Begrundelse").fill("Vi har")
    expect(status(page)).to_have_text(re.compile("Vi kunne ikke gemme lige nu. Teksten står her stadig"))

    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    expect(page.get_by_label("Begrundelse")).to_have_value("Vi har")
    assert [sent["value"] for sent in server.sent] == [["Vi har"], ["Vi har"]]


def test_a_site_without_room_or_database_keeps_the_text_and_gets_it_later(page, server):
    server.answers = [(503, None)]
    page.get_by_label("Begrundelse").fill("Vi har")
    expect(status(page)).to_have_text(
        "Vi kunne ikke gemme lige nu. Teksten står her stadig, og vi prøver igen om lidt."
    )

    page.get_by_label("Begrundelse").fill("Vi har plads")

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    # What may have been saved unseen is sent once more, so that it is not taken for a colleague's.
    assert [sent["value"] for sent in server.sent] == [["Vi har"], ["Vi har"], ["Vi har plads"]]
    assert [sent["revision"] for sent in server.sent] == [["7"], ["7"], ["11"]]


def test_a_signed_out_writer_is_told_and_keeps_the_text(page, server):
    server.answers = [(302, None)]

    page.get_by_label("Begrundelse").fill("Vi har")

    expect(status(page)).to_have_text(re.compile("Måske er du blevet logget ud"))
    expect(page.get_by_label("Begrundelse")).to_have_value("Vi har")


def test_what_is_not_an_answer_is_left_alone(page, server):
    page.get_by_label("Tilføj").fill("Solsikken")
    page.get_by_label("Ledelse").check()

    expect(status(page)).to_have_text("Gemt kl. 14.03")
    assert [sent["field"] for sent in server.sent] == [["themes"]]


def test_the_word_counter_follows_and_never_cuts(page, server):
    counter = page.locator(".word-counter")
    page.get_by_label("Begrundelse").fill("et to tre")
    expect(counter).to_have_text("Du har skrevet 3 af højst 3 ord.")

    page.get_by_label("Begrundelse").fill("et to tre fire")

    expect(counter).to_have_text("Du har skrevet 4 af højst 3 ord. Kort teksten af, før I sender.")
    expect(page.get_by_label("Begrundelse")).to_have_value("et to tre fire")
