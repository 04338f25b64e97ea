"""Every form of applying, courses, staffing and conferences gets what nobody should send.

It answers below 500, draws no tag, and loses nothing typed.

`make test` sends each form every twenty-fourth bad request, each form others, so that all of them are sent to some
form; `make drills` sends each form all of them (tests/drills/long/test_bad_inputs.py).
"""

from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.asking import Asker, rolled_back
from tests.access.bad_inputs import CANARY, URLENCODED, addresses, everything
from tests.access.table import blocks
from tests.access.world import PEOPLE

pytestmark = pytest.mark.django_db

WINGS = ("applications:", "engagements:", "staffing:", "conferences:")
ROWS = [row for rows in blocks().values() for row in rows if row[1].startswith(WINGS)]
GETS = [name for method, name, _ in ROWS if method == "GET"]
# Whoever the form is for; a person's own address is asked for as that person.
ASKED_AS = ["owner", "manager", "approver", "reviewer", *PEOPLE]
FORMS = {
    name: who
    for method, name, cells in ROWS
    if method == "POST" and (who := next((one for one in ASKED_AS if cells[one] in {"ok", "200", "no"}), None))
}
PARTS = 6
# Of the bad requests, every so manieth
STEP = 24
# What is typed here is never shown again: a code, and the file of a control.
NOT_SHOWN = {"code"}
TEXT_CONTROLS = {"text", "email", "tel", "search", "number", "date", "url"}


class Page(HTMLParser):
    """A page's text controls with what they hold, and all its words. `forms` has the number of each control's form."""

    def __init__(self, page: str):
        super().__init__()
        self.controls: dict[str, str] = {}
        self.others: dict[str, list[str]] = {}
        self.words: list[str] = []
        self.forms: dict[str, int] = {}
        self._area, self._form = "", 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        name, kind = facts.get("name") or "", facts.get("type") or "text"
        self._form += tag == "form"
        if name:
            self.forms.setdefault(name, self._form)
        if tag == "textarea":
            self._area = name
            self.controls[name] = ""
        elif tag == "input" and name and kind in TEXT_CONTROLS:
            self.controls[name] = facts.get("value") or ""
        elif name and (tag in {"select", "button"} or (tag == "input" and kind != "file")):
            self.others.setdefault(name, []).append(facts.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data):
        if self._area:
            self.controls[self._area] += data
        self.words.append(data)

    def keep(self, names) -> None:
        """Only the forms that these names are sent with: a browser sends one of a page's forms, not its neighbours."""
        sent = {self.forms[name] for name in names if name in self.forms}
        if sent:
            self.controls = {name: text for name, text in self.controls.items() if self.forms[name] in sent}
            self.others = {name: values for name, values in self.others.items() if self.forms[name] in sent}

    @property
    def fields(self) -> dict[str, list]:
        """What a browser would send of the page, and of the rest one value each."""
        others = {name: values[:1] for name, values in self.others.items() if name != "csrfmiddlewaretoken"}
        return {**others, **{name: [text] for name, text in self.controls.items()}}


def plain(text: str) -> str:
    """As a browser sends and shows it alike: a text area drops the first line break, nothing shows a NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n")


def lost(page: Page, before: Page, body: bytes) -> list[str]:
    """The fields whose text was typed, and stands nowhere on the page that is shown again."""
    typed = parse_qs(body.decode(), keep_blank_values=True, errors="replace", max_num_fields=3000)
    words = plain("".join(page.words))
    gone = []
    for name in before.controls.keys() & typed.keys() - NOT_SHOWN:
        text = plain(typed[name][-1])
        if text.strip() and text not in {plain(page.controls.get(name, "")), plain(before.controls[name])}:
            gone += [name] if text not in words else []
    return gone


def fault(response, before: Page, body: bytes, content_type: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if response.status_code >= 500:
        return f"{response.status_code} {response.exc_info and response.exc_info[1]!r}"
    shown = b"".join(response.streaming_content) if response.streaming else response.content
    page = shown.decode(errors="replace")
    if not response.get("Content-Type", "").startswith("text/html"):
        return ""
    if CANARY in page.lower():
        return "draws a tag"
    if response.status_code in {200, 409, 422} and content_type == URLENCODED:
        gone = lost(Page(page), before, body)
        return f"lost: {gone}" if gone else ""
    return ""


class Sender:
    """Sends a form of the world's what it is given, each time from the beginning."""

    def __init__(self, world):
        self.world, self.asker, self.sent = world, Asker(world), 0

    def faults(self, name: str, turn: int, step: int) -> list[str]:
        """What every `step`th bad request for this form brings to light; `turn` says where they begin."""
        path, address = self.asker.address(name)
        found = []
        with rolled_back():
            client = self.asker.client(FORMS[name])
            if address.before:
                address.before(client)
            cookies = client.cookies.output(header="", sep=";")
            page = client.get(path, headers=address.headers)
            is_page = page.status_code == 200 and not page.streaming
            before = Page(page.content.decode() if is_page else "")
            given = {key: value if isinstance(value, list) else [value] for key, value in address.data.items()}
            texts = {
                key: [str(text) for text in value]
                for key, value in given.items()
                if not (value and hasattr(value[0], "read"))
            }
            before.keep(given)
            fields = {**before.fields, **texts}
            for what, body, content_type in [*everything(fields, self._foreign(), turn)][turn % step :: step]:
                self.sent += 1
                with rolled_back():
                    client = Client(raise_request_exception=False)
                    client.cookies = SimpleCookie(cookies)
                    response = client.generic("POST", path, body, content_type, headers=address.headers)
                    if wrong := fault(response, before, body, content_type):
                        found.append(f"{name} <- {what}: {wrong}")
        return found

    def _foreign(self) -> list[str]:
        """Ids of others' things."""
        world = self.world
        things = [world.thisted, world.theirs, world.theirs.case, world.their_course, world.waiting, world.hidden]
        return [str(thing.pk) for thing in [*things, world.mini_waiting, world.people["stranger"], world.other_answer]]


@pytest.fixture
def sender(world):
    return Sender(world)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_breaks_on_what_it_is_sent_nor_draws_it_nor_loses_it(sender, part):
    found = []
    for turn, name in enumerate(FORMS):
        if turn % PARTS == part:
            found += sender.faults(name, turn, STEP)

    assert found == []
    assert sender.sent > 100


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_breaks_on_what_stands_in_its_address(sender, part):
    found = []
    for turn, name in enumerate(GETS[part::PARTS]):
        path, address = sender.asker.address(name)
        for query in addresses(turn % 40):
            with rolled_back():
                client = sender.asker.client(next((who for who in ASKED_AS if _sees(name, who)), "owner"))
                if address.before:
                    address.before(client)
                response = client.get(f"{path}?{query}", headers=address.headers)
                if wrong := fault(response, Page(""), b"", ""):
                    found.append(f"{name} <- {query[:60]}: {wrong}")

    assert found == []


def _sees(name: str, who: str) -> bool:
    return next(cells[who] for method, row, cells in ROWS if (method, row) == ("GET", name)) == "200"


def test_what_was_typed_and_is_gone_is_found():
    before, typed = Page('<input name="a"><textarea name="b"></textarea>'), b"a=Hej+du&b=En%0D%0Alinje"

    assert sorted(lost(Page("<p>Prøv igen</p>"), before, typed)) == ["a", "b"]
    assert lost(Page('<input name="a" value="Hej du"><p>En\nlinje</p>'), before, typed) == []


def test_of_a_page_with_two_forms_the_one_that_is_sent_is_looked_at():
    page = Page('<form><input name="q"></form><form method="post"><input name="a"><button name="go"></button></form>')

    page.keep({"a": "1"})

    assert (list(page.controls), list(page.others)) == (["a"], ["go"])


def test_a_drawn_tag_and_a_page_that_breaks_are_found():
    drawn, words, broken = (
        HttpResponse(f"<p>{CANARY}></p>"),
        HttpResponse("<p>&lt;q7z&gt;</p>"),
        HttpResponse(status=500),
    )
    broken.exc_info = None

    found = [fault(response, Page(""), b"", URLENCODED) for response in (drawn, words, broken)]

    assert found == ["draws a tag", "", "500 None"]
